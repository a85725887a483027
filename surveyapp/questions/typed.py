"""Typed: what arrives from a keyboard, a paste or a word processor, made plain before it is read.

Copying brings along signs that nobody sees: zero-width spaces, marks of writing direction, soft
hyphens, a tabulator. In a code, a number or a date they mean nothing and are left out. (In words
some of them join letters and emoji; see `surveyapp.questions.text`.)
"""

import unicodedata

LONGEST_QUOTE = 40
DRAWN_AS_NOTHING = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols by their category, and yet nobody sees them."""


def plain(text: str) -> str:
    """A code, number or date: every space is one kind of space, what is invisible is left out."""
    seen = (" " if sign.isspace() else sign for sign in text if not _is_invisible(sign))
    return "".join(seen).strip()


def quote(text: str) -> str:
    """The beginning of what was typed, to be repeated in a message."""
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def _is_invisible(sign: str) -> bool:
    is_formatting = unicodedata.category(sign) in ("Cc", "Cf", "Cs") and not sign.isspace()
    return is_formatting or sign in DRAWN_AS_NOTHING
