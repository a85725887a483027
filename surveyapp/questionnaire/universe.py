"""Asking: who is asked what, as sets of institutions instead of as a test of one of them.

Whoever has the questionnaire knows its routing, so that "seven were asked" also tells how many
gave the answers that lead there. Disclosure control reads it from here: every column's condition
as unions and intersections of *those whose answer is one of these codes*, with everything left
out that another part implies.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from surveyapp.questionnaire.expression.syntax.tree import (
    Call,
    CodeLiteral,
    Current,
    Node,
    Number,
    Operator,
    Place,
    Reference,
)
from surveyapp.questionnaire.expression.types.claim import (
    Answered,
    Called,
    Choice,
    Claim,
    ClaimGroup,
    Compared,
    RowChoice,
    claim_of,
)
from surveyapp.questionnaire.model import AskedQuestion, Questionnaire, Routing
from surveyapp.questions.cell import RESERVED_CODES
from surveyapp.questions.column import TICKED, Column, Role
from surveyapp.questions.explanation import explained_row

NOTHING = ""
"""Stands for a cell that was not asked or left blank."""


@dataclass(frozen=True, slots=True)
class Among:
    """Institutions whose column holds one of these codes; `holds` False: all others.

    codes: of the column, reasons, and NOTHING.
    """

    column: str
    codes: frozenset[str]
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Unclear:
    """Institutions that meet something about which no counts tell, such as a claim on a number.

    where: the row or question that is meant.
    """

    what: Claim | str
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """needs_all: the institutions that are in every part; else those that are in any."""

    needs_all: bool
    parts: tuple["Universe", ...]


Universe: TypeAlias = Among | Unclear | Joined

EVERYBODY = Joined(True, ())
NOBODY = Joined(False, ())


def universes_of(form: Questionnaire) -> dict[str, Universe]:
    """Column -> who is asked it. Columns that everybody is asked are left out."""
    return _Reader(form).read()


def joined(
    needs_all: bool, parts: Iterable[Universe], universe: Mapping[str, Universe]
) -> Universe:
    """Parts put together, without those that others imply. asking: column -> who is asked it."""
    flat: dict[Universe, None] = {}
    for part in parts:
        is_same = isinstance(part, Joined) and part.needs_all is needs_all
        flat.update(dict.fromkeys(part.parts if isinstance(part, Joined) and is_same else (part,)))
    final = NOBODY if needs_all else EVERYBODY
    if final in flat:
        return final
    kept = list(flat)
    for part in flat:
        others = [other for other in kept if other != part]
        if any(_makes_idle(other, part, universe, needs_all=needs_all) for other in others):
            kept = others
    return kept[0] if len(kept) == 1 else Joined(needs_all, tuple(kept))


def columns_in(universe: Universe) -> Iterator[str]:
    """The columns that decide."""
    match universe:
        case Among(column):
            yield column
        case Joined(_, parts):
            for part in parts:
                yield from columns_in(part)


def parts_of(universe: Universe) -> Iterator[Universe]:
    """The condition and every condition that it is made of."""
    yield universe
    for part in universe.parts if isinstance(universe, Joined) else ():
        yield from parts_of(part)


def _makes_idle(
    other: Universe, part: Universe, universe: Mapping[str, Universe], *, needs_all: bool
) -> bool:
    """Whether a part may be left out beside another one."""
    return implies(other, part, universe) if needs_all else implies(part, other, universe)


def implies(one: Universe, other: Universe, universe: Mapping[str, Universe]) -> bool:
    """Whether everybody in `one` is certainly in `other`. asking: column -> who is asked it."""
    if one == other:
        return True
    match one, other:
        case Joined(False, parts), _ if parts:
            return all(implies(part, other, universe) for part in parts)
        case _, Joined(True, parts):
            return all(implies(one, part, universe) for part in parts)
        case Joined(True, parts), _ if any(implies(part, other, universe) for part in parts):
            return True
        case _, Joined(False, parts) if any(implies(one, part, universe) for part in parts):
            return True
        case Among(), Among() if one.column == other.column:
            return _is_within(one, other)
        case Among(column, codes, True), _ if NOTHING not in codes and column in universe:
            return implies(universe[column], other, universe)
        case _:
            return False


def _is_within(one: Among, other: Among) -> bool:
    if one.holds and other.holds:
        return one.codes <= other.codes
    if one.holds:
        return not one.codes & other.codes
    return not other.holds and other.codes <= one.codes


def _row_of(asked: AskedQuestion, column: Column) -> str:
    """The row that is filtered with a column; "" for words about the question as a whole."""
    if asked.row_filter is None:
        return ""
    own = column.cell.split(".")[1:]
    return own[0] if own else explained_row(column.cell) or ""


class _Reader:
    """Reads the routing of a form, question by question in its order."""

    def __init__(self, form: Questionnaire) -> None:
        self.form = form
        self.universe: dict[str, Universe] = {}
        self.columns: dict[str, list[Column]] = {}
        for column in form.columns:
            if column.role is not Role.COMPANION:
                self.columns.setdefault(column.cell, []).append(column)

    def read(self) -> dict[str, Universe]:
        for asked in self.form.questions.values():
            whole = self._routed(asked.relevant, None)
            by_row: dict[str, Universe] = {}
            for column in asked.question.variables():
                row = _row_of(asked, column)
                if row not in by_row:
                    filtered = self._routed(asked.row_filter, row) if row else EVERYBODY
                    by_row[row] = joined(True, [whole, filtered], self.universe)
                if by_row[row] != EVERYBODY:
                    self.universe[column.name] = by_row[row]
        return self.universe

    def _routed(self, routing: Routing | None, row: str | None) -> Universe:
        if routing is None:
            return EVERYBODY
        return self._claimed(claim_of(routing.expression.root), row)

    def _claimed(self, claim: Claim, row: str | None) -> Universe:
        found: Universe | None
        match claim:
            case ClaimGroup(needs_all, parts):
                return joined(needs_all, [self._claimed(p, row) for p in parts], self.universe)
            case Choice(Reference() as subject, codes, holds):
                found = self._chosen([_address(subject, row)], codes, row, holds=holds)
            case Choice(Current(), codes, holds):
                return EVERYBODY if (row in _texts(codes, row)) is holds else NOBODY
            case RowChoice(question, rows, codes, holds):
                cells = [f"{question}.{each}" for each in rows]
                found = self._chosen(cells, codes, row, holds=holds)
            case Answered(subject, holds):
                found = self._chosen(
                    [_address(subject, row)], [CodeLiteral("")], row, holds=not holds
                )
            case _:
                found = self._called(claim, row)
        return Unclear(claim, row) if found is None else found

    def _called(self, claim: Claim, row: str | None) -> Universe | None:
        """Whether some row of a grid holds a code, or something is ticked at all."""
        match claim:
            case Called(Call("any-row", (Reference(str(grid)), *codes)), holds):
                if NOTHING in _texts(codes, row):
                    return None
                cells = [f"{grid}.{each}" for each in self.form.domains[grid].rows]
                return self._chosen(cells, codes, row, holds=holds)
            case Compared(
                Operator.MORE | Operator.UNEQUAL | Operator.EQUAL | Operator.AT_MOST as operator,
                Call("count-selected", (Reference() as subject,)),
                Number(0),
            ):
                cell = _address(subject, row)
                codes = [CodeLiteral(c.option) for c in self.columns.get(cell, ()) if c.option]
                holds = operator in {Operator.MORE, Operator.UNEQUAL}
                return self._chosen([cell], codes, row, holds=holds)
            case _:
                return None

    def _chosen(
        self, cells: Iterable[str], codes: Iterable[Node], row: str | None, *, holds: bool
    ) -> Universe | None:
        """Those of whom one of the cells holds one of the codes; None where no count tells."""
        texts = _texts(codes, row)
        found: list[Universe] = []
        for cell in cells:
            columns = self.columns.get(cell, [])
            if not columns or columns[0].role is Role.RANK:
                return None
            found += _held(columns, texts, holds=holds)
        return joined(not holds, found, self.universe)


def _held(columns: list[Column], texts: frozenset[str], *, holds: bool) -> Iterator[Among]:
    """One cell: its answer, or every option that may be ticked and what stands in its place."""
    if columns[0].role is not Role.OPTION:
        yield Among(columns[0].name, texts, holds)
        return
    for column in columns:
        if column.option in texts:
            yield Among(column.name, frozenset({TICKED}), holds)
    if aside := texts & {*RESERVED_CODES, NOTHING}:
        yield Among(columns[0].name, aside, holds)


def _texts(codes: Iterable[Node], row: str | None) -> frozenset[str]:
    return frozenset(
        code.text if isinstance(code, CodeLiteral) else row or ""
        for code in codes
        if isinstance(code, CodeLiteral | Current)
    )


def _address(reference: Reference, row: str | None) -> str:
    path = [row or "" if one is Place.ROW else str(one) for one in reference.path]
    return ".".join((reference.question or "", *path))
