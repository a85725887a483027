"""Family: the rows of a question that a plan pools, and the columns in their place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from surveyapp.analysis.derivation import Merge, Pool
from surveyapp.analysis.plan_file.definition import (
    ComparisonDefinition,
    FamilyDefinition,
    PoolDefinition,
)
from surveyapp.analysis.plan_file.selection import Columns, chosen
from surveyapp.analysis.tabulation_plan import is_number
from surveyapp.analysis.tabulation_specification import merged
from surveyapp.questions.column import NOT_TICKED, TICKED, Column, Level, Role

FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Family:
    """Rows of one question that are published as one.

    name: of the column in their place. columns: one of each row, in the order of the form; all
    rows of the question that the plan names, whether a comparison shows them or not.
    """

    name: str
    definition: FamilyDefinition
    columns: tuple[Column, ...]

    @property
    def cell(self) -> str:
        """Address under which the columns of this family belong together."""
        first = self.columns[0]
        return self.name if is_number(first) else f"{first.question}.{self.definition.name}"


def row_of(column: Column) -> str | None:
    """The row of a grid that a column belongs to; None in other questions."""
    _, *parts = column.cell.split(".")
    return parts[0] if parts else None


def families_of(
    each: ComparisonDefinition, pools: Mapping[str, PoolDefinition], columns: Columns
) -> dict[str, Family]:
    """Column -> its family, of all rows that are pooled because of a comparison.

    A family of which a question has one row only takes nothing together.
    """
    pool = pools.get(each.pool or "")
    if pool is None:
        return {}
    found: dict[str, Family] = {}
    for question in dict.fromkeys(columns[name].question for name in chosen(each, columns)):
        own = [column for column in columns.values() if column.question == question]
        for definition in pool.families:
            for family in _families(definition, own):
                found |= {column.name: family for column in family.columns}
    return found


def _families(definition: FamilyDefinition, own: Sequence[Column]) -> Iterator[Family]:
    """One family for every column of a row, such as every option."""
    by_name: dict[str, list[Column]] = {}
    for column in own:
        row = row_of(column)
        if row in definition.rows:
            rest = column.name.removeprefix(f"{column.question}.{row}")
            by_name.setdefault(f"{column.question}.{definition.name}{rest}", []).append(column)
    for name, columns in by_name.items():
        if len(columns) >= FEWEST_ROWS:
            yield Family(name, definition, tuple(columns))


def pooled(
    names: Sequence[str],
    families: Mapping[str, Family],
    each: ComparisonDefinition,
    merge: Merge | None,
    path: str,
) -> tuple[tuple[str, ...], tuple[Pool, ...]]:
    """Names with every family where its first row was, and what is pooled.

    path: of the texts of the comparison's pool.
    """
    shown: dict[str, None] = {}
    made: dict[str, Pool] = {}
    for name in names:
        family = families.get(name)
        own = tuple(_pools(family, each, merge, path)) if family else ()
        made |= {pool.column.name: pool for pool in own}
        shown |= dict.fromkeys([pool.column.name for pool in own] if family else [name])
    return tuple(shown), tuple(made.values())


def _pools(
    family: Family, each: ComparisonDefinition, merge: Merge | None, path: str
) -> Iterator[Pool]:
    first = family.columns[0]
    rows = tuple(column.name for column in family.columns)
    column = replace(
        merged(first, merge) if merge else first,
        name=family.name,
        cell=family.cell,
        line_path=f"{path}.{family.definition.name}",
        is_sensitive=any(row.is_sensitive for row in family.columns),
    )
    recodes = merge.recodes() if merge else {code: code for code in first.codes}
    if is_number(first):
        yield Pool(column, rows, {}, ())
    elif first.role is Role.OPTION:
        yield Pool(column, rows, recodes, (TICKED, NOT_TICKED))
    elif each.nearest is not None:
        is_first = column.codes[0] == each.nearest
        yield Pool(column, rows, recodes, column.codes if is_first else column.codes[::-1])
    else:
        yield from _options(column, rows, recodes)


def _options(column: Column, rows: tuple[str, ...], recodes: Mapping[str, str]) -> Iterator[Pool]:
    """Codes without an order: each is chosen when a row of the institution has it."""
    for code in column.codes:
        option = replace(
            column,
            name=f"{column.name}.{code}",
            level=Level.NOMINAL,
            role=Role.OPTION,
            codes=(TICKED, NOT_TICKED),
            option=code,
            column_path=dict(column.text_paths).get(code),
            text_paths=(),
            scores=(),
        )
        ticks = {old: TICKED if new == code else NOT_TICKED for old, new in recodes.items()}
        yield Pool(option, rows, ticks, (TICKED, NOT_TICKED))
