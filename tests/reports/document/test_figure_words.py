"""Numbers in the prose: in the language's format, and "too few answered" where that is so."""

import pytest

from surveyapp.reports.prose.placeholder import read_placeholder
from tests.reports.small_report import small_material


def said(home, words, language="en"):
    placeholder = read_placeholder(f"{{{{ {words} }}}}", 1, 1)
    return small_material(home, language).figure_words.span(placeholder).words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("n RO", "12"),
        ("n NO", "10"),
        ("number keeps keeps yes RO share", "50%"),
        ("number keeps keeps yes RO count", "6"),
        ("number keeps keeps RO n", "12"),
        ("number places places NO median", "5–9"),
        ("number keeps keeps yes difference", "+50"),
        ("see helps", "T2.1"),
        ("uses helps", ""),
    ],
)
def test_a_placeholder_says_its_number(home, words, expected):
    assert said(home, words) == expected


def test_a_number_is_written_as_the_language_writes_it(home):
    assert said(home, "number keeps keeps yes RO share", "ro") == "50\u00a0%"
    assert said(home, "number places places NO median", "nb") == "5–9"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "too few answered"), ("ro", "prea puține răspunsuri"), ("nb", "for få svar")],
)
def test_the_author_is_told_that_too_few_answered_and_the_report_has_no_number(
    home_of_few, language, expected
):
    placeholder = read_placeholder("{{ number helps helps.food 1 RO share }}", 1, 1)
    words = small_material(home_of_few, language).figure_words
    assert words.span(placeholder) is None
    assert words.words(placeholder) == expected
