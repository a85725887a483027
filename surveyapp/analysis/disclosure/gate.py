"""Gate: the only maker of `ProtectedTable`.

Every column is protected once per country, in its finest published table (value x country x
split); the wider view is the same table's whole. So two views cannot be subtracted to find what
is hidden. Rules 1 to 6 of statistics.md, section 6. Then the numbers asked are looked at, which
tell of the answers that lead to a question. It fails closed: where hiding cells does not make a
table safe, its rows are closed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveyapp.analysis.disclosure.cells import closed_rows, hidden_cells
from surveyapp.analysis.disclosure.group_disclosure import GroupDisclosure, group_disclosures
from surveyapp.analysis.disclosure.numbers import Summary, is_dominated, shift, summary
from surveyapp.analysis.disclosure.protected import (
    REASONS,
    SEAL,
    ProtectedColumn,
    ProtectedGroup,
    ProtectedTable,
    codes_shown,
    pairs,
    possible_reasons,
    shut,
)
from surveyapp.analysis.disclosure.routed_gate import without_routes
from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.disclosure.two_way import TwoWayTable
from surveyapp.analysis.estimates import Distribution, mean_points
from surveyapp.analysis.frequencies import Counts, FrequencyTable
from surveyapp.analysis.plan import UNKNOWN, Plan, is_number
from surveyapp.analysis.result import RANKED, Group
from surveyapp.questions.cell import RESERVED_CODES, MissingReason
from surveyapp.questions.column import Column, Role

POINTS_DIGITS = 1


def protect(
    table: FrequencyTable, rules: DisclosureRules, beside: ProtectedTable | None = None
) -> ProtectedTable:
    """The table with everything hidden that could show an institution.

    beside: what is published of the same answers, so that both together tell no more.
    """
    apart = tuple(_protected(table, column, rules) for column in table.plan.compared)
    known = ProtectedTable(table.plan, rules, apart, SEAL)
    columns = without_routes(known, beside)
    return ProtectedTable(
        table.plan, rules, columns, SEAL, tuple(_group_disclosures(columns, table.plan, rules))
    )


def _group_disclosures(
    columns: Sequence[ProtectedColumn], plan: Plan, rules: DisclosureRules
) -> Iterator[GroupDisclosure]:
    """Of every column but those that make the groups, in which everybody is alike."""
    for each in columns:
        if each.column.name not in (plan.by, plan.split):
            yield from group_disclosures(each.column, each.groups, rules.k)


def _protected(table: FrequencyTable, column: Column, rules: DisclosureRules) -> ProtectedColumn:
    views = [_country(table, column, whole, rules) for whole in table.plan.groups]
    groups = {each.group: each for view in views for each in view.groups}
    numbers = {group: answers for view in views for group, answers in view.numbers.items()}
    shifts = {
        (a, b): shift(numbers[a], numbers[b], column, rules, _both_asked(groups[a], groups[b]))
        for a, b in pairs(table.plan)
        if a in numbers and b in numbers
    }
    return ProtectedColumn(column, groups, shifts)


def _both_asked(a: ProtectedGroup, b: ProtectedGroup) -> tuple[int, int] | None:
    """Institutions asked in both; None where one is hidden."""
    return None if a.n_asked is None or b.n_asked is None else (a.n_asked, b.n_asked)


@dataclass(frozen=True, slots=True)
class _Country:
    """The whole of one country and its parts; numbers only where they may be shown."""

    groups: list[ProtectedGroup]
    numbers: Mapping[Group, Distribution]


def _country(
    table: FrequencyTable, column: Column, whole: Group, rules: DisclosureRules
) -> _Country:
    names = [whole, *_parts(table.plan, whole)]
    rows = _rows(table, column, names)
    n_asked = [sum(row.values()) for row in rows]
    n = [sum(count for value, count in row.items() if value not in RESERVED_CODES) for row in rows]
    asked = _rows_that_matter(table.plan, column, rows)
    given = _closed(table.plan, column, n_asked, n, rules)
    closed, cells = _cells(column, rows, asked, given, rules)
    numbers = _numbers(column, rows, closed, rules)
    missing = _missing(column, rows, rules)
    groups = [
        shut(name, cells[row])
        if closed[row]
        else ProtectedGroup(
            name,
            False,
            n_asked[row],
            n[row],
            missing[row],
            cells[row],
            _summary(column, rows[row], numbers.get(row), rules),
            _points(column, rows[row], cells[row]),
        )
        for row, name in enumerate(names)
        if not _is_unknown(name)
    ]
    return _Country(groups, {names[row]: answers for row, answers in numbers.items()})


def _closed(
    plan: Plan, column: Column, n_asked: Sequence[int], n: Sequence[int], rules: DisclosureRules
) -> list[bool]:
    """Rows about which nothing is said; all parts of a column that is not published by them."""
    if column.name in plan.unsplit:
        return [min(n_asked[0], n[0]) < rules.k, *(True for _ in n[1:])]
    return closed_rows(n_asked, n, rules.k)


def _rows_that_matter(plan: Plan, column: Column, rows: Sequence[Counts]) -> list[int]:
    """Rows that are protected together: the whole, and parts that are published and not empty."""
    if column.name in plan.unsplit:
        return [0]
    return [place for place, row in enumerate(rows) if row or place == 0]


def _parts(plan: Plan, whole: Group) -> tuple[Group, ...]:
    """The classes of a country, and last those who did not say theirs; none without a split."""
    if plan.split is None:
        return ()
    return (*plan.parts(whole), (*whole, (plan.split, UNKNOWN)))


def _is_unknown(group: Group) -> bool:
    return group[-1][1] == UNKNOWN


def _rows(table: FrequencyTable, column: Column, names: Sequence[Group]) -> list[Counts]:
    if len(names) == 1:
        return [table.of(column, names[0])]
    parts = [table.of(column, name) for name in names[1:]]
    whole: dict[str | float, int] = {}
    for part in parts:
        for value, n in part.items():
            whole[value] = whole.get(value, 0) + n
    return [whole, *parts]


def _cells(
    column: Column,
    rows: Sequence[Counts],
    asked: Sequence[int],
    closed: Sequence[bool],
    rules: DisclosureRules,
) -> tuple[Sequence[bool], list[dict[str, int | None]]]:
    """(rows of which nothing is shown, what is shown of every row). asked: rows that matter."""
    codes = codes_shown(column)
    if not codes:
        return closed, [{} for _ in rows]
    counts = tuple(_code_counts(column, rows[place]) for place in asked)
    is_careful = rules.hide_sensitive_zero and column.is_sensitive
    small = tuple(closed[place] for place in asked)
    table = TwoWayTable(counts, small, small, rules.k, is_careful)
    found = hidden_cells(table, rules.seconds_per_table)
    shown: list[dict[str, int | None]] = [dict.fromkeys(codes) for _ in rows]
    for place, row, mask in zip(asked, counts, found.cells, strict=True):
        shown[place] = {code: None if h else n for code, n, h in zip(codes, row, mask, strict=True)}
    shut = {place for place, is_shut in zip(asked, found.closed, strict=True) if is_shut}
    return [is_shut or place in shut for place, is_shut in enumerate(closed)], shown


def _code_counts(column: Column, row: Counts) -> tuple[int, ...]:
    if column.role is Role.RANK:
        ranked = sum(row.get(place, 0) for place in column.codes if place != "0")
        return ranked, row.get("0", 0)
    return tuple(row.get(code, 0) for code in column.codes)


def _missing(
    column: Column, rows: Sequence[Counts], rules: DisclosureRules
) -> list[dict[str, int | None]]:
    """Reasons that occur. When small ones are hidden, then in the whole and all parts alike.

    Then all reasons are named that could occur: one that stands alone would be the difference
    between n and the number asked.
    """
    counts = [{reason: row[reason] for reason in REASONS if row.get(reason)} for row in rows]
    is_careful = rules.hide_small_missing or column.is_sensitive
    if is_careful and any(n < rules.k for row in counts for n in row.values()):
        return [dict.fromkeys(possible_reasons(column) if row else ()) for row in counts]
    return [dict(row) for row in counts]


def _numbers(
    column: Column, rows: Sequence[Counts], closed: Sequence[bool], rules: DisclosureRules
) -> dict[int, Distribution]:
    """Row -> its numbers, for rows about whose numbers something may be said."""
    if not is_number(column):
        return {}
    numbers = {
        row: Distribution.of({float(v): n for v, n in rows[row].items() if not isinstance(v, str)})
        for row, is_closed in enumerate(closed)
        if not is_closed
    }
    shown = [row for row, answers in numbers.items() if not is_dominated(answers, rules)]
    return {row: numbers[row] for row in _without_lone_gap(shown, rows)}


def _without_lone_gap(shown: Sequence[int], rows: Sequence[Counts]) -> list[int]:
    """Leaves out one part more where the whole less the others would give a hidden part away."""
    parts = [row for row in range(1, len(rows)) if rows[row]]
    gaps = [row for row in parts if row not in shown]
    if 0 in shown and len(gaps) == 1 and len(parts) > 1:
        smallest = min(
            (row for row in parts if row in shown), key=lambda row: sum(rows[row].values())
        )
        return [row for row in shown if row != smallest]
    return list(shown)


def _summary(
    column: Column, row: Counts, answers: Distribution | None, rules: DisclosureRules
) -> Summary | None:
    if answers is None:
        return None
    return summary(answers, column, row.get(MissingReason.FEWER_THAN_FIVE, 0), rules)


def _points(column: Column, row: Counts, cells: Mapping[str, int | None]) -> float | None:
    if column.role is not Role.RANK or cells[RANKED] is None:
        return None
    by_place = {int(place): row.get(place, 0) for place in column.codes}
    return round(mean_points(by_place, len(column.codes) - 1), POINTS_DIGITS)
