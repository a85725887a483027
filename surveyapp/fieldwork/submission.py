"""Submission: what stands between a draft and sending it, and what is finally sent."""

from collections.abc import Iterable
from dataclasses import dataclass

from surveyapp.fieldwork.draft import NotOurTask
from surveyapp.fieldwork.entry import Entries
from surveyapp.fieldwork.page_token import units_of
from surveyapp.questionnaire.checks import WHY, CheckFailure, findings, hard, open_questions
from surveyapp.questionnaire.flow import Flow, country_of, is_answered, question_of
from surveyapp.questions.base import OTHER_FIELD
from surveyapp.questions.cell import Answers, Cell, Missing, MissingReason
from surveyapp.questions.choice import shown_values
from surveyapp.questions.explanation import is_explanation


def entries_asked(flow: Flow, entries: Entries) -> tuple[str, ...]:
    """Addresses of the entries in cells that are asked now, in the order of the form.

    A reason is asked for only while its check finds something; it waits without being in the way.
    """
    names = dict.fromkeys(question_of(address) for address in entries)
    found = (
        address
        for name in flow.form.questions
        if name in names and flow.is_asked(name)
        for address in units_of(flow.form.questions[name], flow.rows(name))
        if address in entries and not is_set_aside(flow, name)
    )
    return tuple(address for address in found if WHY not in address or _stands(flow, address))


def is_set_aside(flow: Flow, name: str) -> bool:
    """Whether a question belongs to a section that is not this institution's task."""
    return isinstance(flow.answers, NotOurTask) and flow.answers.covers(name)


def _stands(flow: Flow, why_address: str) -> bool:
    """Whether the check of a reason finds something now."""
    found = findings(flow, [question_of(why_address)])
    return any(finding.why_address == why_address for finding in found)


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What stands between a draft and sending it.

    entries: addresses of cells in which something was typed that is not their answer yet.
    """

    entries: tuple[str, ...]
    required: tuple[str, ...]
    mistakes: tuple[CheckFailure, ...]
    unexplained: tuple[CheckFailure, ...]
    open_questions: tuple[CheckFailure, ...]

    @property
    def block_sending(self) -> bool:
        """Open questions alone do not: officials must be able to send an incomplete form."""
        return bool(self.entries or self.required or self.mistakes or self.unexplained)


def obstacles(flow: Flow, entries: Entries) -> Obstacles:
    """Everything that must, or should, be looked at before sending."""
    found = findings(flow, flow.form.questions)
    still_open = open_questions(flow, found)
    return Obstacles(
        entries=entries_asked(flow, entries),
        required=required_unanswered(flow, flow.form.questions),
        mistakes=hard(found),
        unexplained=tuple(f for f in still_open if f.check.needs_reason),
        open_questions=tuple(f for f in still_open if not f.check.needs_reason),
    )


def required_unanswered(flow: Flow, names: Iterable[str]) -> tuple[str, ...]:
    """Those of some questions that are asked now, are required, and have no answer."""
    return tuple(
        name
        for name in names
        if flow.form.questions[name].is_required
        and flow.is_asked(name)
        and not is_answered(flow, name)
    )


def final_answers(flow: Flow) -> dict[str, Cell]:
    """What is sent: only what is asked; a cell left empty says ``blank``."""
    sent: dict[str, Cell] = {}
    for name in flow.form.questions:
        for address in flow.cells(name):
            if not address.endswith(OTHER_FIELD):
                sent[address] = flow.answers.get(address, Missing(MissingReason.BLANK))
    companions = {a: cell for a, cell in flow.items() if "__" in a and follows_answer(flow, a)}
    return {**sent, **companions}


def follows_answer(flow: Flow, address: str) -> bool:
    """Words of "other" are sent with that option alone, an explanation of a row with the row.

    Other words are sent with their question.
    """
    name = question_of(address)
    question = flow.form.questions[name].question
    if is_explanation(address):
        return address in question.explanations(flow.rows(name))
    if not address.endswith(OTHER_FIELD):
        return True
    return question.other in shown_values(flow.get(question.name))


def stratum(flow: Flow) -> tuple[str | None, str | None]:
    """(country, class) under which a response is stored; None where it was not answered."""
    form = flow.form
    classes = (flow.get(name) for name in form.classes)
    split_code = next((cell for cell in classes if isinstance(cell, str)), None)
    return country_of(flow), split_code


def answers_as_sent(sent: Answers) -> dict[str, Cell]:
    """What was sent, as a draft holds it: a cell that was left empty is absent."""
    return {a: cell for a, cell in sent.items() if cell != Missing(MissingReason.BLANK)}
