"""Conditions in words."""

import pytest

from surveyapp.formats.interface_words import translate_in
from surveyapp.questionnaire.expression import (
    ExpressionError,
    clause,
    parse,
    phrases_in,
    sentence,
)
from surveyapp.questions.domain import Domain, Shape

QUESTIONS = {
    "sector": "B2",
    "mandate": "B8",
    "services": "E1",
    "victims": "C6",
    "staff": "B10",
    "beds": "B11",
    "opened": "B12",
    "closed": "B13",
    "founded": "B14",
}
LABELS = {
    "authority": "Public authority",
    "ngo": "NGO",
    "igo": "IGO",
    "shelter": "Shelter",
    "legal": "Legal help",
    "psych": "Counselling",
    "direct": "Provided by us",
    "both": "Both",
    "none": "None",
    "women": "Women",
    "men": "Men",
    "total": "Total",
    "year_1": "2012",
    "year_2": "2013",
}


class Labels:
    """Labels from one small table."""

    def question(self, name: str) -> str:
        return QUESTIONS[name]

    def code(self, question: str, code: str) -> str:
        return LABELS.get(code, question)

    row = column = code

    def domain(self, question: str) -> Domain | None:
        return NUMBERS.get(question)


SEVERAL_ROWS = (
    "${services.legal} = 'direct' or ${services.legal} = 'both'"
    " or ${services.psych} = 'direct' or ${services.psych} = 'both'"
)

ENGLISH = [
    ("${sector} = 'ngo'", "B2 is “NGO”"),
    ("${sector} != 'ngo'", "B2 is not “NGO”"),
    ("'ngo' = ${sector}", "B2 is “NGO”"),
    ("${sector} = 'ngo' or ${sector} = 'igo'", "B2 is “NGO” or “IGO”"),
    ("any-of(${sector}, 'ngo', 'igo', 'authority')", "B2 is “NGO”, “IGO” or “Public authority”"),
    ("${sector} != 'ngo' and ${sector} != 'igo'", "B2 is neither “NGO” nor “IGO”"),
    ("not(${sector} = 'ngo' or ${sector} = 'igo')", "B2 is neither “NGO” nor “IGO”"),
    ("not(not(${sector} = 'ngo'))", "B2 is “NGO”"),
    ("${sector} = ''", "B2 is not answered"),
    ("${sector} != ''", "B2 is answered"),
    ("${sector} = 'dk'", "B2 is “Don’t know”"),
    ("selected(${mandate}, 'legal')", "B8 includes “Legal help”"),
    ("not(selected(${mandate}, 'legal'))", "B8 does not include “Legal help”"),
    (
        "selected(${mandate}, 'legal') or selected(${mandate}, 'none')",
        "B8 includes “Legal help” or “None”",
    ),
    (
        "not(selected(${mandate}, 'legal')) and not(selected(${mandate}, 'none'))",
        "B8 includes neither “Legal help” nor “None”",
    ),
    ("${services.legal} = 'both'", "“Legal help” in E1 is “Both”"),
    ("any-of(${services.@row}, 'direct', 'both')", "this row in E1 is “Provided by us” or “Both”"),
    (
        SEVERAL_ROWS,
        "at least one of “Legal help” and “Counselling” in E1 is “Provided by us” or “Both”",
    ),
    (
        "${services.legal} != 'none' and ${services.psych} != 'none'",
        "none of “Legal help” and “Counselling” in E1 is “None”",
    ),
    (
        "any-row(${services}, 'direct', 'both')",
        "at least one row of E1 is “Provided by us” or “Both”",
    ),
    ("not(any-row(${services}, 'both'))", "no row of E1 is “Both”"),
    ("${sector} = 'ngo' and ${staff} > 3", "B2 is “NGO” and B10 is more than 3"),
    (
        "${sector} = 'ngo' and selected(${mandate}, 'legal') and ${staff} > 3",
        "B2 is “NGO”, B8 includes “Legal help”, and B10 is more than 3",
    ),
    ("${sector} = 'ngo' or ${staff} > 3", "B2 is “NGO”, or B10 is more than 3"),
    (
        "${sector} = 'ngo' and (${staff} > 3 or ${staff} < 1)",
        "B2 is “NGO”, and (B10 is more than 3, or B10 is less than 1)",
    ),
    ("not(${sector} = 'ngo' and ${staff} > 3)", "B2 is not “NGO”, or B10 is at most 3"),
    ("count-selected(${mandate}) > 0", "at least one option is chosen in B8"),
    ("count-selected(${mandate}) <= 5", "the number of options chosen in B8 is at most 5"),
    ("count-answered(${services}) >= 1", "at least one row of E1 is answered"),
    ("count-answered(.) = count-shown(.)", "every row shown in this question is answered"),
    (". >= 0 and . <= 20000", "the answer is between 0 and 20,000"),
    (". = int(.)", "the answer is a whole number"),
    ("not(. = int(.))", "the answer is not a whole number"),
    ("${staff} = 0.5", "B10 is 0.5"),
    ("string-length(.) <= 1500", "the number of characters in this question is at most 1,500"),
    ("no-pii(.)", "the answer contains no personal details"),
    (
        "${victims.year_1.women} + ${victims.year_1.men} = ${victims.year_1.total}",
        "the sum of “Women” and “Men” for “2012” in C6 is “Total” for “2012” in C6",
    ),
    (
        "${victims.@row.women} + ${victims.@row.men} = ${victims.@row.total}",
        "the sum of “Women” and “Men” for this row in C6 is “Total” for this row in C6",
    ),
    (
        "${staff} + 2 - ${victims.year_1.men} > 1",
        "B10 plus 2 minus “Men” for “2012” in C6 is more than 1",
    ),
    ("sum-col(${victims}, 'men') <= 3 * ${staff}", "the sum of “Men” in C6 is at most 3 times B10"),
    ("sum-row(${victims}, @row) > 1", "the sum of this row in C6 is more than 1"),
    ("-1 < ${staff}", "minus 1 is less than B10"),
]

