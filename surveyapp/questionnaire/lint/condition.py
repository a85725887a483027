"""Conditions: every expression is read and typed at its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveyapp.questionnaire.build import core_cells
from surveyapp.questionnaire.definition import (
    QuestionDefinition,
    SharedWarning,
    WarningDefinition,
)
from surveyapp.questionnaire.expression import (
    ErrorCode,
    Expects,
    Expression,
    ExpressionError,
    Scope,
    addresses_in,
    check_types,
    names_in,
    parse,
    places_in,
    reads_this,
)
from surveyapp.questionnaire.lint.finding import Finding, KeyPath, Severity
from surveyapp.questionnaire.lint.inspection import (
    Inspection,
    PlacedQuestion,
    did_you_mean,
    named_questions,
)
from surveyapp.questionnaire.model import CORE
from surveyapp.questions.domain import Domain

EXPRESSIONS = "docs/researcher/expressions.md"
MENDS: Mapping[ErrorCode, str] = {
    ErrorCode.SYNTAX: f"write it as {EXPRESSIONS} shows",
    ErrorCode.TOO_DEEP: "split it into several checks",
    ErrorCode.NUMBER_TOO_LARGE: "write a smaller number",
    ErrorCode.UNKNOWN_FUNCTION: f"use one of those in {EXPRESSIONS}",
    ErrorCode.WRONG_ARGUMENTS: f"write it as {EXPRESSIONS} shows",
    ErrorCode.UNKNOWN_NAME: "add it, or name another question",
    ErrorCode.LATER_QUESTION: "ask it earlier, or do without it",
    ErrorCode.UNKNOWN_CODE: "add it, or name another code",
    ErrorCode.UNKNOWN_ROW: "add it, or name another row",
    ErrorCode.UNKNOWN_COLUMN: "add it, or name another column",
    ErrorCode.NO_CURRENT_ANSWER: "name a question, as in ${name}",
    ErrorCode.NO_CURRENT_ROW: "write each: there, or name a row",
    ErrorCode.NO_CURRENT_COLUMN: "write each: there, or name a column",
    ErrorCode.NEEDS_A_CELL: "name one answer",
    ErrorCode.NOT_A_DAY: "write the day in quotes, as year, month and day",
    ErrorCode.NOT_A_NUMBER: "name a question or a cell that holds a number",
}
"""What to do where the words of an error do not say it and no name is near."""


@dataclass(frozen=True, slots=True)
class Written:
    """An expression in its place.

    is_binding: the core edition cannot do without it; a soft check is simply left out there.
    each: what a test is run for one by one; None where it is run once, or is no test.
    """

    path: KeyPath
    text: str
    scope: Scope
    expects: Expects = Expects.BOOLEAN
    is_binding: bool = False
    each: str | None = None


def conditions(inspection: Inspection) -> Iterator[Finding]:
    """Problems of all expressions."""
    names = [placed.name for placed in inspection.questions]
    for place, placed in enumerate(inspection.questions):
        if placed.name in inspection.domains and _has_expressions(placed.question):
            later = frozenset(names[place + 1 :])
            for written in _of_question(inspection, placed, later):
                yield from _problems(inspection, placed, written)
    yield from _core_keys(inspection)


def _has_expressions(question: QuestionDefinition) -> bool:
    routing = question.relevant or question.row_filter
    return bool(routing or question.constraint or question.constraints or question.warnings)


def _of_question(
    inspection: Inspection, placed: PlacedQuestion, later: frozenset[str]
) -> Iterator[Written]:
    question, domains = placed.question, inspection.domains
    not_yet = later | {placed.name}
    is_grid = bool(question.rows)
    if question.relevant:
        scope = Scope(domains, later=not_yet)
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
        yield Written((*path, "test"), rule.test, scope, is_binding=True, each=rule.each)
    yield from _of_warnings(inspection, placed, later)


def _of_warnings(
    inspection: Inspection, placed: PlacedQuestion, later: frozenset[str]
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
    placed: PlacedQuestion,
    rule: WarningDefinition | SharedWarning,
    later: frozenset[str],
    path: KeyPath,
) -> Iterator[Written]:
    scope = _scope(placed, rule.each, inspection.domains, later)
    yield Written((*path, "test"), rule.test, scope, each=rule.each)
    for name, text in rule.values.items():
        yield Written((*path, "values", name), text, scope, Expects.NUMBER)


def _scope(
    placed: PlacedQuestion, each: str | None, domains: Mapping[str, Domain], later: frozenset[str]
) -> Scope:
    """What a check of this question may speak of; a cell of a grid of codes is its row."""
    is_numbers = placed.question.type == "grid_integer"
    has_row = each in ("row", "cell")
    has_column = each == "column" or (each == "cell" and is_numbers)
    return Scope(domains, placed.name, has_row=has_row, has_column=has_column, later=later)


def _problems(
    inspection: Inspection, placed: PlacedQuestion, written: Written
) -> Iterator[Finding]:
    try:
        expression = parse(written.text)
    except ExpressionError as unreadable:
        yield _finding(placed, written, unreadable)
        return
    for problem in check_types(expression, written.scope, written.expects):
        if not _is_said_elsewhere(inspection, problem):
            yield _finding(placed, written, problem)
    if written.is_binding:
        yield from _core(inspection, placed, written, expression)
    if written.each and not _looks_at(expression, written.each):
        words = f"it is asked once for every {written.each}, and always says the same"
        place = "." if written.each == "cell" else f"@{written.each}"
        mend = f"use {place} in it, or remove each:"
        yield Finding(written.path, "each-without-place", words, mend, Severity.WARNING)
    elif line := _one_line(expression, written):
        words = f"it is asked once for every cell, and says the same in all of a {line}"
        mend = f"write each: {line}, or use . in it"
        yield Finding(written.path, "each-without-place", words, mend, Severity.WARNING)


def _one_line(expression: Expression, written: Written) -> str:
    """Row or column, where a check of cells that have both reads this one alone; "" otherwise."""
    steps = places_in(expression)
    if written.each != "cell" or not written.scope.has_column or reads_this(expression):
        return ""
    return next(iter(steps)).value.removeprefix("@") if len(steps) == 1 else ""


def _looks_at(expression: Expression, each: str) -> bool:
    """Whether an expression reads the row, column or cell for which it is run."""
    steps = places_in(expression)
    return f"@{each}" in steps or (each == "cell" and (bool(steps) or reads_this(expression)))


def _is_said_elsewhere(inspection: Inspection, problem: ExpressionError) -> bool:
    """A question that exists and could not be built has findings of its own."""
    return problem.code is ErrorCode.UNKNOWN_NAME and problem.details["name"] in inspection.by_name


def _finding(placed: PlacedQuestion, written: Written, problem: ExpressionError) -> Finding:
    words = f"column {problem.column}: {said(problem)}"
    if written.path[0] == "shared_warnings":
        words = f"for {placed.name}, {words}"
    mend = problem.mend or did_you_mean(problem.suggestion, MENDS.get(problem.code, ""))
    return Finding(written.path, problem.code.value, words, mend, character=problem.column)


def said(problem: ExpressionError) -> str:
    """The problem in words, without its suggestion."""
    return ExpressionError(problem.code, problem.column, None, **problem.details).in_words()


def _core(
    inspection: Inspection, placed: PlacedQuestion, written: Written, expression: Expression
) -> Iterator[Finding]:
    if CORE not in inspection.definition.editions or not placed.question.core:
        return
    for name in sorted(names_in(expression)):
        if name in inspection.by_name and not inspection.by_name[name].core:
            words = f"{placed.name} is in the core edition and depends on {name}, which is not"
            yield Finding(written.path, "core-needs-more", words, f"make {name} core, too")
    for cell in sorted(addresses_in(expression)):
        if not _is_in_core(inspection, cell):
            words = f"{placed.name} is in the core edition and depends on {cell}, which is not"
            yield Finding(written.path, "core-needs-more", words, "add it to the cells in core")


def _is_in_core(inspection: Inspection, address: str) -> bool:
    """Whether a row or cell is in core as far as its question is; others are told by name."""
    name = address.split(".", 1)[0]
    if name not in inspection.built:
        return True
    cells = core_cells(inspection.by_name[name], inspection.built[name])
    return cells is None or any(f"{cell}.".startswith(f"{address}.") for cell in cells)


def _core_keys(inspection: Inspection) -> Iterator[Finding]:
    """What the whole questionnaire stands on must be asked in every edition."""
    definition = inspection.definition
    for path, name in named_questions(definition) if CORE in definition.editions else ():
        question = inspection.by_name.get(name)
        if question and not question.core:
            words = f"{path[0]} needs {name}, which the core edition leaves out"
            yield Finding(path, "core-needs-more", words, f"make {name} core")
