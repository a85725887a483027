"""Held visit: the one of this browser's sealed cookie; a code begins it, leaving ends it."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from secrets import token_hex
from typing import Any

from flask import session

from surveyapp.fieldwork.codes import read_code
from surveyapp.fieldwork.form_mark import is_mark_of
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.storage.drafts import draft_state
from surveyapp.storage.waves import WaveRefused
from surveyapp.storage.workspaces import Opened, create_workspace, open_workspace
from surveyapp.web.clock import now
from surveyapp.web.current_instance import current_instance
from surveyapp.web.ended import end, has_ended
from surveyapp.web.language import current_language, keep_to
from surveyapp.web.respondent.expected import sections_expected
from surveyapp.web.respondent.form_words import current_form
from surveyapp.web.respondent.kept_keys import kept_keys, opened_with
from surveyapp.web.respondent.visit import Visit

KEYS, CODE, FRESH = "w", "code", "fresh"
LONGEST, VISIT_BYTES = timedelta(hours=12), 16


def open_visit() -> Visit | None:
    """The draft of this browser's cookie; None when there is none any more. Raises TakenBack."""
    held = session.get(KEYS)
    if not held or not _is_alive(held):
        return None
    opened = opened_with(held)
    return _visit(opened) if opened else None


def begin(wave_name: str) -> Visit:
    """A new workspace; its code is shown until the browser closes."""
    return enter_fresh(create_workspace(wave_name, current_instance().pepper))


def enter_fresh(code: str) -> Visit:
    """Opens a workspace that was just made; its code is shown until the browser closes."""
    visit = enter(code) or _unreachable(code)
    session[FRESH] = True
    return visit


class AnotherDraft(LookupError):
    """A code was typed on a form of another draft; it opens nothing there."""


def enter(code: str, mark: str | None = None) -> Visit | None:
    """Opens what a code opens; None for an unknown one. mark: of the form on which it was typed.

    Raises CodeRefused when mistyped, TakenBack, AnotherDraft for one that is not of the form.
    """
    workspace = open_workspace(code, current_instance().pepper)
    if workspace is None:
        return None
    if mark is not None and not is_mark_of(workspace.keys, mark):
        raise AnotherDraft
    _hold(workspace, read_code(code).written)
    return _visit(workspace)


def leave() -> None:
    """Forgets the draft in this browser, and ends the visit for every copy of its cookie.

    Neither a full disk nor a database in use keeps anybody, see `end`.
    """
    held = session.get(KEYS) or {}
    session.clear()
    if "visit" in held:
        end(held["visit"])


def _is_alive(held: Mapping[str, Any]) -> bool:
    """Whether a visit was neither left nor goes on for too long; nothing else is known of it."""
    is_over = "visit" not in held or held.get("ends", 0) <= now().timestamp()
    return not is_over and not has_ended(held["visit"])


def _visit(workspace: Opened) -> Visit | None:
    """The draft of a workspace; None when its wave is gone."""
    try:
        state = draft_state(workspace, sections_expected(workspace))
    except WaveRefused:
        return None
    with suppress(QuestionnaireMissing, QuestionnaireRefused):  # its pages say so
        keep_to(current_form(state.wave).languages)
    return Visit(workspace, state, current_language(), session[KEYS]["visit"])


def _hold(workspace: Opened, code: str) -> None:
    """A fresh cookie on every code entry, so that none can be fixed beforehand."""
    language = session.get("lang")
    leave()
    session[KEYS] = {
        **kept_keys(workspace),
        "visit": token_hex(VISIT_BYTES),
        "ends": int((now() + LONGEST).timestamp()),
    }
    session[CODE] = code
    if language:
        session["lang"] = language


def _unreachable(code: str) -> Visit:
    raise LookupError(f"a workspace that was just created cannot be opened ({len(code)} symbols)")
