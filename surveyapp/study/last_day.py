"""Last day: what speaks against the day on which a wave closes; a warning keeps nobody from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from surveyapp.fieldwork.calendar_rules import CalendarRules
from surveyapp.fieldwork.deadline import Hindrance, days_left, hindrances
from surveyapp.formats.source.calendar_file import load_calendars
from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.storage.waves import Wave


@dataclass(frozen=True, slots=True)
class ShortTime:
    """Fewer than four weeks to answer in. days: from the first to the last day."""

    opens: date
    closes: date
    days: int


@dataclass(frozen=True, slots=True)
class PastDay:
    """The last day is over before the wave is."""

    closes: date


LastDayWarning = ShortTime | PastDay | Hindrance | Problem
"""What speaks against a last day; a problem is why a calendar could not be looked at."""


def last_day_warnings(wave: Wave, today: date) -> tuple[LastDayWarning, ...]:
    """All of them, of a wave that may still take answers.

    Of calendars nothing is said where the project has no files of the questionnaire any more.
    """
    return () if wave.is_over else tuple(_warnings(wave, today))


def hindrances_on(questionnaire: str, day: date) -> tuple[Hindrance, ...]:
    """Periods of a study's calendars around a day; none where they cannot be read."""
    return hindrances(_calendars(questionnaire)[0], day)


def _warnings(wave: Wave, today: date) -> Iterator[LastDayWarning]:
    days = days_left(wave.opens, wave.closes)
    if days is not None and wave.opens and wave.closes:
        yield ShortTime(wave.opens, wave.closes, days)
    if wave.closes is None:
        return
    if wave.closes < today:
        yield PastDay(wave.closes)
    calendars, problems = _calendars(wave.questionnaire)
    yield from problems
    yield from hindrances(calendars, wave.closes)


def _calendars(questionnaire: str) -> tuple[tuple[CalendarRules, ...], tuple[Problem, ...]]:
    try:
        return load_calendars(questionnaire)
    except (QuestionnaireMissing, QuestionnaireRefused):
        return (), ()
