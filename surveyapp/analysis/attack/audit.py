"""Audit: a reader attacks everything that is published, together with what was published before.

Reads published figures only, never exact counts. What is shown beside counts (shares, bounds,
differences, medians, top twos, codes taken together, mean ticks) is made of shown counts and ranges
and tells nothing more. Somebody who runs the software again on every table that would fit learns
nothing either; an audit of one publication cannot show that, the tests of `bands` do.
"""

from collections.abc import Iterator, Mapping, Sequence

from surveyapp.analysis.attack.audit_result import (
    Audit,
    AuditFinding,
    AuditProblem,
    RangeFigure,
    Step,
)
from surveyapp.analysis.attack.intruder import Contradiction, Intruder, OutOfTime
from surveyapp.analysis.attack.known import LinkedColumns, Target, connected, secret_names
from surveyapp.analysis.disclosure.cross import ProtectedCross
from surveyapp.analysis.disclosure.dissemination_record import DisseminationRecord, changes_of
from surveyapp.analysis.disclosure.figure import TableCell
from surveyapp.analysis.disclosure.protected import ProtectedColumn, ProtectedTable
from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.result import CrossGroup, Group
from surveyapp.questionnaire.universe import columns_in
from surveyapp.questions.counted_noun import counted_noun


def audit(
    protected: ProtectedTable,
    crosses: Sequence[ProtectedCross] = (),
    earlier: Sequence[DisseminationRecord] = (),
) -> Audit:
    """A reader attacks everything that is published. Takes seconds, see `audit_steps`."""
    return Audit(protected.rules.k, tuple(audit_steps(protected, crosses, earlier)))


def audit_steps(
    protected: ProtectedTable,
    crosses: Sequence[ProtectedCross] = (),
    earlier: Sequence[DisseminationRecord] = (),
) -> Iterator[Step]:
    """The same step by step."""
    secret = secret_names(protected.plan, protected.columns)
    columns = {each.column.name: each for each in protected.columns}
    for name, each in columns.items():
        findings = (*_groups(each, protected, secret), *_told_sizes(each, columns, protected))
        yield Step(name, (), findings)
    hidden = {name: each for name, each in columns.items() if name in secret}
    for part in connected(protected.plan, hidden):
        for whole in protected.plan.groups:
            yield _attacked(protected, part, whole)
    for cross in crosses:
        yield Step(f"{cross.first} x {cross.second}", (), tuple(_crossed(cross, secret, protected)))
    for release in earlier:
        words = changes_of(protected, release)
        findings = tuple(AuditFinding(AuditProblem.CHANGED, figure, text) for figure, text in words)
        yield Step(release.issue.day, (), findings)


def n_steps(protected: ProtectedTable) -> int:
    """About how many there are, for those who wait."""
    secret = secret_names(protected.plan, protected.columns)
    columns = {c.column.name: c for c in protected.columns if c.column.name in secret}
    n_parts = len(connected(protected.plan, columns))
    return len(protected.columns) + n_parts * len(protected.plan.groups)


def _groups(
    each: ProtectedColumn, protected: ProtectedTable, secret: set[str]
) -> Iterator[AuditFinding]:
    """Groups that are too small, alone or by subtraction, and numbers asked that tell answers."""
    name, rules = each.column.name, protected.rules
    least = rules.smallest_sensitive if name in secret else rules.k
    universe = protected.plan.asked(name)
    tells = not secret.isdisjoint(columns_in(universe))
    for whole in protected.plan.groups:
        parts = protected.plan.parts(whole) if protected.plan.split else ()
        shown = [g for g in (whole, *parts) if not each.groups[g].is_closed]
        for group in shown:
            n = each.groups[group].n
            if n is not None and n < least:
                figure, few = TableCell(name, group, "n"), counted_noun(n, "institution")
                yield AuditFinding(AuditProblem.SMALL_GROUP, figure, f"figures of {few}")
        if tells and each.groups[whole].n_asked is not None:
            figure = TableCell(name, whole, "n_asked")
            yield AuditFinding(
                AuditProblem.TELLS_A_ROUTE, figure, "how many were asked tells answers"
            )
        yield from _rest(each, shown, whole, rules.k)


def _told_sizes(
    each: ProtectedColumn, columns: Mapping[str, ProtectedColumn], protected: ProtectedTable
) -> Iterator[AuditFinding]:
    """Sizes that are answers: of fewer than k asked, and where what leads there is not shown."""
    name, plan = each.column.name, protected.plan
    asked = {lead for lead in columns_in(plan.asked(name)) if lead in columns}
    leading = [columns[lead] for lead in asked - plan.unsplit]  # of these sizes alone decide
    for group, found in each.groups.items() if name not in (plan.by, plan.split) else ():
        figure = TableCell(name, group, "n_asked")
        if found.is_closed and found.n is not None and (found.n_asked or 0) < protected.rules.k:
            words = f"how many of {counted_noun(found.n_asked or 0, 'institution')} answered"
            yield AuditFinding(AuditProblem.SMALL_GROUP, figure, words)
        if found.n_asked is not None and any(lead.groups[group].is_closed for lead in leading):
            words = "how many were asked tells answers that are not shown"
            yield AuditFinding(AuditProblem.TELLS_A_ROUTE, figure, words)


