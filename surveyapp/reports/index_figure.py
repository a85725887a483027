"""Index figure: one number an institution made of several answers, from 0 to 100."""

from collections.abc import Iterator

from surveyapp.analysis.comparison import ColumnComparison, GroupResult, Measure
from surveyapp.analysis.publication import DeclaredComparison, Index
from surveyapp.reports.amount import NOTHING, Cell
from surveyapp.reports.labels import Labels
from surveyapp.reports.page import Figure, Findings
from surveyapp.reports.sentence import no_comparison
from surveyapp.reports.table import Row, Table, missing_words, number_cell


def indexed(declared: DeclaredComparison, findings: Findings) -> Figure:
    """Mean of an index in both groups, and how far they stand apart.

    Institutions that answered too few of its items are counted as left blank.
    """
    (shown,), labels = findings.columns_of(declared), findings.labels
    name, number, title = findings.heading(declared)
    rows = tuple(_rows(shown, labels))
    return Figure(
        name=name,
        number=number,
        title=title,
        sentence=_sentence(shown, declared.index, findings),
        charts=(),
        kind="table",
        answer=None,
        scale=(),
        table=Table((*findings.groups, labels.translate.gettext("difference")), rows),
        base=missing_words((shown,), findings.groups, labels),
        is_hidden=any(group.is_hidden for group in shown.groups),
        groups=findings.groups,
    )


def _rows(shown: ColumnComparison, labels: Labels) -> Iterator[Row]:
    _ = labels.translate.gettext
    found = shown.groups[:2]
    means = (_cell(group.mean, labels) for group in found)
    yield Row.of(_("Mean"), (*means, _gap(found, labels)))
    shift = _measured(shown, Measure.SHIFT, labels)
    yield Row.of(_("Hodges–Lehmann shift"), (NOTHING, NOTHING, shift))


def _cell(value: str | float | None, labels: Labels) -> Cell:
    return number_cell(value if isinstance(value, int | float) else None, labels)


def _gap(groups: tuple[GroupResult, ...], labels: Labels) -> Cell:
    first, second = (group.mean for group in groups)
    gap = None if first is None or second is None else second - first
    return number_cell(gap, labels, is_signed=True)


def _measured(shown: ColumnComparison, measure: Measure, labels: Labels) -> Cell:
    value = next((d.value for d in shown.differences if d.measure is measure), None)
    return number_cell(value, labels, is_signed=True)


def _sentence(shown: ColumnComparison, index: Index | None, findings: Findings) -> str:
    labels, groups = findings.labels, findings.groups
    means = [_cell(group.mean, labels).words for group in shown.groups[:2]]
    if None in means or index is None:
        return no_comparison(labels)
    return labels.translate.gettext(
        "On average %(first)s in %(country)s and %(second)s in %(other)s, on a scale from 0"
        " (%(low)s) to 100 (%(high)s).",
        first=means[0],
        second=means[1],
        country=groups[0],
        other=groups[1],
        low=labels.wording.text(index.low_path),
        high=labels.wording.text(index.high_path),
    )
