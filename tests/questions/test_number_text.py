"""Numbers as three languages write them (features A28, brief V5)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.questions.number_text import read_number, show_number

LANGUAGES = ("en", "ro", "nb")
ANY_SPACE = ("\u0020", "\u00a0", "\u2009", "\u202f", "\u2007")


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
     "1..2", "--1", "1-2", "1 04", "½", "9" * 41, "1/2", "٣٤"],
)  # fmt: skip
def test_what_is_not_a_plain_number_is_refused(text, language):
    assert read_number(text, language) is None


def test_groups_that_are_not_of_three_are_refused():
    assert read_number("10,41", "en") is None
    assert read_number("10.41", "ro") is None


@given(st.decimals(-(10**11), 10**11, places=4), st.sampled_from(LANGUAGES))
def test_a_shown_number_is_read_back(number, language):
    assert read_number(show_number(number, language), language) == number


def test_a_number_is_echoed_as_the_language_writes_it():
    assert [show_number(1041, language) for language in LANGUAGES] == [
        "1,041",
        "1.041",
        "1\u00a0041",
    ]
