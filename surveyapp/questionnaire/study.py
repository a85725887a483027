"""Study: what everybody is told of a questionnaire: the front page, and where to find help.

``study.yaml`` beside the questionnaire. No round keeps a copy of it: a number that is mended is
mended at once, also while a round is open.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from pydantic import Field

from surveyapp.questionnaire.definition import (
    AnswerCode,
    Definition,
    LanguageCode,
    Name,
    Words,
)
from surveyapp.questionnaire.lint.finding import Finding, KeyPath, Severity
from surveyapp.questionnaire.texts import Text
from surveyapp.questions.language import SOURCE_LANGUAGE

LONGEST_UNCHECKED = timedelta(days=180)
"""After which somebody should call every number again."""


class FrontDefinition(Definition):
    """What stands on the front page."""

    title: Words
    text: Words


class LineDefinition(Definition):
    """A number to call and who answers, as they are called where they are."""

    name: Words
    number: Words


class PlaceDefinition(Definition):
    """Numbers of one compared group (country), or of a place with a label of its own."""

    country: AnswerCode | None = None
    label: Words | None = None
    lines: tuple[LineDefinition, ...] = Field(min_length=1)


class HelpDefinition(Definition):
    """Numbers for somebody in danger. checked: the day on which a person tried every one.

    unchecked: what is said as long as nobody did.
    """

    checked: date | None = None
    unchecked: Words | None = None
    places: tuple[PlaceDefinition, ...] = Field(min_length=1)


class StudyDefinition(Definition):
    """The whole file. screening: the rules by which texts are screened; None: all there are.

    calendars: those by which deadlines are looked at; None: those of the groups that are compared.
    """

    study: Name
    source_language: LanguageCode = SOURCE_LANGUAGE
    front: FrontDefinition | None = None
    help: HelpDefinition | None = None
    screening: tuple[Name, ...] | None = None
    calendars: tuple[Name, ...] | None = None


def study_root(questionnaire: str) -> str:
    """What all paths of its texts begin with, and what its catalogues are called."""
    return f"{questionnaire}_study"


def study_texts(study: StudyDefinition) -> Iterator[Text]:
    """(path, words in the source language) of every text that is translated."""
    root = study_root(study.study)
    if study.front:
        yield f"{root}.front.title", study.front.title
        yield f"{root}.front.text", study.front.text
    if study.help and study.help.unchecked:
        yield f"{root}.help.unchecked", study.help.unchecked
    for n, place in enumerate(study.help.places if study.help else ()):
        if place.label:
            yield f"{root}.help.places.{n}.label", place.label


def lint_study(
    study: StudyDefinition,
    countries: tuple[str, ...],
    screening: Collection[str],
    calendars: Collection[str],
    today: date | None = None,
) -> Iterator[Finding]:
    """Places, rules and calendars that are nowhere, and numbers that nobody tried for too long.

    countries: codes of the groups; screening, calendars: names of those that there are; today: None
    where the age of the numbers is not asked about.
    """
    for n, name in enumerate(study.screening or ()):
        if name not in screening:
            words, mend = f"there are no screening rules {name}", f"use {', '.join(screening)}"
            yield Finding(("screening", n), "unknown-screening", words, mend)
    for n, name in enumerate(study.calendars or ()):
        if name not in calendars:
            words, mend = f"there is no calendar {name}", f"use {', '.join(calendars)}"
            yield Finding(("calendars", n), "unknown-calendar", words, mend)
    for n, place in enumerate(study.help.places if study.help else ()):
        path: KeyPath = ("help", "places", n)
        if (place.country is None) is (place.label is None):
            words, mend = "a place has either a group or a label", "write country: or label:"
            yield Finding(path, "missing-key", words, mend)
        elif place.country is not None and place.country not in countries:
            words = f"there is no group {place.country}"
            mend = f"use one of {', '.join(countries)}, or label:"
            yield Finding((*path, "country"), "unknown-country", words, mend)
    if study.help and today:
        yield from _unchecked(study.help.checked, today)


def _unchecked(checked: date | None, today: date) -> Iterator[Finding]:
    mend = "call every number, then write the day: checked:"
    if checked is None:
        words = "no day is written on which somebody tried the numbers"
        yield Finding(("help",), "help-unchecked", words, mend, Severity.WARNING, at_key=True)
    elif checked > today:
        words = f"the numbers were tried on {checked}, which is still to come"
        yield Finding(("help", "checked"), "help-unchecked", words, mend, Severity.WARNING)
    elif today - checked > LONGEST_UNCHECKED:
        n = (today - checked).days
        words = f"the numbers were tried {n} days ago, longer than {LONGEST_UNCHECKED.days}"
        yield Finding(("help", "checked"), "help-unchecked", words, mend, Severity.WARNING)
