"""Trouble: what a disk, a database or a colleague prevented, in words for the reader.

The words promise only what is known: what was called saved before is on the disk when it is full
or busy, but not when the database itself is damaged.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from surveyapp.analysis.microdata.answer_rows import AnswersRefused
from surveyapp.fieldwork.box import BoxRefused
from surveyapp.fieldwork.envelope import EnvelopeRefused
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.storage.drafts import DraftConflict
from surveyapp.storage.failure import FailureKind, failure_of
from surveyapp.storage.records import RecordDamaged
from surveyapp.storage.study_keys import StudyKeyMissing

log = logging.getLogger("surveyapp")
SOON, LATER = 5, 600
"""Seconds after which it is worth coming again: a writer ends soon, a disk is mended later."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A failure that is nobody's mistake at the keyboard; retry_after in seconds."""

    name: str
    status: int
    retry_after: int
    title: str
    words: str

    @property
    def headers(self) -> dict[str, str]:
        """What the answer says beside its page."""
        return {"Retry-After": str(self.retry_after)}


def storage_trouble(error: BaseException) -> Trouble | None:
    """The trouble behind an error, logged with its kind and the endpoint only; None for others."""
    found = _trouble_of(error)
    if found is not None:
        log.error("%s in %s", found.name, request.endpoint)
    return found


def _trouble_of(error: BaseException) -> Trouble | None:
    kind = failure_of(error)
    if kind is not None:
        return _BY_KIND[kind](kind)
    if isinstance(error, DraftConflict):
        return _conflict()
    if isinstance(error, EnvelopeRefused):
        return _unreadable("a draft was changed from outside", 500)
    if isinstance(error, AnswersRefused):
        return _unreadable("a stored response does not fit its questionnaire", 500)
    if isinstance(error, StudyKeyMissing | BoxRefused):
        return _unreadable("the key that seals what is sent cannot be used", 503)
    if isinstance(error, RecordDamaged):
        return _unreadable("the record of what was published cannot be read", 503)
    if isinstance(error, QuestionnaireRefused | QuestionnaireMissing):
        return _no_questionnaire()
    return None


def _not_now(kind: FailureKind) -> Trouble:
    return Trouble(
        kind.value,
        503,
        SOON,
        _("Not saved just now"),
        _(
            "Too much is being saved at this moment, so this step was not done. What was called"
            " saved before is kept. Please go back and try again in a few seconds."
        ),
    )


def _no_room(kind: FailureKind) -> Trouble:
    return Trouble(
        kind.value,
        503,
        LATER,
        _("Nothing can be saved at the moment"),
        _(
            "The server has no room or may not write, so this step was not done. What was called"
            " saved before is kept. Please tell the people who run this study, and try again later."
        ),
    )


def _damaged(kind: FailureKind) -> Trouble:
    return _unreadable(kind.value, 503)


def _unreadable(name: str, status: int) -> Trouble:
    return Trouble(
        name,
        status,
        LATER,
        _("The stored answers cannot be read"),
        _(
            "Something is wrong with what the server has stored, and trying again will not mend it."
            " Please tell the people who run this study now, and keep what you have on paper or in"
            " files: they have to look whether anything was lost and put back a copy."
        ),
    )


def _conflict() -> Trouble:
    return Trouble(
        "a draft was changed at the same moment",
        409,
        SOON,
        _("Somebody changed this at the same moment"),
        _(
            "This step was not done, because the same answers were changed elsewhere meanwhile."
            " Please go back, look at what is there now, and try again."
        ),
    )


def _no_questionnaire() -> Trouble:
    return Trouble(
        "a questionnaire cannot be read",
        503,
        LATER,
        _("This questionnaire cannot be shown at the moment"),
        _(
            "Its files on the server need mending. What was called saved is kept. Please tell the"
            " people who run this study, and try again later."
        ),
    )


_BY_KIND: Mapping[FailureKind, Callable[[FailureKind], Trouble]] = {
    FailureKind.FULL: _no_room,
    FailureKind.LOCKED: _not_now,
    FailureKind.READ_ONLY: _no_room,
    FailureKind.BROKEN_DISK: _damaged,
    FailureKind.DAMAGED: _damaged,
    FailureKind.MISSING: _damaged,
    FailureKind.REPLACED: _damaged,
}
