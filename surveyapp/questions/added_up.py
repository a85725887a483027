"""Added up: totals of a table of numbers that follow their parts."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveyapp.questions.cell import BLANK, LARGEST, Answers, Cell

Lines = Mapping[str, tuple[str, ...]]
"""Address of a total -> addresses of its parts; a total that is a part stands before its whole."""

Typed = Mapping[str, Cell | None]
"""Address -> cell; None where it is empty."""


@dataclass(frozen=True, slots=True)
class DeclaredSum:
    """A column that adds up other columns in every row, or a row that adds up other rows."""

    total: str
    parts: tuple[str, ...]
    is_column: bool


def lines_of(
    sums: Sequence[DeclaredSum], question: str, cells: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """The lines of which the total and every part are among the cells.

    A total that adds up a row and a column stands for the first of the two that was declared.
    """
    known = dict.fromkeys(cells)
    found: dict[str, tuple[str, ...]] = {}
    for each in sums:
        for total, parts in _lines(each, question, known):
            if known.keys() >= {total, *parts}:
                found.setdefault(total, parts)
    return {total: found[total] for total in sorted(found, key=lambda one: _depth(found, one))}


def sum_of(answers: Typed, parts: Iterable[str]) -> int | None:
    """The parts added up; None as soon as one is not a number, and where nobody could type it."""
    numbers = numbers_in(answers, parts)
    whole = sum(n for n in numbers if n is not None)
    return None if None in numbers or abs(whole) > LARGEST else whole


def numbers_in(answers: Typed, parts: Iterable[str]) -> tuple[int | None, ...]:
    """Each part's whole number; None where there is none."""
    cells = (answers.get(part) for part in parts)
    return tuple(cell if isinstance(cell, int) else None for cell in cells)


def is_added_up(answers: Answers, total: str, parts: Iterable[str]) -> bool:
    """Whether all parts are numbers, and the total is their sum or was left empty."""
    whole, cell = sum_of(answers, parts), answers.get(total)
    return whole is not None and (_is_empty(cell) or cell == whole)


def follow(
    lines: Lines, before: Answers, after: Answers, typed: Collection[str] = ()
) -> dict[str, Cell | None]:
    """What becomes of the totals; None empties one.

    A total that was added up, or is empty, follows its parts; one that somebody gave stays. typed:
    totals that somebody gives now.
    """
    changes: dict[str, Cell | None] = {}
    now = {a: after.get(a) for total, parts in lines.items() for a in (total, *parts)}
    for total, parts in lines.items():
        cell = now[total]
        follows = _is_empty(cell) or is_added_up(before, total, parts)
        whole = sum_of(now, parts)
        if follows and total not in typed and whole != cell and (whole, cell) != (None, BLANK):
            changes[total] = now[total] = whole
    return changes


def _lines(
    each: DeclaredSum, question: str, cells: Iterable[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(total, parts) of one sum in every row, or every column."""
    for _, row, column in (cell.split(".") for cell in cells):
        if each.is_column and column == each.total:
            yield (
                _address(question, row, column),
                tuple(_address(question, row, part) for part in each.parts),
            )
        if not each.is_column and row == each.total:
            yield (
                _address(question, row, column),
                tuple(_address(question, part, column) for part in each.parts),
            )


def _address(question: str, row: str, column: str) -> str:
    return f"{question}.{row}.{column}"


def _depth(lines: Lines, address: str) -> int:
    """0 for a cell that is typed; the linter sees to it that no total is a part of itself."""
    return 1 + max(_depth(lines, part) for part in lines[address]) if address in lines else 0


def _is_empty(cell: Cell | None) -> bool:
    return cell is None or cell == BLANK
