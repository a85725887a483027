"""Index figure: one number an institution made of several answers, from 0 to 100."""

from collections.abc import Iterator

from surveyapp.analysis.comparison.comparison import Bounds, ColumnComparison, Measure
from surveyapp.analysis.dissemination_plan import DeclaredComparison, Index
from surveyapp.reports.exhibit.base import is_small
from surveyapp.reports.exhibit.page import Figure, Findings
from surveyapp.reports.exhibit.table import (
    Row,
    Table,
    mean_row,
    number_cell,
    range_cell,
    share_rows,
)
from surveyapp.reports.labels import Labels
from surveyapp.reports.page import Figure, Findings
from surveyapp.reports.range_words import between
from surveyapp.reports.rounding import rounding_words
from surveyapp.reports.sentence import no_comparison
from surveyapp.reports.statement import apart
from surveyapp.reports.table import Row, Table, mean_row, number_cell, range_cell, share_rows


def indexed(declared: DeclaredComparison, findings: Findings) -> Figure:
    """Means of an index in both groups, and how far they stand apart; or what is known of them.

    Institutions that answered too few of its items are counted as left blank.
    """
    (shown,), labels = findings.columns_of(declared), findings.labels
    name, number, title = findings.heading(declared)
    base = findings.base((shown,))
    return Figure(
        name=name,
        number=number,
        title=title,
        said=(_sentence(shown, declared.index, findings),),
        charts=(),
        answer=None,
        scale=(),
        table=Table(
            (*findings.groups, labels.translate.gettext("difference")), tuple(_rows(shown, labels))
        ),
        base=f"{base} {_how_made(labels)}" if _bands(shown) else base,
        is_hidden=any(map(is_small, shown.groups[:2])),
        groups=findings.groups,
        rounding=rounding_words((shown,), labels),
    )


def _how_made(labels: Labels) -> str:
    return labels.translate.gettext(
        "The mean is that of the mean scores of its questions; since these are closely protected,"
        " it is a range, worked out from what is printed of them."
    )


def _bands(shown: ColumnComparison) -> tuple[Bounds, Bounds] | None:
    """The range of the mean in both groups; None where it is not made of ranges."""
    first, second = (group.mean_band for group in shown.groups[:2])
    return None if first is None or second is None else (first, second)


def _rows(shown: ColumnComparison, labels: Labels) -> Iterator[Row]:
    """A range of the mean; else the mean as far as it is shown, and institutions by class."""
    _ = labels.translate.gettext
    bands = _bands(shown)
    if bands is not None:
        cells = [range_cell(band, labels) for band in bands]
        gap = range_cell(apart(*bands), labels, is_signed=True)
        yield Row.of(_("mean"), (*cells, gap))
        return
    if any(group.mean is not None for group in shown.groups):
        yield mean_row(shown, labels)
    shift = next((d.value for d in shown.differences if d.measure is Measure.SHIFT), None)
    if shift is not None:
        last = number_cell(shift, labels, is_signed=True)
        yield Row.of(_("Hodges–Lehmann shift"), (NOTHING, NOTHING, last))
    yield from share_rows(shown, labels) if shown.column.codes else _nothing(labels)


def _nothing(labels: Labels) -> Iterator[Row]:
    yield Row.of(labels.translate.gettext("mean"), (TOO_FEW, TOO_FEW, TOO_FEW))


def _sentence(shown: ColumnComparison, index: Index | None, findings: Findings) -> str:
    bands, means = _bands(shown), [group.mean for group in shown.groups[:2]]
    if index is None:
        return no_comparison(findings.labels)
    if bands is not None:
        return _of_bands(bands, index, findings)
    if None not in means:
        words = [findings.labels.figure(mean) for mean in means if mean is not None]
        return _on_average(words, index, findings)
    medians = [group.median for group in shown.groups[:2]]
    if None in medians:
        return no_comparison(findings.labels)
    return _of_classes([findings.labels.code(shown.column, str(m)) for m in medians], findings)


def _on_average(words: list[str], index: Index, findings: Findings) -> str:
    labels, groups = findings.labels, findings.groups
    return labels.translate.gettext(
        "On average %(first)s in %(country)s and %(second)s in %(other)s, on a scale from 0"
        " (%(low)s) to 100 (%(high)s).",
        first=words[0],
        second=words[1],
        country=groups[0],
        other=groups[1],
        low=labels.wording.text(index.low_path),
        high=labels.wording.text(index.high_path),
    )


def _of_bands(bands: tuple[Bounds, Bounds], index: Index, findings: Findings) -> str:
    """Ranges of the mean, and whether it is certain which is higher."""
    labels, groups = findings.labels, findings.groups
    _ = labels.translate.gettext
    words = [between(labels.figure(band[0]), labels.figure(band[1]), labels) for band in bands]
    low, high = apart(*bands)
    told = _on_average(words, index, findings)
    if low <= 0 <= high:
        open_words = _("in which country higher cannot be told")
        return f"{told.removesuffix('.')}; {open_words}."
    least, most = sorted((abs(low), abs(high)))
    points = between(labels.figure(least), labels.figure(most), labels)
    ahead = groups[1] if low > 0 else groups[0]
    higher = _("higher in %(country)s, by %(points)s", country=ahead, points=points)
    return f"{told.removesuffix('.')}; {higher}."


def _of_classes(words: list[str], findings: Findings) -> str:
    labels, groups = findings.labels, findings.groups
    return labels.translate.gettext(
        "The index of the median institution is %(first)s in %(country)s and %(second)s in"
        " %(other)s, on a scale from 0 to 100.",
        first=words[0],
        second=words[1],
        country=groups[0],
        other=groups[1],
    )
