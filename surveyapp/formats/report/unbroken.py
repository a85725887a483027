"""Unbroken: figures that no end of a line may divide, and what each format does for it.

A range such as ``10–19``, a number and its percent sign, ``5 of 12`` in any language. A number that
stands alone is left as it is, so that a spreadsheet reads it.
"""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

_NUMBER = r"[+−]?\d+(?:[.,\u00a0\u202f]\d+)*"
_RANGE = rf"{_NUMBER}–{_NUMBER}(?:[ \u00a0]?%)?"
_FIGURE = rf"(?:{_RANGE}|{_NUMBER}(?:[ \u00a0]?%)?)"
_OF = rf" [^\W\d_]{{1,3}} {_FIGURE}"
PATTERN = rf"{_FIGURE}(?:{_OF})+|{_RANGE}|{_NUMBER} %"
"""What holds a place where a line could end, as Python and as Typst read it."""

_KEPT = re.compile(PATTERN)
NO_BREAK_SPACE, WORD_JOINER = "\u00a0", "\u2060"


def joined(words: str) -> str:
    """The words with no-break spaces and word joiners, for a format that has no other means."""
    return "".join(_bound(part) if is_kept else part for part, is_kept in _parts(words))


def kept_together(words: str) -> Markup:
    """The words as HTML; nothing is added to what is read, or copied from the page."""
    return Markup("").join(
        Markup('<span class="unbroken">{}</span>').format(part) if is_kept else escape(part)
        for part, is_kept in _parts(words)
    )


def _bound(figure: str) -> str:
    return figure.replace(" ", NO_BREAK_SPACE).replace("–", f"–{WORD_JOINER}")


def _parts(words: str) -> Iterator[tuple[str, bool]]:
    """The words in pieces, and which of them are figures that the end of a line could divide."""
    end = 0
    for found in _KEPT.finditer(words):
        yield words[end : found.start()], False
        yield found[0], True
        end = found.end()
    yield words[end:], False
