"""Wave titles: waves as people know them, by the title of what is asked."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.storage.waves import Wave
from surveyapp.web.current_study import current_study
from surveyapp.web.language import current_language


def wave_titles(waves: Iterable[Wave]) -> dict[str, str]:
    """Name of a wave -> title of its questionnaire; one that cannot be read is left out."""
    return dict(_titles(waves))


def _titles(waves: Iterable[Wave]) -> Iterator[tuple[str, str]]:
    for wave in waves:
        with suppress(QuestionnaireMissing, QuestionnaireRefused):
            study = current_study(wave)
            language = current_language()
            spoken = language if language in study.form.languages else study.form.source_language
            yield wave.name, study.wording(spoken).text(f"{study.form.name}.title")
