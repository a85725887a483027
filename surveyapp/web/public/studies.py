"""Studies: what is told everybody about the questionnaires that this instance has rounds of."""

from contextlib import suppress

from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.formats.source.study_file import StudyWords, load_study
from surveyapp.storage.waves import list_waves
from surveyapp.web.language import current_language


def studies() -> tuple[StudyWords, ...]:
    """In the language of this request, each once; one whose files are damaged is left out."""
    found: dict[str, StudyWords] = {}
    for name in dict.fromkeys(wave.questionnaire for wave in list_waves()):
        with suppress(QuestionnaireRefused, QuestionnaireMissing):
            found[name] = load_study(name, current_language())
    return tuple(found.values())
