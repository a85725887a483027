"""Visit: the draft that this browser has opened, in the form and language of this request."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from secrets import token_hex
from typing import Any, TypeVar

from flask import current_app, session
from sqlalchemy.exc import DatabaseError

from surveyapp.fieldwork.codes import read_code
from surveyapp.fieldwork.draft import NotOurTask
from surveyapp.fieldwork.envelope import WorkspaceKeys
from surveyapp.fieldwork.form_mark import form_mark, is_mark_of
from surveyapp.fieldwork.receipt import receipt_number
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.instance import Instance
from surveyapp.questionnaire.flow import Flow, asked_on
from surveyapp.questionnaire.model import CORE, FULL, Page, Questionnaire
from surveyapp.storage.drafts import (
    DraftConflict,
    DraftState,
    Workspace,
    create_workspace,
    draft_state,
    open_workspace,
    workspace_from_json,
    workspace_to_json,
)
from surveyapp.storage.visits import EndedVisits
from surveyapp.storage.waves import Wave, WaveRefused
from surveyapp.web.clock import now, today
from surveyapp.web.language import current_language, keep_to
from surveyapp.web.respondent.form_words import FormWords, current_study, take_form
from surveyapp.web.respondent.open_draft import OpenDraft
from surveyapp.web.trouble import storage_trouble

KEYS, CODE, FRESH = "w", "code", "fresh"
LONGEST, VISIT_BYTES = timedelta(hours=12), 16
MOST_TRIES = 100
T = TypeVar("T")
_ended = EndedVisits()


@dataclass
class Visit:
    """One request of a respondent; `words` are in the language of the page.

    name: a random word that lives as long as the cookie.
    """

    workspace: Workspace
    state: DraftState
    language: str
    name: str

    @property
    def keys(self) -> WorkspaceKeys:
        """The keys of the draft."""
        return self.workspace.keys

    @property
    def wave(self) -> Wave:
        """The wave of the draft, as it stands now."""
        return self.state.wave

    @cached_property
    def draft(self) -> OpenDraft:
        """The stored answers, seen through the full form."""
        return OpenDraft(self.workspace, self.full, self.state.index, self.name)

    @cached_property
    def full(self) -> Questionnaire:
        """The form with all questions, whichever edition is being answered."""
        return self.words_of(FULL).form

    @cached_property
    def words(self) -> FormWords:
        """The edition that the respondent chose, or that the wave starts with."""
        return self.words_of(self.edition)

    @property
    def edition(self) -> str:
        """Name of the edition being answered."""
        return str(self.draft.index.get("edition") or self.wave.edition or CORE)

    @property
    def sections_aside(self) -> frozenset[str]:
        """Sections that are not this institution's task."""
        return frozenset(self.draft.index.get("aside", ()))

    @cached_property
    def answers(self) -> NotOurTask:
        """The draft, with sections that are not this institution's task set aside."""
        return NotOurTask(self.draft, self.words.form, self.sections_aside)

    @cached_property
    def flow(self) -> Flow:
        """What is asked now."""
        return Flow(self.words.form, self.answers)

    def asked_here(self, flow: Flow, page: Page) -> tuple[str, ...]:
        """Questions of a page that are shown now and are not set aside with their section."""
        return tuple(name for name in asked_on(flow, page) if not self.answers.covers(name))

    @cached_property
    def mark(self) -> str:
        """What every form of this draft carries."""
        return form_mark(self.keys)

    def owns(self, mark: str) -> bool:
        """Whether a form belongs to this draft."""
        return is_mark_of(self.keys, mark)

    @property
    def receipt(self) -> str | None:
        """Number of the receipt once the answers were sent."""
        return receipt_number(self.keys) if self.state.is_sent else None

    @property
    def has_consent(self) -> bool:
        """Whether the institution agreed, where the questionnaire asks for it."""
        form = self.full
        return form.consent is None or self.draft.get(form.consent) == form.consent_given

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was ever saved under this code, not even a consent."""
        return not any(self.draft.versions().values())

    @property
    def has_declined(self) -> bool:
        """Whether the institution said no after it had answered, and its answers are put away."""
        return bool(self.draft.index.get("declined"))

    def words_of(self, edition: str) -> FormWords:
        """One edition in the language of the page."""
        return take_form(self.wave, edition, self.language)

    def afresh(self) -> "Visit":
        """The same visit, with the draft as it is stored now."""
        return replace(self, state=draft_state(self.workspace))


def revise(visit: Visit, change: Callable[[Visit], T]) -> tuple[Visit, T]:
    """Changes a draft and saves it; on the draft as it stands whenever a colleague was quicker.

    Returns the visit with the draft that was saved, and what `change` returned. Every conflict
    means that somebody else's save went through, so that it ends. Raises DraftSent, WaveRefused,
    and DraftConflict after a hundred tries.
    """
    current = visit
    for _ in range(MOST_TRIES):
        made = change(current)
        try:
            current.draft.commit(today())
        except DraftConflict:
            current = current.afresh()
        else:
            return current, made
    raise DraftConflict(0)


def open_visit() -> Visit | None:
    """The draft of this browser's cookie; None when there is none any more."""
    held = session.get(KEYS)
    if not held or not _is_alive(held):
        return None
    return _visit(workspace_from_json(held))


def begin(wave_name: str) -> Visit:
    """A new workspace; its code is shown until the browser closes."""
    return enter_fresh(create_workspace(wave_name, _instance().pepper))


def enter_fresh(code: str) -> Visit:
    """Opens a workspace that was just made; its code is shown until the browser closes."""
    visit = enter(code) or _unreachable(code)
    session[FRESH] = True
    return visit


class AnotherDraft(LookupError):
    """A code was typed on a form of another draft; it opens nothing there."""


def enter(code: str, mark: str | None = None) -> Visit | None:
    """Opens the workspace of a code; None for an unknown one.

    mark: of the form on which the code was typed; only its own draft is opened then. Raises
    CodeRefused when mistyped, AnotherDraft.
    """
    workspace = open_workspace(code, _instance().pepper)
    if workspace is None:
        return None
    if mark is not None and not is_mark_of(workspace.keys, mark):
        raise AnotherDraft
    _hold(workspace, read_code(code).written)
    return _visit(workspace)


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


def _visit(workspace: Workspace) -> Visit | None:
    """The draft of a workspace; None when its wave is gone."""
    try:
        state = draft_state(workspace)
    except WaveRefused:
        return None
    with suppress(QuestionnaireMissing, QuestionnaireRefused):  # its pages say so
        keep_to(current_study(state.wave).form.languages)
    return Visit(workspace, state, current_language(), session[KEYS]["visit"])


def _hold(workspace: Workspace, code: str) -> None:
    """A fresh cookie on every code entry, so that none can be fixed beforehand."""
    language = session.get("lang")
    leave_for_another()
    session[KEYS] = {
        **workspace_to_json(workspace),
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
