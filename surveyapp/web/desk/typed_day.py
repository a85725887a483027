"""Typed day: a day that somebody typed into a field of the desk."""

import re
from datetime import date

from flask_babel import gettext as _

_WRITTEN = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[.\-/ ](\d{1,2})[.\-/ ](\d{4})")
EARLIEST, LATEST = 1900, 2999


def day_in(typed: str) -> date | None:
    """The day, as 2026-12-31, or as 31.12.2026; None where it is no day."""
    found = _WRITTEN.fullmatch(typed.strip())
    if found is None:
        return None
    year, month, day = found[1] or found[6], found[2] or found[5], found[3] or found[4]
    try:
        read = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return read if EARLIEST <= read.year <= LATEST else None


def day_written() -> str:
    """How a day is to be typed."""
    return str(_("Type a day as 2026-12-31 or 31.12.2026."))
