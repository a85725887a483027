"""What the sentences of a study claim, read from their words and worked out again from answers.

Nothing here is shared with the code that makes sentences: each language's words are patterns, and
every number comes from the raw answers, one institution at a time.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from tests.analysis import by_hand

QUOTES = {"en": "“”", "ro": "„”", "nb": "«»"}
FRACTION = {
    "en": r"(\d+)(?:–(\d+))? of (\d+) institutions? \((\d+)(?:–(\d+))?%\)",
    "ro": r"(\d+)(?:–(\d+))? din (\d+) (?:de )?instituți(?:e|i) \((\d+)(?:–(\d+))?\u00a0%\)",
    "nb": r"(\d+)(?:–(\d+))? av (\d+) virksomhet(?:er)? \((\d+)(?:–(\d+))?\u00a0%\)",
}
POINTS = {
    "en": r"([+−]?\d+)(?: to (\d+))? percentage points?",
    "ro": r"([+−]?\d+)(?: până la (\d+))? (?:punct procentual|(?:de )?puncte procentuale)",
    "nb": r"([+−]?\d+)(?: til (\d+))? prosentpoeng",
}
MORE_OFTEN = {
    "en": r"more often in (\w+), by",
    "ro": r"mai des în (\w+), cu",
    "nb": r"oftere i (\w+), med",
}
UNTOLD = {
    "en": "in which group more often cannot be told.",
    "ro": "nu se poate spune în care grup mai des.",
    "nb": "i hvilken gruppe oftest, kan ikke sies.",
}
AMONG = {
    "en": (
        r"Of all (\d+) lines of the table, the largest",
        r"Of the (\d+) lines of the table that can be compared \(of (\d+)\), the largest",
        r"Of the (\d+) lines of the table of which the difference is a number \(of (\d+)\)",
    ),
    "ro": (
        r"Dintre toate cele (\d+) .*cea mai mare diferență",
        r"Dintre cele (\d+) .* care pot fi comparate \(din (\d+)\), cea mai mare",
        r"Dintre cele (\d+) .* în care diferența este un număr \(din (\d+)\)",
    ),
    "nb": (
        r"Av alle de (\d+) linjene i tabellen er forskjellen størst",
        r"Av de (\d+) linjene i tabellen som kan sammenlignes \(av (\d+)\), er forskjellen størst",
        r"Av de (\d+) linjene i tabellen der forskjellen er et tall \(av (\d+)\)",
    ),
}
"""Openings of a superlative: of all lines, of those that can be compared, of those with numbers."""

CERTAIN = {
    "en": r"Of the (\d+) .* \(of (\d+)\), it is certain in (\d+) ",
    "ro": r"Dintre cele (\d+) .* \(din (\d+)\), în (\d+) este sigur",
    "nb": r"Av de (\d+) .* \(av (\d+)\), er det i (\d+) sikkert",
}
NONE_CERTAIN = {
    "en": r"In none of the (\d+) .* \(of (\d+)\) is it certain",
    "ro": r"În niciuna dintre cele (\d+) .* \(din (\d+)\) nu este sigur",
    "nb": r"I ingen av de (\d+) .* \(av (\d+)\), er det sikkert",
}
NONE_DIFFERS = {
    "en": r"In none of the (\d+) lines .*\(of (\d+)\) do",
    "ro": r"În niciuna dintre cele (\d+) .*\(din (\d+)\) (?:diferența|țările)",
    "nb": r"I ingen av de (\d+) .*\(av (\d+)\), er forskjellen",
}
FURTHER_RANGES = {
    "en": r"In (\d+) further lines? the difference is a range",
    "ro": r"În (?:încă|alte) (\d+) (?:de )?lini(?:e|i) diferența este un interval",
    "nb": r"I (\d+) linjer? til er forskjellen et intervall",
}
LARGER = {"en": "is larger ", "ro": "este mai mare ", "nb": "er størst "}
LARGER_IN = {
    "en": r"in (\w+) in (\d+) lines?",
    "ro": r"în (\w+) în (\d+) (?:de )?lini(?:e|i)",
    "nb": r"i (\w+) i (\d+) linjer?",
}
LEVEL = {
    "en": r"in (\d+) lines? less than a point",
    "ro": r"în (\d+) (?:de )?lini(?:e|i) le desparte",
    "nb": r"i (\d+) linjer? skiller",
}
OPEN = {
    "en": r"in (\d+) lines? it cannot",
    "ro": r"în (\d+) (?:de )?lini(?:e|i) nu se poate",
    "nb": r"i (\d+) linjer? kan det ikke",
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
MEDIAN = {"en": "Median answer", "ro": "Răspunsul median", "nb": "Mediansvar"}
CLASSES = {
    "en": r"The median institution has (.+) in (?:\w+) and (.+) in (?:\w+)\.",
    "ro": r"Instituția mediană are (.+) în (?:\w+) și (.+) în (?:\w+)\.",
    "nb": r"Medianvirksomheten har (.+) i (?:\w+) og (.+) i (?:\w+)\.",
}
MEANS = {
    "en": r"The mean is ([\d.,]+) in (?:\w+) and ([\d.,]+) in (?:\w+)\.",
    "ro": r"Media este ([\d.,]+) în (?:\w+) și ([\d.,]+) în (?:\w+)\.",
    "nb": r"Gjennomsnittet er ([\d.,]+) i (?:\w+) og ([\d.,]+) i (?:\w+)\.",
}
MOST = {"en": "Most points", "ro": "Cele mai multe puncte", "nb": "Flest poeng"}
NO_ANSWER = {
    "en": r"(\d+) gave no answer",
    "ro": r"(\d+) fără răspuns",
    "nb": r"(\d+) uten svar",
}


@dataclass(frozen=True)
class Counted:
    """One line of a table in both countries: (institutions, of those that answered).

    printed: what is printed of each count, fewest and most. code: None of several together.
    """

    name: str
    first: tuple[int, int]
    second: tuple[int, int]
    n_asked: tuple[int, int]
    printed: tuple[tuple[int, int], tuple[int, int]]
    code: str | None

    @property
    def difference(self):
        return Fraction(*self.second) - Fraction(*self.first)

    @property
    def ends(self):
        """Where the difference lies by what is printed."""
        (a, b), (c, d) = self.printed
        n, m = self.first[1], self.second[1]
        return Fraction(c, m) - Fraction(b, n), Fraction(d, m) - Fraction(a, n)

    @property
    def is_number(self):
        return self.ends[0] == self.ends[1]

    @property
    def ahead(self):
        """Place of the country with more, "level" or "open", by what is printed."""
        low, high = self.ends
        if self.is_number and not whole(low):
            return "level"
        return 1 if low > 0 else 0 if high < 0 else "open"


def whole(share):
    """Whole percent, halves to the even number."""
    exact = Decimal(share.numerator) * 100 / Decimal(share.denominator)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def number(words):
    """As a language writes it: a true minus sign, a decimal comma."""
    return Fraction(words.replace("−", "-").replace("+", "").replace(",", "."))


def raw(rows, column, declared, country, columns):
    """Every answer in a country, and how often each reason; families of rows as one answer."""
    chosen = by_hand.in_base(by_hand.members(rows, (("country", country),)), declared.base)
    pool = next((pool for pool in declared.pools if pool.column.name == column.name), None)
    found = (
        by_hand.told(by_hand.pooled(chosen, pool, columns))
        if pool
        else by_hand.values(chosen, column, declared.merge)
    )
    is_number = column.is_classed or column.counts_people
    return by_hand.with_fewer(*found) if is_number else found


def answers_of(rows, column, declared, country, columns):
    """Every answer as the code that is printed, and how many were asked."""
    answers, reasons = raw(rows, column, declared, country, columns)
    return by_hand.published(answers, column), len(answers) + sum(reasons.values())


def counted(rows, shown, declared, codes, name, values, countries, columns):
    """The line of some codes; `codes` together count as one. values: what is shown of it."""
    found = [answers_of(rows, shown.column, declared, country, columns) for country in countries]
    parts = [(sum(a in codes for a in answers), len(answers)) for answers, _ in found]
    printed = tuple(v.band if v.count is None else (v.count, v.count) for v in values)
    code = codes[0] if len(codes) == 1 else None
    return Counted(name, *parts, tuple(asked for _, asked in found), printed, code)


ROWS = {
    "en": ("in all rows together", "in all rows that are shown together"),
    "ro": ("pe toate rândurile la un loc", "pe toate rândurile arătate, la un loc"),
    "nb": ("i alle rader til sammen", "i alle radene som vises, til sammen"),
}


def bases(words, groups):
    """What is said of each country about who answered."""
    second = re.search(rf"\. ({groups[1]})[:,]", words).start(1)
    return words[:second], words[second:]


def base_numbers(part):
    """How many answered and were asked, before the reasons are told."""
    return [int(n) for n in re.findall(r"(?<=[ –])\d+(?=[ –])", re.split(r"\(|\. ", part)[0])]
