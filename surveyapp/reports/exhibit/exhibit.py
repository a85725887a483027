"""Exhibit: a declared comparison as a figure, by what the plan wants shown of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from surveyapp.analysis.dissemination_plan import DeclaredComparison, PublicSeries, Show
from surveyapp.reports.block import TableRow
from surveyapp.reports.chart.chart import Drawing
from surveyapp.reports.exhibit.certain import certain_size, too_small
from surveyapp.reports.exhibit.chart_words import description, dot_key, scale_key
from surveyapp.reports.exhibit.composition import composed
from surveyapp.reports.exhibit.cross import crossed
from surveyapp.reports.exhibit.index_figure import indexed
from surveyapp.reports.exhibit.page import Figure, Findings, measured
from surveyapp.reports.exhibit.pool_words import pool_words
from surveyapp.reports.exhibit.totals import totalled
from surveyapp.reports.labels import Labels

MAKERS: Mapping[Show, Callable[[DeclaredComparison, Findings], Figure]] = {
    Show.MEASURES: measured,
    Show.MIRROR: measured,
    Show.TOTALS: totalled,
    Show.COMPOSITION: composed,
    Show.INDEX: indexed,
    Show.CROSS: crossed,
}


def exhibit(declared: DeclaredComparison, findings: Findings) -> Figure | None:
    """One comparison with its note, its flags and the public figures beside it.

    None where no answer has reached it.
    """
    make = MAKERS.get(declared.show)
    if make is None or not findings.columns_of(declared):
        return None
    return replace(
        _explained(make(declared, findings), findings.labels),
        certain=certain_size(declared, findings),
        too_small=too_small(declared, findings),
        note=_note(declared, findings),
        flags=tuple(_flags(declared, findings)),
        series=tuple(_series(declared, findings)),
    )


def _explained(figure: Figure, labels: Labels) -> Figure:
    """The figure with the key of its chart, and with the words for who cannot see it."""
    drawing = next(iter(figure.charts), None)
    if not isinstance(drawing, Drawing):
        return replace(figure, key=scale_key(figure.scale), description=figure.sentence)
    told = description(drawing, figure.sentence, figure.groups, labels)
    return replace(figure, key=dot_key(drawing, figure.groups, labels), description=told)


def _note(declared: DeclaredComparison, findings: Findings) -> str:
    """What the plan says, and what is pooled."""
    own = findings.labels.wording.text(declared.note_path) if declared.note_path else ""
    before = tuple(_before(declared, findings))
    return f"{own} {pool_words(declared, findings.form, findings.labels, before)}".strip()


def _before(declared: DeclaredComparison, findings: Findings) -> Iterator[DeclaredComparison]:
    """The comparisons before it in its chapter that are shown wherever it is."""
    for chapter in findings.publication.chapters:
        if declared in chapter.comparisons:
            for each in chapter.comparisons[: chapter.comparisons.index(declared)]:
                is_beside = each.has_split or not declared.has_split
                if each.pools and is_beside and findings.columns_of(each):
                    yield each


def _flags(declared: DeclaredComparison, findings: Findings) -> Iterator[str]:
    paths = {flag.name: flag.text_path for flag in findings.publication.flags}
    return (findings.labels.wording.text(paths[name]) for name in declared.flags if name in paths)


def _series(declared: DeclaredComparison, findings: Findings) -> Iterator[TableRow]:
    by_name = {each.name: each for each in findings.publication.series}
    for name in declared.series:
        if name in by_name:
            yield _row(by_name[name], findings.labels)


def _row(series: PublicSeries, labels: Labels) -> TableRow:
    """Label and unit, then year: figure (source)."""
    text = labels.wording.text
    figures = tuple(
        f"{point.year}: {labels.number(point.value)} ({text(point.source_path)})"
        for point in series.points
    )
    return TableRow(f"{text(series.text_path)}, {text(series.unit_path)}", figures)