def _rest(
    each: ProtectedColumn, shown: Sequence[Group], whole: Group, k: int
) -> Iterator[AuditFinding]:
    """What is left of a country when every stratum that is shown is taken away."""
    n_whole = each.groups[whole].n
    sizes = [each.groups[group].n for group in shown if group != whole]
    if whole not in shown or not sizes or n_whole is None:
        return
    rest = n_whole - sum(n or 0 for n in sizes)
    if 0 < rest < k:
        figure = TableCell(each.column.name, whole, "n")
        words = f"all but {counted_noun(rest, 'institution')} stand apart"
        yield AuditFinding(AuditProblem.SMALL_REST, figure, words)


def _attacked(protected: ProtectedTable, part: Sequence[ProtectedColumn], whole: Group) -> Step:
    known = LinkedColumns(protected, part, whole)
    ranges: list[RangeFigure] = []
    findings: list[AuditFinding] = []
    name = part[0].column.cell
    intruder = known.knowledge.intruder()
    try:
        for target in known.targets:
            found = _range(intruder, target, known, protected.rules)
            if found is not None:
                ranges.append(found)
    except (Contradiction, OutOfTime) as stopped:
        late = isinstance(stopped, OutOfTime)
        problem = AuditProblem.OUT_OF_TIME if late else AuditProblem.CONTRADICTION
        findings.append(AuditFinding(problem, TableCell(name, whole, "n"), "nothing is proved"))
    findings += [_too_narrow(each) for each in ranges if each.width < each.needed]
    return Step(name, tuple(ranges), tuple(findings))


def _range(
    intruder: Intruder, target: Target, known: LinkedColumns, rules: DisclosureRules
) -> RangeFigure | None:
    """What can be known of a count that may be small; None where it may be known."""
    if target.n is not None and not rules.values_kept(target.n):
        return None
    needed = rules.values_kept(target.n) if target.n is not None else rules.k
    interval = intruder.interval(target.unknown)
    is_large = target.n is None or interval.most <= target.n - rules.k
    if interval.least >= rules.k and is_large:
        return None
    widths = [interval.width]
    if interval.width <= needed + 1:
        widths += _member_widths(intruder, target, known, needed)
    return RangeFigure(target.figure, interval, min(widths), needed)


def _member_widths(
    intruder: Intruder, target: Target, known: LinkedColumns, needed: int
) -> Iterator[float]:
    """Values left for somebody who knows one row, and one for the value that it excludes."""
    for own in known.places.values():
        is_certain = intruder.seen_width(target.unknown, own) + 1 >= needed
        if not is_certain and intruder.can_be_one(own):
            yield intruder.interval(target.unknown, own).width + 1


def _too_narrow(each: RangeFigure) -> AuditFinding:
    words = f"can have {each.width:g} values, {each.needed} are needed"
    return AuditFinding(AuditProblem.TOO_NARROW, each.figure, words)


def _crossed(
    cross: ProtectedCross, secret: set[str], protected: ProtectedTable
) -> Iterator[AuditFinding]:
    """Lines of a cross-table that are groups of too few, and tables that may not be at all."""
    columns = {each.column.name: each for each in protected.columns}
    for group, found in cross.groups.items():
        figure = TableCell(cross.first, group, cross.second)
        if found.is_closed:
            continue
        if not secret.isdisjoint((cross.first, cross.second)):
            yield AuditFinding(
                AuditProblem.SENSITIVE_CROSS, figure, "one question is closely protected"
            )
        for side in (0, 1):
            yield from _lines(found, side, figure, protected.rules.k)
            yield from _beside(found, side, columns[(cross.first, cross.second)[side]], protected)


def _lines(found: CrossGroup, side: int, figure: TableCell, k: int) -> Iterator[AuditFinding]:
    """Lines that are shown in full, and what all others are together."""
    sizes: dict[str, int] = {}
    open_pairs = {pair: n for pair, n in found.cells.items() if n is not None}
    for pair, n in open_pairs.items():
        sizes[pair[side]] = sizes.get(pair[side], 0) + n
    others = {pair[1 - side] for pair in found.cells} - {pair[1 - side] for pair in open_pairs}
    rest = (found.n or 0) - sum(sizes.values())
    for code, n in sizes.items():
        if not others and 0 < n < k:
            words = f"{counted_noun(n, 'institution')} answered {code}"
            yield AuditFinding(AuditProblem.SMALL_GROUP, figure, words)
    if not others and sizes and 0 < rest < k:
        words = f"all but {counted_noun(rest, 'institution')} stand apart"
        yield AuditFinding(AuditProblem.SMALL_REST, figure, words)


def _beside(
    found: CrossGroup, side: int, column: ProtectedColumn, protected: ProtectedTable
) -> Iterator[AuditFinding]:
    """Whole lines beside the same answer of the question alone: the rest gave the other none."""
    alone, k = column.groups[found.group], protected.rules.k
    n_silent = (alone.n or 0) - (found.n or 0)
    for code, band in alone.cells.items() if 0 < n_silent < k else ():
        line = [n for pair, n in found.cells.items() if pair[side] == code]
        if line and None not in line and band is not None:
            figure = TableCell(column.column.name, found.group, code)
            words = f"what {counted_noun(n_silent, 'institution')} without the other answer gave"
            yield AuditFinding(AuditProblem.SMALL_REST, figure, words)
