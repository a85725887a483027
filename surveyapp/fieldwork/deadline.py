"""Deadline: whether institutions can answer until the day on which a wave closes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from surveyapp.fieldwork.calendar_rules import CalendarRules, PeriodDefinition, day_in

SHORTEST_TIME = timedelta(weeks=4)
AFTERWARDS = timedelta(days=7)
"""In which people come back, and answer what waited."""
EASTERS = {"orthodox": EASTER_ORTHODOX, "western": EASTER_WESTERN}
FIRST_YEAR, LAST_YEAR = 1584, 4098
"""Years around which dateutil knows every Easter."""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """A period in which the day of closing lies, or that ended within the week before it.

    calendar: name of the rules; label: what the period is; first, last: its days.
    """

    calendar: str
    label: str
    first: date
    last: date
    is_over: bool


def hindrances(calendars: Iterable[CalendarRules], closes: date) -> tuple[Hindrance, ...]:
    """What speaks against a day of closing; nothing is known of years far from now."""
    if not FIRST_YEAR <= closes.year <= LAST_YEAR:
        return ()
    return tuple(
        Hindrance(rules.calendar, period.label, first, last, is_over=closes > last)
        for rules in calendars
        for period in rules.periods
        for first, last in _spans(period, closes.year)
        if first <= closes <= last + AFTERWARDS
    )


def days_left(opens: date | None, closes: date | None) -> int | None:
    """Days to answer in where they are fewer than four weeks; None where they are enough.

    opens, closes: None where nobody said when, so that nothing can be counted.
    """
    if opens is None or closes is None or closes < opens:
        return None
    return (closes - opens).days if closes - opens < SHORTEST_TIME else None


def _spans(period: PeriodDefinition, year: int) -> Iterator[tuple[date, date]]:
    """The first and the last day of a sound period in a year and in those beside it."""
    for each in (year - 1, year, year + 1):
        if period.easter and period.days:
            sunday = easter(each, EASTERS[period.easter])
            first, last = (sunday + timedelta(days=n) for n in period.days)
            yield first, last
        elif period.begins and period.ends:
            over = period.ends < period.begins
            yield day_in(each, period.begins), day_in(each + over, period.ends)
