"""Small studies made by hand: columns, answers, and a comparison of them."""

import json
from itertools import chain

from surveyapp.analysis.comparison.comparison import view, view_split
from surveyapp.analysis.disclosure.gate import protect
from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.microdata.snapshot import Origin, snapshot_of
from surveyapp.analysis.tabulation.frequencies import count
from surveyapp.analysis.tabulation_plan import TabulationPlan
from surveyapp.questions.column import Column, Level, Role

ORIGIN = Origin("small", "1", synthetic=True)
COUNTRY = Column("country", "country", "country", Level.NOMINAL, codes=("RO", "NO"))
SECTOR = Column("sector", "sector", "sector", Level.NOMINAL, codes=("authority", "ngo"))
COLOUR = Column("colour", "colour", "colour", Level.NOMINAL, codes=("red", "green", "blue"))
RATING = Column("rating", "rating", "rating", Level.ORDINAL, codes=("1", "2", "3", "4", "5"))
PLACES = Column("places", "places", "places", Level.RATIO, is_integer=True)
PEOPLE = Column("people", "people", "people", Level.RATIO, is_integer=True, counts_people=True)
HELP = tuple(
    Column(f"help.{o}", "help", "help", Level.NOMINAL, Role.OPTION, ("1", "0"), option=o)
    for o in ("bed", "food")
)
FIRST = tuple(
    Column(f"first.{o}", "first", "first", Level.ORDINAL, Role.RANK, ("0", "1", "2"), option=o)
    for o in ("bed", "food", "law")
)
WORDS = Column("words", "words", "words", Level.TEXT)
COLUMNS = (COUNTRY, SECTOR, COLOUR, RATING, PLACES, PEOPLE, *HELP, *FIRST, WORDS)
RULES = DisclosureRules()


def texts(*answers):
    """Flat answers as they are stored."""
    return [json.dumps(each, sort_keys=True).encode() for each in answers]


def snapshot(*answers, columns=COLUMNS):
    return snapshot_of(columns, texts(*answers), ORIGIN)


def plan(*columns, split=None):
    codes = SECTOR.codes if split else ()
    return TabulationPlan(columns, "country", COUNTRY.codes, split, codes)


def times(number, **cells):
    """The same answers of several institutions."""
    return [cells] * number


def countries(question, romanian, norwegian, sector="authority"):
    """One question's values in both countries: value -> institutions."""
    return [
        {"country": country, "sector": sector, question: value}
        for country, counts in (("RO", romanian), ("NO", norwegian))
        for value, n in counts
        for _ in range(n)
    ]


def counted(answers, *columns, split=None):
    return count(snapshot(*answers), plan(*columns, split=split))


def guarded(answers, *columns, split=None, rules=RULES):
    return protect(counted(answers, *columns, split=split), rules)


def compared(answers, column, rules=RULES):
    """The one column's comparison by country."""
    return view(guarded(answers, column, rules=rules), snapshot(*answers)).columns[0]


def compared_split(answers, column, rules=RULES):
    table = guarded(answers, column, split="sector", rules=rules)
    return view_split(table, snapshot(*answers)).columns[0]


def counts_of(result):
    return {value.code: value.count for value in result.values}


def of_measure(shown, measure, code=None):
    """The one difference of this measure."""
    found = [d for d in shown.differences if d.measure == measure and d.code == code]
    assert len(found) == 1
    return found[0]


def joined(*parts):
    return list(chain(*parts))
