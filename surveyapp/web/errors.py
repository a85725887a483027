"""Errors: a calm page in the reader's language; nothing about the request is logged."""

import logging
import sys
import traceback

from flask import Flask, current_app, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from surveyapp.formats.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused

log = logging.getLogger("surveyapp")
# What a refusal says beside its page: which methods are allowed, when to come again.
SAID_BESIDE = frozenset({"Allow", "Retry-After"})


def add_error_pages(app: Flask) -> None:
    """Pages for everything that goes wrong."""
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(500, _unknown)
    app.register_error_handler(QuestionnaireRefused, _not_readable)
    app.register_error_handler(QuestionnaireMissing, _not_readable)
    app.log_exception = _log_without_values  # type: ignore[method-assign]  # no address, no form


def _known(error: HTTPException) -> tuple[str, int, dict[str, str]]:
    code = error.code or 500
    titles = {
        400: (_("That did not work"), _("Please go back and try again.")),
        403: (_("Not for this account"), _("You may not see this page.")),
        404: (_("There is no such page"), _("Please check the address.")),
        405: (_("That did not work"), _("Please go back and try again.")),
        413: (_("That was too much"), _("Please send less at once.")),
    }
    title, words = titles.get(code, titles[400])
    kept = {name: value for name, value in error.get_headers() if name in SAID_BESIDE}
    return render_template("public/error.html", title=title, words=words), code, kept


def _unknown(error: Exception) -> tuple[str, int]:
    title, words = _("Something went wrong"), _("Nothing that was called saved is lost. Try again.")
    return render_template("public/error.html", title=title, words=words), 500


def _not_readable(refused: QuestionnaireRefused | QuestionnaireMissing) -> tuple[str, int]:
    """A questionnaire whose files cannot be used; where and why is for the log alone."""
    log.error("%s in %s: %s", type(refused).__name__, request.endpoint, refused.args[0])
    title = _("This questionnaire cannot be shown now")
    words = _("Its files have to be mended first. Everything that was called saved is kept.")
    return render_template("public/error.html", title=title, words=words), 503


def _log_without_values(exc_info: object) -> None:
    """Kind of error, endpoint and place in the code; never values, addresses or the path."""
    kind, _error, trace = sys.exc_info()
    places = traceback.extract_tb(trace)[-3:]
    where = " < ".join(f"{p.filename.rsplit('/', 1)[-1]}:{p.lineno}" for p in reversed(places))
    name = kind.__name__ if kind else "error"
    log.error("%s in %s at %s", name, request.endpoint, where)
    if current_app.testing:
        traceback.print_exc()
