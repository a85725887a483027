"""Composition: how a total divides among its lines, as a figure."""

from collections.abc import Iterator, Mapping, Sequence

from surveyapp.analysis.dissemination_plan import DeclaredComparison
from surveyapp.analysis.result import ComposedPart, Composition
from surveyapp.reports.block import TableRow
from surveyapp.reports.chart.chart import DotRow
from surveyapp.reports.exhibit.figure_chart import dot_row, drawn, share_mark
from surveyapp.reports.exhibit.page import Figure, Findings
from surveyapp.reports.exhibit.rounding import rounding_of_parts
from surveyapp.reports.exhibit.table import Table
from surveyapp.reports.group_pair import by_pair
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.amount import TOO_FEW, Amount, AmountPart, Cell
from surveyapp.reports.sentence.range_words import percent_range
from surveyapp.reports.sentence.sentence import no_comparison

Parts = tuple[ComposedPart, ...]


def composed(declared: DeclaredComparison, findings: Findings) -> Figure:
    """Each line's part of the total in each group. A range stands where a total is one."""
    labels, groups = findings.labels, findings.groups
    words = line_words(declared, findings)
    lines = part_lines(findings.compositions_of(declared))
    name, number, title = findings.heading(declared)
    return Figure(
        name=name,
        number=number,
        title=title,
        said=_said(lines, words, findings),
        charts=drawn((_dot_row(words[line], parts, labels) for line, parts in lines), labels),
        answer=None,
        scale=(),
        table=Table(groups, tuple(_rows(lines, words, labels))),
        base=findings.base(findings.columns_of(declared)),
        is_hidden=any(part.low is None for _line, parts in lines for part in parts),
        groups=groups,
        rounding=rounding_of_parts([_known(lines, place) for place in range(len(groups))], labels),
    )


def _known(lines: Sequence[tuple[str, Parts]], place: int) -> list[float | None]:
    """The parts of one group that are one number; None for a range and where too few answered."""
    found = [parts[place] for _line, parts in lines if place < len(parts)]
    return [part.low if part.low == part.high else None for part in found]


def line_words(declared: DeclaredComparison, findings: Findings) -> Mapping[str, str]:
    """Line -> its label: of the column, or of several that are taken together."""
    labels = findings.labels
    words = {c.column.name: labels.line(c.column) for c in findings.columns_of(declared)}
    words.update({each.name: labels.wording.text(each.text_path) for each in declared.together})
    return words


def part_lines(found: Sequence[Composition]) -> list[tuple[str, Parts]]:
    """Line and its part in each group."""
    if not found:
        return []
    by_place = zip(*(composition.parts for composition in found), strict=True)
    return [(parts[0].line, parts) for parts in by_place]


def part_ends(part: ComposedPart) -> tuple[float, float] | None:
    """Lowest and highest of a part, 0 to 1; None where too few answered."""
    return None if part.low is None or part.high is None else (part.low, min(part.high, 1.0))


def _dot_row(label: str, parts: Parts, labels: Labels) -> DotRow:
    marks = [share_mark(part_ends(part)) for part in parts]
    return dot_row(label, marks, labels)


def _rows(
    lines: Sequence[tuple[str, Parts]], words: Mapping[str, str], labels: Labels
) -> Iterator[TableRow]:
    for line, parts in lines:
        yield TableRow.of(words[line], [_cell(part, labels) for part in parts])


def _cell(part: ComposedPart, labels: Labels) -> Cell:
    if part.low is None or part.high is None:
        return TOO_FEW
    ends = ((part.low, AmountPart.LOW), (part.high, AmountPart.HIGH))
    amounts = tuple(Amount(value, place, is_share=True) for value, place in ends)
    return Cell(_percent(part, labels), amounts)


def _percent(part: ComposedPart, labels: Labels) -> str | None:
    if part.low is None or part.high is None:
        return None
    return percent_range((part.low, part.high), labels)


def _said(
    lines: Sequence[tuple[str, Parts]], words: Mapping[str, str], findings: Findings
) -> tuple[str, ...]:
    """Of every pair of groups, or of the only group."""
    labels, groups = findings.labels, findings.groups
    if not findings.pairs:
        return (_alone(lines, words, groups[0], labels),)
    return by_pair(
        groups,
        findings.pairs,
        lambda pair: (
            _sentence(
                [(line, (parts[pair.first], parts[pair.second])) for line, parts in lines],
                words,
                pair.names(groups),
                labels,
            ),
        ),
    )


def _alone(
    lines: Sequence[tuple[str, Parts]], words: Mapping[str, str], group: str, labels: Labels
) -> str:
    _, top = labels.translate.gettext, largest_part(lines, 0)
    if top is None:
        return _("Parts of the people that are shown.")
    return _(
        "The largest part is “%(first)s” in %(country)s (%(share)s) of the people that are shown.",
        first=words[top[0]],
        country=group,
        share=_percent(top[1], labels),
    )


def _sentence(
    lines: Sequence[tuple[str, Parts]],
    words: Mapping[str, str],
    groups: tuple[str, str],
    labels: Labels,
) -> str:
    tops = [largest_part(lines, place) for place in (0, 1)]
    if None in tops:
        return _side_by_side(lines, labels)
    (first, first_part), (second, second_part) = (top for top in tops if top is not None)
    return labels.translate.gettext(
        "The largest part is “%(first)s” in %(country)s (%(share)s) and “%(second)s” in %(other)s"
        " (%(other_share)s) of the people that are shown.",
        first=words[first],
        country=groups[0],
        share=_percent(first_part, labels),
        second=words[second],
        other=groups[1],
        other_share=_percent(second_part, labels),
    )


def _side_by_side(lines: Sequence[tuple[str, Parts]], labels: Labels) -> str:
    """Where no part is surely the largest: what the table holds."""
    if not all(any(parts[place].low is not None for _, parts in lines) for place in (0, 1)):
        return no_comparison(labels)
    return labels.translate.gettext(
        "Parts of the people that are shown, side by side; none is surely the largest in both"
        " groups."
    )


def largest_part(lines: Sequence[tuple[str, Parts]], place: int) -> tuple[str, ComposedPart] | None:
    """The line that is the largest wherever a range ends; None where that is open, or nought."""
    shown = [(line, parts[place]) for line, parts in lines if parts[place].high is not None]
    if len(shown) < 2:
        return None
    line, top = max(shown, key=lambda pair: pair[1].low or 0.0)
    others = [part.high or 0.0 for other, part in shown if other != line]
    return (line, top) if (top.low or 0.0) > max(others) else None
