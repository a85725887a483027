"""Written form: a questionnaire as its files say it now, and the last form that could be asked.

What is asked is a copy like that of a wave, in an instance that is thrown away: a slip in a file
takes no page from anybody who looks. The answers stay in one draft while the form changes.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from threading import Lock

from surveyapp.fieldwork.carry_over import carried_over
from surveyapp.formats.check.checked_files import NothingToCheck
from surveyapp.formats.check.questionnaire_check import check
from surveyapp.formats.source.instrument import Instrument, instrument_of
from surveyapp.formats.source.kept_file import look_afresh, state
from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.questionnaire_folder import (
    CODE_BOOKS,
    FILE,
    PLAN_FILE,
    QuestionnaireMissing,
    QuestionnaireRefused,
    folder_of,
    shown,
)
from surveyapp.formats.source.release_copy import content_of, keep_copy
from surveyapp.formats.source.shelf import LISTS, Shelf, project_shelf
from surveyapp.instance import Instance
from surveyapp.plain_file import os_words
from surveyapp.project import QUESTIONNAIRES, SETTINGS, TRANSLATIONS
from surveyapp.questionnaire.model import FULL
from surveyapp.questions.cell import Cell
from surveyapp.storage.corrections import correct_wave
from surveyapp.storage.drafts import DraftSent, draft_state
from surveyapp.storage.waves import (
    InstrumentBinding,
    Wave,
    WaveState,
    list_waves,
    move_wave,
    new_wave,
    wave,
)
from surveyapp.storage.workspaces import create_workspace, open_workspace
from surveyapp.web.clock import today
from surveyapp.web.language import current_language
from surveyapp.web.respondent.visit import Visit, revise

WAVE = "preview"
OF_THE_ANALYSIS = (PLAN_FILE, f"{CODE_BOOKS}/")
"""Files beside a questionnaire that no respondent meets; what is wrong in them hinders no form."""


@dataclass
class WrittenForm:
    """One questionnaire while somebody writes it.

    code: opens the draft, "" while no form could be asked; seen: a short word for the state of
    the files that were taken in.
    """

    instance: Instance
    name: str
    code: str = ""
    seen: str = ""
    _checked: tuple[str, tuple[Problem, ...]] = ("", ())
    _lock: Lock = field(default_factory=Lock)
    _check_lock: Lock = field(default_factory=Lock)

    def look(self) -> str:
        """Takes in what changed in the files since the last look; returns `seen`."""
        with self._lock:
            found = _state_of(self.name)
            if found != self.seen:
                look_afresh()
                self._take_in()
                self.seen = found
            return self.seen

    @property
    def known_problems(self) -> tuple[Problem, ...] | None:
        """What the check has said of the files as they are; None before it has."""
        seen, found = self._checked
        return found if seen == self.seen else None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the check says of the files; whoever asks waits for it, and no pane does."""
        with self._check_lock:
            seen = self.seen
            if self._checked[0] != seen:
                self._checked = seen, _problems(self.name)
            return self._checked[1]

    def start_over(self) -> None:
        """An empty draft in which nobody has to agree first."""
        self.code = create_workspace(WAVE, self.instance.pepper)
        self._keep({})

    def visit(self) -> Visit | None:
        """The draft, in the language of this request; None while no form could be asked."""
        workspace = open_workspace(self.code, self.instance.pepper) if self.code else None
        if workspace is None:
            return None
        return Visit(workspace, draft_state(workspace), current_language(), token_hex(8))

    def _take_in(self) -> None:
        """Asks what the files say from now on; what cannot be asked changes nothing."""
        try:
            asked, release = _copied(self.instance, self.name)
            form = asked.form
        except (QuestionnaireMissing, QuestionnaireRefused, OSError):
            return
        bound = InstrumentBinding(release, form.version, form.version_hash)
        waves = list_waves()
        if not waves:
            new_wave(_wave(asked))
            move_wave(WAVE, WaveState.OPEN, asked=bound)
            self.start_over()
        elif waves[0].release != release:
            self._change(bound)

    def _change(self, bound: InstrumentBinding) -> None:
        """Puts the answers aside, changes the form and puts back what it can still hold."""
        visit = self.visit()
        before, answers = (visit.full, dict(visit.draft)) if visit else (None, {})
        try:
            if visit is not None:
                revise(visit, lambda current: current.draft.empty())
        except DraftSent:
            before = None
        correct_wave(wave(WAVE), bound, today(), "")
        changed = self.visit()
        if before is None or changed is None:
            self.start_over()
        else:
            self._keep(carried_over(answers, before, changed.full))

    def _keep(self, answers: dict[str, Cell]) -> None:
        visit = self.visit()
        if visit is None:
            return
        form = visit.full
        agreed = {form.consent: form.consent_given} if form.consent else {}
        revise(visit, lambda current: current.draft.write({**answers, **agreed}))


def _copied(instance: Instance, name: str) -> tuple[Instrument, str]:
    """What respondents meet, copied and read again. Raises as `content_of`."""
    plain = folder_of(name).name
    root = f"{QUESTIONNAIRES}/{plain}/"
    content = {
        path: written
        for path, written in content_of(name, project_shelf()).items()
        if not path.removeprefix(root).startswith(OF_THE_ANALYSIS)
    }
    release = keep_copy(instance, content, is_lasting=False)
    asked = instrument_of(instance, plain, release)
    _look_through(asked)
    return asked, release


def _look_through(asked: Instrument) -> None:
    """Reads what no page may fail at. Raises QuestionnaireRefused."""
    _read = (asked.profiles, *map(asked.wording, asked.form.languages))


def _wave(asked: Instrument) -> Wave:
    form = asked.form
    return Wave(
        name=WAVE,
        questionnaire=form.name,
        version=form.version,
        version_hash=form.version_hash,
        edition=FULL,
        parameters={},
        opens=None,
        closes=None,
        state=WaveState.DRAFT,
        is_synthetic=False,
    )


def _problems(name: str) -> tuple[Problem, ...]:
    """What the check finds; one line where there is nothing to check any more."""
    try:
        return check([folder_of(name)], today()).problems
    except (QuestionnaireMissing, NothingToCheck) as gone:
        return (_unreadable(name, str(gone)),)
    except OSError as problem:
        return (_unreadable(name, os_words(problem)),)


def _unreadable(name: str, words: str) -> Problem:
    path = project_shelf().written_folder(name) / FILE
    return Problem(shown(path), 1, 1, "unreadable", words)


def _state_of(name: str) -> str:
    """Another word when any file that the form may be made of has changed."""
    shelf = project_shelf()
    known = [(str(path), state(path)) for path in _files(shelf.written_folder(name), shelf)]
    return hashlib.sha256(repr(sorted(known)).encode()).hexdigest()[:16]


def _files(folder: Path, shelf: Shelf) -> Iterator[Path]:
    yield from folder.rglob("*.yaml")
    for root in shelf.roots:
        yield root / SETTINGS
        yield from (root / QUESTIONNAIRES / LISTS).glob("*.yaml")
        yield from (root / TRANSLATIONS).glob("*/LC_MESSAGES/*.po")
