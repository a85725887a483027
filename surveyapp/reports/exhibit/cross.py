"""Cross-table: two questions against each other, group by group."""

from collections.abc import Iterator, Sequence

from surveyapp.analysis.dissemination_plan import DeclaredComparison
from surveyapp.analysis.result import CrossTable
from surveyapp.reports.block import TableRow
from surveyapp.reports.exhibit.page import Figure, Findings
from surveyapp.reports.exhibit.table import Table, number_cell
from surveyapp.reports.labels import Labels


def crossed(declared: DeclaredComparison, findings: Findings) -> Figure:
    """One line a group and answer of the first question, one column an answer of the second."""
    labels = findings.labels
    found = [cross for cross in findings.comparison.crosses if cross.name == declared.name]
    name, number, title = findings.heading(declared)
    rows = tuple(
        row for cross, group in _named(found, findings) for row in _rows(cross, group, labels)
    )
    return Figure(
        name=name,
        number=number,
        title=title,
        said=tuple(_n_words(cross, group, labels) for cross, group in _named(found, findings)),
        charts=(),
        answer=None,
        scale=(),
        table=Table(_heads(found, labels), rows),
        base=" ".join(_base(_named(found, findings), labels)),
        is_hidden=any(cell is None for row in rows for cell in row.cells),
        groups=findings.groups,
    )


def _base(named: Iterator[tuple[CrossTable, str]], labels: Labels) -> Iterator[str]:
    """Whom the table counts, and of which group it has no line."""
    _ = labels.translate.gettext
    yield _("Counted are institutions that answered both questions.")
    for cross, group in named:
        if all(count is None for count in cross.counts.cells.values()):
            reason = _closed_words(cross, labels)
            yield _("%(group)s, in every row: %(reason)s.", group=group, reason=reason)


def _closed_words(cross: CrossTable, labels: Labels) -> str:
    """Why no count of a group is shown: it is small, or one of its answers was given by few."""
    _ = labels.translate.gettext
    if cross.counts.n is None:
        return _("too few answered")
    return _("too few gave one of the answers, and the other counts would tell how many")


def _named(found: Sequence[CrossTable], findings: Findings) -> Iterator[tuple[CrossTable, str]]:
    return zip(found, findings.groups, strict=False)


def _heads(found: Sequence[CrossTable], labels: Labels) -> tuple[str, ...]:
    if not found:
        return ()
    second = found[0].second
    return tuple(labels.code(second, code) for code in second.codes)


def _rows(cross: CrossTable, group: str, labels: Labels) -> Iterator[TableRow]:
    for code in cross.first.codes:
        cells = (cross.counts.cells[code, other] for other in cross.second.codes)
        counts = [number_cell(count, labels) for count in cells]
        yield TableRow.of(f"{group}: {labels.code(cross.first, code)}", counts)


def _n_words(cross: CrossTable, group: str, labels: Labels) -> str:
    if cross.counts.n is None:
        return labels.translate.gettext("%(group)s: too few answered.", group=group)
    return labels.translate.ngettext(
        "%(group)s: %(num)d institution answered both.",
        "%(group)s: %(num)d institutions answered both.",
        cross.counts.n,
        group=group,
    )
