"""Habit: what people write who know XLSForm, spreadsheets or a programming language.

Where an expression cannot be read, the habit that stands at that place is named with the right
spelling. Only a hint: nothing that is found here is ever understood.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_QUOTED: Final = re.compile(r"'[^'\r\n]*'")
_REFERENCE: Final = re.compile(r"\$\{[A-Za-z0-9_]+(\.(@row|@column|[A-Za-z0-9_-]+)){0,2}\}")
_NO_DIVISION = "there is no division; multiply the other side, as in ${a} > 2 * ${b}"
_NO_REMAINDER = "there is no remainder; ask for what you need, or compare with int( )"
_AS_REFERENCE = "write ${name} with the name of the question"
_TWICE = "compare twice: 1 < ${a} and ${a} < 9"
_IS_CONDITION = "a condition is true or false by itself; compare an answer, as in ${agrees} = 'yes'"

# A pattern over the text, in which quoted codes and references are masked, and how to write it.
# <0> is what was found, <1> its first group. Earlier ones win where two begin at one place.
_HABITS: Final = tuple(
    (re.compile(pattern), mend)
    for pattern, mend in (
        (r"[‘’‚‛“”„‟«»´`]", "write straight quotes, as in 'yes', instead of <0>"),
        (r'"([^"]*)"', "put codes in single quotes: '<1>'"),
        (r'"', "put codes in single quotes, as in 'yes'"),
        (r"\x03\x03\w+", "one pair of single quotes is enough, as in 'yes'"),
        (r"'[^']*$", "a single quote is missing"),
        (r"^\s*=(?!=)", "leave out the = at the beginning"),
        (r"===?", "write = once"),
        (r"<\s*>|≠|!==|=!|~=|!\s+=", "write !="),
        (r"≥|=>|>\s+=", "write >="),
        (r"≤|=<|<\s+=", "write <="),
        (r"[<>]=?[^<>=()A-Za-z]*?[<>=]", _TWICE),
        (r"\bbetween\b", _TWICE),
        (r"\bxor\b", "write it with and, or and not( )"),
        (r"\b(?:AND|OR|And|Or|and|or)\s*\([^()]*,", "write it between its parts: a and b, a or b"),
        (r"\b(AND|And)\b", "write and"),
        (r"\b(OR|Or)\b", "write or"),
        (r"\b(NOT|Not)\b", "write not( )"),
        (r"&&?", "write and"),
        (r"\|\|?", "write or"),
        (r"!(?!=)", "write not( )"),
        (r"\bnot\b(?!\s*\()\s*", "write the brackets: not( … )"),
        (r"\bdiv\b|÷", _NO_DIVISION),
        (r"(?:^|[\s(])\.{0,2}/[A-Za-z][\w/]*", _AS_REFERENCE),
        (r"/", _NO_DIVISION),
        (r"\bmod\b|%", _NO_REMAINDER),
        (r"\*\*|\^", "write the product out, as in ${a} * ${a}"),
        (r"×", "write *"),
        (r"[−–—]", "write -"),
        (r"\b(?i:true|false)\b(?!\s*\()", _IS_CONDITION),
        (r"\b(?i:null|none|nan|blank|empty)\b(?!\s*\()", "write '' for no answer"),
        (r"\b(?i:in)\b", "write any-of(${question}, 'a', 'b')"),
        (r"\b(?i:is\s+not|is|eq|equals)\b(?!\s*\()\s*", "write = or !="),
        (r";", "write , between what a function takes, and nothing at the end"),
        (r"[0-9]+,[0-9]+", "write a point in a number: 0.5"),
        (r"[0-9]+\s+[0-9]+", "write a number without spaces: 12000"),
        (r"\$\{[^}]*\}", "write ${name}, ${grid.row} or ${grid.row.column}, without spaces"),
        (r"\$\{[^}]*$", "a } is missing"),
        (r"[$#]?\{\s*(\w+)\s*\}", "write ${<1>}"),
        (r"[$#](\w+)", "write ${<1>}"),
        (r"\[\s*(\w+)\s*\]", "write ${<1>}"),
        (r"\.\s*[a-z]+\s*\(", "write the function first: selected(${question}, 'code')"),
        (r"\b([A-Z][A-Za-z-]*)\s*\(", "write functions in small letters"),
        (r"\b([a-z]+(?:_[a-z]+)+)\s*\(", "write - in names of functions: count-selected( )"),
        (r"(?<=[\x01\x02\d)] )(?!(?:and|or|not)\b)([^\W\d_]+)\b",
         "join the parts by and, or by or"),
        (r"\b(?!(?:and|or|not)\b)([A-Za-z_][\w-]*)\s*(?![\w(-])",
         "write ${<1>} for a question, '<1>' for a code"),
    )
)  # fmt: skip
_FUNCTIONS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("true", "false"), _IS_CONDITION),
    **dict.fromkeys(("if", "iif", "case", "ifs"), "write it with and, or and not( )"),
    **dict.fromkeys(
        ("coalesce", "once", "isnull", "isblank", "empty", "is-empty", "nvl"),
        "compare with '' for no answer, as in ${a} = ''",
    ),
    **dict.fromkeys(("today", "now"), "there is no day of today; write a day, as in '2026-11-24'"),
    **dict.fromkeys(
        ("date", "date-time", "todate", "decimal-date-time", "datevalue", "dmy", "ymd"),
        "write the day itself in quotes, as in ${a} < '2015-01-01'",
    ),
    **dict.fromkeys(("regex", "matches", "like"), "there are no patterns; use string-length( )"),
    **dict.fromkeys(("count", "counta", "countif"), "use count-selected( ) or count-answered( )"),
    **dict.fromkeys(("sum", "total"), "add up with +, or use sum-col( ) or sum-row( )"),
    **dict.fromkeys(("len", "length", "strlen"), "use string-length( )"),
    **dict.fromkeys(
        ("contains", "includes", "has", "selected-at"), "use selected(${question}, 'code')"
    ),
    **dict.fromkeys(("round", "floor", "ceiling", "trunc", "number"), "use int( ), or no function"),
    **dict.fromkeys(("and", "or"), "write it between its parts: a and b, a or b"),
    **dict.fromkeys(("min", "max", "mean", "average", "avg"), "compare each number by itself"),
    **dict.fromkeys(
        ("position", "index", "current", "indexed-repeat"), "use @row and @column in a grid"
    ),
}


@dataclass(frozen=True, slots=True)
class Habit:
    """column: 1-based, where it begins; mend: how to write it."""

    column: int
    mend: str


def habit_at(text: str, column: int) -> Habit | None:
    """The habit that stands at a 1-based column which cannot be read; None when none is known."""
    masked, at = _masked(text), column - 1
    found = [
        (match.start(), place, match, mend)
        for place, (pattern, mend) in enumerate(_HABITS)
        for match in pattern.finditer(masked)
        if match.start() <= at <= match.end()
    ]
    unseen = _unseen(text, at)
    if unseen or not found:
        return unseen or _unbalanced(masked)
    start, _place, match, mend = min(found, key=lambda one: one[:2])
    words = mend.replace("<0>", match[0]).replace("<1>", match[1] if match.lastindex else "")
    return Habit(start + 1, words)


def mend_of_function(name: str) -> str:
    """What to use instead of a function that other programs have; "" when it is not known."""
    return _FUNCTIONS.get(name, "")


def seen(text: str) -> str:
    """A text in which every character can be seen."""
    return "".join(sign if sign.isprintable() else f"U+{ord(sign):04X}" for sign in text)


def _masked(text: str) -> str:
    """The text with codes and references made unreadable, every character in its place."""
    empty = _QUOTED.sub(
        lambda quoted: ("\3" if len(quoted[0]) == 2 else "\1") * len(quoted[0]), text
    )
    return _REFERENCE.sub(lambda found: "\2" * len(found[0]), empty)


def _unseen(text: str, at: int) -> Habit | None:
    """A space that is none, or a sign without width, where reading stopped."""
    sign = text[at : at + 1]
    if not sign or sign.isprintable():
        return None
    name = unicodedata.name(sign, "a control character").lower()
    how = "write an ordinary space instead of" if unicodedata.category(sign) == "Zs" else "remove"
    return Habit(at + 1, f"{how} {seen(sign)} ({name})")


def _unbalanced(masked: str) -> Habit | None:
    """A bracket without its other half."""
    opened: list[int] = []
    for place, sign in enumerate(masked):
        if sign == "(":
            opened.append(place)
        elif sign == ")" and not opened:
            return Habit(place + 1, "this ) closes nothing; remove it")
        elif sign == ")":
            opened.pop()
    return Habit(opened[-1] + 1, "this ( is not closed; add a )") if opened else None
