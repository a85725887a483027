"""Index figure: one number an institution made of several answers, from 0 to 100."""

from collections.abc import Callable, Iterator

from surveyapp.analysis.comparison import ColumnComparison, GroupResult, Measure
from surveyapp.analysis.publication import DeclaredComparison, Index
from surveyapp.reports.labels import Labels
from surveyapp.reports.page import Figure, Findings
from surveyapp.reports.sentence import no_comparison
from surveyapp.reports.table import Row, Table, missing_words


def indexed(declared: DeclaredComparison, findings: Findings) -> Figure:
    """Mean, median, quartiles and spread of an index in both groups, and how far they stand apart.

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
    yield Row(_("Mean"), (*(_number(g.mean, labels) for g in found), _gap(found, labels)))
    medians = tuple(_number(g.median, labels) for g in found)
    yield Row(_("Median"), (*medians, _measured(shown, Measure.MEDIANS, labels)))
    yield Row(_("Quartiles"), (*_each(found, _quartiles, labels), "–"))
    yield Row(_("Standard deviation"), (*(_number(g.sd, labels) for g in found), "–"))
    shift = _measured(shown, Measure.SHIFT, labels)
    yield Row(_("Hodges–Lehmann shift"), ("–", "–", shift))


def _each(
    groups: tuple[GroupResult, ...],
    words: Callable[[GroupResult, Labels], str | None],
    labels: Labels,
) -> tuple[str | None, ...]:
    return tuple(words(group, labels) for group in groups)


def _quartiles(group: GroupResult, labels: Labels) -> str | None:
    if group.quartiles is None:
        return None if group.is_hidden else labels.translate.gettext("from twelve answers on")
    return "–".join(labels.figure(end) for end in group.quartiles)


def _number(value: str | float | None, labels: Labels) -> str | None:
    return labels.figure(value) if isinstance(value, int | float) else None


def _gap(groups: tuple[GroupResult, ...], labels: Labels) -> str | None:
    first, second = (group.mean for group in groups)
    return None if first is None or second is None else labels.signed(second - first)


def _measured(shown: ColumnComparison, measure: Measure, labels: Labels) -> str | None:
    value = next((d.value for d in shown.differences if d.measure is measure), None)
    return None if value is None else labels.signed(value)


def _sentence(shown: ColumnComparison, index: Index | None, findings: Findings) -> str:
    labels, groups = findings.labels, findings.groups
    means = [_number(group.mean, labels) for group in shown.groups[:2]]
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
