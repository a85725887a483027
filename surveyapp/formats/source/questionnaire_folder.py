"""Questionnaire folder: from the files of a questionnaire to what is asked, in any language.

Every function takes the shelf on which the files lie; without one it reads the project. What
belongs to a wave is read from the wave's own copy, by way of `instrument`.

Results are kept for the life of the process and made anew when a file changed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from surveyapp.analysis.coding.code_book import CodeBook, code_book_texts, code_books_root
from surveyapp.analysis.plan_file import PlanDefinition, plan_texts, texts_root
from surveyapp.formats.source.definition_file import DefinitionRefused, read_definition
from surveyapp.formats.source.kept_file import State, kept, state
from surveyapp.formats.source.placed_problem import other_name, placed_problems
from surveyapp.formats.source.po_file import PoRefused, read_translations, words_by_path
from surveyapp.formats.source.problem import Problem, unreadable
from surveyapp.formats.source.shelf import (
    FILE,
    LISTS,
    QuestionnaireMissing,
    Shelf,
    project_shelf,
)
from surveyapp.formats.source.yaml_file import read_yaml
from surveyapp.project import project_home
from surveyapp.questionnaire.build import build
from surveyapp.questionnaire.definition import (
    CodeListDefinition,
    Definition,
    QuestionnaireDefinition,
)
from surveyapp.questionnaire.lint import Finding, Severity, lint, lint_code_list
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.release import lists_used
from surveyapp.questionnaire.texts import FileTexts, texts_by_file, texts_in
from surveyapp.questionnaire.wording import Wording

__all__ = [
    "FILE",
    "PLAN_FILE",
    "QuestionnaireMissing",
    "QuestionnaireRefused",
]
PLAN_FILE = "analysis.yaml"
CODE_BOOKS = "code_books"
PROFILES = "profiles"
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


def folders_root() -> Path:
    """Where the project's questionnaires lie."""
    return project_shelf().questionnaires


def questionnaire_names() -> tuple[str, ...]:
    """The project's questionnaires to be asked; those of the gallery are found by name alone."""
    return project_shelf().names()


def folder_of(name: str, shelf: Shelf | None = None) -> Path:
    """Where a questionnaire lies, in the project if not said. Raises QuestionnaireMissing."""
    return _shelf_of(name, shelf).folder_of(name)


def _shelf_of(name: str, shelf: Shelf | None) -> Shelf:
    """The shelf as a questionnaire sees it. Raises QuestionnaireMissing."""
    return (shelf or project_shelf()).holding(name)


def load_definition(name: str, shelf: Shelf | None = None) -> QuestionnaireDefinition:
    """The questionnaire as it is written. Raises QuestionnaireRefused, QuestionnaireMissing."""
    return read_once(folder_of(name, shelf) / FILE, QuestionnaireDefinition)


def load_code_lists(name: str, shelf: Shelf | None = None) -> dict[str, CodeListDefinition]:
    """The shared code lists that a questionnaire uses.

    Raises QuestionnaireRefused, QuestionnaireMissing.
    """
    names = sorted({*lists_used(load_definition(name, shelf)), *ALWAYS_USED})
    place = _shelf_of(name, shelf)
    paths = {each: place.code_list(each) for each in names}
    there = {each: path for each, path in paths.items() if path.exists()}
    return {each: read_once(path, CodeListDefinition) for each, path in there.items()}


def load_code_list(name: str) -> CodeListDefinition:
    """One shared code list of the project. Raises QuestionnaireRefused."""
    return read_once(project_shelf().code_list(name), CodeListDefinition)


def load_release(name: str, shelf: Shelf | None = None) -> Questionnaire:
    """The full edition, ready to be asked. Raises QuestionnaireRefused, QuestionnaireMissing."""
    path = folder_of(name, shelf) / FILE

    def look() -> Written:
        return _written(name, shelf)

    return kept(("release", path), look, lambda written: _built(path, shelf, *written))


def load_plan_definition(name: str, shelf: Shelf | None = None) -> PlanDefinition | None:
    """The plan of what is published, as it is written; None when there is none.

    Raises QuestionnaireRefused, QuestionnaireMissing.
    """
    path = folder_of(name, shelf) / PLAN_FILE
    return read_once(path, PlanDefinition) if path.exists() else None


def load_code_books(name: str, shelf: Shelf | None = None) -> tuple[CodeBook, ...]:
    """The code books of a questionnaire's open questions, in the order of their names.

    Raises QuestionnaireRefused, QuestionnaireMissing.
    """
    folder = folder_of(name, shelf)
    return tuple(read_once(path, CodeBook) for path in code_book_paths(folder))


def code_book_paths(folder: Path) -> tuple[Path, ...]:
    """The files of all code books in the folder of a questionnaire."""
    return tuple(sorted((folder / CODE_BOOKS).glob("*.yaml")))


def profile_paths(folder: Path) -> tuple[Path, ...]:
    """The files of all profiles in the folder of a questionnaire."""
    return tuple(sorted((folder / PROFILES).glob("*.yaml")))


def load_wording(name: str, language: str, shelf: Shelf | None = None) -> Wording:
    """All texts in one language, those of the plan of analysis and of code books among them.

    A text without translation stays in the language of its file.
    """

    def look() -> tuple[Written, Beside, dict[str, str]]:
        beside = load_plan_definition(name, shelf), load_code_books(name, shelf)
        return _written(name, shelf), beside, load_translated(name, language, shelf)

    key = ("wording", folder_of(name, shelf) / FILE, language)
    return kept(key, look, lambda found: _worded(language, *found))


