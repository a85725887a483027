"""Numbers as languages write them (features A28, brief V5)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.questions.number_text import number_style, read_number, show_number
from tests.questions.make import ANY_SPACE, INVISIBLE, LANGUAGES


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("1,041", "en", 1041),
        ("1.041", "ro", 1041),
        ("1 041", "nb", 1041),
        ("1.041", "nb", 1041),
        ("1041", "ro", 1041),
        ("0", "en", 0),
        ("-3", "en", -3),
        ("\u22123", "nb", -3),
        ("12,5", "ro", Decimal("12.5")),
        ("12.5", "en", Decimal("12.5")),
        ("1.041", "en", Decimal("1.041")),
        ("1,041", "ro", Decimal("1.041")),
        ("1,041", "nb", Decimal("1.041")),
        ("1.234.567,25", "ro", Decimal("1234567.25")),
        ("  7 ", "en", 7),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(text, language, number):
    assert read_number(text, language) == number


@pytest.mark.parametrize("space", ANY_SPACE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_any_space_groups_thousands(space, language):
    assert read_number(f"1{space}041", language) == 1041


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    ["1e3", "NaN", "Infinity", "-inf", "١", "１２", "0x10", "1_000", "+5", "12a", "", " ", "1,04,1",
     "1..2", "--1", "1-2", "1 04", "½", "1/2", "٣٤"],
)  # fmt: skip
def test_what_is_not_a_plain_number_is_refused(text, language):
    assert read_number(text, language) is None


@pytest.mark.parametrize("sign", INVISIBLE, ids=ascii)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_invisible_in_a_number_is_left_out(sign, language):
    assert read_number(f"{sign}1{sign}041{sign}", language) == 1041


@pytest.mark.parametrize("apostrophe", ["'", "\u2019", "\u2018", "\u02bc"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_apostrophe_groups_in_every_language_since_it_marks_decimals_in_none(
    apostrophe, language
):
    assert read_number(f"1{apostrophe}041{apostrophe}000", language) == 1041000


@pytest.mark.parametrize("text", ["0,125", "1 234,567", "1,234 567", "1'234,567"])
def test_groups_begin_with_no_zero_and_are_marked_alike(text):
    assert read_number(text, "en") is None


@pytest.mark.parametrize(
    ("language", "marks"),
    [("en", ".,,"), ("ro", ",.."), ("nb", ",.\u00a0"), ("de", ",.."), ("fr", ",.\u202f"),
     ("sv", ",.\u00a0"), ("pl", ",.\u00a0"), ("de-CH", ".,’"), ("ar", ".,,"), ("xx", ".,,")],
)  # fmt: skip
def test_the_marks_of_any_language_are_those_of_the_cldr(language, marks):
    assert number_style(language).marks == marks


def test_groups_that_are_not_of_three_are_refused():
    assert read_number("10,41", "en") is None
    assert read_number("10.41", "ro") is None


@given(st.decimals(-(10**11), 10**11, places=4), st.sampled_from(LANGUAGES))
def test_a_shown_number_is_read_back(number, language):
    assert read_number(show_number(number, language), language) == number


def test_a_number_is_echoed_as_the_language_writes_it():
    assert [show_number(1041, language) for language in ("en", "ro", "nb")] == [
        "1,041",
        "1.041",
        "1\u00a0041",
    ]
