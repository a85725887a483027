"""Placeholder: ``{{ … }}`` in the researchers' prose; where a table, figure or number goes."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

WRITTEN = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
OPENING = "{{"


class PlaceholderKind(StrEnum):
    """What is put there."""

    TABLE = "table"  # the table of a comparison
    FIGURE = "figure"  # its chart
    EXHIBIT = "exhibit"  # its statement, and chart or table
    SEE = "see"  # the number of its table, as a link where that is shown
    NUMBER = "number"  # one figure of it, in the language's format
    N = "n"  # institutions of a group that answered
    USES = "uses"  # nothing; the sentence rests on this comparison


PLACED = frozenset({PlaceholderKind.TABLE, PlaceholderKind.FIGURE, PlaceholderKind.EXHIBIT})
"""Stand in a paragraph of their own."""

WATCHED = frozenset({PlaceholderKind.NUMBER, PlaceholderKind.N, PlaceholderKind.USES})
"""Make a sentence depend on the answers."""


class PlaceholderMeasure(StrEnum):
    """The last word of ``number``."""

    SHARE = "share"
    COUNT = "count"
    N = "n"
    MEDIAN = "median"
    MEAN = "mean"
    DIFFERENCE = "difference"


OF_A_CODE = frozenset({PlaceholderMeasure.SHARE, PlaceholderMeasure.COUNT})
"""Need the code whose share or count is meant; a difference may have one."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One of them as written. line, column: where its braces open, from 1."""

    kind: PlaceholderKind
    arguments: tuple[str, ...]
    written: str
    line: int
    column: int

    @property
    def exhibit(self) -> str | None:
        """The comparison it names."""
        return None if self.kind is PlaceholderKind.N else self.arguments[0]


@dataclass(frozen=True, slots=True)
class NumberWanted:
    """What ``number`` asks for. code, country: None where the measure needs none.

    less: of a difference, the group that `country` is compared with; None where it names no pair.
    """

    exhibit: str
    column: str
    code: str | None
    country: str | None
    measure: PlaceholderMeasure
    less: str | None = None


class PlaceholderRefused(ValueError):
    """It cannot be understood; code, words and mend as in every report of problems."""

    def __init__(self, code: str, words: str, mend: str) -> None:
        super().__init__(words)
        self.code, self.words, self.mend = code, words, mend


@dataclass(frozen=True, slots=True)
class PlaceholderNames:
    """Names that a placeholder may use.

    columns: comparison -> its columns -> their codes; countries: codes of the groups; pairs:
    (group, group that it is compared with).
    """

    columns: Mapping[str, Mapping[str, tuple[str, ...]]]
    countries: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...] = ()


def read_placeholder(written: str, line: int, column: int) -> Placeholder:
    """written: with its braces. Raises PlaceholderRefused for another kind or too few words."""
    kind, *arguments = written.strip("{}").split() or [""]
    if kind not in list(PlaceholderKind):
        raise _unknown("unknown-placeholder", "placeholder", kind, list(PlaceholderKind))
    if not arguments:
        words = f"{kind} does not say of what"
        mend = "add a group" if kind == PlaceholderKind.N else "add the name of a comparison"
        raise PlaceholderRefused("placeholder-incomplete", words, mend)
    return Placeholder(PlaceholderKind(kind), tuple(arguments), written, line, column)


def inspect_placeholder(placeholder: Placeholder, known: PlaceholderNames) -> None:
    """Raises PlaceholderRefused when it names what the plan does not have."""
    first, *rest = placeholder.arguments
    if placeholder.kind is PlaceholderKind.N:
        _among("unknown-country", "group", first, known.countries)
    else:
        _among("unknown-comparison", "comparison", first, known.columns)
    if placeholder.kind is PlaceholderKind.NUMBER:
        _inspect_number(number_wanted(placeholder), known)
    elif rest:
        words = f"{placeholder.kind} takes one word, not {len(rest) + 1}"
        raise PlaceholderRefused("placeholder-too-long", words, f"remove {' '.join(rest)}")


def number_wanted(placeholder: Placeholder) -> NumberWanted:
    """Raises PlaceholderRefused when words are missing or too many."""
    exhibit, *words = placeholder.arguments
    measure = words[-1] if words else ""
    if measure not in list(PlaceholderMeasure):
        raise _unknown("unknown-measure", "measure", measure, list(PlaceholderMeasure))
    kind = PlaceholderMeasure(measure)
    column, *between = words[:-1] or [""]
    expected = _expected(kind, between)
    if not column or len(between) != len(expected):
        order = " ".join(("number", "COMPARISON", "COLUMN", *expected, measure))
        raise PlaceholderRefused(
            "placeholder-incomplete", f"a {measure} is written with other words", f"write {order}"
        )
    found = dict(zip(expected, between, strict=True))
    country, less = found.get("COUNTRY"), found.get("LESS")
    return NumberWanted(exhibit, column, found.get("CODE"), country, kind, less)


def _expected(measure: PlaceholderMeasure, between: list[str]) -> tuple[str, ...]:
    if measure is PlaceholderMeasure.DIFFERENCE:
        pair = ("COUNTRY", "LESS") if len(between) > 1 else ()
        return ("CODE", *pair) if len(between) % 2 else pair
    return ("CODE", "COUNTRY") if measure in OF_A_CODE else ("COUNTRY",)


def _inspect_number(wanted: NumberWanted, known: PlaceholderNames) -> None:
    columns = known.columns[wanted.exhibit]
    _among("unknown-column", f"column of {wanted.exhibit}", wanted.column, columns)
    if wanted.code is not None:
        _among("unknown-code", f"code of {wanted.column}", wanted.code, columns[wanted.column])
    for country in (wanted.country, wanted.less):
        if country is not None:
            _among("unknown-country", "group", country, known.countries)
    if wanted.measure is PlaceholderMeasure.DIFFERENCE:
        _inspect_pair(wanted, known)


def _inspect_pair(wanted: NumberWanted, known: PlaceholderNames) -> None:
    """A difference of three groups and more names a pair that is compared."""
    if wanted.country is None and len(known.pairs) == 1:
        return
    if (wanted.country, wanted.less) not in known.pairs:
        there = ", ".join(f"{country} {less}" for country, less in known.pairs)
        words = "a difference is of two groups that are compared"
        mend = f"write one of {there} before difference" if there else "there is one group only"
        raise PlaceholderRefused("unknown-pair", words, mend)


def _among(code: str, what: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        raise _unknown(code, what, name, known)


def _unknown(code: str, what: str, name: str, known: Collection[str]) -> PlaceholderRefused:
    near = get_close_matches(name, known, n=1)
    mend = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(known)}"
    return PlaceholderRefused(code, f"there is no {what} {name!r}", mend)
