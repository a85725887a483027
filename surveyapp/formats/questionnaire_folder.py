"""Questionnaire folder: from the files of a questionnaire to what is asked, in any language.

Results are kept for the life of the process and made anew when a file changed.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from surveyapp.formats.definition_file import DefinitionRefused, read_definition
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
ALWAYS_USED = ("missing",)
LOOK_AGAIN_SECONDS = 1.0
CodeLists = dict[str, CodeListDefinition]
Written = tuple[QuestionnaireDefinition, CodeLists]
State = tuple[int, int] | None
"""Time of the last change in nanoseconds and bytes of a file; None when there is none."""
Source = TypeVar("Source")
Made = TypeVar("Made")
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
    return {name: load_code_list(name) for name in names if code_list_path(name).is_file()}


def load_code_list(name: str) -> CodeListDefinition:
    """One shared code list. Raises QuestionnaireRefused."""
    return _read_once(code_list_path(name), CodeListDefinition)


def code_list_path(name: str) -> Path:
    """The file of a shared code list."""
    return folders_root() / "code_lists" / f"{name}.yaml"


def load_release(name: str) -> Questionnaire:
    """The full edition, ready to be asked. Raises QuestionnaireRefused, QuestionnaireMissing."""
    path = folder_of(name) / FILE

    def look() -> Written:
        return _written(name)

    return _kept(("release", path), look, lambda written: _built(path, *written))


def load_wording(name: str, language: str) -> Wording:
    """All texts in one language; a text without translation stays in the source language."""

    def look() -> tuple[Written, dict[str, str]]:
        written = _written(name)
        is_source = language == written[0].source_language
        return written, {} if is_source else load_translated(name, language)

    key = ("wording", folder_of(name) / FILE, language)
    return _kept(key, look, lambda found: _worded(language, *found))


def load_translated(name: str, language: str) -> dict[str, str]:
    """Path -> words of every text that was translated. Raises QuestionnaireRefused."""
    folder = home() / "translations" / language / "LC_MESSAGES"
    own = _read_words(folder / f"{folder_of(name).name}.po")
    return {**_read_words(folder / "code_lists.po"), **own}


def read_as(path: Path, model: type[Model]) -> Model:
    """A YAML file as a definition. Raises QuestionnaireRefused with the place of each problem."""
    try:
        return read_definition(path, model, shown(path))[0]
    except DefinitionRefused as refused:
        raise QuestionnaireRefused(refused.problems) from refused


def _read_once(path: Path, model: type[Model]) -> Model:
    return _kept((model, path), lambda: _state(path), lambda _: read_as(path, model))


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


def _worded(language: str, written: Written, words: Mapping[str, str]) -> Wording:
    texts = source_texts(*written)
    texts.update({path: words[path] for path in texts.keys() & words.keys()})
    return Wording(language, texts)


def _read_words(path: Path) -> dict[str, str]:
    """The words of one catalogue; none when there is no such file."""
    return _kept(("words", path), lambda: _state(path), lambda state: _words(path, state))


def _words(path: Path, state: State) -> dict[str, str]:
    if state is None:
        return {}
    try:
        return words_by_path(read_translations(path, shown(path)))
    except PoRefused as refused:
        raise QuestionnaireRefused([refused.problem]) from refused


def shown(path: Path) -> str:
    """A path as people are told it: from the project's directory where it lies there."""
    return str(path.relative_to(home())) if path.is_relative_to(home()) else str(path)


@dataclass(slots=True)
class Kept:
    """What was made, what from, and when that was last looked at."""

    source: object
    made: object
    looked_at: float = 0.0


@cache
def _shelf() -> dict[object, Kept]:
    """What was made before."""
    return {}


def _kept(key: object, look: Callable[[], Source], make: Callable[[Source], Made]) -> Made:
    """What `make` makes, made anew when what `look` sees is another than last time."""
    kept = _shelf().get(key)
    if kept is None or time.monotonic() - kept.looked_at >= LOOK_AGAIN_SECONDS:
        source = look()
        if kept is None or kept.source != source:
            _shelf()[key] = kept = Kept(source, make(source))
        kept.looked_at = time.monotonic()
    return cast("Made", kept.made)  # the key decides what was made


def _state(path: Path) -> State:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size
