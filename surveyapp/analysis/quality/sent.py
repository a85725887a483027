"""Sent response: one institution's answers as the quality reader sees them.

This is not the path of the statistics: answers are decoded one by one and the soft checks are run
on them again, about 7 ms for a response of 1,000 cells. It is done once a wave.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import msgspec

from surveyapp.analysis.microdata.answer_rows import AnswersRefused
from surveyapp.questionnaire.checks import findings
from surveyapp.questionnaire.flow import Flow, question_of
from surveyapp.questionnaire.model import AskedQuestion, CheckSeverity, Questionnaire
from surveyapp.questions.cell import Answers, Cell, answers_from_json


@dataclass(frozen=True)
class Sent:
    """One response. form: with soft checks only, see `soft_only`. No slots: caches."""

    form: Questionnaire
    answers: Answers

    @cached_property
    def cells(self) -> Mapping[str, Mapping[str, Cell]]:
        """Question -> its cells that were asked; companions are left out."""
        found: dict[str, dict[str, Cell]] = {}
        for address, cell in self.answers.items():
            if "__" not in address:
                found.setdefault(question_of(address), {})[address] = cell
        return found

    @cached_property
    def open_checks(self) -> frozenset[str]:
        """Addresses of the reasons that the checks which do not hold ask for."""
        flow = Flow(self.form, self.answers)
        checked = (name for name in self.cells if name in self.form.questions)
        return frozenset(found.why_address for found in findings(flow, checked))


def sent_responses(form: Questionnaire, texts: Iterable[bytes]) -> Iterator[Sent]:
    """Responses as they were stored. texts: JSON texts of flat answers. Raises AnswersRefused."""
    lean = soft_only(form)
    for row, text in enumerate(texts, start=1):
        try:
            yield Sent(lean, answers_from_json(msgspec.json.decode(text, type=dict[str, object])))
        except ValueError as problem:
            raise AnswersRefused(row, str(problem)) from problem


def soft_only(form: Questionnaire) -> Questionnaire:
    """The same questionnaire with no other checks than those that may be dismissed."""
    return replace(form, questions={name: _lean(each) for name, each in form.questions.items()})


def _lean(asked: AskedQuestion) -> AskedQuestion:
    soft = tuple(check for check in asked.warnings if check.severity is CheckSeverity.SOFT)
    return replace(asked, constraints=(), warnings=soft)
