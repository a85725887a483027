"""Plain text: typed words, without signs that would change what stands around them."""

import unicodedata

_LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
"""Signs that let words be read in another order than they are written."""
_NOT_WRITTEN = frozenset({"Cc", "Cs", "Co"})


def plain_text(typed: str) -> str:
    """With newlines for line ends and without space around."""
    return "\n".join(line.rstrip() for line in typed.strip().splitlines())


def strange_sign(text: str, *, is_one_line: bool) -> str | None:
    """The first sign that may not stand in a text, such as U+202E; None where all may."""
    for sign in text:
        is_end = sign in _LINE_ENDS
        is_allowed_end = sign == "\n" and not is_one_line
        is_strange = sign in _TURNING or unicodedata.category(sign) in _NOT_WRITTEN or is_end
        if is_strange and not is_allowed_end and sign != "\t":
            return f"U+{ord(sign):04X}"
    return None
