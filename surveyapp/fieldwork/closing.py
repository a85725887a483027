"""Closing: what was typed into questions that a change of answers would no longer ask."""

from collections.abc import Iterable, Iterator, Mapping

from surveyapp.fieldwork.draft import Revision
from surveyapp.fieldwork.entry import Entries
from surveyapp.questionnaire.flow import Flow, question_of
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.cell import Answers, Cell


def answers_lost(
    form: Questionnaire, answers: Answers, entries: Entries, change: Mapping[str, Cell | None]
) -> tuple[str, ...]:
    """What was typed elsewhere and would not be asked any more if these cells changed, by address.

    An entry counts like an answer: it was typed, and whoever mends it wants it sent.
    """
    after = Revision(answers)
    after.changes.update(change)
    names = {question_of(address) for address in change}
    lost = _not_asked_any_more(form, Flow(form, answers), Flow(form, after), names, entries)
    return tuple(address for address in lost if address not in change)


def _not_asked_any_more(
    form: Questionnaire, before: Flow, after: Flow, names: Iterable[str], entries: Entries
) -> Iterator[str]:
    """What was typed behind some questions where it was asked before and is not after."""
    behind = {name for each in names for name in form.dependents.get(each, ())}
    for name in (name for name in form.questions if name in behind):
        question = form.questions[name].question
        held = (unit for unit in _units(before, name) if unit in entries)
        told = (a for a in question.explanations(before.rows(name)) if a in before)
        given = question.given(before.answers, before.cells(name))
        typed = dict.fromkeys((*given, *told, *held))
        still = {*after.cells(name), *_units(after, name)}
        yield from (address for address in typed if address not in still)


def _units(flow: Flow, name: str) -> tuple[str, ...]:
    """Addresses that can be typed into now."""
    question, rows = flow.form.questions[name].question, flow.rows(name)
    units = (*question.units(rows), *question.explanations(rows))
    return units if flow.is_asked(name) else ()
