"""Warnings that somebody looked at are ignored by a comment with its reason."""

import pytest

from surveyapp.formats.check.check_ignore import ignores_in
from surveyapp.formats.check.questionnaire_check import check
from surveyapp.formats.source.yaml_file import parse_yaml
from tests.formats.broken import CATALOGUE, QUESTIONNAIRE, break_in

BED = "  bed: {label: bed, definition: A bed.}"
TERMS = "terms:\n"


def checked(sound, written):
    break_in(sound, (QUESTIONNAIRE, TERMS, TERMS + written))
    report = check([sound / QUESTIONNAIRE])
    told = [p.code for p in report.problems if not p.code.startswith("translation-")]
    return told, [(each.problem.code, each.reason) for each in report.ignored]


@pytest.mark.parametrize(
    "written",
    [
        f"{BED}  # check: ignore unused-term for the next wave\n",
        f"  # check: ignore unused-term for the next wave\n{BED}\n",
        f"  # check: ignore unused-term for the next wave\n\n  # a bed\n{BED}\n",
        f"{BED} #check:ignore  unused-term   for the next wave  \n",
    ],
)
def test_a_warning_is_ignored_at_its_line_or_above_it(written, sound):
    assert checked(sound, written) == ([], [("unused-term", "for the next wave")])


def test_a_comment_ignores_its_own_line_alone(sound):
    another = BED.replace("bed:", "cot:", 1)
    comment = "  # check: ignore unused-term for the next wave"
    told, ignored = checked(sound, f"{comment}\n{BED}\n{another}\n")
    assert told == ["unused-term"]
    assert len(ignored) == 1


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("unused-term", "no reason is given to ignore unused-term"),
        ("unused-term .", "no reason is given to ignore unused-term"),
        ("unusedterm for later", "there is no rule unusedterm"),
        ("", "there is no rule named"),
    ],
)
def test_a_comment_without_rule_or_reason_ignores_nothing(comment, words, sound):
    break_in(sound, (QUESTIONNAIRE, TERMS, f"{TERMS}{BED}  # check: ignore {comment}\n"))
    found = {p.code: p.message for p in check([sound / QUESTIONNAIRE]).problems}
    assert found["ignore-unfit"] == words
    assert "unused-term" in found


def test_an_error_is_not_ignored(sound):
    written = "terms: [place, palce]  # check: ignore unknown-term it comes later"
    break_in(sound, (QUESTIONNAIRE, "terms: [place]", written))
    found = [p.code for p in check([sound / QUESTIONNAIRE]).problems]
    assert sorted(found) == ["ignore-unfit", "unknown-term"]


def test_a_comment_that_ignores_nothing_is_told(sound):
    written = "  # check: ignore unused-term for the next wave\n"
    assert checked(sound, written) == (["ignore-unused"], [])


@pytest.mark.parametrize(
    "text",
    [
        "a: 'x # check: ignore unused-term why'",
        "a: |\n  # check: ignore unused-term why\n",
        "a: 'x#check: ignore unused-term why'",
        "# to check: ignore what is below",
    ],
)
def test_what_stands_in_a_text_is_no_comment(text):
    assert tuple(ignores_in(parse_yaml(text, "file.yaml"))) == ()


def test_that_nobody_reviewed_a_translation_is_ignored_where_its_language_is_named(sound):
    break_in(sound, (CATALOGUE, 'msgctxt "sound.title"', '# unreviewed\nmsgctxt "sound.title"'))
    (found,) = check([sound / QUESTIONNAIRE]).problems
    assert (found.code, found.is_error) == ("translation-unreviewed", False)
    comment = "  # check: ignore translation-unreviewed there is nobody else"
    break_in(sound, (QUESTIONNAIRE, "languages: [en, ro]", f"languages: [en, ro]{comment}"))
    report = check([sound / QUESTIONNAIRE])
    assert report.problems == ()
    assert [each.reason for each in report.ignored] == ["there is nobody else"]
