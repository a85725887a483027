"""Open draft: the answers of one workspace, decrypted only where somebody looks.

Changes are gathered and committed together: all of them in one transaction, or none.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from surveyapp.fieldwork.approval import Approval
from surveyapp.fieldwork.draft import NotOurTask
from surveyapp.fieldwork.entry import (
    Entry,
    elsewhere,
    entries_from_json,
    entries_to_json,
    replaced,
    standing,
)
from surveyapp.fieldwork.part import lent_answers
from surveyapp.fieldwork.section_comment import (
    SectionComment,
    comments_from_json,
    comments_to_json,
)
from surveyapp.questionnaire.flow import question_of
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.cell import Cell, answers_from_json, answers_to_json
from surveyapp.storage.drafts import INDEX, SectionDraft, save_sections
from surveyapp.storage.hand_overs import APPROVAL, HAND_OVERS, HandOver, listed
from surveyapp.storage.sent_copy import SentCopy
from surveyapp.storage.workspaces import Opened, Workspace
from surveyapp.web.respondent.stored_sections import NOTHING_READ, StoredSections

ANSWERS, ENTRIES, COMMENTS = "answers", "entries", "comments"
SET_ASIDE, ENTRIES_ASIDE, ZEROS = "set_aside", "entries_aside", "zeros"
COPIED, LAST_ROUND = "copied", "_last_round"
Body = Mapping[str, Any]
T = TypeVar("T")


class OpenDraft(Mapping[str, Cell]):
    """Cell address -> cell. Sections are loaded when a cell of theirs is first asked for.

    visit: who looks; what a person was asked about stands only in that person's fields. beside:
    sections that were read already; none of them counts as read before it is asked for.
    """

    def __init__(
        self,
        workspace: Opened,
        form: Questionnaire,
        index: SectionDraft | None,
        visit: str,
        beside: Mapping[str, SectionDraft | None] = NOTHING_READ,
    ) -> None:
        self.workspace, self.form, self.visit = workspace, form, visit
        self.stored = StoredSections(workspace.keys, form.name, index, beside)
        self._bodies: dict[str, Body] = {}
        self._answers: dict[str, dict[str, Cell]] = {}

    @property
    def schema(self) -> str:
        """What the sealed sections are bound to."""
        return self.form.name

    @property
    def index(self) -> Body:
        """What is kept beside the sections: edition, sections set aside, whether it declined."""
        return self._body(INDEX)

    def write_index(self, **entries: object) -> None:
        """Changes entries of the index; None removes one."""
        self._change(INDEX, entries)

    def write(
        self, cells: Mapping[str, Cell | None], entries: Mapping[str, Entry | None] | None = None
    ) -> None:
        """Changes cells and entries; None empties one."""
        for section, changed in self._by_section(cells).items():
            answers = _changed(self._of(section), changed)
            self._change(section, {ANSWERS: answers_to_json(answers)})
            self._answers[section] = answers
        for section, held in self._by_section(entries or {}).items():
            kept = self._entries(section)
            now = {a: replaced(kept.get(a, ()), e, self.visit) for a, e in held.items()}
            self._change(section, {ENTRIES: entries_to_json({**kept, **now}) or None})

    def entries_of(self, *names: str) -> dict[str, Entry]:
        """What stands in the fields of some questions instead of answers; of all without names."""
        return standing(self._all_entries(*names), self.visit)

    def entries_elsewhere(self, *names: str) -> dict[str, tuple[Entry, ...]]:
        """What colleagues were asked about and have not decided."""
        return elsewhere(self._all_entries(*names), self.visit)

    def set_aside(self, section: str) -> dict[str, Cell]:
        """What cells held before "we do not keep these figures", to be put back on undo."""
        return answers_from_json(self._body(section).get(SET_ASIDE, {}))

    def write_set_aside(self, section: str, cells: Mapping[str, Cell]) -> None:
        """Keeps earlier cells for undo."""
        self._change(section, {SET_ASIDE: answers_to_json(cells) or None})

    def zeros(self, section: str) -> frozenset[str]:
        """Cells that were empty before 0 was written into them all, to be emptied on undo."""
        return frozenset(self._body(section).get(ZEROS, ()))

    def write_zeros(self, section: str, addresses: Collection[str]) -> None:
        """Keeps those cells for undo."""
        self._change(section, {ZEROS: sorted(addresses) or None})

    def comments(self, section: str) -> tuple[SectionComment, ...]:
        """What colleagues told each other about a section."""
        return comments_from_json(self._body(section).get(COMMENTS, ()))

    def write_comments(self, section: str, comments: Iterable[SectionComment]) -> None:
        """Keeps these comments in place of those before."""
        self._change(section, {COMMENTS: comments_to_json(comments) or None})

    def copied(self, section: str) -> frozenset[str]:
        """Cells that were copied from last round's answers; some may have been changed since."""
        return frozenset(self._body(section).get(COPIED, ()))

    def write_copied(self, section: str, addresses: Collection[str]) -> None:
        """Keeps those cells, to say where their answers are from."""
        self._change(section, {COPIED: sorted(addresses) or None})

    def set_entries_aside(self, section: str, addresses: Collection[str]) -> None:
        """Keeps the entries of some cells apart, for undo; nobody is asked about them meanwhile."""
        self._move_entries(section, addresses, ENTRIES, ENTRIES_ASIDE)

    def put_entries_back(self, section: str, addresses: Collection[str]) -> None:
        """The inverse; what was typed into such a cell in the meantime stands before it."""
        self._move_entries(section, addresses, ENTRIES_ASIDE, ENTRIES)

    def sections(self) -> tuple[str, ...]:
        """All in which something of the answers may lie, and what stands beside them."""
        return (*self._section_names(), INDEX, APPROVAL, LAST_ROUND)

    def empty(self) -> None:
        """Empties every section; nothing of the answers remains."""
        self.load_all()
        for section in self.sections():
            self._bodies[section] = {}
        self._answers.clear()

    def load_all(self) -> None:
        """Reads all sections in one go, for pages that show the whole form."""
        self.stored.read(self._section_names())

    def versions(self) -> dict[str, int]:
        """Section -> version that was read, the index among them; 0: never saved."""
        self.load_all()
        return self.stored.versions()

    def versions_mark(self) -> str:
        """Short hash of all versions: another one means that something was saved since."""
        answered = {INDEX, *self._section_names()}
        text = repr(sorted((s, n) for s, n in self.versions().items() if s in answered))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def changed_section(self, section: str) -> SectionDraft:
        """A section with its changes, over the version that was read."""
        stored = self.stored.of(section) or SectionDraft(0, {})
        return replace(stored, body=self._body(section))

    def hand_overs(self) -> tuple[HandOver, ...]:
        """What is handed over to colleagues; only the main code tells."""
        is_own = isinstance(self.workspace, Workspace)
        return listed(self.stored.of(HAND_OVERS)) if is_own else ()

    @property
    def last_round(self) -> SentCopy | None:
        """What opens last round's answers; None where nobody entered its code, and for colleagues.

        It lies in a section of its own, for colleagues' codes open the index.
        """
        is_own = isinstance(self.workspace, Workspace)
        if not is_own or LAST_ROUND not in self.index:
            return None
        held = self._body(LAST_ROUND)
        return SentCopy.from_json(held) if held else None

    def write_last_round(self, copy: SentCopy | None) -> None:
        """Keeps it, or forgets it (None)."""
        self._bodies[LAST_ROUND] = copy.to_json() if copy else {}
        self.write_index(**{LAST_ROUND: bool(copy) or None})

    @property
    def approval(self) -> Approval | None:
        """What an approver said; None before that, and where the code does not open it."""
        return Approval.from_json(self._body(APPROVAL)) if self._opens_approval else None

    def write_approval(self, approval: Approval) -> None:
        """Keeps what an approver says, in place of what was said before."""
        self._change(APPROVAL, approval.to_json())

    @property
    def _opens_approval(self) -> bool:
        opened = self.workspace
        return isinstance(opened, Workspace) or opened.keys.may_write(APPROVAL)

    def lent(self, sections: Collection[str]) -> Body:
        """The section of answers that routing in these sections needs of others."""
        aside = frozenset(self.index.get("aside", ()))
        counted = NotOurTask(self, self.form, aside)
        return {ANSWERS: answers_to_json(lent_answers(self.form, sections, counted))}

    def commit(self, today: date) -> None:
        """Saves whatever differs from what is stored, in one transaction; on disk at its return.

        What colleagues' sections need of it goes along. What was only read must be stored as it was
        read, for it decided what is saved: whether an answer is asked, and whether it closes
        others. Raises DraftConflict, DraftSent, WaveRefused as `save_sections` does.
        """
        if self._changed_bodies():
            self._lend()
            drafts = {section: self.changed_section(section) for section in self._changed_bodies()}
            save_sections(self.workspace, drafts, today, self.stored.versions())

    def _changed_bodies(self) -> list[str]:
        return [s for s, body in self._bodies.items() if body != self._stored_body(s)]

    def _lend(self) -> None:
        """What colleagues' sections need of others, as it is now."""
        for made in self.hand_overs():
            if made.terms.lent in made.read:
                self._change(made.terms.lent, self.lent(made.terms.sections))

    def _section_names(self) -> list[str]:
        return [section.name for section in self.form.sections]

    def _by_section(self, values: Mapping[str, T]) -> dict[str, dict[str, T]]:
        sections: dict[str, dict[str, T]] = {}
        for address, value in values.items():
            asked = self.form.questions[question_of(address)]
            sections.setdefault(asked.section, {})[address] = value
        return sections

    def _of(self, section: str) -> dict[str, Cell]:
        if section not in self._answers:
            self._answers[section] = answers_from_json(self._body(section).get(ANSWERS, {}))
        return self._answers[section]

    def _all_entries(self, *names: str) -> dict[str, tuple[Entry, ...]]:
        sections = {self.form.questions[name].section for name in names} or self._section_names()
        found = {a: held for s in sections for a, held in self._entries(s).items()}
        return {a: held for a, held in found.items() if not names or question_of(a) in names}

    def _entries(self, section: str) -> dict[str, tuple[Entry, ...]]:
        return entries_from_json(self._body(section).get(ENTRIES, {}))

    def _move_entries(
        self, section: str, addresses: Collection[str], origin: str, target: str
    ) -> None:
        here = entries_from_json(self._body(section).get(origin, {}))
        there = entries_from_json(self._body(section).get(target, {}))
        moved = {a: (*there.get(a, ()), *here.pop(a)) for a in addresses if a in here}
        if moved:
            self._change(section, {origin: entries_to_json(here) or None})
            self._change(section, {target: entries_to_json({**there, **moved})})

    def _stored_body(self, section: str) -> Body:
        stored = self.stored.of(section)
        return stored.body if stored else {}

    def _body(self, section: str) -> Body:
        return self._bodies[section] if section in self._bodies else self._stored_body(section)

    def _change(self, section: str, entries: Mapping[str, object]) -> None:
        kept = {**self._body(section), **entries}
        self._bodies[section] = {k: v for k, v in kept.items() if v is not None}

    def __getitem__(self, address: str) -> Cell:
        asked = self.form.questions.get(question_of(address))
        if asked is None:
            raise KeyError(address)
        return self._of(asked.section)[address]

    def __iter__(self) -> Iterator[str]:
        self.load_all()
        for section in self._section_names():
            yield from self._of(section)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _changed(kept: Mapping[str, T], changes: Mapping[str, T | None]) -> dict[str, T]:
    """The same with some values replaced; None removes one."""
    merged = {**kept, **changes}
    return {key: value for key, value in merged.items() if value is not None}
