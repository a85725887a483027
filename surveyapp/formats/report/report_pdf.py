"""Report as PDF: tagged (PDF/UA-1), A4, with page numbers; charts are pictures with words."""

from collections.abc import Mapping
from typing import Any

from surveyapp.formats.report.chart_svg import chart_svg
from surveyapp.formats.report.hyphenation import divisible
from surveyapp.formats.report.palette import BANDS, COLOURS, INK, LINE, LINK, SOFT, STEPS, STRUCTURE
from surveyapp.formats.report.pdf_document import to_pdf
from surveyapp.formats.report.unbroken import PATTERN
from surveyapp.reports.block import (
    Block,
    Caption,
    Contents,
    Document,
    ExhibitList,
    FigureBlock,
    Heading,
    Line,
    Listing,
    Paragraph,
    TableBlock,
    TitlePage,
)
from surveyapp.reports.chart.parts import chart_parts
from surveyapp.reports.sentence.amount import DASH

Content = Mapping[str, Any]


def report_pdf(document: Document) -> bytes:
    """The same bytes for the same document: its day comes from the answers."""
    figures = [block for block in document.blocks if isinstance(block, FigureBlock)]
    drawings = {name: drawn for each in figures for name, drawn in _drawings(each).items()}
    return to_pdf("report", _content(document), drawings)


def _content(document: Document) -> Content:
    day = document.day
    return {
        "title": document.title,
        "language": document.language.split("_")[0],
        "banners": document.banners,
        "running": document.running,
        "hidden": DASH,
        "day": day and {"year": day.year, "month": day.month, "day": day.day},
        "blocks": [_block(block, document) for block in document.blocks],
        "ink": INK,
        "soft": SOFT,
        "structure": STRUCTURE,
        "line_colour": LINE,
        "link": LINK,
        "colours": COLOURS,
        "band": BANDS[0],
        "steps": STEPS,
        "unbroken": PATTERN,
    }


def _block(block: Block, document: Document) -> Content:
    match block:
        case TitlePage(title, subtitle, lines):
            return {"kind": "title", "title": title, "subtitle": subtitle, "lines": lines}
        case Contents(words, levels):
            return {"kind": "contents", "words": words, "levels": levels}
        case ExhibitList(words):
            entries = [
                {"anchor": c.anchor, "words": f"{c.number} {c.words}"} for c in document.captions()
            ]
            return {"kind": "exhibits", "words": words, "entries": entries}
        case Heading(level, _words, anchor):
            return {"kind": "heading", "level": level, "words": block.text, "anchor": anchor}
        case Paragraph(line, manner):
            return {"kind": "paragraph", "line": _line(line), "manner": manner}
        case Listing(lines, is_numbered, manner):
            listed = [_line(line) for line in lines]
            return {"kind": "listing", "lines": listed, "numbered": is_numbered, "manner": manner}
        case TableBlock():
            return _table(block, document.language)
        case FigureBlock():
            return _figure(block)


def _line(line: Line) -> list[Content]:
    return [
        {"words": s.words, "strong": s.is_strong, "emphasis": s.is_emphasis, "target": s.target}
        for s in line
    ]


def _table(block: TableBlock, language: str) -> Content:
    def cut(words: str | None) -> str | None:
        return words and divisible(words, language)

    return {
        "kind": "table",
        "caption": _caption(block.caption),
        "heads": [cut(words) for words in (block.corner, *block.heads)],
        "rows": [[cut(words) for words in (row.head, *row.cells)] for row in block.rows],
    }


def _figure(block: FigureBlock) -> Content:
    return {
        "kind": "figure",
        "caption": _caption(block.caption),
        "key": [{"mark": entry.mark, "words": entry.words} for entry in block.key],
        "drawings": list(_drawings(block)),
        "alt": f"{block.caption.words} {block.description}",
    }


def _caption(caption: Caption) -> Content:
    return {"number": caption.number, "words": caption.words, "anchor": caption.anchor}


def _drawings(figure: FigureBlock) -> Mapping[str, str]:
    """File name -> SVG of every part of the chart, from its top."""
    caption = figure.caption
    return {
        f"{caption.anchor}-{n}.svg": chart_svg(
            part, caption.words, figure.description, caption.anchor
        )
        for n, part in enumerate(chart_parts(figure.drawings[0]))
    }
