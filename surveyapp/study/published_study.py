"""Published study: a study with what is shown of it, read where it is kept.

A report is made of it. Only where nothing is kept are the libraries of statistics loaded.
"""

from functools import cached_property

from surveyapp.analysis.attack.audit_result import Audit
from surveyapp.analysis.outputs import Outputs
from surveyapp.formats.source.instrument import instrument_of
from surveyapp.instance import Instance
from surveyapp.storage.waves import Wave
from surveyapp.study.engine import figures_of
from surveyapp.study.publication import kept_audit_of, kept_outputs_of
from surveyapp.study.study import Study


class PublishedStudy(Study):
    """A study that may be shown.

    What is shown raises as `StudyFigures.outputs`, since where it is not kept it is computed.
    """

    @cached_property
    def outputs(self) -> Outputs:
        """All that may be shown, taken once."""
        return kept_outputs_of(self) or figures_of(self).outputs

    def audit(self) -> Audit:
        """What a reader who puts all figures together can find out; takes seconds once."""
        return kept_audit_of(self) or figures_of(self).audit()


def published_study_of(instance: Instance, wave: Wave) -> PublishedStudy:
    """What belongs to a wave, from its own copy. Raises QuestionnaireRefused for a damaged one."""
    return PublishedStudy(instance, wave, instrument_of(instance, wave.questionnaire, wave.release))
