"""Visit: the draft that this browser has opened, in the form and language of this request."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from flask import abort

from surveyapp.fieldwork.approval import answers_mark
from surveyapp.fieldwork.draft import NotOurTask
from surveyapp.fieldwork.envelope import DraftKeys
from surveyapp.fieldwork.form_mark import form_mark, is_mark_of
from surveyapp.fieldwork.part import part_of
from surveyapp.fieldwork.receipt import receipt_number
from surveyapp.questionnaire.flow import Flow, asked_on
from surveyapp.questionnaire.model import CORE, FULL, Page, Questionnaire
from surveyapp.storage.drafts import DraftConflict, DraftState, draft_state
from surveyapp.storage.handed_over import HandedOver, HandOverKind, HandOverTerms
from surveyapp.storage.waves import Wave
from surveyapp.storage.workspaces import (
    Opened,
    Workspace,
)
from surveyapp.web.clock import today
from surveyapp.web.respondent.form_words import FormWords, take_form
from surveyapp.web.respondent.kept_keys import opened_again
from surveyapp.web.respondent.open_draft import OpenDraft

MOST_TRIES = 100
T = TypeVar("T")


@dataclass
class Visit:
    """One request of a respondent; `words` are in the language of the page.

    name: a random word that lives as long as the cookie.
    """

    workspace: Opened
    state: DraftState
    language: str
    name: str
    _editions: dict[str, FormWords] = field(
        default_factory=dict[str, FormWords], init=False, repr=False
    )

    @property
    def keys(self) -> DraftKeys:
        """The keys of the draft, or of what is open of it."""
        return self.workspace.keys

    @property
    def own(self) -> Workspace:
        """The whole draft. A code of a colleague is turned away (403), whatever let it in."""
        if isinstance(self.workspace, HandedOver):
            abort(403)
        return self.workspace

    @property
    def handed(self) -> HandOverTerms | None:
        """What was handed over to whoever looks; None for the main code."""
        return self.workspace.terms if isinstance(self.workspace, HandedOver) else None

    @property
    def wave(self) -> Wave:
        """The wave of the draft, as it stands now."""
        return self.state.wave

    @cached_property
    def draft(self) -> OpenDraft:
        """The stored answers, seen through the full form."""
        return OpenDraft(self.workspace, self.full, self.state.index, self.name, self.state.beside)

    @property
    def was_opened(self) -> bool:
        """Whether this request looked at the draft."""
        return "draft" in vars(self)

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

    def has_page(self, page: Page) -> bool:
        """Whether something of a page is shown now and is not set aside with its section."""
        return any(self.flow.is_asked(n) and not self.answers.covers(n) for n in page.questions)

    @cached_property
    def mark(self) -> str:
        """What every form of this draft carries."""
        return form_mark(self.keys)

    def owns(self, mark: str) -> bool:
        """Whether a form belongs to this draft."""
        return is_mark_of(self.keys, mark)

    @property
    def receipt(self) -> str | None:
        """Number of the receipt once the answers were sent; only the main code has it."""
        is_told = self.handed is None and self.state.is_sent
        return receipt_number(self.own.keys) if is_told else None

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

    @cached_property
    def answers_mark(self) -> str:
        """Says which answers would be sent now."""
        return answers_mark(self.flow)

    @property
    def may_be_sent(self) -> bool:
        """Whether the answers as they stand were approved, where that is asked for."""
        if not self.full.needs_approval:
            return True
        approval = self.draft.approval
        return approval is not None and approval.allows(self.answers_mark)

    def words_of(self, edition: str) -> FormWords:
        """One edition in the language of the page; of it, the sections that are open here."""
        if edition not in self._editions:
            self._editions[edition] = self._part_of(take_form(self.wave, edition, self.language))
        return self._editions[edition]

    def _part_of(self, words: FormWords) -> FormWords:
        handed = self.handed
        if handed is None or handed.kind is HandOverKind.APPROVE:
            return words
        return replace(words, form=part_of(words.form, handed.sections, handed.lent))

    def afresh(self) -> "Visit":
        """The same visit, with the draft as it is stored now. Raises TakenBack."""
        opened = opened_again(self.workspace)
        return replace(self, workspace=opened, state=draft_state(opened))


def insist(visit: Visit, act: Callable[[Visit], T]) -> tuple[Visit, T]:
    """Does something on the draft as it stands whenever a colleague was quicker.

    Returns the visit on which it was done, and what `act` returned. Every conflict means that
    somebody else's save went through, so that it ends. Raises what `act` raises, TakenBack, and
    DraftConflict after a hundred tries.
    """
    current = visit
    for _ in range(MOST_TRIES):
        try:
            return current, act(current)
        except DraftConflict:
            current = current.afresh()
    raise DraftConflict(0)


def revise(visit: Visit, change: Callable[[Visit], T]) -> tuple[Visit, T]:
    """Changes a draft and saves it, see `insist`. Raises DraftSent, WaveRefused as well."""

    def act(current: Visit) -> T:
        made = change(current)
        current.draft.commit(today())
        return made

    return insist(visit, act)
