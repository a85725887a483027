"""Exhibit block: one comparison in the report: sentence, chart, base, table, trace."""

from collections.abc import Iterator

from surveyapp.reports.document import (
    Block,
    Caption,
    FigureBlock,
    Heading,
    KeyEntry,
    Line,
    Listing,
    Manner,
    Mark,
    Paragraph,
    Span,
    TableBlock,
    TableRow,
    anchor_of,
    plain,
)
from surveyapp.reports.evidence import Evidence
from surveyapp.reports.labels import Labels, ended
from surveyapp.reports.material import Provenance
from surveyapp.reports.table import Table

LONGEST_TABLE = 14
"""Rows of a table that stands in its chapter; a longer one stands in the annex."""

_STEPS = (Mark.STEP_1, Mark.STEP_2, Mark.STEP_3, Mark.STEP_4, Mark.STEP_5)


def whole_exhibit(evidence: Evidence, labels: Labels, provenance: Provenance) -> Iterator[Block]:
    """Heading, sentence, chart, base and ranges, and the table or where it is."""
    number = f"{evidence.number.chapter}.{evidence.number.place}"
    yield Heading(3, f"{number} {evidence.shown.title}", f"e{number.replace('.', '-')}")
    yield plain(evidence.shown.sentence, Manner.LEAD)
    yield from figure_blocks(evidence, labels)
    yield from _notes(evidence, labels)
    if is_in_annex(evidence):
        yield Paragraph(_elsewhere(evidence, labels), Manner.NOTE)
    else:
        yield from table_blocks(evidence, labels)
    yield trace_line(evidence, labels, provenance)


def figure_blocks(evidence: Evidence, labels: Labels) -> Iterator[FigureBlock]:
    """The chart; nothing where the table alone says it."""
    shown = evidence.shown
    if evidence.has_figure:
        is_scale = shown.kind == "scale"
        yield FigureBlock(
            Caption(evidence.number.figure, _drawn(evidence, labels)),
            shown.sentence,
            tuple(_scale_key(shown.scale) if is_scale else _dot_key(shown.groups, labels)),
            shown.charts[0],
        )


def table_blocks(evidence: Evidence, labels: Labels) -> Iterator[TableBlock]:
    """The table."""
    caption = Caption(evidence.number.table, evidence.shown.title)
    yield as_block(caption, evidence.shown.table, labels, evidence.shown.title)


def as_block(caption: Caption, table: Table, labels: Labels, title: str) -> TableBlock:
    """A table of figures as a block. title: for a line that has no head of its own."""
    rows = tuple(TableRow(row.label or title, row.cells) for row in table.rows)
    return TableBlock(caption, labels.translate.gettext("Answer or line"), table.heads, rows)


def is_in_annex(evidence: Evidence) -> bool:
    """Whether its table is too long for the chapter."""
    return evidence.has_figure and len(evidence.shown.table.rows) > LONGEST_TABLE


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
    words = f"{_('Base: institutions that gave an answer.')} {evidence.shown.base}"
    if not evidence.shown.is_hidden:
        return plain(words, Manner.NOTE)
    why = Span(_("why?"), target="#why-hidden")
    hidden = f"{words} {_('Some figures are hidden:')} "
    return Paragraph((Span(hidden), why), Manner.NOTE)


def _elsewhere(evidence: Evidence, labels: Labels) -> Line:
    words = labels.translate.gettext("The same as a table, in annex B:")
    number = evidence.number.table
    return Span(f"{words} "), Span(number, target=f"#{anchor_of(number)}")


def _scale_key(scale: tuple[str, ...]) -> Iterator[KeyEntry]:
    last = max(len(scale) - 1, 1)
    for place, words in enumerate(scale):
        yield KeyEntry(_STEPS[round(4 * place / last)], words)


def _dot_key(groups: tuple[str, str], labels: Labels) -> Iterator[KeyEntry]:
    _ = labels.translate.gettext
    yield KeyEntry(Mark.FIRST, groups[0])
    yield KeyEntry(Mark.SECOND, groups[1])
    band = _("where the share lies whatever the institutions without an answer would say")
    yield KeyEntry(Mark.BAND, band)
    yield KeyEntry(Mark.WORDS, _("right: difference in percentage points"))
