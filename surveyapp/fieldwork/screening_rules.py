"""Screening rules: what points to a person in one country or one language, as it is written.

The pydantic model of ``questionnaires/screening/<name>.yaml``. Numbers, telephones and places
belong to a country, words to a language; a file may have both.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from surveyapp.questionnaire.definition import Definition, LanguageCode, Name, Whole, Words
from surveyapp.questionnaire.texts import Text
from surveyapp.questions.language import SOURCE_LANGUAGE

SCREENING_TEXTS = "screening"
"""What their catalogue and all paths of their texts are called."""

Kind = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
Mask = Annotated[str, StringConstraints(pattern=r"^[#@* 0-9A-Za-z+/.-]{2,40}$")]
"""How a number is written: # a digit, @ a letter, * either, a space what people put between."""
Start = Annotated[str, StringConstraints(pattern=r"^[#0-9]{1,6}$")]
Phrases = tuple[Words, ...]
Role = Literal[
    "number",
    "phone",
    "law",
    "document",
    "vehicle",
    "person",
    "born",
    "called",
    "title",
    "age_before",
    "age_after",
    "at",
    "dot",
    "day_ending",
    "before_month",
]


class NumberDefinition(Definition):
    """A national number. kind: its name in the answers; stdnum: the module that checks it.

    digits: how many it has, however they are split; written: the only ways in which it counts;
    written_in_context: further ones where a word of `context` stands in the text. years: the first
    and the last with which it may begin. birth: which digits are day, month and year, where marks
    may be added to day and month, or the day says from `undated_from` on that there is no date.
    examples: invented numbers that must be found.
    """

    kind: Kind
    label: Words
    stdnum: Words | None = None
    digits: tuple[Whole, ...] = ()
    written: tuple[Mask, ...] = ()
    context: Phrases = ()
    written_in_context: tuple[Mask, ...] = ()
    years: tuple[Whole, ...] | None = None
    birth: Annotated[str, StringConstraints(pattern=r"^[DMYx]{6,20}$")] | None = None
    day_marks: tuple[Whole, ...] = ()
    month_marks: tuple[Whole, ...] = ()
    undated_from: Whole | None = None
    examples: Phrases = ()


class NationalNumber(Definition):
    """A telephone number without the calling code: so many digits, or written like this."""

    begins: tuple[Start, ...] = ()
    digits: Whole | None = Field(None, ge=3, le=15)
    written: Mask | None = None
    ends_not: tuple[Start, ...] = ()


class PhonesDefinition(Definition):
    """Telephone numbers of a country. digits: how many there are, the calling code among them."""

    calling_code: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,3}$")]
    digits: tuple[Whole, ...] = Field(min_length=1)
    national: tuple[NationalNumber, ...] = ()


class CoordinatesDefinition(Definition):
    """The whole degrees, from and to, between which a country lies; south and west below 0."""

    latitude: tuple[Whole, ...]
    longitude: tuple[Whole, ...]


class PhraseDefinition(Definition):
    """Phrases that point to a person by themselves, each under what it then contains."""

    name: Phrases = ()
    address: Phrases = ()
    file_number: Phrases = ()
    document: Phrases = ()
    plate: Phrases = ()


class ScreeningRules(Definition):
    """One file. words: what stands around a name, a number or a date; months: all twelve."""

    screening: Name
    source_language: LanguageCode = SOURCE_LANGUAGE
    numbers: tuple[NumberDefinition, ...] = ()
    phones: PhonesDefinition | None = None
    coordinates: CoordinatesDefinition | None = None
    words: dict[Role, Phrases] = Field(default_factory=dict)
    months: Phrases | None = None
    phrases: PhraseDefinition = PhraseDefinition()


def screening_texts(rules: ScreeningRules) -> Iterator[Text]:
    """(path, words in the source language) of every label."""
    for number in rules.numbers:
        yield f"{SCREENING_TEXTS}.{rules.screening}.{number.kind}", number.label
