"""Study file: ``study.yaml`` beside a questionnaire, with its words in every language."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from surveyapp.formats.source.check_session import CheckSession, check_catalogue, places_of
from surveyapp.formats.source.placed_problem import other_name, placed_problems
from surveyapp.formats.source.questionnaire_folder import (
    folder_of,
    load_release,
    load_wording,
    read_once,
    read_words,
)
from surveyapp.formats.source.shelf import project_shelf
from surveyapp.questionnaire.definition import QuestionnaireDefinition
from surveyapp.questionnaire.filled_wording import filled
from surveyapp.questionnaire.study import (
    HelpDefinition,
    StudyDefinition,
    lint_study,
    study_root,
    study_texts,
)
from surveyapp.questionnaire.wording import Wording

STUDY_FILE = "study.yaml"


@dataclass(frozen=True, slots=True)
class StudyWords:
    """A study in one language. groups: code -> name of the groups that are compared."""

    definition: StudyDefinition
    wording: Wording
    groups: Mapping[str, str]

    @property
    def title(self) -> str | None:
        """Heading of the front page; None where the study says none."""
        return self.wording.text_or_none(f"{self._root}.front.title")

    @property
    def text(self) -> str | None:
        """What the front page says; None where the study says nothing."""
        return self.wording.text_or_none(f"{self._root}.front.text")

    @property
    def help(self) -> HelpDefinition | None:
        """Where to find help."""
        return self.definition.help

    @property
    def unchecked(self) -> str | None:
        """What is said as long as nobody tried the numbers."""
        return self.wording.text_or_none(f"{self._root}.help.unchecked")

    def place(self, number: int) -> str:
        """What a place of help is called. number: from 0."""
        place = self.definition.help.places[number] if self.definition.help else None
        if place is not None and place.country is not None:
            return self.groups.get(place.country, place.country)
        return self.wording.text(f"{self._root}.help.places.{number}.label")

    @property
    def _root(self) -> str:
        return study_root(self.definition.study)


def load_study(name: str, language: str) -> StudyWords:
    """What the project says of a questionnaire's study; a text without translation stays as it is.

    Raises QuestionnaireRefused, QuestionnaireMissing.
    """
    plain = folder_of(name).name
    written = load_study_definition(name)
    texts = dict(study_texts(written))
    if language != written.source_language:
        shelf = project_shelf().holding(name)
        words = read_words(shelf.catalogue(language, study_root(plain)))
        texts.update({path: words[path] for path in texts.keys() & words.keys()})
    form = load_release(name)
    asked = filled(form, load_wording(name, language))
    groups = {each.code: asked.text(each.text_path) for each in form.compare_codes}
    return StudyWords(written, Wording(language, texts), groups)


def load_study_definition(name: str) -> StudyDefinition:
    """The file as it is written, of its name alone where there is none. Raises as `load_study`."""
    path = folder_of(name) / STUDY_FILE
    if not path.exists():
        return StudyDefinition(study=path.parent.name)
    return read_once(path, StudyDefinition)


def check_study(
    questionnaire: Path,
    definition: QuestionnaireDefinition,
    groups: tuple[str, ...],
    session: CheckSession,
) -> None:
    """Notes the problems of the study beside a questionnaire's file, where there is one.

    groups: codes that are compared.
    """
    path = questionnaire.parent / STUDY_FILE
    if not path.is_file():
        return
    read_file = session.read(path, StudyDefinition)
    if read_file is None:
        return
    study, document = read_file
    session.problems.extend(other_name(document, "study", study.study, definition.questionnaire))
    places = places_of(path)
    rules = places.screening_files(), places.calendar_files()
    found = lint_study(study, groups, *rules, session.today)
    session.problems.extend(placed_problems(document, found))
    texts = dict(study_texts(study))
    for language in definition.languages:
        if texts and language != study.source_language:
            catalogue = places.catalogue(language, study_root(study.study))
            check_catalogue(catalogue, language, texts, session)
