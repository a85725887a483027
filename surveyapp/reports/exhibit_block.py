"""Exhibit block: one comparison in the report: statement, chart or table, base, trace."""

from collections.abc import Iterator

from surveyapp.analysis.publication import Show
from surveyapp.reports.document import (
    Block,
    Caption,
    FigureBlock,
    Heading,
    Listing,
    Manner,
    Paragraph,
    Span,
    TableBlock,
    TableRow,
    plain,
)
from surveyapp.reports.evidence import Evidence
from surveyapp.reports.labels import Labels, ended
from surveyapp.reports.material import Provenance
from surveyapp.reports.table import Table

_STATED = frozenset({Show.MEASURES, Show.MIRROR, Show.COMPOSITION, Show.INDEX})
"""Their sentence says what was found; that of the others how to read the table."""


def whole_exhibit(evidence: Evidence, labels: Labels, provenance: Provenance) -> Iterator[Block]:
    """What was found as heading, then the chart, or the table where there is none, and the base."""
    number, shown = evidence.number, evidence.shown
    said = statement(evidence)
    yield Heading(3, f"{number.words} {said or shown.title}", number.anchor)
    further = " ".join(shown.said[1:]) if said else shown.sentence
    words = shown.too_small or further
    if words:
        yield plain(words, Manner.LEAD)
    yield from (
        figure_blocks(evidence, labels) if evidence.has_figure else table_blocks(evidence, labels)
    )
    yield from _notes(evidence, labels)
    yield trace_line(evidence, labels, provenance)


def statement(evidence: Evidence) -> str:
    """What was found, the first sentence without its full stop; "" where nothing may be said."""
    shown = evidence.shown
    are_sums = any(each.column.counts_people for each in evidence.columns)
    is_stated = evidence.declared.show is Show.COMPOSITION or not are_sums
    if not shown.is_comparable or evidence.declared.show not in _STATED or not is_stated:
        return ""
    return shown.said[0].removesuffix(".")


def figure_blocks(evidence: Evidence, labels: Labels) -> Iterator[FigureBlock]:
    """The chart; nothing where the table alone says it."""
    shown = evidence.shown
    if evidence.has_figure:
        caption = Caption(evidence.number.figure, _drawn(evidence, labels))
        yield FigureBlock(caption, shown.description, shown.key, shown.charts[0])


def table_blocks(evidence: Evidence, labels: Labels) -> Iterator[TableBlock]:
    """The table."""
    caption = Caption(evidence.number.table, evidence.shown.title)
    yield as_block(caption, evidence.shown.table, labels, evidence.shown.title)


def as_block(caption: Caption, table: Table, labels: Labels, title: str) -> TableBlock:
    """A table of figures as a block. title: for a line that has no head of its own."""
    rows = tuple(TableRow(row.label or title, row.cells) for row in table.rows)
    return TableBlock(caption, labels.translate.gettext("Answer or line"), table.heads, rows)


def trace_line(evidence: Evidence, labels: Labels, provenance: Provenance) -> Paragraph:
    """Under every exhibit: by what to find its figures again."""
    words = labels.translate.gettext(
        "%(number)s · snapshot %(hash)s · version %(version)s",
        number=evidence.number.table,
        hash=provenance.short_snapshot,
        version=provenance.version,
    )
    return plain(words, Manner.TRACE)


def _drawn(evidence: Evidence, labels: Labels) -> str:
    if not evidence.shown.answer:
        return evidence.shown.title
    answer = labels.translate.gettext(
        "Share that answered “%(answer)s”", answer=evidence.shown.answer
    )
    return f"{ended(evidence.shown.title)} {answer}"


def _notes(evidence: Evidence, labels: Labels) -> Iterator[Block]:
    """Base, how far the difference may be off, and why to read it with care."""
    shown = evidence.shown
    yield _base(evidence, labels)
    for words in (shown.uncertainty, shown.rounding, shown.note, *shown.flags):
        if words:
            yield plain(words, Manner.NOTE)
    if shown.series:
        _ = labels.translate.gettext
        yield plain(_("Published by national bodies, and not part of the answers:"), Manner.NOTE)
        rows = (f"{row.label}: {'; '.join(c for c in row.cells if c)}" for row in shown.series)
        yield Listing(tuple((Span(words),) for words in rows), manner=Manner.NOTE)


def _base(evidence: Evidence, labels: Labels) -> Paragraph:
    _ = labels.translate.gettext
    words = " ".join((_("Base: institutions that gave an answer."), evidence.shown.base))
    if not evidence.shown.is_hidden:
        return plain(words, Manner.NOTE)
    why = Span(_("Why too few?"), target="#protection")
    return Paragraph((Span(f"{words} "), why), Manner.NOTE)
