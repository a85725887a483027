from functools import cache

import pytest

from surveyapp.analysis.quality.quality_result import (
    IndicatorGroup,
    IndicatorKind,
    IndicatorResult,
    QualityReport,
)
from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.source.questionnaire_folder import load_release, load_wording
from surveyapp.reports.labels import Labels
from surveyapp.reports.quality import quality_sections

FORM = load_release("service_provision")
CODES = [name for name, asked in FORM.questions.items() if asked.kind == "select_one"]


@cache
def labels(language):
    wording = load_wording(FORM.name, language).with_values(FORM.parameters)
    return Labels(wording, translate_in(language))


def group(country="RO", **counts):
    """What is shown of one flag; all of its counts are known."""
    return IndicatorGroup(country, sum(counts.values()), counts)


def hidden(country, *codes):
    return IndicatorGroup(country, None, dict.fromkeys(codes))


def found(*flags):
    return QualityReport(FORM.name, "1", True, ("RO", "NO"), flags)


def left_out(question, romania, norway=None, **reasons):
    """A question and why it was not answered; both countries alike unless said otherwise."""
    why = tuple(group(country, **reasons) for country in ("RO", "NO"))
    item = IndicatorResult(IndicatorKind.ITEM, question, (romania, norway or romania))
    return item, IndicatorResult(IndicatorKind.WHY, question, why)


def section(name, *flags, language="en"):
    sections = quality_sections(found(*flags), FORM, labels(language))
    return next(each for each in sections if each.name == name)


def test_questions_are_sorted_by_the_largest_share_without_an_answer():
    few = left_out("sector", group(answered=30, not_answered=5))
    many = left_out("staff_band", group(answered=20, not_answered=15))
    rows = section("items", *few, *many).table.rows
    assert [row.head.split()[0] for row in rows] == ["B10", FORM.questions["sector"].number]


def test_a_row_tells_count_base_and_share_and_the_reasons():
    flags = left_out("staff_band", group(answered=20, not_answered=15), why_blank=10, why_dk=5)
    cells = section("items", *flags).table.rows[0].cells
    assert cells[:4] == ("15 / 35 (43%)", "15 / 35 (43%)", "–", "–")
    assert cells[4] == "Romania: Left blank 10, Don't know 5; Norway: Left blank 10, Don't know 5"


def test_a_hidden_count_is_no_text_so_that_the_page_says_hidden():
    norway = hidden("NO", "answered", "not_answered")
    flags = left_out("staff_band", group(answered=20, not_answered=15), norway)
    assert section("items", *flags).table.rows[0].cells[1] is None


def test_a_question_of_which_nothing_is_shown_stands_in_a_sentence_alone():
    nothing = hidden("RO", "answered", "not_answered")
    made = section("items", *left_out("staff_band", nothing))
    assert made.table.rows == ()
    assert made.sentences[0].startswith("1 question is not in the table")


SENTENCES = {
    ("en", 1): "1 question was answered completely by everybody who was asked.",
    ("en", 2): "2 questions were answered completely by everybody who was asked.",
    ("ro", 1): "La 1 întrebare au răspuns complet toate instituțiile întrebate.",
    ("ro", 2): "La 2 întrebări au răspuns complet toate instituțiile întrebate.",
    ("ro", 20): "La 20 de întrebări au răspuns complet toate instituțiile întrebate.",
    ("nb", 1): "1 spørsmål ble fullstendig besvart av alle som ble spurt.",
    ("nb", 20): "20 spørsmål ble fullstendig besvart av alle som ble spurt.",
}


@pytest.mark.parametrize(("language", "number"), SENTENCES)
def test_a_sentence_has_the_plural_of_its_language(language, number):
    full = group(answered=35, not_answered=0)
    flags = [flag for name in CODES[:number] for flag in left_out(name, full)]
    assert section("items", *flags, language=language).sentences == (SENTENCES[language, number],)


def test_a_check_is_told_in_its_own_words_without_the_numbers_of_an_institution():
    counts = {"holds": 20, "dismissed": 5, "left_open": 6, "fails": 11}
    check = FORM.questions["svc_provision"].warnings[0]
    groups = tuple(IndicatorGroup(country, 31, counts) for country in ("RO", "NO"))
    flag = IndicatorResult(
        IndicatorKind.CHECK, "svc_provision", groups, check.name, check.text_path
    )
    row = section("checks", flag).table.rows[0]
    assert row.head.startswith("E1 You have answered … of … rows.")
    assert row.cells == ("11 / 31 (35%)", "11 / 31 (35%)", "5", "5")


def test_a_check_that_always_holds_is_not_listed():
    counts = {"holds": 31, "dismissed": 0, "left_open": 0, "fails": 0}
    flag = IndicatorResult(
        IndicatorKind.CHECK, "svc_provision", (IndicatorGroup("RO", 31, counts),) * 2, "every_row"
    )
    made = section("checks", flag)
    assert made.table.rows == ()
    assert made.sentences[0].startswith("No check disagrees")


@pytest.mark.parametrize(
    ("name", "kind"), [("straight", IndicatorKind.STRAIGHT), ("round", IndicatorKind.ROUND)]
)
def test_what_five_or_more_did_is_counted_in_a_sentence(name, kind):
    many = IndicatorResult(kind, "svc_provision", (group(yes=8, no=20), group("NO", yes=0, no=14)))
    none = IndicatorResult(kind, "svc_quality", (group(yes=0, no=20), group("NO", yes=0, no=14)))
    made = section(name, none, many)
    assert [row.cells for row in made.table.rows] == [
        ("8 / 28 (29%)", "0 / 14 (0%)"),
        ("0 / 20 (0%)", "0 / 14 (0%)"),
    ]
    assert "1 " in made.sentences[0]
    assert section(name, none).sentences[0].lower().startswith(("no ", "in no "))
