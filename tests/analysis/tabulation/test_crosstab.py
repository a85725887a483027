from surveyapp.analysis.tabulation.crosstab import count_pair
from tests.analysis.study import COLOUR, RATING, plan, snapshot, times

AUTHORITY = (("country", "RO"), ("sector", "authority"))
ANSWERS = [
    *times(2, country="RO", sector="authority", colour="red", rating="1"),
    *times(3, country="RO", sector="authority", colour="red", rating={"missing": "dk"}),
    *times(1, country="NO", sector="ngo", colour="blue", rating="5"),
    *times(4, country="NO", sector="ngo", colour="blue"),
]


def test_pairs_are_counted_in_the_finest_groups_with_their_reasons():
    counts = count_pair(
        snapshot(*ANSWERS), plan(COLOUR, RATING, split="sector"), "colour", "rating"
    )
    assert counts[AUTHORITY] == {("red", "1"): 2, ("red", "dk"): 3}


def test_institutions_that_were_not_asked_one_of_both_are_left_out():
    counts = count_pair(snapshot(*ANSWERS), plan(COLOUR, RATING), "colour", "rating")
    assert counts[(("country", "NO"),)] == {("blue", "5"): 1}
