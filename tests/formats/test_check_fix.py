"""What the check mends by itself: nothing that anything means, and every comment stays."""

import pytest

from surveyapp.formats.check_fix import fix_files
from surveyapp.formats.questionnaire_check import check
from tests.formats.broken import CODE_LIST, QUESTIONNAIRE, RELEVANT, break_in

TERMS = "terms:\n  place: {label: place, definition: A bed.}\n"


def mended(root):
    """The text of the questionnaire after mending, and how many problems were mended."""
    report = check([root / "questionnaires"])
    n_fixed = fix_files(report.documents, report.problems)
    return (root / QUESTIONNAIRE).read_text(encoding="utf-8"), n_fixed


def codes_of(root):
    found = check([root / "questionnaires"]).problems
    return {p.code for p in found if not p.code.startswith("translation-")}


@pytest.mark.parametrize(
    ("written", "left"),
    [
        (
            TERMS + "  bed: {label: bed, definition: A bed.}\n",
            TERMS,
        ),
        (
            "terms:\n  bed:\n    label: bed\n    definition: >-\n      A bed.\n\n      It is one.\n"
            "  # what counts\n" + TERMS.partition("\n")[2],
            "terms:\n  # what counts\n" + TERMS.partition("\n")[2],
        ),
        (
            "terms: {place: {label: a, definition: A.}, bed: {label: b, definition: B.}}\n",
            "terms: {place: {label: a, definition: A.}}\n",
        ),
        (
            "terms: {bed: {label: b, definition: B.}, place: {label: a, definition: A.}}\n",
            "terms: {place: {label: a, definition: A.}}\n",
        ),
    ],
    ids=["in a line", "in several lines", "last in braces", "first in braces"],
)
def test_a_term_that_nothing_uses_is_removed_and_nothing_else(written, left, sound):
    whole = (sound / QUESTIONNAIRE).read_text(encoding="utf-8")
    break_in(sound, (QUESTIONNAIRE, TERMS, written))
    assert mended(sound) == (whole.replace(TERMS, left), 1)
    assert mended(sound)[1] == 0


def test_the_last_parameter_goes_with_its_key(sound):
    break_in(sound, (QUESTIONNAIRE, 'parameters: {year: "2014"}\n', 'parameters: {age: "2"}\n'))
    text = (sound / QUESTIONNAIRE).read_text(encoding="utf-8").replace("{year}", "2014")
    (sound / QUESTIONNAIRE).write_text(text, encoding="utf-8")
    assert mended(sound) == (text.replace('parameters: {age: "2"}\n', ""), 1)


def test_what_has_a_comment_inside_stays(sound):
    written = TERMS + "  bed:  # asked for by the ministry\n    {label: b, definition: B.}\n"
    break_in(sound, (QUESTIONNAIRE, TERMS, written))
    assert mended(sound)[1] == 0
    assert "unused-term" in codes_of(sound)


def test_what_is_ignored_is_not_removed(sound):
    bed = "  bed: {label: bed, definition: A bed.}  # check: ignore unused-term for the next wave\n"
    break_in(sound, (QUESTIONNAIRE, TERMS, TERMS + bed))
    assert mended(sound)[1] == 0


def test_a_code_list_that_nothing_uses_is_removed(sound):
    break_in(sound, (QUESTIONNAIRE, "{list: answer, without: [bad]}", "[{code: a, label: A}]"))
    assert mended(sound)[1] == 1
    assert not (sound / CODE_LIST).exists()


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('"${agrees} = ’yes’"', "${agrees} = 'yes'"),
        ("\"${agrees}\u00a0= 'yes'\"", "${agrees} = 'yes'"),
        ("${agrees} == 'yes' AND 1 = 1", "${agrees} = 'yes' and 1 = 1"),
        ("'${agrees} <> \"no\" && 1 = 1'", "${agrees} != 'no' and 1 = 1"),
        (">-\n              ${agrees}\n              = “yes”", "${agrees} = 'yes'"),
    ],
)
def test_an_expression_is_written_in_signs_that_are_read(written, text, sound):
    whole = (sound / QUESTIONNAIRE).read_text(encoding="utf-8")
    break_in(sound, (QUESTIONNAIRE, RELEVANT, written))
    assert mended(sound) == (whole.replace(RELEVANT, f'"{text}"', 1), 1)
    assert "syntax" not in codes_of(sound)


@pytest.mark.parametrize("written", ['"${agrees} = yes"', '"${agrees} div 2 = 1"', '"(1 = 1"'])
def test_an_expression_whose_meaning_must_be_guessed_stays(written, sound):
    break_in(sound, (QUESTIONNAIRE, RELEVANT, written))
    assert mended(sound)[1] == 0


def test_every_mended_file_keeps_its_other_bytes(sound):
    path = sound / QUESTIONNAIRE
    text = "# first\r\n" + path.read_text(encoding="utf-8").replace("\n", "\r\n") + "# last\r\n"
    bed = "  bed: {label: bed, definition: A bed.}\r\n"
    with_bed = text.replace("A bed.}\r\n", "A bed.}\r\n" + bed, 1)
    path.write_bytes(with_bed.encode())
    assert mended(sound)[1] == 1
    assert path.read_bytes() == text.encode()
