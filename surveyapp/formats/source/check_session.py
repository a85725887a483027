"""Check desk: the files that are read for one check, each once, and what is wrong in them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from surveyapp.fieldwork.screening_rules import SCREENING_TEXTS
from surveyapp.formats.source.definition_file import DefinitionRefused, read_definition
from surveyapp.formats.source.po_file import PoRefused, Translation, read_translations
from surveyapp.formats.source.po_text import coverage_of
from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.questionnaire_folder import shown
from surveyapp.formats.source.shelf import LISTS, Shelf, project_shelf, shelf_from
from surveyapp.formats.source.yaml_file import YamlDocument
from surveyapp.project import QUESTIONNAIRES
from surveyapp.questionnaire.definition import CodeListDefinition, Definition
from surveyapp.questionnaire.lint import Finding, translations

Model = TypeVar("Model", bound=Definition)


@dataclass(slots=True)
class CheckSession:
    """Files that were read for one check, each once; a file that cannot be read has problems.

    today: by which the age of what somebody has to look at again is told; None: it is not;
    unreviewed: (beginning of paths, language) -> translations that nobody has reviewed.
    """

    lists: dict[Path, tuple[CodeListDefinition, YamlDocument] | None] = field(default_factory=dict)
    catalogues: dict[Path, Mapping[str, Translation] | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    documents: dict[Path, YamlDocument] = field(default_factory=dict)
    today: date | None = None
    unreviewed: Counter[tuple[str, str]] = field(default_factory=Counter)
    _entries: dict[Path, dict[str, dict[str, Translation]]] = field(default_factory=dict)

    def read(self, path: Path, model: type[Model]) -> tuple[Model, YamlDocument] | None:
        """A definition and its file; None when it cannot be used."""
        try:
            definition, document = read_definition(path, model, shown(path))
        except DefinitionRefused as refused:
            self.problems.extend(refused.problems)
            return None
        self.documents[path] = document
        return definition, document

    def code_list(self, path: Path) -> tuple[CodeListDefinition, YamlDocument] | None:
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

    def entries(self, path: Path, around: str) -> Mapping[str, Translation]:
        """The entries of a catalogue whose paths begin like this; none when it cannot be used.

        around: as `owner_of` gives it.
        """
        return self._by_owner(path).get(around, {})

    def owners(self, path: Path) -> tuple[str, ...]:
        """What the paths in a catalogue begin with."""
        return tuple(self._by_owner(path))

    def _by_owner(self, path: Path) -> Mapping[str, Mapping[str, Translation]]:
        if path not in self._entries:
            found: dict[str, dict[str, Translation]] = {}
            for text_path, entry in (self.catalogue(path) or {}).items():
                found.setdefault(owner_of(text_path), {})[text_path] = entry
            self._entries[path] = found
        return self._entries[path]

    def _without(self, path: Path, problem: Problem) -> None:
        self.catalogues[path] = None
        self.problems.append(problem)


def _no_catalogue(path: Path) -> Problem:
    words, mend = (
        "there is no such catalogue",
        "make it with surveyapp translations NAME, and translate every text",
    )
    return Problem(shown(path), 1, 1, "translation-missing", words, mend)


def places_of(path: Path) -> Shelf:
    """The project's folder in which a file lies, with what stands behind it; else the project."""
    roots = [parent.parent for parent in path.parents if parent.name == QUESTIONNAIRES]
    return shelf_from(roots[0]) if roots else project_shelf()


def check_catalogue(
    path: Path, language: str, texts: Mapping[str, str], session: CheckSession
) -> None:
    """Notes the problems of the entries that belong to one questionnaire, list or file of rules."""
    check_catalogues((path,), language, texts, session)


def check_catalogues(
    paths: Sequence[Path], language: str, texts: Mapping[str, str], session: CheckSession
) -> None:
    """The same where several files have words for the same texts.

    paths: words of an earlier one are shown before those of a later one; what none of them has is
    told of the last.
    """
    around = owner_of(next(iter(texts)))
    if None in [session.catalogue(path) for path in paths]:
        return
    entries, files = dict[str, Translation](), dict[str, Path]()
    for path in reversed(paths):
        for text_path, entry in session.entries(path, around).items():
            if entry.words or text_path not in entries:
                entries[text_path], files[text_path] = entry, path
    for finding in translations(language, texts, entries):
        file = shown(files.get(str(finding.path[0]), paths[-1]))
        session.problems.append(in_catalogue(file, entries, finding))
    n_unreviewed = len(coverage_of(texts, entries).unreviewed)
    session.unreviewed[around, language] = n_unreviewed


def owner_of(text_path: str) -> str:
    """The part of a text's path that names the questionnaire, the list or the rules."""
    root, *rest = text_path.split(".")
    return f"{root}.{rest[0]}." if root in (LISTS, SCREENING_TEXTS) and rest else f"{root}."


def in_catalogue(file: str, entries: Mapping[str, Translation], finding: Finding) -> Problem:
    """A finding with its place in a catalogue."""
    entry = entries.get(str(finding.path[0]))
    line = entry.line if entry else 1
    severity = finding.severity.value
    return Problem(file, line, 1, finding.code, finding.message, finding.mend, severity)
