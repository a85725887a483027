"""Time left: until when the visit of a page lasts, and whether it can be made longer."""

from dataclasses import dataclass

from flask import session

from surveyapp.web.clock import now
from surveyapp.web.respondent.held_visit import KEYS
from surveyapp.web.session import SURE_SECONDS

NOTICE_SECONDS = 5 * 60
"""How long before the end a page says so, and the least that staying must bring."""


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """Of a visit in which nothing more is asked for.

    seconds: for which it lasts at least; may_grow: whether another request moves its end.
    """

    seconds: int
    may_grow: bool
    notice: int = NOTICE_SECONDS

    @property
    def minutes(self) -> int:
        """The same in whole minutes, at least one."""
        return max(1, self.seconds // 60)


def time_left() -> TimeLeft | None:
    """The time after this answer; None without a visit. Nothing of it is kept anywhere."""
    held = session.get(KEYS)
    if not held:
        return None
    at_last = max(0, int(held.get("ends", 0) - now().timestamp()))
    return TimeLeft(min(SURE_SECONDS, at_last), at_last - SURE_SECONDS >= NOTICE_SECONDS)


def stay() -> TimeLeft | None:
    """Seals the cookie anew, as every page would; the visit's last end stays where it is."""
    session.modified = True
    return time_left()
