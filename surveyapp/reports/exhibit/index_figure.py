"""Index figure: one number an institution made of several answers, from 0 to 100."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveyapp.analysis.comparison.difference_bounds import difference_bounds
from surveyapp.analysis.dissemination_plan import DeclaredComparison, Index
from surveyapp.analysis.result import Bounds, ColumnComparison, Measure
from surveyapp.reports.block import TableRow
from surveyapp.reports.exhibit.base import is_small
from surveyapp.reports.exhibit.page import Figure, Findings
from surveyapp.reports.exhibit.rounding import rounding_words
from surveyapp.reports.exhibit.single_group import described
from surveyapp.reports.exhibit.table import (
    Table,
    difference_heads,
    mean_row,
    number_cell,
    range_cell,
    share_rows,
)
from surveyapp.reports.group_pair import GroupPair, by_pair
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.amount import NOTHING, TOO_FEW
from surveyapp.reports.sentence.range_words import between
from surveyapp.reports.sentence.sentence import no_comparison


def indexed(declared: DeclaredComparison, findings: Findings) -> Figure:
    """Means of an index in each group, and how far they stand apart; or what is known of them.

    Institutions that answered too few of its items are counted as left blank.
    """
    (shown,), labels = findings.columns_of(declared), findings.labels
    name, number, title = findings.heading(declared)
    base, difference = findings.base((shown,)), labels.translate.gettext("difference")
    return Figure(
        name=name,
        number=number,
        title=title,
        said=_said(shown, declared.index, findings),
        charts=(),
        answer=None,
        scale=(),
        table=Table(
            difference_heads(findings.groups, difference, findings.pairs, labels),
            tuple(_rows(shown, labels, findings.pairs)),
        ),
        base=f"{base} {_how_made(labels)}" if _bands(shown) else base,
        is_hidden=any(map(is_small, shown.groups)),
        groups=findings.groups,
        rounding=rounding_words((shown,), labels),
    )


def _how_made(labels: Labels) -> str:
    return labels.translate.gettext(
        "The mean is that of the mean scores of its questions; since these are closely protected,"
        " it is a range, worked out from what is printed of them."
    )


def _bands(shown: ColumnComparison) -> tuple[Bounds, ...] | None:
    """The range of the mean in each group; None where it is not made of ranges."""
    found = [group.mean_band for group in shown.groups]
    known = tuple(band for band in found if band is not None)
    return known if len(known) == len(found) else None


def _rows(
    shown: ColumnComparison, labels: Labels, pairs: Sequence[GroupPair]
) -> Iterator[TableRow]:
    """A range of the mean; else the mean as far as it is shown, and institutions by class."""
    _ = labels.translate.gettext
    bands = _bands(shown)
    if bands is not None:
        cells = [range_cell(band, labels) for band in bands]
        ends = [difference_bounds(bands[pair.second], bands[pair.first]) for pair in pairs]
        gaps = [range_cell(each, labels, is_signed=True) for each in ends]
        yield TableRow.of(_("mean"), (*cells, *gaps))
        return
    if any(group.mean is not None for group in shown.groups):
        yield mean_row(shown, labels, pairs)
    shifts = [_shift(pair.between(shown)) for pair in pairs]
    if any(shift is not None for shift in shifts):
        last = (NOTHING if s is None else number_cell(s, labels, is_signed=True) for s in shifts)
        yield TableRow.of(_("Hodges–Lehmann shift"), (*(NOTHING for _group in shown.groups), *last))
    if shown.column.codes:
        yield from share_rows(shown, labels, pairs)
    else:
        yield TableRow.of(_("mean"), (TOO_FEW,) * (len(shown.groups) + len(pairs)))


def _shift(shown: ColumnComparison) -> float | None:
    return next((d.value for d in shown.differences if d.measure is Measure.SHIFT), None)


def _said(shown: ColumnComparison, index: Index | None, findings: Findings) -> tuple[str, ...]:
    """Of every pair of groups, or of the only group."""
    groups = findings.groups
    if not findings.pairs:
        return (_alone(shown, index, findings),)
    return by_pair(
        groups,
        findings.pairs,
        lambda pair: (
            _Sentence(pair.names(groups), findings.labels).of(pair.between(shown), index),
        ),
    )


def _alone(shown: ColumnComparison, index: Index | None, findings: Findings) -> str:
    labels, group = findings.labels, shown.groups[0]
    if index is None or group.mean is None:
        return described((shown,), findings.groups[0], labels)[0]
    return labels.translate.gettext(
        "On average %(first)s in %(country)s, on a scale from 0 (%(low)s) to 100 (%(high)s).",
        first=labels.figure(group.mean),
        country=findings.groups[0],
        low=labels.wording.text(index.low_path),
        high=labels.wording.text(index.high_path),
    )


@dataclass(frozen=True, slots=True)
class _Sentence:
    """About two groups. groups: their names."""

    groups: tuple[str, str]
    labels: Labels

    def of(self, shown: ColumnComparison, index: Index | None) -> str:
        """Means or their ranges, else the class of the median. shown: with the two groups."""
        first, second = shown.groups
        if index is None:
            return no_comparison(self.labels)
        if first.mean_band is not None and second.mean_band is not None:
            return self._of_bands((first.mean_band, second.mean_band), index)
        if first.mean is not None and second.mean is not None:
            words = self.labels.figure(first.mean), self.labels.figure(second.mean)
            return self._on_average(words, index)
        if first.median is None or second.median is None:
            return no_comparison(self.labels)
        medians = (self.labels.code(shown.column, str(g.median)) for g in (first, second))
        return self._of_classes(*medians)

    def _on_average(self, words: tuple[str, str], index: Index) -> str:
        labels = self.labels
        return labels.translate.gettext(
            "On average %(first)s in %(country)s and %(second)s in %(other)s, on a scale from 0"
            " (%(low)s) to 100 (%(high)s).",
            first=words[0],
            second=words[1],
            country=self.groups[0],
            other=self.groups[1],
            low=labels.wording.text(index.low_path),
            high=labels.wording.text(index.high_path),
        )

    def _of_bands(self, bands: tuple[Bounds, Bounds], index: Index) -> str:
        """Ranges of the mean, and whether it is certain which is higher."""
        labels = self.labels
        _ = labels.translate.gettext
        first, second = (
            between(labels.figure(low), labels.figure(high), labels) for low, high in bands
        )
        low, high = difference_bounds(bands[1], bands[0])
        told = self._on_average((first, second), index)
        if low <= 0 <= high:
            open_words = _("in which group higher cannot be told")
            return f"{told.removesuffix('.')}; {open_words}."
        least, most = sorted((abs(low), abs(high)))
        points = between(labels.figure(least), labels.figure(most), labels)
        ahead = self.groups[1] if low > 0 else self.groups[0]
        higher = _("higher in %(country)s, by %(points)s", country=ahead, points=points)
        return f"{told.removesuffix('.')}; {higher}."

    def _of_classes(self, first: str, second: str) -> str:
        return self.labels.translate.gettext(
            "The index of the median institution is %(first)s in %(country)s and %(second)s in"
            " %(other)s, on a scale from 0 to 100.",
            first=first,
            second=second,
            country=self.groups[0],
            other=self.groups[1],
        )
