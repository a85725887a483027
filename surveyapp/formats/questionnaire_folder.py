"""Questionnaire folder: from the files of a questionnaire to what is asked, in any language.

Results are kept for the life of the process and made anew when a file changed.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from surveyapp.analysis.code_book import CodeBook, code_book_texts, code_books_root
from surveyapp.analysis.declaration import PlanDefinition, plan_texts, texts_root
from surveyapp.formats.definition_file import DefinitionRefused, read_definition
from surveyapp.formats.kept_file import State, kept, state
from surveyapp.formats.po_file import PoRefused, read_translations, words_by_path
from surveyapp.formats.problem import Problem
from surveyapp.instance import project_home
from surveyapp.questionnaire.build import build
from surveyapp.questionnaire.definition import (
    CodeListDefinition,
    Definition,
    QuestionnaireDefinition,
)
from surveyapp.questionnaire.expression import ExpressionError
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.release import lists_used
from surveyapp.questionnaire.texts import source_texts
from surveyapp.questionnaire.wording import Wording

FILE = "questionnaire.yaml"
PLAN_FILE = "analysis.yaml"
CODE_BOOKS = "code_books"
ALWAYS_USED = ("missing",)
CodeLists = dict[str, CodeListDefinition]
Written = tuple[QuestionnaireDefinition, CodeLists]
Beside = tuple[PlanDefinition | None, tuple[CodeBook, ...]]
"""What lies beside a questionnaire and has words: its plan of analysis, its code books."""

Model = TypeVar("Model", bound=Definition)


class QuestionnaireRefused(ValueError):
    """The files of a questionnaire cannot be used; `problems` say where and why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class QuestionnaireMissing(LookupError):
    """There is no questionnaire of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no questionnaire {name!r} in {folders_root()}")
        self.name = name


def home() -> Path:
    """The project's directory."""
    return project_home()


def folders_root() -> Path:
    """Where the questionnaires lie."""
    return home() / "questionnaires"


def questionnaire_names() -> tuple[str, ...]:
    """Questionnaires to be asked; the gallery's small examples are found by name alone."""
    return tuple(sorted(path.parent.name for path in folders_root().glob(f"*/{FILE}")))


def folder_of(name: str) -> Path:
    """Where a questionnaire lies. Raises QuestionnaireMissing."""
    plain = name.removeprefix("gallery/")
    for folder in (folders_root() / plain, folders_root() / "gallery" / plain):
        if plain.replace("_", "").isalnum() and (folder / FILE).is_file():
            return folder
    raise QuestionnaireMissing(name)


def load_definition(name: str) -> QuestionnaireDefinition:
    """The questionnaire as it is written. Raises QuestionnaireRefused, QuestionnaireMissing."""
    return _read_once(folder_of(name) / FILE, QuestionnaireDefinition)


def load_code_lists(definition: QuestionnaireDefinition) -> dict[str, CodeListDefinition]:
    """The shared code lists that a questionnaire uses. Raises QuestionnaireRefused."""
    names = sorted({*lists_used(definition), *ALWAYS_USED})
    folder = code_lists_folder()
    paths = {name: folder / f"{name}.yaml" for name in names}
    there = {name: path for name, path in paths.items() if path.is_file()}
    return {name: _read_once(path, CodeListDefinition) for name, path in there.items()}


def load_code_list(name: str) -> CodeListDefinition:
    """One shared code list. Raises QuestionnaireRefused."""
    return _read_once(code_list_path(name), CodeListDefinition)


def code_list_path(name: str) -> Path:
    """The file of a shared code list."""
    return code_lists_folder() / f"{name}.yaml"


def code_lists_folder() -> Path:
    """Where the shared code lists lie."""
    return folders_root() / "code_lists"


def load_release(name: str) -> Questionnaire:
    """The full edition, ready to be asked. Raises QuestionnaireRefused, QuestionnaireMissing."""
    path = folder_of(name) / FILE

    def look() -> Written:
        return _written(name)

    return kept(("release", path), look, lambda written: _built(path, *written))


