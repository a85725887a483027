"""Screening file: rules of a country or a language, found on the project's shelf.

Rounds keep no copy of them: texts are screened by the rules that there are now, also those that
were written before. A file that cannot be used takes no page away from anybody: the rules are then
those that it had before, and the log says what is wrong in it.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from surveyapp.fieldwork.screening import Screening, screening_of
from surveyapp.fieldwork.screening_lint import lint_screening
from surveyapp.fieldwork.screening_rules import (
    SCREENING_TEXTS,
    ScreeningRules,
    screening_texts,
)
from surveyapp.formats.source.definition_file import DefinitionRefused, read_definition
from surveyapp.formats.source.kept_file import State, kept, state
from surveyapp.formats.source.placed_problem import other_name, placed_problems
from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.questionnaire_folder import (
    QuestionnaireMissing,
    QuestionnaireRefused,
    read_words,
    shown,
)
from surveyapp.formats.source.shelf import catalogue_in, project_shelf
from surveyapp.formats.source.study_file import load_study_definition
from surveyapp.formats.source.yaml_file import YamlDocument

Files = tuple[tuple[Path, State], ...]
"""Files with what tells one content of each from another."""
log = logging.getLogger("surveyapp")


@dataclass(frozen=True, slots=True)
class _Seen:
    """chosen: names of the rules that a study applies; None: all there are."""

    files: Files
    chosen: frozenset[str] | None = None


def load_screening(questionnaire: str) -> Screening:
    """By what the texts of a questionnaire are screened: the rules of its study, or all there are.

    All as well where the study cannot be read, or names rules that are nowhere.
    """
    key = ("screening", Path.cwd(), questionnaire)
    return kept(key, lambda: _Seen(_files(), _chosen(questionnaire)), _made)


def kind_labels(language: str) -> Mapping[str, str]:
    """Kind of number -> what it is called, by all rules that there are."""

    def look() -> tuple[Files, Mapping[str, str]]:
        return _files(), _translated(language)

    return kept(("kinds", Path.cwd(), language), look, lambda seen: _labels(*seen))


def unusable_rules() -> tuple[Problem, ...]:
    """What is wrong in files that screen nothing now. Raises OSError."""
    return tuple(problem for path, _ in _files() for problem in _read(path))


def problems_of_rules(rules: ScreeningRules, document: YamlDocument, name: str) -> list[Problem]:
    """All that is wrong in a file that has the shape of rules. name: under which it lies."""
    named = other_name(document, "screening", rules.screening, name)
    return [*named, *placed_problems(document, lint_screening(rules))]


def _files() -> Files:
    return tuple((path, state(path)) for path in project_shelf().screening_files().values())


def _chosen(questionnaire: str) -> frozenset[str] | None:
    with suppress(QuestionnaireMissing, QuestionnaireRefused):
        named = load_study_definition(questionnaire).screening
        if named is not None and set(named) <= project_shelf().screening_files().keys():
            return frozenset(named)
    return None


def _made(seen: _Seen) -> Screening:
    return screening_of([each for each in _sound(seen.files) if _applies(each, seen.chosen)])


def _applies(rules: ScreeningRules, chosen: frozenset[str] | None) -> bool:
    return chosen is None or rules.screening in chosen


def _sound(files: Files) -> Iterator[ScreeningRules]:
    """The rules of every file: those it had before where it cannot be used, or else none."""
    for path, _ in files:
        for problem in _read(path):
            log.error("screening rules that cannot be used: %s", problem)
        if path in _last_sound():
            yield _last_sound()[path]


def _read(path: Path) -> Sequence[Problem]:
    """Keeps the rules of a file that is sound; the problems of one that is not."""
    try:
        rules, document = read_definition(path, ScreeningRules, shown(path))
    except DefinitionRefused as refused:
        return refused.problems
    problems = problems_of_rules(rules, document, path.stem)
    if not problems:
        _last_sound()[path] = rules
    return problems


@cache
def _last_sound() -> dict[Path, ScreeningRules]:
    """The rules of each file when it could last be used."""
    return {}


def _translated(language: str) -> Mapping[str, str]:
    """Path -> words of all labels; what a folder in front says stands over those behind it."""
    found: dict[str, str] = {}
    for root in reversed(project_shelf().roots):
        with suppress(QuestionnaireRefused):
            found |= read_words(catalogue_in(root, language, SCREENING_TEXTS))
    return found


def _labels(files: Files, words: Mapping[str, str]) -> dict[str, str]:
    return {
        number.kind: words.get(path, label)
        for rules in _sound(files)
        for number, (path, label) in zip(rules.numbers, screening_texts(rules), strict=True)
    }
