"""Exhibit block: one comparison as blocks: heading, sentence, chart, table, base, notes.

The one composition: the report prints these blocks one after the other under what was found, a page
prints the same under the question and folds what is below the sentence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from surveyapp.analysis.dissemination_plan import Show
from surveyapp.reports.block import (
    Block,
    Caption,
    FigureBlock,
    Heading,
    Listing,
    Manner,
    Paragraph,
    Span,
    TableBlock,
    plain,
)
from surveyapp.reports.chart.chart import Drawing
from surveyapp.reports.document.evidence import Evidence
from surveyapp.reports.document.material import Provenance
from surveyapp.reports.document.protection import PROTECTION
from surveyapp.reports.exhibit.rounding import before_rounding
from surveyapp.reports.labels import Labels, ended

_STATED = frozenset({Show.MEASURES, Show.MIRROR, Show.COMPOSITION, Show.INDEX})
"""Their sentence says what was found; that of the others how to read the table."""


@dataclass(frozen=True, slots=True)
class ExhibitBlocks:
    """One comparison under its question.

    name: as the plan calls it. lead: what was found, or why nothing may be said; figure: None where
    the table alone says it; notes: the base, and how to read it.
    """

    name: str
    heading: Heading
    lead: Paragraph
    figure: FigureBlock | None
    table: TableBlock
    notes: tuple[Block, ...]


def exhibit_blocks(evidence: Evidence, labels: Labels, level: int) -> ExhibitBlocks:
    """As a page shows it. level: of its heading."""
    shown = evidence.shown
    return ExhibitBlocks(
        evidence.name,
        Heading(level, shown.title, "", shown.number),
        plain(shown.too_small or shown.sentence, Manner.LEAD),
        figure_block(evidence, labels),
        table_block(evidence, labels),
        tuple(_notes(evidence, labels)),
    )


def whole_exhibit(evidence: Evidence, labels: Labels, provenance: Provenance) -> Iterator[Block]:
    """What was found as heading, then the chart, or the table where there is none, and the base."""
    number, shown = evidence.number, evidence.shown
    said = statement(evidence)
    yield Heading(2, said or shown.title, number.anchor, number.words)
    further = " ".join(shown.said[1:]) if said else shown.sentence
    words = shown.too_small or further
    if words:
        yield plain(words, Manner.LEAD)
    yield figure_block(evidence, labels) or table_block(evidence, labels)
    yield from _notes(evidence, labels)
    yield trace_line(evidence, labels, provenance)


def statement(evidence: Evidence) -> str:
    """What was found, the first sentence without its full stop; "" where nothing may be said.

    Neither is one sentence the finding of more pairs than one, nor of a group that is not compared.
    """
    shown = evidence.shown
    if len(shown.groups) != 2:
        return ""
    are_sums = any(each.column.counts_people for each in evidence.columns)
    is_stated = evidence.declared.show is Show.COMPOSITION or not are_sums
    if not shown.is_comparable or evidence.declared.show not in _STATED or not is_stated:
        return ""
    return shown.said[0].removesuffix(".")


def figure_block(evidence: Evidence, labels: Labels) -> FigureBlock | None:
    """The chart; None where the table alone says it."""
    shown = evidence.shown
    if not shown.charts:
        return None
    caption = Caption(evidence.number.figure, _drawn(evidence, labels))
    return FigureBlock(caption, shown.description, shown.key, shown.charts)


def table_block(evidence: Evidence, labels: Labels) -> TableBlock:
    """The table; a line that has no head of its own has the title."""
    table, title = evidence.shown.table, evidence.shown.title
    return TableBlock(
        Caption(evidence.number.table, evidence.title),
        labels.translate.gettext("Answer or line"),
        table.heads,
        tuple(replace(row, head=row.head or title) for row in table.rows),
    )


def trace_line(evidence: Evidence, labels: Labels, provenance: Provenance) -> Paragraph:
    """Under every exhibit: by what to find its figures again."""
    words = labels.translate.gettext(
        "%(number)s · snapshot %(hash)s · version %(version)s",
        number=evidence.number.table,
        hash=provenance.short_snapshot,
        version=provenance.version,
    )
    return plain(words, Manner.TRACE)


def rounding_note(told: Iterable[Evidence], labels: Labels) -> Iterator[Block]:
    """Below sentences alone, where the table of one of them would say that it is rounded."""
    if any(each.shown.rounding for each in told):
        yield plain(before_rounding(labels), Manner.NOTE)


def _drawn(evidence: Evidence, labels: Labels) -> str:
    if not evidence.shown.answer:
        return evidence.title
    answer = labels.translate.gettext(
        "Share that answered “%(answer)s”", answer=evidence.shown.answer
    )
    return f"{ended(evidence.title)} {answer}"


def _notes(evidence: Evidence, labels: Labels) -> Iterator[Block]:
    """Base, how far the difference may be off, and why to read it with care."""
    _ = labels.translate.gettext
    shown = evidence.shown
    yield _base(evidence, labels)
    for words in (_left_out(evidence, labels), shown.uncertainty, shown.rounding, shown.note):
        if words:
            yield plain(words, Manner.NOTE)
    for words in shown.flags:
        warning = Span(_("Read with care:"), is_strong=True)
        yield Paragraph((warning, Span(f" {words}")), Manner.NOTE)
    if shown.series:
        yield plain(_("Published by national bodies, not part of the answers:"), Manner.NOTE)
        rows = (f"{row.head}: {'; '.join(c for c in row.cells if c)}" for row in shown.series)
        yield Listing(tuple((Span(words),) for words in rows), manner=Manner.NOTE)


def _left_out(evidence: Evidence, labels: Labels) -> str:
    """How many lines the chart has no room for; "" where it has all."""
    drawing = next(iter(evidence.shown.charts), None)
    if not isinstance(drawing, Drawing) or not drawing.n_left:
        return ""
    return labels.translate.ngettext(
        "%(num)d line of table %(table)s is not in the chart, that of which the certain difference"
        " is smallest.",
        "%(num)d lines of table %(table)s are not in the chart, those of which the certain"
        " difference is smallest.",
        drawing.n_left,
        table=evidence.number.table,
    )


def _base(evidence: Evidence, labels: Labels) -> Paragraph:
    _ = labels.translate.gettext
    words = " ".join((_("Base: institutions that gave an answer."), evidence.shown.base))
    why = _why(evidence, labels)
    if not why:
        return plain(words, Manner.NOTE)
    return Paragraph((Span(f"{words} "), Span(why, target=f"#{PROTECTION}")), Manner.NOTE)


def _why(evidence: Evidence, labels: Labels) -> str:
    """What a reader may ask about the protection; "" where every group has its numbers."""
    _ = labels.translate.gettext
    if evidence.shown.has_ranges:
        return _("Why ranges?")
    return _("Why not every group?") if evidence.shown.is_hidden else ""
