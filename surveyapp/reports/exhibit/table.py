"""Table: the same figures as the chart, in rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveyapp.analysis.comparison.difference_bounds import difference_bounds
from surveyapp.analysis.result import Bounds, ColumnComparison, Difference, GroupResult, Measure
from surveyapp.questions.column import Role
from surveyapp.reports.block import TableRow
from surveyapp.reports.group_pair import TWO, GroupPair
from surveyapp.reports.labels import Labels, decimals_of, whole_percent
from surveyapp.reports.sentence.amount import NOTHING, TOO_FEW, Amount, AmountPart, Cell
from surveyapp.reports.sentence.people import total_cell
from surveyapp.reports.sentence.range_words import (
    count_range,
    figure_range,
    percent_range,
    points_range,
    signed_range,
)
from surveyapp.reports.sentence.statement import GroupShare, codes_of, ends_of, part_of


@dataclass(frozen=True, slots=True)
class Table:
    """Heads of all columns but the first, and rows."""

    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]


def table_of(
    columns: Sequence[ColumnComparison],
    groups: Sequence[str],
    labels: Labels,
    pairs: Sequence[GroupPair] = TWO,
) -> Table:
    """One row an answer, option, grid row or number; one column a group and a pair."""
    column = columns[0].column
    if all(_is_sum(shown) for shown in columns):
        return Table(tuple(groups), tuple(_sum_row(shown, labels, ()) for shown in columns))
    if column.role is Role.RANK:
        heads = difference_heads(groups, _words(labels, "points"), pairs, labels)
        return Table(heads, tuple(_means(columns, labels, pairs)))
    heads = difference_heads(groups, _words(labels, "share"), pairs, labels)
    return Table(heads, tuple(_shares(columns, labels, pairs)))


def _words(labels: Labels, measure: str) -> str:
    translate = labels.translate
    return {
        "share": translate.gettext("difference in percentage points"),
        "points": translate.gettext("difference in points"),
    }[measure]


def difference_heads(
    groups: Sequence[str], measure: str, pairs: Sequence[GroupPair], labels: Labels
) -> tuple[str, ...]:
    """The groups, then the differences; of three groups and more each says of which two."""
    if len(groups) == 2:
        return (*groups, measure)
    heads = (
        labels.translate.gettext(
            "%(other)s less %(country)s: %(measure)s", other=other, country=country, measure=measure
        )
        for country, other in (pair.names(groups) for pair in pairs)
    )
    return (*groups, *heads)


def _shares(
    columns: Sequence[ColumnComparison], labels: Labels, pairs: Sequence[GroupPair]
) -> Iterator[TableRow]:
    for shown in columns:
        column = shown.column
        if _is_sum(shown):
            yield _sum_row(shown, labels, pairs)
            continue
        is_scale = len(columns) > 1 or column.is_classed
        if is_scale and any(group.median for group in shown.groups):
            yield _median_row(shown, labels, pairs)
        if any(group.mean is not None for group in shown.groups):
            yield mean_row(shown, labels, pairs)
        yield from share_rows(shown, labels, pairs)


def _is_sum(shown: ColumnComparison) -> bool:
    """Whether it shows sums of people, which are never compared."""
    return shown.column.counts_people and not shown.column.is_classed


def _sum_row(shown: ColumnComparison, labels: Labels, pairs: Sequence[GroupPair]) -> TableRow:
    cells = [total_cell(group.total, labels) for group in shown.groups]
    return TableRow.of(labels.line(shown.column), (*cells, *_nothing(pairs)))


def _nothing(pairs: Sequence[GroupPair]) -> tuple[Cell, ...]:
    return (NOTHING,) * len(pairs)


def share_rows(
    shown: ColumnComparison, labels: Labels, pairs: Sequence[GroupPair] = TWO
) -> Iterator[TableRow]:
    """One row a code of one column."""
    column = shown.column
    for code in codes_of(column):
        answer = "" if column.role is Role.OPTION else labels.code(column, code)
        label = _label(shown, answer, labels)
        cells = tuple(_share(group, code, labels) for group in shown.groups)
        gaps = (_difference(pair.between(shown).differences, code, labels) for pair in pairs)
        yield TableRow.of(label, (*cells, *gaps))


def _label(shown: ColumnComparison, what: str, labels: Labels) -> str:
    return ": ".join(part for part in (labels.line(shown.column), what) if part)


def _median_row(shown: ColumnComparison, labels: Labels, pairs: Sequence[GroupPair]) -> TableRow:
    """The median category of one line, in words; a dash where what is shown does not tell it."""
    _ = labels.translate.gettext
    column = shown.column
    cells = (
        TOO_FEW if g.is_hidden else Cell(labels.code(column, g.median)) if g.median else NOTHING
        for g in shown.groups
    )
    what = _("median") if column.is_classed else _("median answer")
    return TableRow.of(_label(shown, what, labels), (*cells, *_nothing(pairs)))


def mean_row(shown: ColumnComparison, labels: Labels, pairs: Sequence[GroupPair] = TWO) -> TableRow:
    """The mean of numbers in each group, and how far they stand apart; a dash where there is
    none, because enough answered for classes only.
    """
    cells = (
        TOO_FEW if g.is_hidden else NOTHING if g.mean is None else number_cell(g.mean, labels)
        for g in shown.groups
    )
    gaps = (_mean_gap(shown, pair, labels) for pair in pairs)
    return TableRow.of(_label(shown, labels.translate.gettext("mean"), labels), (*cells, *gaps))


def _mean_gap(shown: ColumnComparison, pair: GroupPair, labels: Labels) -> Cell:
    first, second = shown.groups[pair.first].mean, shown.groups[pair.second].mean
    if first is None or second is None:
        return NOTHING
    return number_cell(second - first, labels, is_signed=True)


def combined_rows(
    columns: Sequence[ColumnComparison],
    words: Mapping[str, str],
    labels: Labels,
    pairs: Sequence[GroupPair] = TWO,
) -> Iterator[TableRow]:
    """One row a line and a share of several codes. words: name of such a share -> its label."""
    for shown in columns:
        for place, combined in enumerate(shown.groups[0].together):
            parts = [part_of(group.together[place], group) for group in shown.groups]
            gaps = (_gap(parts[pair.first], parts[pair.second], labels) for pair in pairs)
            cells = (_fraction(part, labels) for part in parts)
            yield TableRow.of(_label(shown, words[combined.name], labels), (*cells, *gaps))


def _gap(first: GroupShare | None, second: GroupShare | None, labels: Labels) -> Cell:
    if first is None or second is None:
        return TOO_FEW
    return points_cell(difference_bounds(second.share, first.share), labels)


def _fraction(part: GroupShare | None, labels: Labels) -> Cell:
    """Such as ``3 / 14 (21%)``, or ``0–4 / 14 (0–29%)``."""
    if part is None:
        return TOO_FEW
    count, n = (count_range(ends, labels) for ends in (part.count, part.n))
    words = f"{count} / {n} ({percent_range(part.share, labels)})"
    base = (Amount(part.n[0], AmountPart.BASE),) if part.n[0] == part.n[1] else ()
    if part.count[0] == part.count[1] and base:
        share = Amount(part.share[0], AmountPart.SHARE, is_share=True)
        return Cell(words, (Amount(part.count[0], AmountPart.COUNT), *base, share))
    ends = zip((AmountPart.LOW, AmountPart.HIGH), part.count, strict=True)
    return Cell(words, (*base, *(Amount(end, which) for which, end in ends)))


def points_cell(ends: Bounds, labels: Labels) -> Cell:
    """A difference of shares, or its range, in whole percentage points."""
    if ends[0] == ends[1]:
        amount = Amount(whole_percent(ends[0]), is_signed=True)
        return Cell(labels.points(ends[0]), (amount,))
    parts = zip((AmountPart.LOW, AmountPart.HIGH), ends, strict=True)
    amounts = (Amount(whole_percent(end), part, is_signed=True) for part, end in parts)
    return Cell(points_range(ends, labels), tuple(amounts))


def number_cell(value: float | None, labels: Labels, *, is_signed: bool = False) -> Cell:
    """One number with the decimals that its rounding left; None: too few answered."""
    if value is None:
        return TOO_FEW
    words = labels.signed(value) if is_signed else labels.figure(value)
    return Cell(words, (Amount(value, decimals=decimals_of(value), is_signed=is_signed),))


def range_cell(ends: Bounds, labels: Labels, *, is_signed: bool = False) -> Cell:
    """The two ends of a range of a figure or of a difference."""
    if ends[0] == ends[1]:
        return number_cell(ends[0], labels, is_signed=is_signed)
    parts = zip((AmountPart.LOW, AmountPart.HIGH), ends, strict=True)
    amounts = (Amount(end, part, decimals_of(end), is_signed=is_signed) for part, end in parts)
    words = signed_range(ends, labels) if is_signed else figure_range(ends, labels)
    return Cell(words, tuple(amounts))


def _share(group: GroupResult, code: str, labels: Labels) -> Cell:
    value = next((value for value in group.values if value.code == code), None)
    return _fraction(part_of(value, group), labels)


def _difference(found: Sequence[Difference], code: str, labels: Labels) -> Cell:
    for difference in found:
        if difference.code == code and difference.measure is Measure.PERCENTAGE_POINTS:
            ends = ends_of(difference)
            return TOO_FEW if ends is None else points_cell(ends, labels)
    return TOO_FEW


def _means(
    columns: Sequence[ColumnComparison], labels: Labels, pairs: Sequence[GroupPair]
) -> Iterator[TableRow]:
    for shown in columns:
        points = [number_cell(group.mean_points, labels) for group in shown.groups]
        values = (_of_measure(pair.between(shown), Measure.MEAN_POINTS) for pair in pairs)
        gaps = (number_cell(value, labels, is_signed=True) for value in values)
        yield TableRow.of(labels.line(shown.column), (*points, *gaps))


def _of_measure(shown: ColumnComparison, measure: Measure) -> float | None:
    return next((d.value for d in shown.differences if d.measure is measure), None)
