"""Keyed in: answers that staff types twice from paper, compared before they are sent.

Both entries are drafts as an institution has them. Where their cells differ a third person decides,
with the paper at hand; words in free text are those of the first entry.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from surveyapp.fieldwork.draft import NotOurTask
from surveyapp.fieldwork.entry import entries_from_json
from surveyapp.fieldwork.mode import Mode
from surveyapp.fieldwork.submission import obstacles
from surveyapp.instance import Instance
from surveyapp.questionnaire.flow import Flow, question_of
from surveyapp.questionnaire.model import CORE, Questionnaire
from surveyapp.questions.cell import Cell, answers_from_json, answers_to_json
from surveyapp.storage.drafts import INDEX, SENT, SectionDraft, load_sections, save_sections
from surveyapp.storage.handed_over import TakenBack
from surveyapp.storage.invitations import Invitation, exchange
from surveyapp.storage.sending import Sending, send, submission_of
from surveyapp.storage.study_keys import flag_key_of, public_key_of
from surveyapp.storage.waves import wave
from surveyapp.storage.workspaces import Workspace, create_of, forget_workspace, open_workspace
from surveyapp.study.study import Study, study_of

ANSWERS, ENTRIES, ASIDE, EDITION = "answers", "entries", "aside", "edition"


class KeyedInRefused(ValueError):
    """What was asked of two entries cannot be done; `code` says why, `names` of which questions."""

    def __init__(self, code: str, names: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code, self.names = code, names


@dataclass(frozen=True, slots=True)
class EntryDifference:
    """A cell that two people read differently. first, second: None where nothing was typed."""

    address: str
    first: Cell | None
    second: Cell | None


@dataclass(frozen=True)
class KeyedEntry:
    """One of the two. sections: what was saved of it, by name."""

    study: Study
    code: str
    workspace: Workspace
    sections: Mapping[str, SectionDraft]

    @property
    def form(self) -> Questionnaire:
        """The edition that was typed."""
        index = self.body_of(INDEX)
        return self.study.form.in_edition(index.get(EDITION) or self.study.wave.edition or CORE)

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Everything that was typed and taken."""
        return {
            address: cell
            for name in self.sections
            for address, cell in answers_from_json(self.body_of(name).get(ANSWERS, {})).items()
        }

    @cached_property
    def flow(self) -> Flow:
        """What is asked of them."""
        aside = frozenset(self.body_of(INDEX).get(ASIDE, ()))
        return Flow(self.form, NotOurTask(self.cells, self.form, aside))

    def must_be_mended(self) -> tuple[str, ...]:
        """Questions that keep these answers from being sent, in the order they were found."""
        entries = {
            address: held[0]
            for name in self.sections
            for address, held in entries_from_json(self.body_of(name).get(ENTRIES, {})).items()
        }
        found = obstacles(self.flow, entries)
        checks = (*found.mistakes, *found.unexplained)
        names = (
            *map(question_of, found.entries),
            *found.required,
            *(each.check.question for each in checks),
        )
        return tuple(dict.fromkeys(names))

    def versions(self) -> dict[str, int]:
        """Section -> version that was read, 0 for one that was never saved."""
        names = (INDEX, *(section.name for section in self.study.form.sections))
        return {n: self.sections[n].version if n in self.sections else 0 for n in names}

    def body_of(self, section: str) -> Mapping[str, Any]:
        """What was saved of a section; empty where nothing was."""
        return self.sections[section].body if section in self.sections else {}


def new_entries(
    instance: Instance, wave_name: str, mode: Mode, invitation: Invitation | None = None
) -> tuple[str, str]:
    """Codes of two empty entries. invitation: of the institution, where it is known.

    It is spent by this. Raises KeyedInRefused: opened, for one that was spent before; WaveRefused.
    """
    found = wave(wave_name)
    if not found.takes_answers:
        raise KeyedInRefused("closed")
    if invitation is not None and not exchange(invitation):
        raise KeyedInRefused("opened")
    invitation_id = invitation.invitation_id if invitation else None
    first, second = (
        create_of(wave_name, instance.pepper, each, mode) for each in (invitation_id, None)
    )
    return first, second


