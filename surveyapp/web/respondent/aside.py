"""Aside: "we do not keep these figures" for a whole grid, with undo."""

from collections.abc import Iterable

from surveyapp.fieldwork.draft import Revision, set_aside
from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.cell import MissingReason
from surveyapp.web.clock import today
from surveyapp.web.respondent.open_draft import OpenDraft


def mark_question(draft: OpenDraft, form: Questionnaire, name: str) -> None:
    """Marks every cell of a grid as not recorded."""
    if name in form.questions:
        section = form.questions[name].section
        mark(draft, form, section, [name], MissingReason.NOT_RECORDED)


def unmark_question(draft: OpenDraft, form: Questionnaire, name: str) -> None:
    """Takes that back."""
    if name in form.questions:
        unmark(draft, form, form.questions[name].section, [name])


def mark(
    draft: OpenDraft,
    form: Questionnaire,
    section: str,
    names: Iterable[str],
    reason: MissingReason,
) -> None:
    """Gives all cells of these questions a reason; earlier answers are kept for undo."""
    flow = Flow(form, draft)
    marked, earlier = set_aside(flow, names, reason)
    kept = {**draft.set_aside(section), **{a: c for a, c in earlier.items() if c != marked[a]}}
    draft.write_set_aside(section, kept, today())
    draft.save_cells(marked, today())


def unmark(draft: OpenDraft, form: Questionnaire, section: str, names: Iterable[str]) -> None:
    """Puts earlier answers back, and empties the cells that had none."""
    flow = Flow(form, draft)
    cells = [address for name in names for address in flow.cells(name)]
    kept = draft.set_aside(section)
    revision = Revision(draft)
    for address in cells:
        if address in kept:
            revision[address] = kept.pop(address)
        elif address in draft and not isinstance(draft[address], str | int | tuple):
            del revision[address]
    draft.save(revision, today())
    draft.write_set_aside(section, kept, today())
