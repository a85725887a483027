"""Closing: what was typed into questions that a change of answers would no longer ask."""

from collections.abc import Iterable, Iterator, Mapping

from surveyapp.fieldwork.draft import Revision
from surveyapp.fieldwork.entry import Entries
from surveyapp.questionnaire.flow import Flow, question_of
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.cell import Answers, Cell, Missing


def answers_lost(
    form: Questionnaire, answers: Answers, entries: Entries, change: Mapping[str, Cell | None]
) -> tuple[str, ...]:
    """What was typed elsewhere and would not be asked any more if these cells changed, by address.

    An entry counts like an answer: it was typed, and whoever mends it wants it sent.
    """
    after = Revision(answers)
    after.changes.update(change)
    names = {question_of(address) for address in change}
    lost = _not_asked_any_more(form, Flow(form, answers), Flow(form, after), names)
    return tuple(
        address
        for address in lost
        if address not in change
        and (address in entries or not isinstance(answers.get(address), Missing | None))
    )


def _not_asked_any_more(
    form: Questionnaire, before: Flow, after: Flow, names: Iterable[str]
) -> Iterator[str]:
    """Cells behind some questions that were asked before and are not asked after."""
    behind = {name for each in names for name in form.dependents.get(each, ())}
    for name in (name for name in form.questions if name in behind):
        still = frozenset(after.cells(name))
        yield from (address for address in before.cells(name) if address not in still)