OTHERS = [
    ("ro", "${sector} = 'ngo' or ${sector} = 'igo'", "numai dacă B2 este „NGO” sau „IGO”"),
    (
        "ro",
        "${sector} != 'ngo' and ${sector} != 'igo'",
        "numai dacă B2 nu este nici „NGO”, nici „IGO”",
    ),
    ("ro", "${services.legal} != 'both'", "numai dacă „Legal help” de la E1 nu este „Both”"),
    ("ro", ". >= 0 and . <= 20000.5", "numai dacă răspunsul este între 0 și 20.000,5"),
    (
        "ro",
        "${sector} = 'ngo' and (${staff} > 3 or ${staff} < 1)",
        (
            "numai dacă B2 este „NGO”, iar ((B10 este peste 3 sau nu are răspuns),"
            " sau (B10 este sub 1 sau nu are răspuns))"
        ),
    ),
    (
        "ro",
        "not(any-row(${services}, 'both'))",
        "numai dacă pe niciun rând de la E1 răspunsul nu este „Both”",
    ),
    ("nb", "${sector} = 'ngo' or ${sector} = 'igo'", "bare hvis B2 er «NGO» eller «IGO»"),
    ("nb", "${sector} != 'ngo' and ${sector} != 'igo'", "bare hvis B2 er verken «NGO» eller «IGO»"),
    ("nb", "${services.legal} != 'both'", "bare hvis «Legal help» i E1 er ikke «Both»"),
    ("nb", ". >= 0 and . <= 20000.5", "bare hvis svaret er mellom 0 og 20\u00a0000,5"),
    ("nb", "count-selected(${mandate}) > 0", "bare hvis minst ett alternativ er valgt i B8"),
]


def phrases(language):
    return phrases_in(translate_in(language), language)


@pytest.mark.parametrize(("text", "words"), ENGLISH)
def test_a_condition_is_said_in_english(text, words):
    assert clause(parse(text), Labels(), phrases("en")) == words


@pytest.mark.parametrize(("language", "text", "words"), OTHERS)
def test_a_condition_is_said_in_romanian_and_norwegian(language, text, words):
    assert sentence(parse(text), Labels(), phrases(language)) == words


def test_a_sentence_says_only_if():
    assert sentence(parse("${sector} = 'ngo'"), Labels(), phrases("en")) == "only if B2 is “NGO”"


def test_the_dot_takes_its_labels_from_this_question():
    assert (
        clause(parse(". = 'ngo'"), Labels(), phrases("en"), this="sector") == "the answer is “NGO”"
    )
    assert clause(parse("count-answered(.) = 2"), Labels(), phrases("en"), this="services") == (
        "the number of rows answered in E1 is 2"
    )


