"""A number is repeated as the server will read it; nothing is repeated that needs a question."""

import pytest

from surveyapp.questions.base import Refusal
from surveyapp.questions.number import read_whole
from surveyapp.questions.number_text import show_number

pytestmark = pytest.mark.browser

NUMBERS, CELL = "/answer/page/assisted_sex_age", '[name="vic_assisted_sexage.year_3.women"]'
ECHO = f"td:has({CELL}) output"
TYPED = (
    "1041", "1,041", "1.041", "1 041", "1\u00a0041", "1\u2009041", "1\t041", "1\u200b041", "1'041",
    "1’041", "-1041", "\u22121041", "0012", "1,000", "1.000", "12,000", "1.000.000", "1,000,000",
    "1 234,567", "1041.00", "1041,00", "5.0", "12.5", "0,125", "1,04", "1 04", "12o4", "１０４１",
    "1..2", "999999999999", "9999999999999", "\ufeff 1041 \u3000", "1234,567", "0.000",
)  # fmt: skip


def told(language, text):
    """What the server reads, as it writes it; "" where it asks."""
    read = read_whole("q", text, language)
    return "" if isinstance(read, Refusal) else f"= {show_number(read, language)}"


@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_what_is_typed_is_repeated_as_the_server_reads_it(desk, language):
    page = desk.open(NUMBERS, "respondent", language)
    page.focus(CELL)
    found = {}
    for text in TYPED:
        page.locator(CELL).evaluate(
            "(field, text) => { field.value = text;"
            " field.dispatchEvent(new Event('input', {bubbles: true})); }",
            text,
        )
        found[text] = page.locator(ECHO).text_content()
    assert found == {text: told(language, text) for text in TYPED}


def test_a_short_number_is_not_repeated(desk):
    page = desk.open(NUMBERS, "respondent")
    for typed in ("7", "-3", "120", ""):
        page.fill(CELL, typed)
        assert page.locator(ECHO).text_content() == ""


def test_only_a_field_that_was_entered_has_an_echo(desk):
    page = desk.open(NUMBERS, "respondent")
    assert page.locator("output.echo").count() == 0
    page.fill(CELL, "1041")
    page.fill(CELL, "1042")
    assert page.locator("output.echo").count() == 1
    assert page.locator(ECHO).text_content() == "= 1,042"


def test_a_single_number_has_an_echo_too(desk):
    page = desk.open("/answer/page/staff", "respondent", "ro")
    field = page.locator("input[data-marks]").first
    field.fill("1041")
    assert page.locator("input[data-marks] + output").first.text_content() == "= 1.041"
