"""Reminder: which one comes next, and whether its time has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from surveyapp.fieldwork.occasion import Occasion, OccasionKind

IN_PEACE, LAST_WEEK = timedelta(weeks=2), timedelta(weeks=1)
MOST_REMINDERS = 99
_CALLS = (OccasionKind.INVITATION, OccasionKind.REMINDER, OccasionKind.EXTENSION)


@dataclass(frozen=True, slots=True)
class Reminder:
    """The next one. is_due: nobody was written to for two weeks, or the last week has begun.

    last: the Monday of the week in which somebody was written to at last, None where nobody was.
    """

    occasion: Occasion
    is_due: bool
    last: date | None


def next_reminder(
    weeks: Mapping[Occasion, Mapping[str, int]], closes: date | None, today: date
) -> Reminder:
    """weeks: occasion -> week such as ``2014-W36`` -> mails sent; closes: None where not set.

    In the last week one is due where nobody was written to in this week or the one before it.
    """
    sent = [_monday(week) for each in weeks if each.kind in _CALLS for week in weeks[each]]
    numbers = [each.number for each in weeks if each.kind is OccasionKind.REMINDER]
    number = min(max(numbers, default=0) + 1, MOST_REMINDERS)
    last = max(sent, default=None)
    is_late = closes is not None and closes - LAST_WEEK <= today <= closes
    pause = LAST_WEEK if is_late else IN_PEACE
    is_due = last is not None and today - last >= pause
    return Reminder(Occasion(OccasionKind.REMINDER, number), is_due, last)


def _monday(week: str) -> date:
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)
