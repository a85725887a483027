"""What is read from a number field, or which question comes back: one table for each language."""

from decimal import Decimal

import pytest

from surveyapp.questions.base import Refusal
from surveyapp.questions.number import read_decimal, read_whole
from tests.questions.make import LANGUAGES

# Text as an English page reads it; other tables swap the marks. A text is a refusal's code.
WHOLE = {
    "0": 0, "7": 7, "0012": 12, "-3": -3, "\u22123": -3, "\u20133": -3, "-0": 0,
    "1041": 1041, "1,041": 1041, "12,000": 12000, "1,000,000": 1000000,
    "1 041": 1041, "1'041": 1041, "1’041": 1041,
    "5.0": 5, "1041.00": 1041, "12.0000": 12, "0.000": 0,
    "1.000": "doubtful-zeros", "2.000": "doubtful-zeros", "12.000": "doubtful-zeros",
    "-1.000": "doubtful-zeros", "1041.000": "doubtful-zeros", "1,041.000": "doubtful-zeros",
    "1 041.000": "doubtful-zeros", "1.000000": "doubtful-zeros", "1.000,000": "doubtful-zeros",
    "1.041": "not-whole-grouped", "1,234.567": "not-whole-grouped",
    "1.234,567": "not-whole-grouped", "1 234,567": "not-whole-grouped",
    "1.5": "not-whole", "0.125": "not-whole", "1,04": "not-whole", "0,125": "not-whole",
    "1.000.000": "other-mark", "1041,00": "other-mark", "5,0": "other-mark",
    "1 04": "not-a-number", "1,04,1": "not-a-number", "1..2": "not-a-number",
    "--1": "not-a-number", "1-2": "not-a-number", "-": "not-a-number", ".": "not-a-number",
    ".5": "not-a-number", "5.": "not-a-number", "1,234,56": "not-a-number",
    "12o": "not-digits", "<5": "not-digits", "~7": "not-digits", "1e3": "not-digits",
    "1/2": "not-digits", "ten": "not-digits", "１０": "not-digits", "٣٤": "not-digits",
    "½": "not-digits", "1_000": "not-digits", "+5": "not-digits", "NaN": "not-digits",
    "9" * 13: "too-large", "9" * 41: "too-large", "9" * 5000: "too-large",
    "": None, " ": None, "\u200b": None, "\u00a0\ufeff": None,
}  # fmt: skip
DECIMAL = WHOLE | {
    "12.0000": 12, "1.5": Decimal("1.5"), "0.125": Decimal("0.125"), "1.041": Decimal("1.041"),
    "1,234.567": Decimal("1234.567"), "0.0000001": Decimal("0.0000001"),
    "1,04": "other-mark", "0,125": "other-mark", "1.234,567": "other-mark",
    "1 234,567": "other-mark", "0.1234567890123456789": "too-precise",
}  # fmt: skip
SWAP = str.maketrans(".,", ",.")


def told(read):
    return read.code if isinstance(read, Refusal) else read


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("read", "table"), [(read_whole, WHOLE), (read_decimal, DECIMAL)])
def test_a_number_is_read_refused_or_asked_about_by_the_marks_of_its_language(
    language, read, table
):
    texts = {text if language == "en" else text.translate(SWAP): text for text in table}
    found = {text: told(read("q", text, language)) for text in texts}
    assert found == {text: table[english] for text, english in texts.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kept", range(1, 4))
@pytest.mark.parametrize("mark", [".", ","])
def test_zeros_after_a_mark_never_change_a_whole_number_a_thousandfold(language, kept, mark):
    """Read with the mark as a group or not at all."""
    text = "9" * kept + mark + "000"
    assert told(read_whole("q", text, language)) in (int("9" * kept + "000"), "doubtful-zeros")


def test_a_question_shows_both_meanings_and_how_to_write_each():
    asked = [read_whole("q", text, code) for text, code in [("1.000", "en"), ("1,000", "ro")]]
    assert [refusal.details for refusal in asked] == [
        {"value": "1.000", "read": "1", "grouped": "1,000", "digits": "1000",
         "maximum": "1,000,000,000,000"},
        {"value": "1,000", "read": "1", "grouped": "1.000", "digits": "1000",
         "maximum": "1.000.000.000.000"},
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["1.000", "1,000", "1.041", "1,041", "1.234,5", "12,5"])
def test_what_a_question_proposes_is_read_as_it_says(language, text):
    refused = read_whole("q", text, language)
    if isinstance(refused, Refusal) and "grouped" in refused.details:
        grouped = read_whole("q", refused.details["grouped"], language)
        assert grouped == read_whole("q", refused.details["digits"], language)
    if isinstance(refused, Refusal) and not refused.code.startswith("not-whole"):
        assert isinstance(read_decimal("q", refused.details["read"], language), Decimal)


def test_a_refusal_names_the_sign_that_is_no_digit():
    refused = [read_whole("q", text, "en").details for text in ("12o", "１０", "10\u200b l")]
    assert [details["sign"] for details in refused] == ["o", "１", "l"]


def test_a_long_text_is_quoted_and_not_repeated():
    assert len(read_whole("q", "x" * 200_000, "en").details["value"]) == 40