def load_translated(name: str, language: str, shelf: Shelf | None = None) -> dict[str, str]:
    """Path -> words of every text that was translated. Raises QuestionnaireRefused."""
    place, plain = _shelf_of(name, shelf), folder_of(name, shelf).name
    words = load_list_words(language, place)
    for each in catalogues_of(plain):
        words.update(read_words(place.catalogue(language, each)) if each != LISTS else {})
    return words


def load_list_words(language: str, shelf: Shelf) -> dict[str, str]:
    """Path -> words of the labels of code lists, from all folders. Raises QuestionnaireRefused."""
    return list_words(language, shelf, read_words)


def list_words(
    language: str, shelf: Shelf, read: Callable[[Path], Mapping[str, str]]
) -> dict[str, str]:
    """The same with another reader of catalogues, some of which may not be there."""
    found: dict[str, str] = {}
    for path, beside in shelf.list_catalogues(language):
        found = {each: words for each, words in found.items() if list_of(each) not in beside}
        found.update(read(path))
    return found


def list_of(text_path: str) -> str:
    """The code list to which the path of a label belongs; "" when it is none."""
    return text_path.split(".")[1] if text_path.startswith(f"{LISTS}.") else ""


def catalogues_of(name: str) -> tuple[str, ...]:
    """What the catalogues are called that hold the words of a questionnaire."""
    return (LISTS, name, texts_root(name), code_books_root(name))


def read_as(path: Path, model: type[Model]) -> Model:
    """A YAML file as a definition. Raises QuestionnaireRefused with the place of each problem."""
    try:
        return read_definition(path, model, shown(path))[0]
    except DefinitionRefused as refused:
        raise QuestionnaireRefused(refused.problems) from refused


def read_once(path: Path, model: type[Model]) -> Model:
    """The same, read again only when the file changed. Raises QuestionnaireRefused."""
    return kept((model, path), lambda: _seen(path), lambda _: read_as(path, model))


def _seen(path: Path) -> State:
    """What tells one content of a file from another. Raises QuestionnaireRefused."""
    try:
        return state(path)
    except OSError as error:
        raise QuestionnaireRefused([unreadable(shown(path), error)]) from error


def _written(name: str, shelf: Shelf | None) -> Written:
    return load_definition(name, shelf), load_code_lists(name, shelf)


def _built(
    path: Path, shelf: Shelf | None, definition: QuestionnaireDefinition, code_lists: CodeLists
) -> Questionnaire:
    """What passes the linter can be built; whatever does not is told with its place.

    Once for equal files: the copy of a round mostly holds what the project and other rounds hold.
    """
    written, name = (definition, code_lists), path.parent.name
    before = _built_before().get(name)
    if before is None or before[0] != written:
        before = _built_before()[name] = written, _built_anew(path, shelf, *written)
    return before[1]


@cache
def _built_before() -> dict[str, tuple[Written, Questionnaire]]:
    """Name -> what was built last under it, and from what."""
    return {}


def _built_anew(
    path: Path, shelf: Shelf | None, definition: QuestionnaireDefinition, code_lists: CodeLists
) -> Questionnaire:
    """The questionnaire anew. Raises QuestionnaireRefused."""
    _refuse(path, lint(definition, code_lists), "questionnaire", definition.questionnaire)
    place = _shelf_of(path.parent.name, shelf)
    for name, code_list in code_lists.items():
        _refuse(place.code_list(name), lint_code_list(code_list), "list", code_list.list)
    return build(definition, code_lists)


def _refuse(path: Path, found: Iterable[Finding], key: str, name: str) -> None:
    """Raises QuestionnaireRefused for errors, and for a name that is not that of its place."""
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    expected = path.parent.name if path.name == FILE else path.stem
    if errors or name != expected:
        document = read_yaml(path, shown(path))
        problems = (*placed_problems(document, errors), *other_name(document, key, name, expected))
        raise QuestionnaireRefused(problems)


def _worded(language: str, written: Written, beside: Beside, words: Mapping[str, str]) -> Wording:
    (definition, code_lists), (plan, books) = written, beside
    plans = (plan,) if plan else ()
    files = (
        *texts_by_file(definition, code_lists),
        *(FileTexts(each.source_language, dict(plan_texts(each))) for each in plans),
        *(FileTexts(book.source_language, dict(_book_texts(definition, book))) for book in books),
    )
    return Wording(language, texts_in(language, files, words))


def _book_texts(definition: QuestionnaireDefinition, book: CodeBook) -> Iterable[tuple[str, str]]:
    return code_book_texts(definition.questionnaire, (book,))


def read_words(path: Path) -> dict[str, str]:
    """The words of one catalogue; none when there is no such file."""
    return kept(("words", path), lambda: _seen(path), lambda found: _words(path, found))


def _words(path: Path, found: State) -> dict[str, str]:
    if found is None:
        return {}
    try:
        return words_by_path(read_translations(path, shown(path)))
    except PoRefused as refused:
        raise QuestionnaireRefused([refused.problem]) from refused


def shown(path: Path) -> str:
    """A path as people are told it: from the project's directory where it lies there."""
    home = kept(("home", Path.cwd()), project_home, lambda found: found)
    return str(path.relative_to(home)) if path.is_relative_to(home) else str(path)
