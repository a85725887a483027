"""Questionnaire check: every problem in the files of questionnaires, with its place.

The linter knows definitions and texts; here its findings get file, line and column.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from surveyapp.formats.definition_file import DefinitionRefused, read_definition
from surveyapp.formats.po_file import PoRefused, Translation, read_translations
from surveyapp.formats.problem import Problem
from surveyapp.formats.questionnaire_folder import FILE, folders_root, home, shown
from surveyapp.formats.yaml_file import Document
from surveyapp.questionnaire.definition import CodeListDefinition, QuestionnaireDefinition
from surveyapp.questionnaire.lint import RULES as LINT_RULES
from surveyapp.questionnaire.lint import Finding, lint, lint_code_list, translations
from surveyapp.questionnaire.release import lists_used
from surveyapp.questionnaire.texts import code_list_texts, texts_of

LISTS = "code_lists"
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
    "not-a-list": "a list is needed",
    "not-a-mapping": "keys with values are needed",
    "empty-list": "a list has no parts",
    "too-many": "a list has too many parts",
    "other-name": "a file or folder is not called as the questionnaire or list in it",
    "po-syntax": "a catalogue cannot be read",
}
RULES: Mapping[str, str] = {**FILE_RULES, **LINT_RULES}


class NothingToCheck(LookupError):
    """A path leads to no questionnaire and no code list."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no questionnaire or code list in {path}")
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


@dataclass(frozen=True, slots=True)
class Places:
    """Where the shared code lists and the translations of a file lie."""

    code_lists: Path
    translations: Path

    def catalogue(self, language: str, name: str) -> Path:
        """The catalogue of a questionnaire, or of the code lists, in one language."""
        return self.translations / language / "LC_MESSAGES" / f"{name}.po"


