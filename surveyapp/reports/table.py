"""Table: the same figures as the chart, in rows; and the missing answers beneath it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveyapp.analysis.comparison import (
    ColumnComparison,
    Difference,
    GroupResult,
    Measure,
)
from surveyapp.questions.column import TICKED, Role
from surveyapp.reports.amount import HIDDEN, NOTHING, Amount, Cell, Part, amounts_of
from surveyapp.reports.labels import Labels, decimals_of


@dataclass(frozen=True, slots=True)
class Row:
    """A label and one text a column; None: hidden. amounts: the numbers in each text."""

    label: str
    cells: tuple[str | None, ...]
    amounts: tuple[tuple[Amount, ...], ...] = ()

    @classmethod
    def of(cls, label: str, cells: Sequence[Cell]) -> "Row":
        """A row of cells that know their numbers."""
        return cls(label, tuple(cell.words for cell in cells), amounts_of(cells))


@dataclass(frozen=True, slots=True)
class Table:
    """Heads of all columns but the first, and rows."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def table_of(columns: Sequence[ColumnComparison], groups: tuple[str, str], labels: Labels) -> Table:
    """One row an answer, option, grid row or number."""
    column = columns[0].column
    if column.role is Role.RANK:
        return Table(_heads(groups, _words(labels, "points")), tuple(_means(columns, labels)))
    return Table(_heads(groups, _words(labels, "share")), tuple(_shares(columns, labels)))


def missing_words(
    columns: Sequence[ColumnComparison], groups: tuple[str, str], labels: Labels
) -> str:
    """How many were asked and answered, and why others did not, group by group."""
    lines = list({shown.column.cell: shown for shown in columns}.values())
    parts = [
        _group_words(
            name, [shown.groups[place] for shown in lines if len(shown.groups) > place], labels
        )
        for place, name in enumerate(groups)
    ]
    return " ".join(parts)


def _group_words(name: str, results: Sequence[GroupResult], labels: Labels) -> str:
    """results: one a cell; a grid has several, and its numbers are told as a range."""
    translate = labels.translate
    counts = [result.n for result in results if result.n is not None]
    asked = [result.n_asked for result in results if result.n_asked is not None]
    if not counts:
        return hidden_words(name, labels)
    if len(asked) < len(counts):
        return _unsized_words(name, min(counts), max(counts), labels)
    reasons = Counter[str]()
    for result in results:
        reasons.update({reason: count or 0 for reason, count in result.missing.items()})
    told = _in_rows(_reasons(reasons, labels), len(results), len(counts), labels)
    low, high = min(counts), max(counts)
    if low == high:
        return translate.ngettext(
            "%(group)s: %(n)s of %(num)d institution asked gave an answer%(told)s.",
            "%(group)s: %(n)s of %(num)d institutions asked gave an answer%(told)s.",
            max(asked),
            group=name,
            n=labels.number(low),
            told=told,
        )
    return translate.ngettext(
        "%(group)s: %(low)s to %(high)s of %(num)d institution asked gave an answer, row by"
        " row%(told)s.",
        "%(group)s: %(low)s to %(high)s of %(num)d institutions asked gave an answer, row by"
        " row%(told)s.",
        max(asked),
        group=name,
        low=labels.number(low),
        high=labels.number(high),
        told=told,
    )


def hidden_words(name: str, labels: Labels) -> str:
    """Why nothing is said of a group."""
    return labels.translate.gettext(
        "%(group)s: hidden, so that nothing can be worked out of fewer than five institutions.",
        group=name,
    )


def _unsized_words(name: str, low: int, high: int, labels: Labels) -> str:
    """How many answered, where it is hidden how many were asked."""
    told = labels.number(low) if low == high else f"{labels.number(low)}–{labels.number(high)}"
    return labels.translate.ngettext(
        "%(group)s: %(told)s institution gave an answer; how many were asked is hidden.",
        "%(group)s: %(told)s institutions gave an answer; how many were asked is hidden.",
        high,
        group=name,
        told=told,
    )


def _reasons(counts: Mapping[str, int], labels: Labels) -> str:
    words = [
        f"{labels.wording.text(f'code_lists.missing.{reason}')} {labels.number(count)}"
        for reason, count in sorted(counts.items())
        if count
    ]
    return "; ".join(words)


def _in_rows(told: str, n: int, n_shown: int, labels: Labels) -> str:
    """In brackets; of several rows an institution may have given a reason each."""
    _ = labels.translate.gettext
    if not told:
        return ""
    if n_shown < n:
        told = _("in all rows that are shown together: %(reasons)s", reasons=told)
    elif n > 1:
        told = _("in all rows together: %(reasons)s", reasons=told)
    return f" ({told})"


