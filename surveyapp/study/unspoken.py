"""Unspoken: languages that open waves ask in and the interface has lost since."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveyapp.formats.source.languages import languages
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.instance import Instance
from surveyapp.storage.waves import list_waves
from surveyapp.study.study import study_of


@dataclass(frozen=True, slots=True)
class UnspokenLanguage:
    """A language that the pages of a wave lack. why: what hinders it, and how to mend it."""

    wave: str
    language: str
    why: str


def unspoken_languages(instance: Instance) -> Iterator[UnspokenLanguage]:
    """Of all waves that take answers. Raises DatabaseError; a wave that cannot be read is passed.

    Needs a connection, see `connected`.
    """
    spoken = languages()
    for wave in list_waves():
        if not wave.takes_answers:
            continue
        try:
            asked = study_of(instance, wave).form.languages
        except (QuestionnaireMissing, QuestionnaireRefused):  # its pages say so
            continue
        for language in asked:
            if language not in spoken.offered:
                yield UnspokenLanguage(wave.name, language, spoken.why_not(language))