def test_without_this_question_codes_are_said_as_written():
    assert clause(parse(". = 'ngo'"), Labels(), phrases("en")) == "the answer is “ngo”"


def test_steady_names_the_years():
    said = clause(parse("steady(${victims}, 'year_1', 'year_2')"), Labels(), phrases("en"))
    assert said == "no number in C6 changes more than fivefold between “2012” and “2013”"


def test_steady_names_the_place_to_which_it_is_limited():
    said = clause(parse("steady(${victims}, @row, 'year_1', 'year_2')"), Labels(), phrases("en"))
    among = "no number in this row in C6 changes more than fivefold between “2012” and “2013”"
    assert said == among


def test_a_number_is_no_sentence():
    with pytest.raises(ExpressionError, match="neither true nor false"):
        sentence(parse("3"), Labels(), phrases("en"))


def test_romanian_is_written_with_commas_below():
    said = clause(parse("count-shown(${services}) >= 1 and ${staff} > 1"), Labels(), phrases("ro"))
    assert "afișat" in said
    assert " și " in said


DAYS = [
    ("${opened} < '2015-01-01'", "B12 is before January 1, 2015"),
    ("${opened} <= '2015-01-01'", "B12 is not after January 1, 2015"),
    ("'2015-01-01' < ${opened}", "B12 is after January 1, 2015"),
    ("${opened} >= '2015-01-01'", "B12 is not before January 1, 2015"),
    ("${opened} < ${closed}", "B12 is before B13"),
    ("${founded} >= 2010", "B14 is at least 2010"),
    ("${founded} >= 2010 and ${founded} <= 2020", "B14 is between 2010 and 2020"),
]


@pytest.mark.parametrize(("text", "words"), DAYS)
def test_days_and_years_are_said_as_such(text, words):
    assert clause(parse(text), Labels(), phrases("en")) == words


def test_a_day_is_written_as_the_language_writes_it():
    said = [
        clause(parse("${opened} < '2015-01-31'"), Labels(), phrases(one)) for one in ("ro", "nb")
    ]
    assert said == ["B12 este înainte de 31 ianuarie 2015", "B12 er før 31. januar 2015"]


NUMBERS = {
    "opened": Domain(Shape.DATE),
    "closed": Domain(Shape.DATE),
    "founded": Domain(Shape.NUMBER, is_year=True),
    "staff": Domain(Shape.NUMBER, reasons=("dk",)),
    "beds": Domain(Shape.NUMBER),
}
OPEN = [
    ("${beds} > 3", "only if B11 is more than 3 or is not answered"),
    ("not(${beds} > 3)", "only if B11 is at most 3 or is not answered"),
    ("${beds} >= 1 and ${beds} <= 9", "only if B11 is between 1 and 9 or is not answered"),
    (
        "sum-col(${victims}, 'women') > 3",
        "only if the sum of “Women” in C6 is more than 3 or is not answered",
    ),
    ("${beds} > ${staff}", "only if B11 is more than B10 or one of the answers is missing"),
    ("${beds} = ${staff}", "only if B11 is B10 or one of the answers is missing"),
    ("${sector} = ${mandate}", "only if B2 is B8"),
    ("${beds} != '' and ${beds} > 3", "only if B11 is answered and B11 is more than 3"),
    (
        "${staff} != '' and ${staff} > 3",
        "only if B10 is answered and (B10 is more than 3 or a reason for no number is given)",
    ),
    (
        "${sector} = 'ngo' and ${beds} > 3",
        "only if B2 is “NGO” and (B11 is more than 3 or is not answered)",
    ),
    ("count-shown(${services}) >= 2", "only if the number of rows shown in E1 is at least 2"),
]


@pytest.mark.parametrize(("text", "words"), OPEN)
def test_what_also_holds_without_an_answer_says_so(text, words):
    assert sentence(parse(text), Labels(), phrases("en")) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ro", "numai dacă B11 este peste 3 sau nu are răspuns"),
        ("nb", "bare hvis B11 er mer enn 3 eller ikke er besvart"),
    ],
)
def test_what_also_holds_without_an_answer_says_so_in_other_languages(language, words):
    assert sentence(parse("${beds} > 3"), Labels(), phrases(language)) == words


def test_a_check_is_said_without_what_holds_when_nothing_is_answered():
    assert clause(parse("${beds} > 3"), Labels(), phrases("en")) == "B11 is more than 3"
