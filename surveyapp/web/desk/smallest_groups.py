"""Smallest groups: of how many institutions figures are published at least, by questionnaire."""

from collections.abc import Iterator
from contextlib import suppress

from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.storage.waves import list_waves
from surveyapp.web.language import current_language
from surveyapp.web.respondent.form_words import current_study


def smallest_groups() -> tuple[tuple[str, int], ...]:
    """(title of a questionnaire, least number of its plan); one that is damaged is left out."""
    return tuple(dict(_found()).items())


def _found() -> Iterator[tuple[str, int]]:
    for wave in list_waves():
        with suppress(QuestionnaireMissing, QuestionnaireRefused):
            study = current_study(wave)
            wording = study.wording(current_language())
            yield wording.text(f"{study.form.name}.title"), study.plan.rules.k
