"""Linter: everything that is wrong with a questionnaire, before anybody answers it.

One module a family of rules; `RULES` names them all, docs/researcher/rules.md explains each.
"""

from collections.abc import Iterable, Iterator, Mapping

from surveyapp.questionnaire.definition import CodeListDefinition, QuestionnaireDefinition
from surveyapp.questionnaire.lint.condition import conditions
from surveyapp.questionnaire.lint.finding import Finding, KeyPath, Severity
from surveyapp.questionnaire.lint.grouping import grouping
from surveyapp.questionnaire.lint.inspection import Inspection
from surveyapp.questionnaire.lint.joining import joining
from surveyapp.questionnaire.lint.needed import needed_words
from surveyapp.questionnaire.lint.parts import parts
from surveyapp.questionnaire.lint.place import code_list_places, text_places
from surveyapp.questionnaire.lint.protection import protection
from surveyapp.questionnaire.lint.reach import reach
from surveyapp.questionnaire.lint.reference import references
from surveyapp.questionnaire.lint.rule import RULES
from surveyapp.questionnaire.lint.structure import codes, structure
from surveyapp.questionnaire.lint.translation import translations
from surveyapp.questionnaire.lint.unasked import unasked
from surveyapp.questionnaire.lint.unused import unused, unused_parameters
from surveyapp.questionnaire.lint.words import letters, wording
from surveyapp.questionnaire.texts import code_list_texts

__all__ = [
    "RULES",
    "Finding",
    "Inspection",
    "KeyPath",
    "Severity",
    "code_list_places",
    "lint",
    "lint_code_list",
    "needed_words",
    "text_places",
    "translations",
    "unused_parameters",
]

FAMILIES = (
    structure,
    parts,
    references,
    unused,
    joining,
    conditions,
    unasked,
    reach,
    protection,
    grouping,
    wording,
)


def lint(
    definition: QuestionnaireDefinition,
    code_lists: Mapping[str, CodeListDefinition],
    list_names: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """All findings in the questionnaire's own file, each once.

    code_lists: those that it uses; list_names: all that there are, for suggestions.
    """
    names = frozenset(list_names) or frozenset(code_lists)
    inspection = Inspection(definition, code_lists, names)
    return tuple(dict.fromkeys(found for family in FAMILIES for found in family(inspection)))


def lint_code_list(code_list: CodeListDefinition) -> tuple[Finding, ...]:
    """All findings in the file of a shared code list."""
    return tuple(_of_code_list(code_list))


def _of_code_list(code_list: CodeListDefinition) -> Iterator[Finding]:
    yield from codes(code_list.codes, ("codes",), code_list.list)
    places = code_list_places(code_list)
    for text_path, words in code_list_texts(code_list):
        yield from letters(words, places[text_path], code_list.source_language)
