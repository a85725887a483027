"""Flag: one thing that is said about how a question was answered, as a column of codes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from surveyapp.analysis.quality.quality_result import (
    ANSWERED,
    DISMISSED,
    HOLDS,
    IN_PART,
    LEFT_OPEN,
    NO,
    NOT_ANSWERED,
    SEVERAL,
    WHY,
    YES,
    IndicatorKind,
)
from surveyapp.analysis.quality.sent import Sent
from surveyapp.analysis.tabulation.number_classes import CLOSELY_PROTECTED, usual_starts
from surveyapp.analysis.tabulation_plan import is_number
from surveyapp.questionnaire.checks import WHY as CHECK_WHY
from surveyapp.questionnaire.model import AskedQuestion, Check, CheckSeverity, Questionnaire
from surveyapp.questions.base import Question
from surveyapp.questions.cell import Cell, Missing, MissingReason
from surveyapp.questions.column import Column, Level, Role
from surveyapp.questions.domain import Shape

FEWEST_LINES = 4
ROUND = 10
FROM = CLOSELY_PROTECTED[-1]
"""Round numbers are looked at from here on: a class begins with it, closely protected or not."""
NARROWEST = 3 * ROUND
"""A class with fewer round numbers would tell the number of whoever gave one in it."""


Scales = Mapping[str, Sequence[int]]
NO_SCALES: Scales = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class QualityIndicator:
    """One column, and how it is read from a response; None: it does not concern the institution.

    check: the soft check, for flags about one. is_told: whether anything may be said; of closely
    protected questions only how many answered them.
    """

    kind: IndicatorKind
    question: str
    column: Column
    read: Callable[[Sent], str | None]
    check: Check | None = None
    is_told: bool = True


def indicators_of(form: Questionnaire, scales: Scales = NO_SCALES) -> Iterator[QualityIndicator]:
    """Everything that is looked at, question by question.

    scales: column -> the numbers with which its classes begin, where the plan declares them.
    """
    for asked in form.questions.values():
        if _cells(asked.question):
            yield from _flags(asked, form, scales)


def _cells(question: Question) -> frozenset[str]:
    """Cells that hold an answer or a reason; words beside an answer are not waited for."""
    return frozenset(c.cell for c in question.variables() if c.role is not Role.COMPANION)


def _flags(asked: AskedQuestion, form: Questionnaire, scales: Scales) -> Iterator[QualityIndicator]:
    question = asked.question
    yield _item(question)
    is_told = not question.is_sensitive
    yield from (replace(flag, is_told=is_told) for flag in _of_answers(question, scales))
    for check in asked.warnings:
        reads = (question, *(form.questions[name].question for name in check.names))
        if check.severity is CheckSeverity.SOFT and not any(map(_is_in_words, reads)):
            is_told = not any(each.is_sensitive for each in reads)
            yield replace(_check(check), is_told=is_told)


def _is_in_words(question: Question) -> bool:
    """Whether its answers are words, which lie apart from the responses that are read here."""
    return question.domain().shape is Shape.TEXT


def _of_answers(question: Question, scales: Scales) -> Iterator[QualityIndicator]:
    """All but whether the question was answered, and its checks."""
    yield _why(question)
    if _is_grid_of_codes(question):
        yield _flag(IndicatorKind.STRAIGHT, question, (YES, NO), _is_straight)
    numbers = [column for column in question.variables() if is_number(column)]
    if numbers and all(_may_tell_round(column, scales) for column in numbers):
        yield _flag(IndicatorKind.ROUND, question, (YES, NO), _is_round)


def _flag(
    kind: IndicatorKind,
    question: Question,
    codes: tuple[str, ...],
    read: Callable[[tuple[Cell, ...]], str | None],
) -> QualityIndicator:
    """A flag that is read from the cells of one question, which are none when it was not asked."""

    def read_cells(sent: Sent) -> str | None:
        cells = tuple(sent.cells.get(question.name, {}).values())
        code = read(cells) if cells else None
        return code if code in codes else None

    column = _column(f"{kind}:{question.name}", codes)
    return QualityIndicator(kind, question.name, column, read_cells)


def _column(name: str, codes: tuple[str, ...]) -> Column:
    """A question of its own: that it is protected says nothing of what else asks after answers."""
    return Column(name, name, name, Level.NOMINAL, codes=codes)


def _item(question: Question) -> QualityIndicator:
    """Whether it was answered; of a closely protected table not in how many of its cells."""
    if len(_cells(question)) > 1 and not question.is_sensitive:
        return _flag(IndicatorKind.ITEM, question, (ANSWERED, IN_PART, NOT_ANSWERED), _extent)
    return _flag(IndicatorKind.ITEM, question, (ANSWERED, NOT_ANSWERED), _whole)


def _whole(cells: Iterable[Cell]) -> str:
    return NOT_ANSWERED if _extent(cells) == NOT_ANSWERED else ANSWERED


def _is_reason(cell: Cell) -> bool:
    """Whether it stands for no answer. How many said "fewer than five" is never told apart."""
    return isinstance(cell, Missing) and cell.reason is not MissingReason.FEWER_THAN_FIVE


def _extent(cells: Iterable[Cell]) -> str:
    is_missing = {_is_reason(cell) for cell in cells}
    if is_missing == {True, False}:
        return IN_PART
    return NOT_ANSWERED if True in is_missing else ANSWERED


def _why(question: Question) -> QualityIndicator:
    offered = dict.fromkeys((MissingReason.BLANK, *question.missing))
    reasons = (reason for reason in offered if _is_reason(Missing(reason)))
    several = (SEVERAL,) if len(_cells(question)) > 1 else ()
    codes = (*(WHY + reason.value for reason in reasons), *several)
    return _flag(IndicatorKind.WHY, question, codes, _reason)


def _reason(cells: tuple[Cell, ...]) -> str | None:
    """Prefixed, for the reasons themselves are never counted as answers."""
    reasons = {cell.reason for cell in cells if isinstance(cell, Missing)}
    if not all(_is_reason(cell) for cell in cells):
        return None
    return SEVERAL if len(reasons) > 1 else WHY + reasons.pop().value


def _is_grid_of_codes(question: Question) -> bool:
    columns = tuple(c for c in question.variables() if c.role is not Role.COMPANION)
    is_coded = all(column.codes and column.role is Role.ANSWER for column in columns)
    return is_coded and len(columns) >= FEWEST_LINES and question.pick_rows is None


def _is_straight(cells: tuple[Cell, ...]) -> str | None:
    answers = [cell for cell in cells if isinstance(cell, str)]
    if len(answers) < FEWEST_LINES:
        return None
    return YES if len(set(answers)) == 1 else NO


def _may_tell_round(column: Column, scales: Scales) -> bool:
    """Whether its classes leave several numbers to whoever gave a round one."""
    starts = scales.get(column.name, usual_starts(column, is_secret=False))
    wide = (high - low >= NARROWEST for low, high in pairwise(starts) if low >= FROM)
    return FROM in starts and all(wide)


def _is_round(cells: tuple[Cell, ...]) -> str | None:
    numbers = [c for c in cells if not isinstance(c, str | tuple | Missing) and c >= FROM]
    if not numbers:
        return None
    return YES if all(number % ROUND == 0 for number in numbers) else NO


def _check(check: Check) -> QualityIndicator:
    name = f"{IndicatorKind.CHECK}:{check.question}:{check.name}"
    column = _column(name, (HOLDS, DISMISSED, LEFT_OPEN))
    return QualityIndicator(
        IndicatorKind.CHECK, check.question, column, lambda sent: _state(sent, check), check
    )


def _state(sent: Sent, check: Check) -> str | None:
    """What became of a check; None where nothing was answered that it could be about."""
    cells = sent.cells.get(check.question, {})
    if all(_is_reason(cell) for cell in cells.values()):
        return None
    address = f"{check.question}{CHECK_WHY}{check.name}"
    if address not in sent.open_checks:
        return HOLDS
    return DISMISSED if address in sent.answers else LEFT_OPEN
