"""What the sentences of a study claim, read from their words and worked out again from answers.

Nothing here is shared with the code that makes sentences: each language's words are patterns, and
every number comes from the raw answers, one institution at a time.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from surveyapp.questions.column import Role
from tests.analysis import by_hand

QUOTES = {"en": "“”", "ro": "„”", "nb": "«»"}
FRACTION = {
    "en": r"(\d+) of (\d+) institutions? \((\d+)%\)",
    "ro": r"(\d+) din (\d+) (?:de )?instituți(?:e|i) \((\d+)\u00a0%\)",
    "nb": r"(\d+) av (\d+) virksomhet(?:er)? \((\d+)\u00a0%\)",
}
POINTS = {
    "en": r"([+−]?\d+) percentage points?",
    "ro": r"([+−]?\d+) (?:punct procentual|puncte procentuale|de puncte procentuale)",
    "nb": r"([+−]?\d+) prosentpoeng",
}
SUPERLATIVE = {"en": "largest difference", "ro": "cea mai mare diferență", "nb": "størst for"}
AMONG = {
    "en": (r"Of all (\d+) ", r"Of the (\d+) lines of the table that can be compared \(of (\d+)\)"),
    "ro": (
        r"Dintre toate cele (\d+) ",
        r"Dintre cele (\d+) (?:de )?linii ale tabelului care pot fi comparate \(din (\d+)\)",
    ),
    "nb": (
        r"Av alle de (\d+) ",
        r"Av de (\d+) linjene i tabellen som kan sammenlignes \(av (\d+)\)",
    ),
}
NONE_DIFFERS = {
    "en": r"In none of the (\d+) lines .*\(of (\d+)\)",
    "ro": r"În niciuna dintre cele (\d+) .*\(din (\d+)\)",
    "nb": r"I ingen av de (\d+) .*\(av (\d+)\)",
}
OTHERS = {
    "en": r"(\d+) other lines? of the table cannot",
    "ro": r"(?:Celelalte (\d+)|Încă (\d+) linie)",
    "nb": r"(?:De (\d+) andre linjene|(\d+) annen linje)",
}
AS_LARGE = {
    "en": r"as large in (\d+) other",
    "ro": r"la fel de mare în (?:alte|încă) (\d+)",
    "nb": r"like stor i (\d+) an",
}
RANGE = {
    "en": r"lies between ([+−]?\d+) and ([+−]?\d+)",
    "ro": r"se află între ([+−]?\d+) și ([+−]?\d+)",
    "nb": r"ligger mellom ([+−]?\d+) og ([+−]?\d+)",
}
MEDIAN = {"en": "Median", "ro": "edian", "nb": "Median"}
MOST = {"en": "Most points", "ro": "Cele mai multe puncte", "nb": "Flest poeng"}


@dataclass(frozen=True)
class Counted:
    """One line of a table in both countries: (institutions, of those that answered)."""

    name: str
    first: tuple[int, int]
    second: tuple[int, int]
    n_asked: tuple[int, int]

    @property
    def difference(self):
        return Fraction(*self.second) - Fraction(*self.first)


def whole(share):
    """Whole percent, halves to the even number."""
    exact = Decimal(share.numerator) * 100 / Decimal(share.denominator)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def number(words):
    """As a language writes it: a true minus sign, a decimal comma."""
    return Fraction(words.replace("−", "-").replace("+", "").replace(",", "."))


def answers_of(rows, column, declared, country):
    chosen = by_hand.in_base(by_hand.members(rows, (("country", country),)), declared.base)
    found, reasons = by_hand.values(chosen, column, declared.merge)
    if column.role is Role.RANK:
        found = ["0" if place == "0" else "ranked" for place in found]
    return found, len(found) + sum(reasons.values())


def counted(rows, column, declared, codes, name, countries):
    """The line of some codes; `codes` together count as one."""
    found = [answers_of(rows, column, declared, country) for country in countries]
    parts = [(sum(a in codes for a in answers), len(answers)) for answers, _ in found]
    return Counted(name, *parts, tuple(asked for _, asked in found))


ROWS = {
    "en": ("in all rows together", "in all rows that are shown together"),
    "ro": ("pe toate rândurile la un loc", "pe toate rândurile arătate, la un loc"),
    "nb": ("i alle rader til sammen", "i alle radene som vises, til sammen"),
}


def bases(words, groups):
    """What is said of each country about who answered."""
    second = words.rindex(f"{groups[1]}:")
    return words[:second], words[second:]


def base_numbers(part):
    """How many answered and were asked, before the reasons are told."""
    return [int(n) for n in re.findall(r"(?<=[ –])\d+(?=[ –])", part.split("(")[0])]
