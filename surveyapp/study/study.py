"""Study: one wave with what it asks and what is to be published of it.

Whoever reads, shows or sends anything of a wave opens it here. What was published of it is found
by `publication`; whoever computes something of its answers opens `study_figures`, which loads the
libraries for it. What may not be done is raised as the floors below raise it; terminal and browser
each say it in their own words.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from surveyapp.analysis.coding.code_book import CodeBook
from surveyapp.analysis.dissemination_plan import DisseminationPlan
from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.source.instrument import Instrument, instrument_of
from surveyapp.instance import Instance
from surveyapp.questionnaire.filled_wording import filled
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.wording import Wording
from surveyapp.reports.labels import Labels
from surveyapp.storage.waves import Wave
from surveyapp.study.sample import population_of


@dataclass(frozen=True)
class Study:
    """One wave of an instance. Nothing is read before it is asked for.

    Whatever is read from files raises QuestionnaireMissing, or QuestionnaireRefused for files that
    cannot be used.
    """

    instance: Instance
    wave: Wave
    instrument: Instrument

    @property
    def form(self) -> Questionnaire:
        """The questionnaire in full."""
        return self.instrument.form

    @cached_property
    def plan(self) -> DisseminationPlan:
        """The whole plan, as it was written; whom the wave asked is counted from its contacts.

        Whom a rehearsal asked is no population.
        """
        written = self.instrument.plan
        if self.wave.is_rehearsal:
            return written
        counted = population_of(self.wave.name, self.form)
        return replace(written, population=counted) if counted else written

    @property
    def books(self) -> tuple[CodeBook, ...]:
        """The code books of the open questions."""
        return self.instrument.books

    def wording(self, language: str) -> Wording:
        """All texts in one language, with the wave's parameters filled."""
        return filled(self.form, self.instrument.wording(language), self.wave.parameters)

    def labels(self, language: str) -> Labels:
        """The words to report it with. Raises InterfaceWordsMissing."""
        return Labels(self.wording(language), translate_in(language))


def study_of(instance: Instance, wave: Wave) -> Study:
    """What belongs to a wave, from its own copy. Raises QuestionnaireRefused for a damaged one."""
    return Study(instance, wave, instrument_of(instance, wave.questionnaire, wave.release))