@dataclass(slots=True)
class Desk:
    """Files that were read for one check, each once; a file that cannot be read has problems."""

    lists: dict[Path, tuple[CodeListDefinition, Document] | None] = field(default_factory=dict)
    catalogues: dict[Path, Mapping[str, Translation] | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def code_list(self, path: Path) -> tuple[CodeListDefinition, Document] | None:
        """A shared code list; None when it cannot be used."""
        if path not in self.lists:
            try:
                self.lists[path] = read_definition(path, CodeListDefinition, shown(path))
            except DefinitionRefused as refused:
                self.problems.extend(refused.problems)
                self.lists[path] = None
        return self.lists[path]

    def catalogue(self, path: Path) -> Mapping[str, Translation] | None:
        """A catalogue; None when it cannot be used."""
        if path not in self.catalogues:
            try:
                self.catalogues[path] = read_translations(path, shown(path))
            except PoRefused as refused:
                self._without(path, refused.problem)
            except FileNotFoundError:
                self._without(path, _no_catalogue(path))
        return self.catalogues[path]

    def _without(self, path: Path, problem: Problem) -> None:
        self.catalogues[path] = None
        self.problems.append(problem)


def _no_catalogue(path: Path) -> Problem:
    words, mend = "there is no such catalogue", "make it, with every text translated"
    return Problem(shown(path), 1, 1, "translation-missing", words, mend)


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
    if path.is_file():
        yield path
    elif path.name == LISTS:
        yield from sorted(path.glob("*.yaml"))
    else:
        yield from sorted(path.rglob(FILE))
        yield from sorted(path.glob(f"{LISTS}/*.yaml"))


def _is_code_list(path: Path) -> bool:
    return path.resolve().parent.name == LISTS


def _places(path: Path) -> Places:
    """Beside the file's own questionnaires; where there are none, those of the project."""
    roots = [parent for parent in path.parents if (parent / LISTS).is_dir()]
    root = roots[0] if roots else folders_root()
    beside = root.parent / "translations"
    return Places(root / LISTS, beside if beside.is_dir() else home() / "translations")


def _check_questionnaire(path: Path, desk: Desk) -> tuple[Path, ...]:
    """Notes the problems of a questionnaire, and gives the shared lists that it uses."""
    try:
        definition, document = read_definition(path, QuestionnaireDefinition, shown(path))
    except DefinitionRefused as refused:
        desk.problems.extend(refused.problems)
        return ()
    places = _places(path)
    files = {name: places.code_lists / f"{name}.yaml" for name in lists_used(definition)}
    used = {name: file for name, file in files.items() if file.is_file()}
    read = {name: desk.code_list(file) for name, file in used.items()}
    usable = {name: pair[0] for name, pair in read.items() if pair}
    desk.problems.extend(_other_name(path, definition.questionnaire, document))
    if len(usable) == len(used):  # a list that cannot be read is no unknown one
        names = (file.stem for file in places.code_lists.glob("*.yaml"))
        found = lint(definition, usable, names)
        desk.problems.extend(_placed(document, finding) for finding in found)
    texts = dict(texts_of(definition))
    for language in definition.languages:
        if language != definition.source_language:
            catalogue = places.catalogue(language, definition.questionnaire)
            _check_catalogue(catalogue, language, texts, desk)
    return tuple(used.values())


def _check_code_list(path: Path, desk: Desk) -> None:
    pair = desk.code_list(path)
    if pair is None:
        return
    code_list, document = pair
    desk.problems.extend(_other_name(path, code_list.list, document))
    desk.problems.extend(_placed(document, finding) for finding in lint_code_list(code_list))
    places, texts = _places(path), dict(code_list_texts(code_list))
    for language in LANGUAGES:
        if language != SOURCE_LANGUAGE and (places.translations / language).is_dir():
            _check_catalogue(places.catalogue(language, LISTS), language, texts, desk)


def _other_name(path: Path, name: str, document: Document) -> Iterator[Problem]:
    """A questionnaire is found by its folder, a list by its file."""
    expected = path.parent.name if path.name == FILE else path.stem
    if name != expected and (path.name == FILE or path.parent.name == LISTS):
        key = "questionnaire" if path.name == FILE else "list"
        line, column = document.position_of((key,))
        words = f"{name} lies under the name {expected}"
        mend = f"write {key}: {expected}, or rename"
        yield Problem(document.file, line, column, "other-name", words, mend)


def _check_catalogue(path: Path, language: str, texts: Mapping[str, str], desk: Desk) -> None:
    """Notes the problems of the entries that belong to one questionnaire or list."""
    around, catalogue = _around(next(iter(texts))), desk.catalogue(path)
    if catalogue is None:
        return
    entries = {p: e for p, e in catalogue.items() if p.startswith(around)}
    for finding in translations(language, texts, entries):
        desk.problems.append(_in_catalogue(path, entries, finding))


def _around(text_path: str) -> str:
    """The part of a text's path that names the questionnaire or the list."""
    root, name, *_ = text_path.split(".")
    return f"{LISTS}.{name}." if root == LISTS else f"{root}."


def _find_lost_labels(folder: Path, desk: Desk) -> None:
    """Translations of lists that are there no more."""
    places = _places(folder / "any.yaml")
    for path in (places.catalogue(language, LISTS) for language in LANGUAGES):
        entries = desk.catalogues.get(path) or {}
        lost = {p: e for p, e in entries.items() if not (folder / f"{_list_of(p)}.yaml").is_file()}
        for finding in translations(SOURCE_LANGUAGE, {}, lost):
            desk.problems.append(_in_catalogue(path, entries, finding))


def _list_of(text_path: str) -> str:
    return text_path.split(".")[1] if "." in text_path else ""


def _in_catalogue(path: Path, entries: Mapping[str, Translation], finding: Finding) -> Problem:
    entry = entries.get(str(finding.path[0]))
    line = entry.line if entry else 1
    severity = finding.severity.value
    return Problem(shown(path), line, 1, finding.code, finding.message, finding.mend, severity)


def _placed(document: Document, finding: Finding) -> Problem:
    """A finding with its place in the file."""
    if finding.at_key:
        line, column = document.position_of_key(finding.path)
    else:
        line, column = document.position_of(finding.path, finding.character or None)
    severity = finding.severity.value
    code, message = finding.code, finding.message
    return Problem(document.file, line, column, code, message, finding.mend, severity)