def _words(labels: Labels, measure: str) -> str:
    translate = labels.translate
    return {
        "share": translate.gettext("difference in percentage points"),
        "points": translate.gettext("difference in points"),
    }[measure]


def _heads(groups: tuple[str, str], last: str) -> tuple[str, ...]:
    return (*groups, last)


def _shares(columns: Sequence[ColumnComparison], labels: Labels) -> Iterator[Row]:
    for shown in columns:
        column = shown.column
        if len(columns) > 1 and any(isinstance(g.median, str) for g in shown.groups):
            yield _median_row(shown, labels)
        codes = (TICKED,) if column.role is Role.OPTION else column.codes
        line = labels.line(column)
        for code in codes:
            answer = "" if column.role is Role.OPTION else labels.code(column, code)
            label = ": ".join(part for part in (line, answer) if part)
            cells = tuple(_share(group, code, labels) for group in shown.groups[:2])
            yield Row.of(label, (*cells, _difference(shown.differences, code, labels)))


def _median_row(shown: ColumnComparison, labels: Labels) -> Row:
    """The median category of one line, in words."""
    what = labels.translate.gettext("median answer")
    label = f"{labels.line(shown.column)}: {what}"
    codes = [group.median for group in shown.groups[:2]]
    words = (Cell(labels.code(shown.column, c)) if isinstance(c, str) else HIDDEN for c in codes)
    return Row.of(label, (*words, NOTHING))


def combined_rows(
    columns: Sequence[ColumnComparison], words: Mapping[str, str], labels: Labels
) -> Iterator[Row]:
    """One row a line and a share of several codes. words: name of such a share -> its label."""
    for shown in columns:
        for place, combined in enumerate(shown.groups[0].together):
            found = [group.together[place] for group in shown.groups[:2]]
            label = ": ".join(p for p in (labels.line(shown.column), words[combined.name]) if p)
            cells = tuple(
                _fraction(each.count, group.n, each.share, labels)
                for each, group in zip(found, shown.groups, strict=False)
            )
            shares = [each.share for each in found if each.share is not None]
            last = _points(shares[1] - shares[0], labels) if len(shares) == 2 else HIDDEN
            yield Row.of(label, (*cells, last))


def _fraction(count: int | None, n: int | None, share: float | None, labels: Labels) -> Cell:
    if count is None or share is None:
        return HIDDEN
    words = f"{labels.number(count)} / {labels.number(n or 0)} ({labels.percent(share)})"
    part = Amount(share, Part.SHARE, is_share=True)
    return Cell(words, (Amount(count, Part.COUNT), Amount(n or 0, Part.BASE), part))


def _points(difference: float, labels: Labels) -> Cell:
    """A difference of shares, in whole percentage points."""
    amount = Amount(round(difference * 100), is_signed=True)
    return Cell(labels.points(difference), (amount,))


def number_cell(value: float | None, labels: Labels, *, is_signed: bool = False) -> Cell:
    """One number with the decimals that its rounding left; None: hidden."""
    if value is None:
        return HIDDEN
    words = labels.signed(value) if is_signed else labels.figure(value)
    return Cell(words, (Amount(value, decimals=decimals_of(value), is_signed=is_signed),))


def range_cell(ends: tuple[float, float], labels: Labels) -> Cell:
    """The two ends of a range."""
    parts = zip((Part.LOW, Part.HIGH), ends, strict=True)
    amounts = (Amount(end, part, decimals_of(end)) for part, end in parts)
    return Cell("–".join(map(labels.figure, ends)), tuple(amounts))


def _share(group: GroupResult, code: str, labels: Labels) -> Cell:
    value = next((value for value in group.values if value.code == code), None)
    return HIDDEN if value is None else _fraction(value.count, group.n, value.share, labels)


def _difference(found: Sequence[Difference], code: str, labels: Labels) -> Cell:
    for difference in found:
        if difference.code == code and difference.measure is Measure.PERCENTAGE_POINTS:
            return HIDDEN if difference.value is None else _points(difference.value, labels)
    return HIDDEN


def _means(columns: Sequence[ColumnComparison], labels: Labels) -> Iterator[Row]:
    for shown in columns:
        points = [number_cell(group.mean_points, labels) for group in shown.groups[:2]]
        last = number_cell(_of_measure(shown, Measure.MEAN_POINTS), labels, is_signed=True)
        yield Row.of(labels.line(shown.column), (*points, last))


def _of_measure(shown: ColumnComparison, measure: Measure) -> float | None:
    return next((d.value for d in shown.differences if d.measure is measure), None)
