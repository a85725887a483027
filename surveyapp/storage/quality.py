"""Quality of a stored wave, read from the responses: snapshots hold no companions."""

from surveyapp.analysis.disclosure.protected import ProtectedTable
from surveyapp.analysis.microdata.snapshot import Origin
from surveyapp.analysis.quality.quality_report import quality_of
from surveyapp.analysis.quality.quality_result import QualityReport
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.storage.responses import answers_of
from surveyapp.storage.waves import Wave, check_comparable


def quality_of_wave(wave: Wave, form: Questionnaire, published: ProtectedTable) -> QualityReport:
    """How well the answers of a wave were given, after the gate.

    form: in any edition. published: what is published of the wave.
    Raises WaveRefused: rehearsal; WaveNotFrozen, NothingToCompare, AnswersRefused.
    """
    check_comparable(wave)
    origin = Origin(form.name, wave.version, wave.is_synthetic)
    answered = form.in_edition(wave.edition)
    return quality_of(answered, answers_of(wave.name), origin, published.rules, published)
