"""Gate: the only maker of `ProtectedTable`.

Groups are opened or closed by their sizes alone. In an open group every count of a standard column
is shown as it is; of a sensitive one, and of those whose number asked would tell a sensitive
answer, the range that `banded` leaves. It fails closed: what cannot be asked for safely is
not printed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from surveyapp.analysis.disclosure.banded import Bands, banded
from surveyapp.analysis.disclosure.dissemination_record import DisseminationRecord
from surveyapp.analysis.disclosure.earlier import earlier_of
from surveyapp.analysis.disclosure.figure import Band, Shift, Summary
from surveyapp.analysis.disclosure.groups import GroupDisclosure, group_disclosures
from surveyapp.analysis.disclosure.numbers import is_dominated, shift, summary, total_of_people
from surveyapp.analysis.disclosure.protected import (
    ProtectedColumn,
    ProtectedGroup,
    ProtectedTable,
    pairs,
)
from surveyapp.analysis.disclosure.route import Routes, routes_of
from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.disclosure.seal import SEAL
from surveyapp.analysis.disclosure.universe import secret_columns
from surveyapp.analysis.result import Group
from surveyapp.analysis.statistics.estimates import Distribution, mean_points
from surveyapp.analysis.tabulation.frequencies import Counts, FrequencyTable
from surveyapp.analysis.tabulation.number_classes import class_ends
from surveyapp.analysis.tabulation.rows import Rows, rows_of
from surveyapp.analysis.tabulation_plan import TabulationPlan
from surveyapp.questions.cell import MissingReason
from surveyapp.questions.column import Role

POINTS_DIGITS = 1


def protect(
    table: FrequencyTable,
    rules: DisclosureRules,
    already_published: ProtectedTable | None = None,
    record: DisseminationRecord | None = None,
) -> ProtectedTable:
    """What may be shown of a table.

    already_published: of the same answers; its secret columns are secret here as well.
    record: what was published of the same round before; its figures stay as they were.
    """
    plan = table.plan
    secret = secret_columns(plan, already_published.secret if already_published else ())
    rows = {c.name: rows_of(table, c, is_secret=c.name in secret, k=rules.k) for c in plan.compared}
    routes = routes_of(plan, rows, secret, rules.k)
    sized = partial(_sized, plan=plan, routes=routes, k=rules.k)
    found = {
        name: sized(_standard(each, plan, rules, routes))
        for name, each in rows.items()
        if name not in secret
    }
    earlier = earlier_of(record, rows, found, plan, rules.k)
    for name, bands in banded(plan, rows, routes, rules, earlier).items():
        found[name] = sized(_closely_protected(rows[name], bands, plan))
    found |= {name: sized(column) for name, column in earlier.columns.items()}
    columns = tuple(found[name] for name in rows)
    alike = tuple(_group_disclosures(columns, plan, rules))
    return ProtectedTable(plan, rules, columns, SEAL, alike, secret)


def _group_disclosures(
    columns: Sequence[ProtectedColumn], plan: TabulationPlan, rules: DisclosureRules
) -> Iterator[GroupDisclosure]:
    """Of every column but those that make the groups, in which everybody is alike."""
    for each in columns:
        if each.column.name not in (plan.by, plan.split):
            yield from group_disclosures(each.column, each.groups, rules.k)


def _sized(
    column: ProtectedColumn, plan: TabulationPlan, routes: Routes, k: int
) -> ProtectedColumn:
    """The same without the sizes of closed groups that are answers themselves.

    How many of fewer than k answered is one; so is how many were asked, where what leads there is
    not shown. What is left of a country is told of no class then, nor of one by the others.
    """
    name, groups = column.column.name, dict(column.groups)
    for whole in plan.groups if name not in (plan.by, plan.split) else ():
        closed = [g for g in (whole, *plan.parts(whole)) if groups[g].is_closed]
        if any((groups[g].n_asked or 0) < k or routes.tells(name, g) for g in closed):
            groups |= {g: replace(groups[g], n_asked=None, n=None) for g in closed}
    return replace(column, groups=groups)


def _standard(
    rows: Rows, plan: TabulationPlan, rules: DisclosureRules, routes: Routes
) -> ProtectedColumn:
    groups = {
        each.group: each
        for whole in plan.groups
        for each in _open(rows, whole, plan, rules, routes)
    }
    return ProtectedColumn(rows.column, groups, dict(_shifts(rows, groups, plan, rules)))


def _closely_protected(rows: Rows, bands: Bands, plan: TabulationPlan) -> ProtectedColumn:
    made = (each for whole in plan.groups for each in _banded(rows, bands, whole, plan))
    return ProtectedColumn(rows.column, {each.group: each for each in made}, {})


def _banded(
    rows: Rows, bands: Bands, whole: Group, plan: TabulationPlan
) -> Iterator[ProtectedGroup]:
    """A secret column: of its groups what was asked for, and nothing of others but their size."""
    for group in (whole, *plan.parts(whole)):
        n_asked, n = (None, None) if bands.hides_size else (rows.n_asked(group), rows.n(group))
        cells = bands.cells.get(group)
        none: Mapping[str, Band | None] = dict.fromkeys(rows.codes)
        shown, size = none if cells is None else cells, bands.sizes.get(group)
        yield ProtectedGroup(group, cells is None, n_asked, n, {}, shown, n_band=size)


def _open(
    rows: Rows, whole: Group, plan: TabulationPlan, rules: DisclosureRules, routes: Routes
) -> Iterator[ProtectedGroup]:
    """A standard column: exact in every group that is large enough, as is what leads to it."""
    name = rows.column.name
    is_open = [each for each in rows.groups(whole) if not routes.is_closed(name, each)]
    is_unsplit = name in plan.unsplit
    summaries = _summaries(rows, is_open, rules)
    for group in (whole, *plan.parts(whole)):
        if group not in is_open or (is_unsplit and group != whole):
            shut: Mapping[str, Band | None] = dict.fromkeys(rows.codes)
            yield ProtectedGroup(group, True, rows.n_asked(group), rows.n(group), {}, shut)
        else:
            yield ProtectedGroup(
                group,
                False,
                rows.n_asked(group),
                rows.n(group),
                rows.missing(group),
                {code: Band(n, n) for code, n in rows.cells(group).items()},
                summaries.get(group),
                _points(rows, group),
            )


def _summaries(rows: Rows, groups: Sequence[Group], rules: DisclosureRules) -> dict[Group, Summary]:
    """Group -> what is said of its numbers, where no institution's own may be worked out.

    groups: those that are open, the whole first. The whole less the parts of which something is
    said would tell of a part of which nothing may be; then nothing is said of any part.
    """
    is_told = rows.starts is not None or rows.column.counts_people
    if not groups or rows.column.is_year or not is_told:
        return {}
    found = {group: _summary(rows, group, rules) for group in groups}
    told = {group: each for group, each in found.items() if each is not None}
    whole = groups[0]
    if all(part in told for part in rows.groups(whole)[1:] if rows.n(part)):
        return told
    return {group: each for group, each in told.items() if group == whole}


def _summary(rows: Rows, group: Group, rules: DisclosureRules) -> Summary | None:
    answers = _numbers(rows.raw(group))
    n_below_five = rows.raw(group).get(MissingReason.FEWER_THAN_FIVE, 0)
    if is_dominated(answers, n_below_five, rules):
        return None
    if rows.starts is None:
        return Summary(None, total_of_people(answers, n_below_five, rules.people_step))
    ends = class_ends(rows.starts, is_integer=rows.column.is_integer)
    classes = [(ends[code], n) for code, n in rows.cells(group).items()]
    return summary(answers, classes, rules, adds_up=rows.adds_up)


def _numbers(counts: Counts) -> Distribution:
    return Distribution.of({float(v): n for v, n in counts.items() if not isinstance(v, str)})


def _points(rows: Rows, group: Group) -> float | None:
    if rows.column.role is not Role.RANK:
        return None
    by_place = {int(place): rows.raw(group).get(place, 0) for place in rows.column.codes}
    return round(mean_points(by_place, len(rows.column.codes) - 1), POINTS_DIGITS)


def _shifts(
    rows: Rows,
    groups: Mapping[Group, ProtectedGroup],
    plan: TabulationPlan,
    rules: DisclosureRules,
) -> Iterator[tuple[tuple[Group, Group], Shift]]:
    """Of two groups of which the mean is shown."""
    if rows.starts is None:
        return
    for a, b in pairs(plan):
        shown = [groups[each].summary for each in (a, b)]
        if all(each is not None and each.mean is not None for each in shown):
            sizes = (rows.n_asked(a), rows.n_asked(b))
            yield (a, b), shift(_numbers(rows.raw(a)), _numbers(rows.raw(b)), sizes)