def read_entry(instance: Instance, code: str, *, was_sent: bool) -> KeyedEntry:
    """One entry as it is saved. was_sent: whether it must have been sent, or must not.

    Raises CodeRefused, KeyedInRefused: no-such-code, not-keyed-in, sent, not-sent.
    """
    try:
        workspace = open_workspace(code, instance.pepper)
    except TakenBack:
        workspace = None
    if workspace is None:
        raise KeyedInRefused("no-such-code")
    if not isinstance(workspace, Workspace) or not workspace.mode.is_keyed_in:
        raise KeyedInRefused("not-keyed-in")
    study = study_of(instance, wave(workspace.wave))
    names = (INDEX, *(section.name for section in study.form.sections))
    sections = load_sections(workspace.keys, names, study.form.name)
    is_sent = INDEX in sections and bool(sections[INDEX].body.get(SENT))
    if is_sent is not was_sent:
        raise KeyedInRefused("sent" if is_sent else "not-sent")
    return KeyedEntry(study, code, workspace, sections)


def read_entries(instance: Instance, codes: tuple[str, str]) -> tuple[KeyedEntry, KeyedEntry]:
    """Both entries as they are saved. Raises CodeRefused, KeyedInRefused: no-such-code,
    not-keyed-in, same-code, other-wave, sent, other-edition.
    """
    first, second = (read_entry(instance, code, was_sent=False) for code in codes)
    if first.workspace.keys == second.workspace.keys:
        raise KeyedInRefused("same-code")
    if first.workspace.wave != second.workspace.wave:
        raise KeyedInRefused("other-wave")
    if first.form.edition != second.form.edition:
        raise KeyedInRefused("other-edition")
    return first, second


def differences(first: KeyedEntry, second: KeyedEntry) -> tuple[EntryDifference, ...]:
    """Cells that differ, in the order of the form; free text is not compared."""
    return tuple(
        EntryDifference(address, first.flow.get(address), second.flow.get(address))
        for address in _compared(first, second)
        if first.flow.get(address) != second.flow.get(address)
    )


def send_entries(
    instance: Instance,
    codes: tuple[str, str],
    taken: Mapping[str, int],
    today: date,
) -> None:
    """Settles the differences in the first entry, sends it once, and forgets the second.

    taken: address -> 1 or 2, the entry whose cell is right. Raises KeyedInRefused as
    `read_entries`, no-difference, unsettled and to-mend with cells or questions; DraftConflict,
    WaveRefused.
    """
    first, second = read_entries(instance, codes)
    found = differences(first, second)
    if strangers := tuple(sorted(taken.keys() - {each.address for each in found})):
        raise KeyedInRefused("no-difference", strangers)
    if left := tuple(each.address for each in found if each.address not in taken):
        raise KeyedInRefused("unsettled", left)
    drafts = settled(first, {e.address: e.second for e in found if taken[e.address] == 2})
    if drafts:
        save_sections(first.workspace, drafts, today, first.versions())
        first = read_entry(instance, codes[0], was_sent=False)
    if names := first.must_be_mended():
        raise KeyedInRefused("to-mend", names)
    send_entry(instance, first, today)
    forget_workspace(codes[1], instance.pepper)


def send_entry(instance: Instance, entry: KeyedEntry, today: date) -> None:
    """Sends an entry once, as an institution sends. Raises DraftConflict, WaveRefused."""
    keys = public_key_of(instance, entry.study.wave.name), flag_key_of(instance, entry.workspace)
    submission = submission_of(entry.workspace, entry.study.wave, entry.flow)
    index = entry.sections.get(INDEX, SectionDraft(0, {}))
    send(entry.workspace, Sending(submission, keys[0], entry.versions(), index, keys[1]), today)


def _compared(first: KeyedEntry, second: KeyedEntry) -> Iterator[str]:
    for name, asked in first.form.questions.items():
        if not asked.question.is_screened:
            cells = dict.fromkeys((*first.flow.cells(name), *second.flow.cells(name)))
            yield from (address for address in cells if "__" not in address)


def settled(entry: KeyedEntry, cells: Mapping[str, Cell | None]) -> dict[str, SectionDraft]:
    """The sections of an entry in which these cells stand instead; None empties one."""
    changed: dict[str, dict[str, Cell]] = {}
    for address, cell in cells.items():
        section = entry.study.form.questions[question_of(address)].section
        if section not in changed:
            changed[section] = answers_from_json(entry.body_of(section).get(ANSWERS, {}))
        if cell is None:
            changed[section].pop(address, None)
        else:
            changed[section][address] = cell
    return {section: _with_answers(entry, section, held) for section, held in changed.items()}


def _with_answers(entry: KeyedEntry, section: str, answers: Mapping[str, Cell]) -> SectionDraft:
    held = entry.sections.get(section, SectionDraft(0, {}))
    return replace(held, body={**held.body, ANSWERS: answers_to_json(answers)})
