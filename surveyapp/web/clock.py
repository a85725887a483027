"""Clock: the one place where the browser side asks what time it is."""

from datetime import UTC, date, datetime


def today() -> date:
    """The current day, UTC."""
    return now().date()


def now() -> datetime:
    """The current moment, UTC; for the ends of sessions and visits, never beside an answer."""
    return datetime.now(UTC)
