"""Merges and bases change what is counted, whatever the engine's way of counting."""

import pytest

from surveyapp.analysis.derivation import Base, Merge
from surveyapp.analysis.tabulation import frequencies
from surveyapp.analysis.tabulation.frequencies import count
from surveyapp.analysis.tabulation_plan import TabulationPlan
from surveyapp.analysis.tabulation_specification import merged
from tests.analysis.study import COUNTRY, PLACES, RATING, snapshot, times

RO = (("country", "RO"),)
HALVES = Merge("halves", {"low": ("1", "2"), "high": ("3", "4", "5")}, {"low": "l", "high": "h"})
ANSWERS = [
    *times(2, country="RO", sector="ngo", rating="1", places=4),
    *times(3, country="RO", sector="authority", rating="2", places=6),
    *times(4, country="RO", sector="authority", rating="5", places={"missing": "dk"}),
    *times(1, country="RO", rating={"missing": "na"}),
]


@pytest.fixture(params=["long", "sets"])
def way(request, monkeypatch):
    if request.param == "sets":
        monkeypatch.setattr(frequencies, "LONG_ROWS", 0)


def test_merged_codes_are_counted_together(way):
    column = merged(RATING, HALVES)
    plan = TabulationPlan((column,), "country", COUNTRY.codes, recodes={"rating": HALVES.recodes()})
    assert count(snapshot(*ANSWERS), plan).of(column, RO) == {"low": 5, "high": 4, "na": 1}


def test_the_base_leaves_out_who_answered_one_of_its_codes(way):
    base = Base("sector", ("authority",))
    plan = TabulationPlan((RATING,), "country", COUNTRY.codes, bases={"rating": base})
    assert count(snapshot(*ANSWERS), plan).of(RATING, RO) == {"1": 2, "na": 1}


def test_columns_of_different_bases_are_counted_apart(way):
    base = Base("sector", ("authority",))
    plan = TabulationPlan((RATING, PLACES), "country", COUNTRY.codes, bases={"places": base})
    table = count(snapshot(*ANSWERS), plan)
    assert table.of(PLACES, RO) == {4.0: 2}
    assert sum(table.of(RATING, RO).values()) == 10


def test_a_merged_column_keeps_the_order_and_the_mean_of_the_points():
    scored = merged(
        RATING.__class__(
            "r", "r", "r", RATING.level, codes=RATING.codes, scores=(("1", 0.0), ("2", 25.0))
        ),
        HALVES,
    )
    assert scored.codes == ("low", "high")
    assert scored.scores == (("low", 12.5),)
