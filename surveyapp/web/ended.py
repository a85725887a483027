"""Ended: visits that were left and sessions of staff that were signed out, known at once.

Nobody who goes waits for a database, or is kept by one that takes nothing.
"""

import logging

from flask import request
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from surveyapp.storage.visits import EndedVisits
from surveyapp.web.clock import today
from surveyapp.web.trouble import storage_trouble

log = logging.getLogger("surveyapp")
NOT_WRITTEN = (DatabaseError, NoConnectionFree, OSError)
"""What keeps an end from being written."""
_ended = EndedVisits()


def end(number: str) -> None:
    """Ends a visit or session by its random number, for every copy of its cookie.

    What cannot be written holds until the server stops, and is tried again with later pages.
    """
    _ended.end(number, today())
    try:
        _ended.write()
    except NOT_WRITTEN as error:
        _log(error)


def end_unwritten(number: str, error: Exception) -> None:
    """The same after a failure to write something else of it; `has_ended` has it written."""
    _log(error)
    _ended.end(number, today())


def has_ended(number: str) -> bool:
    """Whether it was ended here, or by a server that could write it."""
    return _ended.has(number)


def _log(error: Exception) -> None:
    """One line with the kind of the failure; nothing about who left."""
    if storage_trouble(error) is None:
        log.error("%s in %s", type(error).__name__, request.endpoint)
