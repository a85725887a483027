"""Whole date: a day with its month and year, other than those that laws and figures bear."""

import re
from dataclasses import dataclass

from surveyapp.fieldwork.phrase import NEVER, YEAR

# (day, month) that figures refer to; a birthday on them is caught by the words around it.
_REFERENCE_DAYS = frozenset({(1, 1), (31, 12), (30, 6), (1, 7)})
_LOOKED_BACK = 60
_IN_DIGITS = (
    rf"(?<![\w./-])(?P<day>[0-3]?[0-9])([./-]) ?(?P<month>[01]?[0-9])\2 ?{YEAR}(?!\w)",
    rf"(?<![\w./-]){YEAR}-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])(?!\w)",
)


@dataclass(frozen=True, slots=True)
class DateRule:
    """after_law: finds a word for a law that the date is of, up to where the date begins."""

    patterns: tuple[re.Pattern[str], ...]
    after_law: re.Pattern[str]

    def finds(self, text: str) -> bool:
        """Whether a whole date stands in the text, other than a law's or one of figures."""
        return any(
            _day_and_month(found) not in _REFERENCE_DAYS
            and not self.after_law.search(
                text[max(0, found.start() - _LOOKED_BACK) : found.start()]
            )
            for pattern in self.patterns
            for found in pattern.finditer(text)
        )


def date_patterns(
    months: tuple[tuple[str, ...], ...], day_ending: str, before_month: str
) -> tuple[re.Pattern[str], ...]:
    """Every way in which a date is written.

    months: the patterns of the names of each month; () where no language says any.
    """
    names = (f"(?P<m{n}>{'|'.join(each)})" for n, each in enumerate(months, start=1))
    month = f"(?:{'|'.join(names) or NEVER})"
    day = "(?P<day>[0-3]?[0-9])"
    in_words = (
        rf"(?<!\w){day}(?:\.|{day_ending})? (?:(?:{before_month}) )?{month},? {YEAR}(?!\w)",
        rf"\b{month} {day}(?:{day_ending})?,? {YEAR}(?!\w)",
    )
    return tuple(re.compile(each, re.IGNORECASE) for each in (*_IN_DIGITS, *in_words))


def _day_and_month(found: re.Match[str]) -> tuple[int, int]:
    """Which month it is: its number, or the place of the name that was found."""
    named = found.groupdict()
    if "month" in named:
        return int(named["day"]), int(named["month"])
    return int(named["day"]), next(n for n in range(1, 13) if named[f"m{n}"] is not None)
