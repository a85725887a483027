"""Plan: which columns are compared, and between whom. The gate publishes nothing outside it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from surveyapp.analysis.derivation import Base, Index, Pool
from surveyapp.analysis.pairing import AGAINST_FIRST, Pairing
from surveyapp.analysis.result import Group
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.universe import EVERYBODY, Universe, universes_of
from surveyapp.questions.cell import OTHERS, RESERVED_CODES
from surveyapp.questions.column import Column, Level, Role

UNKNOWN = ""
"""Stands for the split's code where it was not answered: such answers count in the whole only."""

"""Stands for all codes of the split but the first: in a small study each alone would be too few."""


class NothingToCompare(LookupError):
    """code: no-comparing-question or unknown-question; name: of the questionnaire or question."""

    def __init__(self, code: str, name: str) -> None:
        super().__init__(f"{code}: {name}")
        self.code, self.name = code, name


@dataclass(frozen=True, slots=True)
class OptionSet:
    """The options of one cell: whoever answered it chose at least one.

    columns: names in the order of the form. alone: those that stand alone. most: how many may be
    chosen; None: all.
    """

    columns: tuple[str, ...]
    alone: frozenset[str] = frozenset()
    most: int | None = None


@dataclass(frozen=True, slots=True)
class TabulationPlan:
    """The columns, the question that is compared by, and its split.

    by, codes: a column such as "country", and its values in order. split, split_codes: a second
    one, such as "sector", by which every group can be taken apart; None when there is none. The
    split's code `OTHERS` takes all answers that are not named.
    Columns of text and companions are never compared and are left out.
    recodes: column -> code -> the code it is taken together under; the column has the new codes.
    bases: column -> who counts; everybody where there is none. indices: columns that are made of
    several answers; they stand among `columns` under their names. scores: column -> code -> points
    of an index. unsplit: columns of which nothing is published by the split. asking: column -> who
    is asked it, where that is not everybody; also of columns that are not compared. options: cell
    -> its options, also of columns that are not compared. sensitive: names of all columns that are
    closely protected, compared or not. scales: column of numbers -> the number with which each of
    its classes begins, rising; the usual ones where there is none. pools: columns that stand for
    several rows; they stand among `columns` in the place of these. pairing: which of the codes are
    compared with which.
    """

    columns: tuple[Column, ...]
    by: str
    codes: tuple[str, ...]
    split: str | None = None
    split_codes: tuple[str, ...] = ()
    recodes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    bases: Mapping[str, Base] = field(default_factory=dict)
    indices: tuple[Index, ...] = ()
    scores: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    unsplit: frozenset[str] = frozenset()
    universe: Mapping[str, Universe] = field(default_factory=dict)
    options: Mapping[str, OptionSet] = field(default_factory=dict)
    sensitive: frozenset[str] = frozenset()
    scales: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    pools: tuple[Pool, ...] = ()
    pairing: Pairing = AGAINST_FIRST

    @property
    def compared(self) -> tuple[Column, ...]:
        """The columns that have a measure."""
        return tuple(column for column in self.columns if is_compared(column))

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups of the widest view."""
        return tuple(((self.by, code),) for code in self.codes)

    @property
    def split_groups(self) -> tuple[Group, ...]:
        """The groups of the finest view; the same as `groups` when there is no split."""
        if self.split is None:
            return self.groups
        pairs = product(self.codes, self.split_codes)
        return tuple(((self.by, code), (self.split, part)) for code, part in pairs)

    @property
    def needs(self) -> dict[str, frozenset[str]]:
        """Column that is made of others -> the names of these."""
        of_indices = {index.name: frozenset(index.needs()) for index in self.indices}
        return of_indices | {pool.column.name: frozenset(pool.rows) for pool in self.pools}

    def asked(self, column: str) -> Universe:
        """Who is asked a column."""
        return self.universe.get(column, EVERYBODY)

    def parts(self, group: Group) -> tuple[Group, ...]:
        """The groups of the finest view that make up one group of the widest."""
        return tuple(fine for fine in self.split_groups if fine[: len(group)] == group)

    def part_of(self, code: str | None) -> str:
        """The class of an answer to the split question; UNKNOWN without one."""
        return class_of(code, self.split_codes)

    def among(self, names: Collection[str]) -> "TabulationPlan":
        """The same plan for answers that hold only these columns."""
        there = {*names}
        known = there | {name for name, needed in self.needs.items() if needed <= there}
        columns = tuple(c for c in self.columns if c.name in known and self._has_base(c, known))
        if self.split is None or self.split in names:
            return replace(self, columns=columns)
        return replace(self, columns=columns, split=None, split_codes=())

    def _has_base(self, column: Column, names: Collection[str]) -> bool:
        base = self.bases.get(column.name)
        return base is None or base.question in names


def plan_of(form: Questionnaire, questions: Collection[str] = ()) -> TabulationPlan:
    """What a questionnaire compares; only these questions when some are named.

    Raises NothingToCompare.
    """
    if form.compare_by is None or not form.compare_codes:
        raise NothingToCompare("no-comparing-question", form.name)
    for name in questions:
        if name not in form.questions:
            raise NothingToCompare("unknown-question", name)
    columns = tuple(c for c in form.columns if not questions or c.question in questions)
    codes = tuple(code.code for code in form.compare_codes)
    return TabulationPlan(
        columns,
        form.compare_by,
        codes,
        form.split_by,
        split_codes(form),
        universe=universes_of(form),
        options=dict(_options(form)),
        sensitive=frozenset(column.name for column in form.columns if column.is_sensitive),
    )


def _options(form: Questionnaire) -> Iterator[tuple[str, OptionSet]]:
    for asked in form.questions.values():
        question = asked.question
        by_cell: dict[str, list[Column]] = {}
        for column in question.variables():
            if column.role in {Role.OPTION, Role.RANK}:
                by_cell.setdefault(column.cell, []).append(column)
        for cell, columns in by_cell.items():
            alone = frozenset(c.name for c in columns if c.option in question.exclusive)
            yield cell, OptionSet(tuple(c.name for c in columns), alone, question.max_choices)


def split_codes(form: Questionnaire) -> tuple[str, ...]:
    """The first class, such as authorities, against all others."""
    if form.split_by is None:
        return ()
    codes = form.questions[form.split_by].question.codes()
    return codes if len(codes) < 3 else (codes[0], OTHERS)


def class_of(code: str | None, classes: Collection[str]) -> str:
    """The class of an answer to the split question; UNKNOWN without one. classes: its codes."""
    if code in classes:
        return code or UNKNOWN
    is_answer = code is not None and code not in RESERVED_CODES
    return OTHERS if is_answer and OTHERS in classes else UNKNOWN


def is_compared(column: Column) -> bool:
    """Whether there is a measure for this column: neither text nor words beside an answer."""
    return column.level is not Level.TEXT and column.role is not Role.COMPANION


def is_number(column: Column) -> bool:
    """Whether its values are numbers; everything else that is compared has codes."""
    return column.level in {Level.INTERVAL, Level.RATIO}
