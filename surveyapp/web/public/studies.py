"""Studies: what is told everybody about the questionnaires that this instance has rounds of."""

from collections.abc import Iterator
from contextlib import suppress

from flask import request
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.formats.source.study_file import StudyWords, load_study
from surveyapp.storage.waves import list_waves
from surveyapp.web.language import current_language, keep_to
from surveyapp.web.respondent.form_words import current_form


def studies() -> tuple[StudyWords, ...]:
    """In the language of this request, each once; rehearsals and damaged files are left out."""
    found: dict[str, StudyWords] = {}
    waves = (wave for wave in list_waves() if not wave.is_rehearsal)
    for name in dict.fromkeys(wave.questionnaire for wave in waves):
        with suppress(QuestionnaireRefused, QuestionnaireMissing):
            found[name] = load_study(name, current_language())
    return tuple(found.values())


def keep_to_studies() -> None:
    """Lets a page speak the languages of the questionnaires that are asked here, and no others.

    A form keeps to its own afterwards; where nothing is asked yet, or what is asked cannot be read,
    the page speaks all languages of the interface.
    """
    if request.endpoint != "static":
        keep_to(_asked)


def _asked() -> Iterator[str]:
    with suppress(DatabaseError, NoConnectionFree, OSError):
        for wave in list_waves():
            with suppress(QuestionnaireRefused, QuestionnaireMissing):
                yield from current_form(wave).languages
