"""Errors: a calm page in the reader's language; nothing about the request is logged."""

import logging
import sys
import traceback

from flask import Flask, current_app, render_template, request
from flask_babel import gettext as _
from gunicorn.http import errors as broken
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import BadRequest, HTTPException

from surveyapp.analysis.microdata.answer_rows import AnswersRefused
from surveyapp.fieldwork.box import BoxRefused
from surveyapp.fieldwork.envelope import EnvelopeRefused
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.storage.drafts import DraftConflict
from surveyapp.storage.records import RecordDamaged
from surveyapp.storage.study_keys import StudyKeyMissing
from surveyapp.web.trouble import storage_trouble

log = logging.getLogger("surveyapp")
# What a refusal says beside its page: which methods are allowed, when to come again.
SAID_BESIDE = frozenset({"Allow", "Retry-After"})
# What any route may meet; a view that can say more, such as a page of questions, does so itself.
TROUBLES = (
    DatabaseError,
    NoConnectionFree,
    OSError,
    DraftConflict,
    EnvelopeRefused,
    AnswersRefused,
    QuestionnaireMissing,
    QuestionnaireRefused,
    RecordDamaged,
    StudyKeyMissing,
    BoxRefused,
)

# A body that is not framed as HTTP wants; found only when a view reads it.
BROKEN_BODIES = (
    broken.ParseException,
    broken.InvalidChunkSize,
    broken.InvalidChunkExtension,
    broken.ChunkMissingTerminator,
)


def add_error_pages(app: Flask) -> None:
    """Pages for everything that goes wrong."""
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(500, _unknown)
    for kind in TROUBLES:
        app.register_error_handler(kind, _trouble)
    for kind in BROKEN_BODIES:
        app.register_error_handler(kind, lambda _error: _known(BadRequest()))
    app.log_exception = _log_without_values  # type: ignore[method-assign]  # no address, no form


def error_page(title: str, words: str) -> str:
    """A calm page with a way back."""
    return render_template("public/error.html", title=title, words=words)


def _known(error: HTTPException) -> tuple[str, int, dict[str, str]]:
    code = error.code or 500
    titles = {
        400: (_("That did not work"), _("Please go back and try again.")),
        403: (_("Not for this account"), _("You may not see this page.")),
        404: (_("There is no such page"), _("Please check the address.")),
        405: (_("That did not work"), _("Please go back and try again.")),
        413: (_("That was too much"), _("Please send less at once.")),
        503: (_("Too much at once"), _("Please try again in a few seconds.")),
    }
    title, words = titles.get(code, titles[400])
    kept = {name: value for name, value in error.get_headers() if name in SAID_BESIDE}
    return error_page(title, words), code, kept


def _trouble(error: Exception) -> tuple[str, int, dict[str, str]]:
    """Disk, database, conflict or questionnaire; whatever else it is stays a failure."""
    trouble = storage_trouble(error)
    if trouble is None:
        raise error
    return error_page(trouble.title, trouble.words), trouble.status, trouble.headers


def _unknown(_error: Exception) -> tuple[str, int]:
    """Promises nothing about what is stored, because nothing is known about the failure."""
    words = _(
        "This step did not work. Please try again; if it happens again, tell the people who run"
        " this study."
    )
    return error_page(_("Something went wrong"), words), 500


def _log_without_values(exc_info: object) -> None:
    """Kind of error, endpoint and place in the code; never values, addresses or the path."""
    kind, _error, trace = sys.exc_info()
    places = traceback.extract_tb(trace)[-3:]
    where = " < ".join(f"{p.filename.rsplit('/', 1)[-1]}:{p.lineno}" for p in reversed(places))
    name = kind.__name__ if kind else "error"
    log.error("%s in %s at %s", name, request.endpoint, where)
    if current_app.testing:
        traceback.print_exc()
