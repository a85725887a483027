"""Quality block: one section about the quality of the answers as blocks, for a page."""

from collections.abc import Iterator

from surveyapp.reports.block import (
    Block,
    Caption,
    Heading,
    Manner,
    Paragraph,
    Span,
    TableBlock,
    plain,
)
from surveyapp.reports.document.protection import PROTECTION
from surveyapp.reports.labels import Labels
from surveyapp.reports.quality import QualitySection


def quality_blocks(section: QualitySection, labels: Labels) -> Iterator[Block]:
    """Title, what was found, how the figures are formed, and the table where it has a line."""
    _ = labels.translate.gettext
    yield Heading(2, section.title, section.name)
    for sentence in section.sentences:
        yield plain(sentence, Manner.LEAD)
    why = Span(_("Why not every group?"), target=f"#{PROTECTION}")
    yield Paragraph((Span(f"{section.note} "), why), Manner.NOTE)
    if section.table.rows:
        heads, rows = section.table.heads, section.table.rows
        yield TableBlock(Caption("", section.title), _("Question"), heads, rows)
