"""Progress: how far every section of a draft is, and what in it must be looked at."""

from collections.abc import Iterable
from dataclasses import dataclass

from surveyapp.fieldwork.entry import Entries
from surveyapp.fieldwork.submission import Obstacles, is_set_aside, obstacles
from surveyapp.questionnaire.checks import CheckFailure
from surveyapp.questionnaire.flow import Flow, is_answered, question_of
from surveyapp.questionnaire.model import Page, Section


@dataclass(frozen=True, slots=True)
class SectionStatus:
    """How far a section is: questions asked now, of which answered; none that is set aside.

    entries: addresses of cells in which something was typed that is not their answer yet; mistakes
    and unexplained: answers that must be mended, and those of which sending needs a reason.
    is_set_aside: it is not this institution's task, but for what is required.
    """

    section: Section
    asked: int
    answered: int
    entries: tuple[str, ...] = ()
    mistakes: tuple[CheckFailure, ...] = ()
    unexplained: tuple[CheckFailure, ...] = ()
    is_set_aside: bool = False

    @property
    def to_mend(self) -> tuple[str, ...]:
        """Questions in which something must be mended, each once."""
        found = (*map(question_of, self.entries), *(f.check.question for f in self.mistakes))
        return tuple(dict.fromkeys(found))

    @property
    def to_explain(self) -> tuple[str, ...]:
        """Questions of which a reason must be given, each once."""
        return tuple(dict.fromkeys(f.check.question for f in self.unexplained))

    @property
    def is_complete(self) -> bool:
        """Nothing asked is left open, and nothing must be looked at."""
        return self.asked == self.answered and not self.to_mend and not self.to_explain


def section_statuses(flow: Flow, entries: Entries) -> tuple[SectionStatus, ...]:
    """Status of every section that asks something now or is set aside, in the order of the form."""
    found = obstacles(flow, entries)
    statuses = (_status(flow, section, found) for section in flow.form.sections)
    return tuple(status for status in statuses if status.asked or status.is_set_aside)


def next_section(statuses: Iterable[SectionStatus]) -> SectionStatus | None:
    """The first section that is not complete; None when all are."""
    return next((status for status in statuses if not status.is_complete), None)


def page_to_open(flow: Flow, status: SectionStatus) -> Page | None:
    """The first page of a section with something to answer or to mend; None when it is complete."""
    waiting = {*status.to_mend, *status.to_explain}
    unfinished = (
        page
        for page in status.section.pages
        if any(name in waiting or _is_open(flow, name) for name in page.questions)
    )
    return next(unfinished, None)


def _status(flow: Flow, section: Section, found: Obstacles) -> SectionStatus:
    names = [name for name in section.questions() if flow.is_asked(name) and flow.cells(name)]
    here = [name for name in names if not is_set_aside(flow, name)]
    return SectionStatus(
        section=section,
        asked=len(here),
        answered=sum(is_answered(flow, name) for name in here),
        entries=tuple(a for a in found.entries if question_of(a) in here),
        mistakes=tuple(f for f in found.mistakes if f.check.question in here),
        unexplained=tuple(f for f in found.unexplained if f.check.question in here),
        is_set_aside=len(here) < len(names),
    )


def _is_open(flow: Flow, name: str) -> bool:
    return bool(flow.cells(name)) and not is_answered(flow, name)
