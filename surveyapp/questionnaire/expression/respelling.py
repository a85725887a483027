"""Respelling: an expression that cannot be read, as it can, where only its signs are others.

Nothing that was read before changes; what would still not be read stays as it is.
"""

import re
from typing import Final

from surveyapp.questionnaire.expression.error import ErrorCode, ExpressionError
from surveyapp.questionnaire.expression.parser import parse

_QUOTES: Final = str.maketrans(dict.fromkeys("‘’‚‛“”„‟«»´`", "'"))
_NO_WIDTH: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_SPACES: Final = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " "))
_DOUBLE_QUOTED: Final = re.compile(r'"([^"\']*)"')
_SIGNS: Final = (
    (re.compile(r"=="), "="),
    (re.compile(r"<>|≠"), "!="),
    (re.compile(r"≥"), ">="),
    (re.compile(r"≤"), "<="),
    (re.compile(r"[−–]"), "-"),
    (re.compile(r"×"), "*"),
    (re.compile(r" *&& *"), " and "),
    (re.compile(r" *\|\| *"), " or "),
    (re.compile(r"\bAND\b"), "and"),
    (re.compile(r"\bOR\b"), "or"),
    (re.compile(r"\bNOT\b"), "not"),
)
_QUOTED: Final = re.compile(r"('[^']*')")


def respelled(text: str) -> str | None:
    """The same expression in signs that are read; None where it is read already or still is not."""
    if _is_read(text):
        return None
    plain = text.translate(_QUOTES).translate(_NO_WIDTH).translate(_SPACES)
    parts = _QUOTED.split(_DOUBLE_QUOTED.sub(r"'\1'", plain))
    for pattern, sign in _SIGNS:
        parts[::2] = [pattern.sub(sign, part) for part in parts[::2]]
    written = "".join(parts)
    return written if _is_read(written) else None


def _is_read(text: str) -> bool:
    try:
        parse(text)
    except ExpressionError as problem:
        return problem.code is not ErrorCode.SYNTAX
    return True
