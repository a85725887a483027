"""Study figures: a study with its answers and all that is computed of them.

It loads the libraries of statistics, so that no process that answers pages imports it at its start.
"""

from collections.abc import Collection
from functools import cached_property

from surveyapp.analysis.attack.audit_result import Audit
from surveyapp.analysis.finalisation import part_of
from surveyapp.analysis.microdata.snapshot import Snapshot
from surveyapp.analysis.outputs import Outputs
from surveyapp.analysis.quality.quality_result import QualityReport
from surveyapp.formats.source.instrument import instrument_of
from surveyapp.instance import Instance
from surveyapp.storage.publications import audit_of, published_of
from surveyapp.storage.quality import quality_of_wave
from surveyapp.storage.snapshots import snapshot_of_wave
from surveyapp.storage.waves import Wave
from surveyapp.study.published_study import PublishedStudy


class StudyFigures(PublishedStudy):
    """A study whose answers may be counted.

    Whatever is made of answers raises WaveNotFrozen, AnswersRefused and OSError as well.
    """

    @property
    def snapshot(self) -> Snapshot:
        """What was answered, as typed columns."""
        return snapshot_of_wave(self.instance, self.wave, self.form, self.books)

    @cached_property
    def outputs(self) -> Outputs:
        """All that may be shown, taken once from what is kept. Raises as `published_of`."""
        return published_of(self.instance, self.wave, self.form, self.plan, self.books)

    def outputs_for(self, questions: Collection[str]) -> Outputs:
        """Only these questions or comparisons; all if none is named. Raises NothingToCompare."""
        if not questions:
            return self.outputs
        themes = self.instrument.themes
        return part_of(self.outputs, self.snapshot, self.form, questions, themes)

    def keep_outputs(self) -> None:
        """Computes what may be shown, unless it is kept already, for whoever asks next."""
        published_of(self.instance, self.wave, self.form, self.plan, self.books)

    def quality(self, outputs: Outputs) -> QualityReport:
        """How well it was answered, beside everything that is shown of it."""
        return quality_of_wave(self.wave, self.form, outputs.table)

    def audit(self) -> Audit:
        """What a reader who puts all figures together can find out; takes seconds once."""
        return audit_of(self.instance, self.wave, self.form, self.plan, self.books)


def figures_of(instance: Instance, wave: Wave) -> StudyFigures:
    """What belongs to a wave, from its own copy. Raises QuestionnaireRefused for a damaged one."""
    return StudyFigures(instance, wave, instrument_of(instance, wave.questionnaire, wave.release))
