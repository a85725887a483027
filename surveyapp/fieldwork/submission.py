"""Submission: how far a draft is, what stands in its way, and what is finally sent."""

from dataclasses import dataclass

from surveyapp.questionnaire.checks import Finding, findings, hard, open_questions
from surveyapp.questionnaire.flow import Flow, is_answered
from surveyapp.questionnaire.model import Section
from surveyapp.questions.base import OTHER_FIELD
from surveyapp.questions.cell import Cell, Missing, MissingReason


@dataclass(frozen=True, slots=True)
class SectionStatus:
    """How far a section is: questions asked now, of which answered."""

    section: Section
    asked: int
    answered: int

    @property
    def is_complete(self) -> bool:
        """Nothing asked is left open."""
        return self.asked == self.answered


def section_statuses(flow: Flow) -> tuple[SectionStatus, ...]:
    """Status of every section that asks something now."""
    statuses = (section_status(flow, section) for section in flow.form.sections)
    return tuple(status for status in statuses if status.asked)


def section_status(flow: Flow, section: Section) -> SectionStatus:
    """How many of a section's questions are asked, and answered with a word or a reason."""
    asked = [name for name in section.questions() if flow.is_asked(name) and flow.cells(name)]
    return SectionStatus(section, len(asked), sum(is_answered(flow, name) for name in asked))


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What stands between a draft and sending it."""

    required: tuple[str, ...]
    mistakes: tuple[Finding, ...]
    unexplained: tuple[Finding, ...]
    open_questions: tuple[Finding, ...]

    @property
    def block_sending(self) -> bool:
        """Open questions alone do not: officials must be able to send an incomplete form."""
        return bool(self.required or self.mistakes or self.unexplained)


def obstacles(flow: Flow) -> Obstacles:
    """Everything that must, or should, be looked at before sending."""
    found = findings(flow, flow.form.questions)
    still_open = open_questions(flow, found)
    return Obstacles(
        required=tuple(
            name
            for name, asked in flow.form.questions.items()
            if asked.is_required and flow.is_asked(name) and not is_answered(flow, name)
        ),
        mistakes=hard(found),
        unexplained=tuple(f for f in still_open if f.check.needs_reason),
        open_questions=tuple(f for f in still_open if not f.check.needs_reason),
    )


def final_answers(flow: Flow) -> dict[str, Cell]:
    """What is sent: only what is asked; a cell left empty says ``blank``."""
    sent: dict[str, Cell] = {}
    for name in flow.form.questions:
        for address in flow.cells(name):
            if not address.endswith(OTHER_FIELD):
                sent[address] = flow.answers.get(address, Missing(MissingReason.BLANK))
    companions = {address: cell for address, cell in flow.items() if "__" in address}
    return {**sent, **companions}


def stratum(flow: Flow) -> tuple[str | None, str | None]:
    """(country, class) under which a response is stored; None where it was not answered."""
    form = flow.form
    country = flow.get(form.compare_by) if form.compare_by else None
    classes = (flow.get(name) for name in form.classes)
    klass = next((cell for cell in classes if isinstance(cell, str)), None)
    return (country if isinstance(country, str) else None), klass
