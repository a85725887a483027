"""Calendar rules: periods in which institutions of a country cannot be asked to answer.

The pydantic model of ``questionnaires/calendars/<name>.yaml``, and what is wrong in such a file.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from surveyapp.questionnaire.definition import AnswerCode, Definition, Name, Whole, Words
from surveyapp.questionnaire.lint.finding import Finding, KeyPath

CALENDAR_RULES: Mapping[str, str] = {
    "unknown-calendar": "a study names a calendar that is nowhere",
    "no-such-day": "a day of a calendar is not there every year",
    "period-unfit": "what is said of a period does not go together",
}
MonthDay = Annotated[str, StringConstraints(pattern=r"^[01][0-9]-[0-3][0-9]$")]
PAIR, FARTHEST = 2, 60
COMMON_YEAR = 2001
"""Has no 29 February, as most years."""


class PeriodDefinition(Definition):
    """Days of every year, or days around an Easter. label: what they are, in words for staff.

    begins, ends: month and day; where the end comes first, over the turn of the year. days: the
    first and the last, counted from Easter Sunday.
    """

    label: Words
    begins: MonthDay | None = None
    ends: MonthDay | None = None
    easter: Literal["orthodox", "western"] | None = None
    days: tuple[Whole, ...] | None = None


class CalendarRules(Definition):
    """One file. country: a code of the compared groups; None: for every questionnaire."""

    calendar: Name
    country: AnswerCode | None = None
    periods: tuple[PeriodDefinition, ...] = Field(min_length=1)


def lint_calendar(rules: CalendarRules) -> Iterator[Finding]:
    """All findings in one file."""
    for n, period in enumerate(rules.periods):
        path: KeyPath = ("periods", n)
        yield from _days(period, path)
        yield from _shape(period, path)


def day_in(year: int, month_day: str) -> date:
    """The day of a year. Raises ValueError where the year has none."""
    return date.fromisoformat(f"{year:04}-{month_day}")


def _days(period: PeriodDefinition, path: KeyPath) -> Iterator[Finding]:
    for key in ("begins", "ends"):
        written = getattr(period, key)
        try:
            day_in(COMMON_YEAR, written or "01-01")
        except ValueError:
            words = f"not every year has a day {written}"
            yield Finding((*path, key), "no-such-day", words, "write another one, such as 12-20")


def _shape(period: PeriodDefinition, path: KeyPath) -> Iterator[Finding]:
    if (period.begins is None) is not (period.ends is None):
        words = "begins: and ends: belong together"
        yield Finding(path, "period-unfit", words, "add the other one")
    if (period.easter is None) is not (period.days is None):
        words = "easter: and days: belong together"
        yield Finding(path, "period-unfit", words, "add the other one")
    if (period.begins or period.ends) and (period.easter or period.days):
        words = "a period has either days of the year or days around Easter"
        yield Finding(path, "period-unfit", words, "make two of it")
    if not any((period.begins, period.ends, period.easter, period.days is not None)):
        words = "nothing says when the period is"
        yield Finding(path, "period-unfit", words, "add begins: and ends:, or easter: and days:")
    if period.days is not None and not _is_span(period.days):
        words = "the days go from nowhere to nowhere"
        mend = f"write [first, last], both at most {FARTHEST} from Easter Sunday"
        yield Finding((*path, "days"), "period-unfit", words, mend)


def _is_span(days: tuple[int, ...]) -> bool:
    return len(days) == PAIR and -FARTHEST <= days[0] <= days[1] <= FARTHEST
