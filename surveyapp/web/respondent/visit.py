"""Visit: the draft that this browser has opened, in the form and language of this request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from secrets import token_hex
from typing import Any

from flask import current_app, session
from sqlalchemy.exc import DatabaseError

from surveyapp.fieldwork.draft import NotOurTask
from surveyapp.fieldwork.envelope import WorkspaceKeys
from surveyapp.instance import Instance
from surveyapp.questionnaire.flow import Flow, asked_on
from surveyapp.questionnaire.model import CORE, Page
from surveyapp.storage.drafts import Workspace, create_workspace, open_workspace
from surveyapp.storage.visits import EndedVisits
from surveyapp.storage.waves import Wave, wave
from surveyapp.web.clock import now, today
from surveyapp.web.language import current_language
from surveyapp.web.respondent.form_words import FormWords, take_form
from surveyapp.web.respondent.open_draft import OpenDraft
from surveyapp.web.trouble import storage_trouble

KEYS, CODE = "w", "code"
LONGEST, VISIT_BYTES = timedelta(hours=12), 16
_ended = EndedVisits()


@dataclass
class Visit:
    """One request of a respondent; `words` are in the language of the page."""

    keys: WorkspaceKeys
    wave: Wave
    language: str

    @cached_property
    def draft(self) -> OpenDraft:
        """The stored answers, seen through the full form."""
        return OpenDraft(self.keys, self.wave, self._words("full").form)

    @cached_property
    def words(self) -> FormWords:
        """The edition that the respondent chose, or that the wave starts with."""
        return self._words(self.edition)

    @property
    def edition(self) -> str:
        """Name of the edition being answered."""
        return str(self.draft.index().get("edition") or self.wave.edition or CORE)

    @cached_property
    def answers(self) -> NotOurTask:
        """The draft, with sections that are not this institution's task set aside."""
        aside = frozenset(self.draft.index().get("aside", ()))
        return NotOurTask(self.draft, self.words.form, aside)

    @cached_property
    def flow(self) -> Flow:
        """What is asked now."""
        return Flow(self.words.form, self.answers)

    def asked_here(self, flow: Flow, page: Page) -> tuple[str, ...]:
        """Questions of a page that are shown now and are not set aside with their section."""
        return tuple(name for name in asked_on(flow, page) if not self.answers.covers(name))

    @property
    def receipt(self) -> str | None:
        """Number of the receipt once the answers were sent."""
        number = self.draft.index().get("receipt")
        return str(number) if number else None

    @property
    def has_consent(self) -> bool:
        """Whether the institution agreed, where the questionnaire asks for it."""
        form = self.words.form
        return form.consent is None or self.draft.get(form.consent) == form.consent_given

    def _words(self, edition: str) -> FormWords:
        return take_form(self.wave.questionnaire, edition, self.language, self.wave.parameters)


def open_visit() -> Visit | None:
    """The draft of this browser's cookie; None when there is none any more."""
    held = session.get(KEYS)
    if not held or not _is_alive(held):
        return None
    keys = WorkspaceKeys(bytes.fromhex(held["master"]))
    return Visit(keys, wave(held["wave"]), current_language())


def begin(wave_name: str) -> Visit:
    """A new workspace; its code is shown until the browser closes."""
    code = create_workspace(wave_name, _instance().pepper)
    return enter(code) or _unreachable(code)


def enter(code: str) -> Visit | None:
    """Opens the workspace of a code; None for an unknown one. Raises CodeRefused when mistyped."""
    workspace = open_workspace(code, _instance().pepper)
    if workspace is None:
        return None
    _hold(workspace, code)
    return Visit(workspace.keys, wave(workspace.wave), current_language())


def leave() -> None:
    """Forgets the draft in this browser, and ends the visit for every copy of its cookie.

    What was saved stays under its code. Raises DatabaseError when the end could not be written; it
    holds all the same until the server stops.
    """
    held = session.get(KEYS) or {}
    session.clear()
    if "visit" in held:
        _ended.end(held["visit"], today())


def leave_for_another() -> None:
    """The same where something else begins, which a full disk must not prevent."""
    try:
        leave()
    except DatabaseError as error:
        if storage_trouble(error) is None:
            raise


def _is_alive(held: Mapping[str, Any]) -> bool:
    """Whether a visit was neither left nor goes on for too long; nothing else is known of it."""
    is_over = "visit" not in held or held.get("ends", 0) <= now().timestamp()
    return not is_over and not _ended.has(held["visit"])


def _hold(workspace: Workspace, code: str) -> None:
    """A fresh cookie on every code entry, so that none can be fixed beforehand."""
    language = session.get("lang")
    leave_for_another()
    session[KEYS] = {
        "master": workspace.keys.master.hex(),
        "wave": workspace.wave,
        "visit": token_hex(VISIT_BYTES),
        "ends": int((now() + LONGEST).timestamp()),
    }
    session[CODE] = code
    if language:
        session["lang"] = language


def _instance() -> Instance:
    instance: Instance = current_app.extensions["surveyapp_instance"]
    return instance


def _unreachable(code: str) -> Visit:
    raise LookupError(f"a workspace that was just created cannot be opened ({len(code)} symbols)")
