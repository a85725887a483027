"""Letter as PDF: tagged (PDF/UA-1), A4, ready to print."""

from collections.abc import Mapping
from typing import Any

from surveyapp.formats.report.pdf_document import to_pdf
from surveyapp.reports.block import Block, Heading, Line, Listing, Paragraph
from surveyapp.reports.letter.letter import Letter


def letter_pdf(letter: Letter) -> bytes:
    """The same bytes for the same letter, without author or time."""
    return to_pdf(
        "letter",
        {
            "title": letter.subject,
            "language": letter.language.split("_")[0],
            "sender": letter.sender,
            "number": letter.number,
            "addressee": letter.addressee,
            "blocks": list(map(_block, letter.blocks)),
            "signature": letter.signature,
        },
    )


def _block(block: Block) -> Mapping[str, Any]:
    match block:
        case Heading(level, words):
            return {"kind": "heading", "level": level, "words": words}
        case Listing(lines):
            return {"kind": "listing", "lines": list(map(_line, lines))}
        case Paragraph(line):
            return {"kind": "paragraph", "line": _line(line)}
    raise TypeError(type(block))


def _line(line: Line) -> list[Mapping[str, Any]]:
    return [{"words": span.words, "strong": span.is_strong} for span in line]
