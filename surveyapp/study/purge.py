"""Purge of contacts whose time is over, on the terminal and at the desk alike."""

from dataclasses import dataclass
from datetime import date

from surveyapp.instance import Instance
from surveyapp.storage.purge import n_named, take_names_out
from surveyapp.storage.staff_log import log_lines
from surveyapp.storage.waves import WaveState, list_waves

LONGEST_PAUSE_DAYS = 7
"""After which a day that the log knows nothing near to may be a clock that is wrong."""
_MONTHS = 12
_LAST_DAY = 28


class PurgeRefused(ValueError):
    """The clock may be wrong, and what is deleted by a wrong clock is gone; `days`: by how much."""

    def __init__(self, days: int) -> None:
        super().__init__(f"the log's last other day is {days} days from today")
        self.days = days


@dataclass(frozen=True, slots=True)
class WaveContacts:
    """Contacts with names of one wave. due: the day from which they are to be taken out, None
    where nobody decided or the wave is not final.
    """

    wave: str
    n: int
    due: date | None

    def is_due(self, today: date) -> bool:
        """Whether their time is over."""
        return self.due is not None and self.due <= today


def contacts_kept(instance: Instance) -> tuple[WaveContacts, ...]:
    """Every wave that has contacts with names."""
    months = instance.desk.settings.number("contacts_months")
    found = (
        WaveContacts(each.name, n_named(each.name), _due(each.ended, months, each.state))
        for each in list_waves()
    )
    return tuple(each for each in found if each.n)


def purge_contacts(instance: Instance, today: date, *, is_sure: bool = False) -> dict[str, int]:
    """Takes out the names of all waves whose time is over; wave -> of how many.

    is_sure: somebody looked at the calendar. Raises PurgeRefused.
    """
    due = [each for each in contacts_kept(instance) if each.is_due(today)]
    days = days_apart(today)
    if due and days is not None and not is_sure:
        raise PurgeRefused(days)
    return {each.wave: take_names_out(each.wave) for each in due}


def days_apart(today: date) -> int | None:
    """How far the log's last other day is from today, where that is so far that a clock may be
    wrong; None where it is near, or the log knows no other day.
    """
    days = [each.day for each in log_lines() if each.day != today.isoformat()]
    if not days:
        return None
    apart = (today - date.fromisoformat(days[-1])).days
    return None if 0 <= apart <= LONGEST_PAUSE_DAYS else apart


def _due(ended: date | None, months: int | None, state: WaveState) -> date | None:
    if ended is None or months is None or state is not WaveState.FROZEN:
        return None
    years, month = divmod(ended.month - 1 + months, _MONTHS)
    return date(ended.year + years, month + 1, min(ended.day, _LAST_DAY))
