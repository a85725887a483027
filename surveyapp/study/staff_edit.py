"""Staff edit: a form that staff typed from paper and sent is corrected, with a reason that is kept.

What an institution sent itself nobody else can change: no code of it is known to anybody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from surveyapp.instance import Instance
from surveyapp.questionnaire.flow import question_of
from surveyapp.questions.cell import Cell
from surveyapp.storage.drafts import SectionDraft, save_sections
from surveyapp.storage.sending import withdraw
from surveyapp.storage.staff_edits import EDITS, LONGEST_REASON, StaffEdit, with_edits
from surveyapp.study.keyed_in import (
    KeyedEntry,
    KeyedInRefused,
    read_entry,
    send_entry,
    settled,
)


def edit_sent(instance: Instance, code: str, wanted: Sequence[StaffEdit]) -> tuple[StaffEdit, ...]:
    """Takes a sent form back, changes some cells, and sends it again; what was changed.

    wanted: one at least, all for the same reason; what each held before is found out here. The
    changes stand in the draft, for whoever has its code. It is safe to repeat where it was stopped
    between: the form is then not sent, and `surveyapp paper` says so. Raises CodeRefused,
    KeyedInRefused: as `read_entry`, closed, no-reason, no-such-cell, same, to-mend; DraftConflict,
    WaveRefused.
    """
    entry = read_entry(instance, code, was_sent=True)
    if not entry.study.wave.takes_answers:
        raise KeyedInRefused("closed")
    if not all(0 < len(each.reason) <= LONGEST_REASON for each in wanted):
        raise KeyedInRefused("no-reason")
    changed = _changed(entry, {each.address: each.after for each in wanted})
    edits = tuple(replace(each, before=entry.cells.get(each.address)) for each in wanted)
    day = wanted[0].day
    withdraw(entry.workspace, {}, day)
    back = read_entry(instance, code, was_sent=False)
    kept = with_edits(back.workspace, back.study.form.name, edits)
    save_sections(back.workspace, {**changed, EDITS: kept}, day, back.versions())
    send_entry(instance, read_entry(instance, code, was_sent=False), day)
    return edits


def _changed(entry: KeyedEntry, cells: Mapping[str, Cell | None]) -> dict[str, SectionDraft]:
    """The sections with the new cells, which can be sent. Raises KeyedInRefused."""
    for address, cell in cells.items():
        if not _is_answer(entry, address, cell):
            raise KeyedInRefused("no-such-cell")
        if entry.cells.get(address) == cell:
            raise KeyedInRefused("same")
    if not cells:
        raise KeyedInRefused("same")
    drafts = settled(entry, cells)
    if names := replace(entry, sections={**entry.sections, **drafts}).must_be_mended():
        raise KeyedInRefused("to-mend", names)
    return drafts


def _is_answer(entry: KeyedEntry, address: str, cell: Cell | None) -> bool:
    """Whether a cell is asked, and the question would read this answer as it stands."""
    asked = entry.form.questions.get(question_of(address))
    if asked is None or address not in entry.flow.cells(asked.name):
        return False
    if cell is None:
        return not asked.is_required
    language, rows = entry.form.source_language, entry.flow.rows(asked.name)
    shown = asked.question.shown({address: cell}, language)
    return asked.question.read(shown, language, rows).cells.get(address) == cell