def load_plan_definition(name: str) -> PlanDefinition | None:
    """The plan of what is published, as it is written; None when there is none.

    Raises QuestionnaireRefused, QuestionnaireMissing.
    """
    path = folder_of(name) / PLAN_FILE
    return None if state(path) is None else _read_once(path, PlanDefinition)


def load_code_books(name: str) -> tuple[CodeBook, ...]:
    """The code books of a questionnaire's open questions, in the order of their names.

    Raises QuestionnaireRefused, QuestionnaireMissing.
    """
    return tuple(_read_once(path, CodeBook) for path in code_book_paths(folder_of(name)))


def code_book_paths(folder: Path) -> tuple[Path, ...]:
    """The files of all code books in the folder of a questionnaire."""
    return tuple(sorted((folder / CODE_BOOKS).glob("*.yaml")))


def load_wording(name: str, language: str) -> Wording:
    """All texts in one language, those of the plan of analysis and of code books among them.

    A text without translation stays in the source language.
    """

    def look() -> tuple[Written, Beside, dict[str, str]]:
        written = _written(name)
        is_source = language == written[0].source_language
        beside = load_plan_definition(name), load_code_books(name)
        return written, beside, {} if is_source else load_translated(name, language)

    key = ("wording", folder_of(name) / FILE, language)
    return kept(key, look, lambda found: _worded(language, *found))


def load_translated(name: str, language: str) -> dict[str, str]:
    """Path -> words of every text that was translated. Raises QuestionnaireRefused."""
    folder = home() / "translations" / language / "LC_MESSAGES"
    own = folder_of(name).name
    catalogues = ("code_lists", own, texts_root(own), code_books_root(own))
    read = [_read_words(folder / f"{catalogue}.po") for catalogue in catalogues]
    return {path: words for each in read for path, words in each.items()}


def read_as(path: Path, model: type[Model]) -> Model:
    """A YAML file as a definition. Raises QuestionnaireRefused with the place of each problem."""
    try:
        return read_definition(path, model, shown(path))[0]
    except DefinitionRefused as refused:
        raise QuestionnaireRefused(refused.problems) from refused


def _read_once(path: Path, model: type[Model]) -> Model:
    return kept((model, path), lambda: state(path), lambda _: read_as(path, model))


def _written(name: str) -> Written:
    definition = load_definition(name)
    return definition, load_code_lists(definition)


def _built(path: Path, definition: QuestionnaireDefinition, code_lists: CodeLists) -> Questionnaire:
    try:
        return build(definition, code_lists)
    except (ExpressionError, KeyError) as error:
        words = error.in_words() if isinstance(error, ExpressionError) else f"unknown: {error}"
        problem = Problem(shown(path), 1, 1, "cannot-be-built", words, "run surveyapp check")
        raise QuestionnaireRefused([problem]) from error


def _worded(language: str, written: Written, beside: Beside, words: Mapping[str, str]) -> Wording:
    texts, (plan, books) = source_texts(*written), beside
    texts.update(plan_texts(plan) if plan else ())
    texts.update(code_book_texts(written[0].questionnaire, books))
    texts.update({path: words[path] for path in texts.keys() & words.keys()})
    return Wording(language, texts)


def _read_words(path: Path) -> dict[str, str]:
    """The words of one catalogue; none when there is no such file."""
    return kept(("words", path), lambda: state(path), lambda found: _words(path, found))


def _words(path: Path, found: State) -> dict[str, str]:
    if found is None:
        return {}
    try:
        return words_by_path(read_translations(path, shown(path)))
    except PoRefused as refused:
        raise QuestionnaireRefused([refused.problem]) from refused


def shown(path: Path) -> str:
    """A path as people are told it: from the project's directory where it lies there."""
    return str(path.relative_to(home())) if path.is_relative_to(home()) else str(path)
