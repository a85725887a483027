"""Check desk: the files that are read for one check, each once, and what is wrong in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from surveyapp.formats.definition_file import DefinitionRefused, read_definition
from surveyapp.formats.po_file import PoRefused, Translation, read_translations
from surveyapp.formats.problem import Problem
from surveyapp.formats.questionnaire_folder import folders_root, home, shown
from surveyapp.formats.shelf import LISTS
from surveyapp.formats.yaml_file import Document
from surveyapp.questionnaire.definition import CodeListDefinition, Definition
from surveyapp.questionnaire.lint import Finding, translations

Model = TypeVar("Model", bound=Definition)


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
    """Files that were read for one check, each once; a file that cannot be read has problems.

    today: by which the age of what somebody has to look at again is told; None: it is not.
    """

    lists: dict[Path, tuple[CodeListDefinition, Document] | None] = field(default_factory=dict)
    catalogues: dict[Path, Mapping[str, Translation] | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    documents: dict[Path, Document] = field(default_factory=dict)
    today: date | None = None

    def read(self, path: Path, model: type[Model]) -> tuple[Model, Document] | None:
        """A definition and its file; None when it cannot be used."""
        try:
            definition, document = read_definition(path, model, shown(path))
        except DefinitionRefused as refused:
            self.problems.extend(refused.problems)
            return None
        self.documents[path] = document
        return definition, document

    def code_list(self, path: Path) -> tuple[CodeListDefinition, Document] | None:
        """A shared code list; None when it cannot be used."""
        if path not in self.lists:
            self.lists[path] = self.read(path, CodeListDefinition)
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


def places_of(path: Path) -> Places:
    """Beside the file's own questionnaires; where there are none, those of the project."""
    roots = [parent for parent in path.parents if (parent / LISTS).is_dir()]
    root = roots[0] if roots else folders_root()
    beside = root.parent / "translations"
    return Places(root / LISTS, beside if beside.is_dir() else home() / "translations")


def check_catalogue(path: Path, language: str, texts: Mapping[str, str], desk: Desk) -> None:
    """Notes the problems of the entries that belong to one questionnaire or list."""
    around, catalogue = _around(next(iter(texts))), desk.catalogue(path)
    if catalogue is None:
        return
    entries = {p: e for p, e in catalogue.items() if p.startswith(around)}
    file = shown(path)
    for finding in translations(language, texts, entries):
        desk.problems.append(in_catalogue(file, entries, finding))


def _around(text_path: str) -> str:
    """The part of a text's path that names the questionnaire or the list."""
    root, name, *_ = text_path.split(".")
    return f"{LISTS}.{name}." if root == LISTS else f"{root}."


def in_catalogue(file: str, entries: Mapping[str, Translation], finding: Finding) -> Problem:
    """A finding with its place in a catalogue."""
    entry = entries.get(str(finding.path[0]))
    line = entry.line if entry else 1
    severity = finding.severity.value
    return Problem(file, line, 1, finding.code, finding.message, finding.mend, severity)
