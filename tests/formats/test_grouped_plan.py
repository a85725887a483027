"""References and pairs are refused where the groups do not allow them, and say what to write."""

import pytest

from surveyapp.formats.check.questionnaire_check import check
from tests.journeys.grouped import COUNTRIES, NAME, make_home

ALL = tuple(COUNTRIES)
PLAN = f"questionnaires/{NAME}/analysis.yaml"


def told(tmp_path, codes, pairing):
    make_home(tmp_path, codes, pairing)
    return [(p.code, p.line, p.mend) for p in check([tmp_path / "questionnaires"]).problems]


@pytest.mark.parametrize(
    ("n", "pairing"),
    [(1, ""), (2, ""), (3, "reference: FI"), (4, "compare: pairs"), (5, "reference: PT")],
)
def test_groups_that_can_be_shown_are_taken(tmp_path, n, pairing):
    assert told(tmp_path, ALL[:n], pairing) == []


@pytest.mark.parametrize(
    ("n", "pairing", "code", "mend"),
    [
        (2, "reference: SE", "pairing-unfit", "remove it"),
        (1, "compare: pairs", "pairing-unfit", "remove it"),
        (5, "compare: pairs", "pairing-unfit", "write reference:"),
        (3, "reference: PT", "unknown-country", "name another group"),
        (3, "reference: SE\ncompare: pairs", "pairing-unfit", "keep one"),
    ],
)
def test_others_are_refused_with_their_line(tmp_path, n, pairing, code, mend):
    ((found, line, words),) = told(tmp_path, ALL[:n], pairing)
    assert found == code
    assert line >= 4
    assert mend in words


def test_a_mirror_needs_two_groups(tmp_path):
    make_home(tmp_path, ALL[:3])
    file = tmp_path / PLAN
    mirror = "questions: [started], show: mirror, mirror: {SE: About others}"
    text = file.read_text(encoding="utf-8").replace("questions: [started]", mirror, 1)
    file.write_text(text, encoding="utf-8")
    (found,) = check([tmp_path / "questionnaires"]).problems
    assert (found.code, found.mend) == ("show-unfit", "write show: measures")
