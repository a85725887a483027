"""Questionnaire check: every problem in the files of questionnaires, with its place.

The linter knows definitions and texts; here its findings get file, line and column.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from surveyapp.analysis.declaration.rule import PLAN as PLAN_RULES
from surveyapp.formats.analysis_check import Written, check_plan
from surveyapp.formats.burden_check import Asked, check_burden
from surveyapp.formats.check_desk import (
    Desk,
    check_catalogue,
    in_catalogue,
    places_of,
)
from surveyapp.formats.code_book_file import check_code_books
from surveyapp.formats.definition_file import DefinitionRefused, read_definition
from surveyapp.formats.placed_problem import other_name, placed_problems
from surveyapp.formats.problem import Problem
from surveyapp.formats.questionnaire_folder import FILE, PLAN_FILE, list_of, shown
from surveyapp.formats.shelf import LISTS
from surveyapp.questionnaire.definition import QuestionnaireDefinition
from surveyapp.questionnaire.lint import RULES as LINT_RULES
from surveyapp.questionnaire.lint import lint, lint_code_list, translations
from surveyapp.questionnaire.release import lists_used
from surveyapp.questionnaire.texts import code_list_texts, texts_of

LANGUAGES = ("en", "ro", "nb")
SOURCE_LANGUAGE = "en"
FILE_RULES: Mapping[str, str] = {
    "yaml-syntax": "the file cannot be read as YAML",
    "not-utf-8": "the file is not saved as UTF-8",
    "too-large": "the file has too many parts",
    "too-deep": "too many levels inside each other",
    "alias": "anchors and aliases are not used",
    "tag": "tags are not used",
    "duplicate-key": "a key stands twice",
    "key-not-text": "a key must be a word",
    "unknown-key": "there is no such key",
    "missing-key": "something that must be there is missing",
    "not-text": "text is needed, such as a number in quotes",
    "ill-formed": "a name, code or version has characters that it cannot have",
    "empty-text": "a text is empty",
    "unknown-word": "one of a few words is needed",
    "not-true-or-false": "only true and false can stand here",
    "not-a-number": "a number is needed",
    "not-a-date": "a date is needed",
    "not-a-list": "a list is needed",
    "not-a-mapping": "keys with values are needed",
    "empty-list": "a list has no parts",
    "too-many": "a list has too many parts",
    "other-name": "a file or folder is not called as the questionnaire or list in it",
    "po-syntax": "a catalogue cannot be read",
    "unreadable": "a file is there and cannot be opened",
}
RULES: Mapping[str, str] = {**FILE_RULES, **PLAN_RULES, **LINT_RULES}


class NothingToCheck(LookupError):
    """A path leads to no questionnaire and no code list; a plan needs its questionnaire."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"There is no questionnaire or code list in {path}. Begin one with: surveyapp new NAME"
        )
        self.path = path


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at, by the number of files, and what was found."""

    n_questionnaires: int
    n_code_lists: int
    problems: tuple[Problem, ...]

    @property
    def is_clean(self) -> bool:
        """Whether everything can be used; warnings do not hinder."""
        return not any(problem.is_error for problem in self.problems)


def check(paths: Iterable[Path]) -> Report:
    """Everything that is wrong below these paths. Raises NothingToCheck, OSError."""
    questionnaires: dict[Path, None] = {}
    lists: dict[Path, None] = {}
    for path in paths:
        found = tuple(_files(path))
        if not found:
            raise NothingToCheck(path)
        for file in found:
            (lists if _is_code_list(file) else questionnaires)[file.resolve()] = None
    desk = Desk()
    for file in questionnaires:
        for used in _check_questionnaire(file, desk):
            lists[used.resolve()] = None
    for file in lists:
        _check_code_list(file, desk)
    for folder in dict.fromkeys(file.parent for file in lists):
        _find_lost_labels(folder, desk)
    return Report(len(questionnaires), len(lists), tuple(sorted(set(desk.problems))))


def _files(path: Path) -> Iterator[Path]:
    if path.name == PLAN_FILE:
        yield from path.parent.glob(FILE)
    elif path.is_file():
        yield path
    elif path.name == LISTS:
        yield from sorted(path.glob("*.yaml"))
    else:
        yield from sorted(path.rglob(FILE))
        yield from sorted(path.glob(f"{LISTS}/*.yaml"))


def _is_code_list(path: Path) -> bool:
    return path.resolve().parent.name == LISTS


def _check_questionnaire(path: Path, desk: Desk) -> tuple[Path, ...]:
    """Notes the problems of a questionnaire, and gives the shared lists that it uses."""
    try:
        definition, document = read_definition(path, QuestionnaireDefinition, shown(path))
    except DefinitionRefused as refused:
        desk.problems.extend(refused.problems)
        return ()
    places = places_of(path)
    files = {name: places.code_list(name) for name in lists_used(definition)}
    used = {name: file for name, file in files.items() if file.is_file()}
    read = {name: desk.code_list(file) for name, file in used.items()}
    usable = {name: pair[0] for name, pair in read.items() if pair}
    if path.name == FILE:
        name = definition.questionnaire
        desk.problems.extend(other_name(document, "questionnaire", name, path.parent.name))
    if len(usable) == len(used):  # a list that cannot be read is no unknown one
        found = placed_problems(document, lint(definition, usable, places.code_list_names()))
        desk.problems.extend(found)
        is_sound = not any(problem.is_error for problem in found)
        books = check_code_books(path, definition, desk)
        check_plan(path, Written(definition, usable if is_sound else None, books), desk)
        if is_sound:
            check_burden(path, document, Asked(definition, usable), desk)
    texts = dict(texts_of(definition))
    for language in definition.languages:
        if language != definition.source_language:
            catalogue = places.catalogue(language, definition.questionnaire)
            check_catalogue(catalogue, language, texts, desk)
    return tuple(used.values())


def _check_code_list(path: Path, desk: Desk) -> None:
    pair = desk.code_list(path)
    if pair is None:
        return
    code_list, document = pair
    if path.parent.name == LISTS:
        desk.problems.extend(other_name(document, "list", code_list.list, path.stem))
    desk.problems.extend(placed_problems(document, lint_code_list(code_list)))
    places, texts = places_of(path), dict(code_list_texts(code_list))
    for language in LANGUAGES:
        if language != SOURCE_LANGUAGE and (places.translations / language).is_dir():
            check_catalogue(places.catalogue(language, LISTS), language, texts, desk)


def _find_lost_labels(folder: Path, desk: Desk) -> None:
    """Translations of lists that are there no more."""
    places = places_of(folder / "any.yaml")
    for path in (places.catalogue(language, LISTS) for language in LANGUAGES):
        entries = desk.catalogues.get(path) or {}
        lost = {p: e for p, e in entries.items() if not places.code_list(list_of(p)).is_file()}
        for finding in translations(SOURCE_LANGUAGE, {}, lost):
            desk.problems.append(in_catalogue(path, entries, finding))
