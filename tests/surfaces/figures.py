"""Figures in texts: found by their form, and looked up in what the protected table allows."""

import re
from dataclasses import dataclass

from tests.surfaces.exhibit import Exhibit

NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
RANGE = rf"{NUMBER}(?:–{NUMBER})?"
FRACTIONS = [
    re.compile(rf"(?P<count>{RANGE}) / (?P<n>{RANGE}) \((?P<percent>{RANGE})%\)"),
    re.compile(rf"(?P<count>{RANGE}) of (?P<n>{RANGE}) institutions? \((?P<percent>{RANGE})%\)"),
    re.compile(rf"(?P<percent>{RANGE})% \((?P<count>{RANGE}) of (?P<n>{RANGE})\)"),
]
TOKEN = re.compile(rf"(?<![\w.–])[+−]?{RANGE}%?(?![\w–])")
QUOTED = re.compile(r"“([^”]*)”")
OF_LINES = [
    re.compile(rf"(?<!\w){each}", re.IGNORECASE)
    for each in (
        r"\d+ (?:further |other )?(?:lines?|ranges?)\b",
        r"\(of \d+\)",
        r"certain in \d+ in which",
        r"different classes in \d+",
        r"fewer than (?:5|7)\b",
        r"lines? of which both medians are known",
        r"(?<=, )in \d+ rows?(?=: | with )",  # named behind it, or with a dash in the table
        r"95%",
        r"add up to 100\b",
        r"^\d+\.\d+ ",
        r"0% 25% 50% 75% 100%",  # the axis of a chart
        r"(?<=· )\d\. |^\d\. (?=.* · )",  # the key of a scale
    )
]
REFERENCE = re.compile(r"\b[TF]\d+\.\d+\b")


@dataclass(frozen=True)
class Piece:
    """A text that stands on a surface.

    exhibit: to which it belongs, None where it is of none. label: of the line of a table, place:
    of the column in it, from 0; None where it is no cell. kind: element that held it, "" where
    the file has none.
    """

    text: str
    exhibit: str | None = None
    label: str | None = None
    place: int | None = None
    kind: str = ""


@dataclass(frozen=True)
class Leak:
    """A figure that the protected table does not have."""

    figure: str
    piece: Piece


def plain(text):
    """With single spaces, and without what only says where a line may end and where it may not."""
    return re.sub(r"\s+", " ", re.sub(r"\u00ad\s*|\u2060", "", text)).strip()


class Lookup:
    """Looks pieces up. exhibits: what is allowed, by name; words: texts of the questionnaire,
    whose numbers are no figures; besides: figures that are allowed anywhere.
    """

    def __init__(self, allowed, words, besides=()):
        self.allowed, self.besides = allowed, set(besides)
        self.everything = _together(allowed.values())
        self.words = _any_of(plain(each) for each in words if re.search(r"\d", each))

    def leaks(self, pieces):
        return [leak for piece in pieces for leak in self._of(piece)]

    def _of(self, piece):
        text = plain(piece.text)
        exhibits = self._exhibits(piece, text)
        for found, label, place in self._fractions(text, piece):
            if not any(found in each.fractions(label, place) for each in exhibits):
                yield Leak("{} of {} ({}%)".format(*found), piece)
        known = self.besides.union(*(self._words(each, piece) for each in exhibits))
        labels = {label for each in exhibits for label in each.labels}
        if piece.kind == "line":  # a class may be broken at the end of a line of print
            known |= {end for label in labels for end in label.split("–")}
        for token in self._tokens(text, labels):
            if token not in known:
                yield Leak(token, piece)

    def _exhibits(self, piece, text):
        if piece.exhibit is not None:
            return [self.allowed[piece.exhibit]]
        return [self.everything]

    def _words(self, exhibit, piece):
        if piece.label is None:
            return exhibit.words() | exhibit.base
        if piece.exhibit is None:
            return exhibit.words() | exhibit.base
        return exhibit.words(piece.label, piece.place if piece.place in (0, 1) else None)

    def _fractions(self, text, piece):
        for pattern in FRACTIONS:
            for match in pattern.finditer(text):
                found = match["count"], match["n"], match["percent"]
                yield found, *self._where(text, match, piece)

    def _where(self, text, match, piece):
        """The line and the group of a fraction, as far as the text around it tells."""
        if piece.label is not None and piece.exhibit is not None:
            return piece.label, piece.place
        before = QUOTED.findall(text[: match.start()])
        exhibit = self.allowed.get(piece.exhibit)
        label = before[-1] if exhibit and before and before[-1] in exhibit.lines else None
        place = None
        for at, name in enumerate(exhibit.groups if exhibit else ()):
            if text[match.end() :].startswith(f" in {name}"):
                place = at
        return label, place

    def _tokens(self, text, labels):
        """Numbers beside the fractions, without those in words and in classes of numbers."""
        rest, classes = text, _any_of(labels)
        for pattern in (*FRACTIONS, QUOTED, *OF_LINES, self.words, classes, REFERENCE):
            rest = pattern.sub(" ", rest)
        return TOKEN.findall(rest)


def _any_of(words):
    """A pattern that finds each of some texts, the longest first; two digits are none."""
    ordered = sorted((each for each in words if len(each) > 2), key=len, reverse=True)
    either = "|".join(map(re.escape, ordered)) or "(?!)"
    return re.compile(rf"(?<![\w–])(?:{either})(?![\w–%])")


def _together(exhibits):
    """What any exhibit allows, for texts that belong to none."""
    found = Exhibit("", "", ())
    for each in exhibits:
        found.base |= each.base | each.words()
        found.labels |= each.labels
        for place in (0, 1):
            found.lines[""].fractions[place] |= each.fractions(place=place)
    return found
