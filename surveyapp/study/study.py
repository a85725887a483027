"""Study: one wave with what it asks and what was published of it.

Whoever reads, shows or sends anything of a wave opens it here; whoever computes something of its
answers opens `study_figures`, which loads the libraries for it. What may not be done is raised as
the floors below raise it; terminal and browser each say it in their own words.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from surveyapp.analysis.coding.code_book import CodeBook
from surveyapp.analysis.disclosure.dissemination_record import DisseminationRecord
from surveyapp.analysis.dissemination_plan import DisseminationPlan
from surveyapp.analysis.outputs import Outputs
from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.source.instrument import Instrument, instrument_of
from surveyapp.instance import Instance
from surveyapp.questionnaire.filled_wording import filled
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.wording import Wording
from surveyapp.reports.exhibit.response import Response, responses_counted
from surveyapp.reports.labels import Labels
from surveyapp.storage.kept_publications import PublicationSource
from surveyapp.storage.records import kept_record
from surveyapp.storage.responses import responses_by_country
from surveyapp.storage.waves import Wave, WaveState, check_no_rehearsal
from surveyapp.study.sample import answered_by_country, population_of


@dataclass(frozen=True)
class Study:
    """One wave of an instance. Nothing is read before it is asked for.

    Whatever is read from files raises QuestionnaireMissing, or QuestionnaireRefused for files that
    cannot be used; whatever is made of answers also WaveNotFrozen, AnswersRefused and OSError.
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

    @property
    def kept_outputs(self) -> Outputs | None:
        """All that may be shown, where it was computed before; else None.

        Raises WaveRefused: rehearsal, WaveNotFrozen.
        """
        return self.publication_source.kept()

    @property
    def publication_source(self) -> PublicationSource:
        """What a publication of it is made of, and found again by."""
        return PublicationSource(self.instance, self.wave, self.form, self.plan, self.books)

    @property
    def record(self) -> DisseminationRecord | None:
        """What was published of it before; None when nothing was. Raises RecordDamaged."""
        return kept_record(self.instance, self.wave.name)

    def responses(self) -> tuple[Response, ...]:
        """How many answered by group, none below the rule; also while the wave is open.

        Until it is frozen those that withdrew after a mixing count on where there is a list: nobody
        who knows the institutions sees one withdraw. Raises WaveRefused: rehearsal.
        """
        check_no_rehearsal(self.wave)
        form, counts = self.form, responses_by_country(self.wave.name)
        if self.wave.state is not WaveState.FROZEN and not self.wave.is_synthetic:
            counts = {**counts, **answered_by_country(self.wave.name)}
        known = {code.code: counts.get(code.code, 0) for code in form.compare_codes}
        return responses_counted(self.plan, form.compare_by or "", known)


def study_of(instance: Instance, wave: Wave) -> Study:
    """What belongs to a wave, from its own copy. Raises QuestionnaireRefused for a damaged one."""
    return Study(instance, wave, instrument_of(instance, wave.questionnaire, wave.release))
