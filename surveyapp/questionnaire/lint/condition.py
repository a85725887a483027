"""Conditions: every expression is read and typed at its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveyapp.questionnaire.definition import (
    ConstraintDefinition,
    SharedWarning,
    WarningDefinition,
)
from surveyapp.questionnaire.expression import (
    ErrorCode,
    Expects,
    Expression,
    ExpressionError,
    Scope,
    check_types,
    names_in,
    parse,
)
from surveyapp.questionnaire.lint.finding import Finding, KeyPath
from surveyapp.questionnaire.lint.inspection import Inspection, Placed
from surveyapp.questionnaire.model import CORE

Rule = ConstraintDefinition | WarningDefinition | SharedWarning
SELF_SAID = (ErrorCode.SYNTAX,)


@dataclass(frozen=True, slots=True)
class Written:
    """An expression in its place.

    is_binding: the core edition cannot do without it; a soft check is simply left out there.
    """

    path: KeyPath
    text: str
    scope: Scope
    expects: Expects = Expects.BOOLEAN
    is_binding: bool = False


def conditions(inspection: Inspection) -> Iterator[Finding]:
    """Problems of all expressions."""
    names = [placed.name for placed in inspection.questions]
    for place, placed in enumerate(inspection.questions):
        if placed.name in inspection.domains:
            later = frozenset(names[place + 1 :])
            for written in _of_question(inspection, placed, later):
                yield from _problems(inspection, placed, written)
    yield from _core_keys(inspection)


def _of_question(
    inspection: Inspection, placed: Placed, later: frozenset[str]
) -> Iterator[Written]:
    question, domains = placed.question, inspection.domains
    not_yet = later | {placed.name}
    is_grid = bool(question.rows)
    if question.relevant:
        scope = Scope(domains, placed.name, later=not_yet)
        yield Written((*placed.path, "relevant"), question.relevant, scope, is_binding=True)
    if question.row_filter:
        scope = Scope(domains, placed.name, has_row=is_grid, later=not_yet)
        yield Written((*placed.path, "row_filter"), question.row_filter, scope, is_binding=True)
    if question.constraint:
        each = "cell" if question.type == "grid_integer" else None
        scope = _scope(placed, each, domains, later)
        yield Written((*placed.path, "constraint"), question.constraint, scope, is_binding=True)
    for number, rule in enumerate(question.constraints):
        path = (*placed.path, "constraints", number)
        scope = _scope(placed, rule.each, domains, later)
        yield Written((*path, "test"), rule.test, scope, is_binding=True)
    yield from _of_warnings(inspection, placed, later)


def _of_warnings(
    inspection: Inspection, placed: Placed, later: frozenset[str]
) -> Iterator[Written]:
    for number, use in enumerate(placed.question.warnings):
        path: KeyPath = (*placed.path, "warnings", number)
        if isinstance(use, str):
            shared = inspection.definition.shared_warnings.get(use)
            if shared is not None:
                yield from _of_warning(inspection, placed, shared, later, ("shared_warnings", use))
        else:
            yield from _of_warning(inspection, placed, use, later, path)


def _of_warning(
    inspection: Inspection,
    placed: Placed,
    rule: WarningDefinition | SharedWarning,
    later: frozenset[str],
    path: KeyPath,
) -> Iterator[Written]:
    scope = _scope(placed, rule.each, inspection.domains, later)
    yield Written((*path, "test"), rule.test, scope)
    for name, text in rule.values.items():
        yield Written((*path, "values", name), text, scope, Expects.NUMBER)


def _scope(
    placed: Placed, each: str | None, domains: Mapping[str, object], later: frozenset[str]
) -> Scope: ...


def _problems(inspection: Inspection, placed: Placed, written: Written) -> Iterator[Finding]: ...
