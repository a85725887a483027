"""PDF document: content laid out as a tagged document (PDF/UA-1) that fetches nothing from outside.

The words stand in a file of JSON beside a template of this package, never in Typst's own language:
whatever somebody wrote is laid out and nothing of it is obeyed.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import typst

from surveyapp.formats.report.pdf_row_heads import with_row_heads

_TEMPLATES = Path(__file__).parent / "paper"
_FONTS = Path(__file__).parents[2] / "reports" / "fonts"
_SHARED = "paper.typ"

NO_DRAWINGS: Mapping[str, str] = MappingProxyType({})
GENERATIONS_KEPT = 11
"""Documents after which Typst lets go of a document; it keeps parts, to be quick with the next.

A process that made a document and then forks cannot make another in the child, where it hangs.
"""

fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(_FONTS)])
no_fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)


def to_pdf(
    template: str, content: Mapping[str, Any], drawings: Mapping[str, str] = NO_DRAWINGS
) -> bytes:
    """The content as PDF/UA-1.

    template: ``report``, ``copy`` or ``prepare``; drawings: file name -> SVG.

    A character that no font of this package has is shown as an empty box, and the document then
    claims no PDF/UA-1; its tags are the same.
    """
    files = {
        "main.typ": (_TEMPLATES / f"{template}.typ").read_bytes(),
        _SHARED: (_TEMPLATES / _SHARED).read_bytes(),
        "content.json": json.dumps(content, ensure_ascii=False).encode(errors="replace"),
        **{name: drawing.encode() for name, drawing in drawings.items()},
    }
    try:
        written = _claiming_access(files) or _written(files, [])
    finally:
        _forget()
    return with_row_heads(written)


def _claiming_access(files: dict[str, bytes]) -> bytes | None:
    """None where a character has no glyph. Typst's refusal quotes the text, so it ends here."""
    try:
        return _written(files, ["ua-1"])
    except typst.TypstError:
        return None


def _written(files: dict[str, bytes], standards: list[str]) -> bytes:
    written: bytes = typst.compile(files, font_paths=fonts, pdf_standards=standards)
    return written


def _forget() -> None:
    """Answers are confidential, and a server has many: Typst lets go of what it kept of them."""
    for _ in range(GENERATIONS_KEPT):
        typst.compile({"main.typ": b""}, font_paths=no_fonts)
