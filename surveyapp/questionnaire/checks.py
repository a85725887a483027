"""Checks: what is wrong with answers, or worth a question."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from surveyapp.questionnaire.expression import Situation
from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.model import AskedQuestion, Check, CheckSeverity, Each
from surveyapp.questions.cell import Missing

WHY = "__why_"


@dataclass(frozen=True, slots=True)
class CheckFailure:
    """A check that does not hold, at one place.

    address: the cell, row or question concerned; values: numbers for the words' placeholders,
    None where there is no number.
    """

    check: Check
    address: str
    row: str | None = None
    column: str | None = None
    values: tuple[tuple[str, Decimal | int | None], ...] = ()

    @property
    def why_address(self) -> str:
        """Where the reason for dismissing this check is kept."""
        return f"{self.check.question}{WHY}{self.check.name}"


def findings(flow: Flow, names: Iterable[str]) -> tuple[CheckFailure, ...]:
    """Everything that hard and soft checks find on these questions, in order."""
    return tuple(found for name in names if flow.is_asked(name) for found in _on(flow, name))


def hard(found: Iterable[CheckFailure]) -> tuple[CheckFailure, ...]:
    """Findings that must be mended."""
    return tuple(f for f in found if f.check.severity is CheckSeverity.HARD)


def open_questions(flow: Flow, found: Iterable[CheckFailure]) -> tuple[CheckFailure, ...]:
    """Soft findings that were not dismissed with a reason yet."""
    return tuple(
        f
        for f in found
        if f.check.severity is CheckSeverity.SOFT and f.why_address not in flow.answers
    )


def renewed(before: Flow, after: Flow, names: Iterable[str]) -> frozenset[str]:
    """Where reasons are kept that were given for less than their checks find now.

    A yes belongs to the figures it was said to; one that was changed as well is not meant.
    """
    given = [name for name in names if any(w in before.answers for w in _whys(after, name))]
    known = {(f, before.answers.get(f.address)) for f in findings(before, given)}
    return frozenset(
        f.why_address
        for f in findings(after, given)
        if f.check.severity is CheckSeverity.SOFT
        and (f, after.answers.get(f.address)) not in known
        and before.answers.get(f.why_address) == after.answers.get(f.why_address) is not None
    )


def _whys(flow: Flow, name: str) -> Iterator[str]:
    return (f"{name}{WHY}{check.name}" for check in flow.form.questions[name].warnings)


def _on(flow: Flow, name: str) -> Iterator[CheckFailure]:
    asked = flow.form.questions[name]
    for check in (*asked.constraints, *asked.warnings):
        yield from _runs(flow, asked, check)


def _runs(flow: Flow, asked: AskedQuestion, check: Check) -> Iterator[CheckFailure]:
    for address, row, column, is_cell in _places(flow, asked, check.each):
        situation = flow.situation(asked.name, address if is_cell else None, row, column)
        if not check.condition.holds(situation):
            yield CheckFailure(check, address, row, column, _numbers(check, situation))


def _places(
    flow: Flow, asked: AskedQuestion, each: Each
) -> Iterator[tuple[str, str | None, str | None, bool]]:
    """(address, row, column, whether it is a cell) of every place where a check runs."""
    match each:
        case Each.QUESTION:
            if any(address in flow.answers for address in flow.cells(asked.name)):
                yield asked.name, None, None, False
        case Each.ROW:
            for row in flow.rows(asked.name):
                yield f"{asked.name}.{row}", row, None, False
        case Each.COLUMN:
            for column in asked.question.columns:
                yield asked.name, None, column.code, False
        case Each.CELL:
            for address in flow.cells(asked.name):
                cell = flow.answers.get(address)
                if cell is not None and not isinstance(cell, Missing):
                    _, row, *rest = address.split(".")
                    yield address, row, rest[0] if rest else None, True


def _numbers(check: Check, situation: Situation) -> tuple[tuple[str, Decimal | int | None], ...]:
    return tuple((key, compute(situation)) for key, compute in check.values)
