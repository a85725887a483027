from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.analysis.disclosure.figure import Band
from surveyapp.analysis.disclosure.gate import protect
from surveyapp.analysis.disclosure.groups import GroupDisclosure
from surveyapp.analysis.disclosure.protected import ProtectedTable
from surveyapp.analysis.disclosure.rules import DisclosureRules, RulesTooWeak
from surveyapp.questions.column import Level
from tests.analysis.study import (
    COLOUR,
    FIRST,
    HELP,
    PEOPLE,
    PLACES,
    RULES,
    counted,
    countries,
    guarded,
    joined,
    plan,
    times,
)

RO, NO = (("country", "RO"),), (("country", "NO"),)
RO_NGO = (("country", "RO"), ("sector", "ngo"))
RO_AUTHORITY = (("country", "RO"), ("sector", "authority"))
DK, LT5 = {"missing": "dk"}, {"missing": "lt5"}
SENSITIVE = replace(COLOUR, is_sensitive=True)


def only(table):
    """The groups of the one column."""
    return table.columns[0].groups


def colours(romanian, norwegian=(("red", 9),)):
    return countries("colour", romanian, norwegian)


def exact(group):
    """Code -> count, None for a range."""
    return {code: band.exact for code, band in group.cells.items()}


def ranges(group):
    return {code: (band.low, band.high) for code, band in group.cells.items()}


def test_nobody_else_can_make_a_protected_table():
    with pytest.raises(TypeError, match="only protect"):
        ProtectedTable(plan(COLOUR), RULES, (), object())


@pytest.mark.parametrize("weak", [{"k": 2}, {"quartiles_from": 4}, {"people_step": 4}])
def test_rules_that_would_show_one_institution_are_refused(weak):
    with pytest.raises(RulesTooWeak):
        DisclosureRules(**weak)


@pytest.mark.parametrize(("n", "kept"), [(6, 0), (7, 4), (8, 4), (9, 5), (14, 5), (200, 5)])
def test_how_many_values_a_small_count_keeps(n, kept):
    assert RULES.values_kept(n) == kept


def test_of_a_group_under_five_only_the_size_is_shown():
    group = only(guarded(colours([("red", 4), (DK, 2)]), COLOUR))[RO]
    assert group.is_closed
    assert (group.n_asked, group.n, group.missing) == (6, 4, {})
    assert set(group.cells.values()) == {None}


def test_every_count_of_a_group_of_five_is_shown():
    group = only(guarded(colours([("red", 4), ("blue", 1)]), COLOUR))[RO]
    assert exact(group) == {"red": 4, "green": 0, "blue": 1}


def test_a_threshold_of_eleven_closes_a_group_of_ten():
    rules = DisclosureRules(k=11, quartiles_from=12, people_step=20)
    assert only(guarded(colours([("red", 10)]), COLOUR, rules=rules))[RO].is_closed


def test_reasons_for_no_answer_are_counted():
    assert only(guarded(colours([("red", 9), (DK, 1)]), COLOUR))[RO].missing == {"dk": 1}


def test_of_a_sensitive_column_no_reason_is_told_apart():
    group = only(guarded(colours([("red", 9), (DK, 1), ({"missing": "ref"}, 3)]), SENSITIVE))[RO]
    assert (group.n, group.n_asked, group.missing) == (9, 13, {})


@pytest.mark.parametrize("n", [5, 6])
def test_a_sensitive_group_under_seven_is_closed(n):
    group = only(guarded(colours([("red", n)]), SENSITIVE))[RO]
    assert group.is_closed
    assert group.n == n


def test_a_small_sensitive_count_is_a_range_of_five_values():
    group = only(guarded(colours([("red", 13), ("green", 1)]), SENSITIVE))[RO]
    assert ranges(group) == {"red": (10, 14), "green": (0, 4), "blue": (0, 4)}


def test_nought_and_all_are_ranges_as_well():
    group = only(guarded(colours([("red", 14)]), SENSITIVE))[RO]
    assert ranges(group)["red"] == (10, 14)


def test_large_sensitive_counts_are_numbers():
    answers = colours([("red", 12), ("green", 11), ("blue", 11)])
    assert exact(only(guarded(answers, SENSITIVE))[RO]) == {"red": 12, "green": 11, "blue": 11}


def test_a_sensitive_column_is_shown_by_strata_of_fourteen():
    answers = joined(
        times(14, country="RO", sector="authority", colour="red"),
        times(14, country="RO", sector="ngo", colour="green"),
    )
    groups = only(guarded(answers, SENSITIVE, split="sector"))
    assert ranges(groups[RO_AUTHORITY])["red"][1] == 14
    assert not groups[RO_NGO].is_closed


def test_a_sensitive_column_is_not_shown_by_smaller_strata():
    answers = joined(
        times(14, country="RO", sector="authority", colour="red"),
        times(13, country="RO", sector="ngo", colour="green"),
    )
    groups = only(guarded(answers, SENSITIVE, split="sector"))
    assert groups[RO_AUTHORITY].is_closed
    assert not groups[RO].is_closed


def test_options_of_a_sensitive_question_are_ranges_of_both_sides():
    careful = tuple(replace(column, is_sensitive=True) for column in HELP)
    answers = times(14, country="RO", help=["bed"]) + times(9, country="NO", help=["food"])
    bed = guarded(answers, *careful).columns[0].groups[RO]
    assert bed.cells == {"1": Band(10, 14), "0": Band(0, 4)}


def test_a_group_that_is_all_in_one_cell_is_reported():
    table = guarded(colours([("red", 9)], [("red", 6), ("blue", 6)]), COLOUR)
    assert table.group_disclosures == (GroupDisclosure("colour", RO, "red", 9, 9),)


@pytest.mark.parametrize(
    ("counts", "reported"),
    [
        ([("red", 30), ("blue", 4)], ["red"]),
        ([("red", 29), ("blue", 5)], []),
        ([("red", 2), ("blue", 4)], []),
    ],
)
def test_a_group_of_which_all_but_fewer_than_k_are_in_one_cell_is_reported(counts, reported):
    table = guarded(colours(counts, [("red", 4)]), COLOUR)
    assert [each.code for each in table.group_disclosures] == reported


def test_a_range_is_not_reported():
    assert guarded(colours([("red", 14)]), SENSITIVE).group_disclosures == ()


def test_the_question_that_makes_the_groups_is_not_reported():
    country = replace(
        COLOUR, name="country", question="country", cell="country", codes=("RO", "NO")
    )
    answers = times(9, country="RO") + times(9, country="NO")
    assert guarded(answers, country).group_disclosures == ()


def test_that_nobody_chose_an_option_is_not_reported():
    answers = times(9, country="RO", help=["food"])
    assert guarded(answers, HELP[0]).group_disclosures == ()


def test_a_column_that_is_not_published_by_class_is_shown_as_a_whole():
    answers = times(20, country="RO", sector="ngo", colour="red")
    answers += times(10, country="RO", sector="ngo", colour="green")
    table = counted(answers, COLOUR, split="sector")
    undivided = replace(table, plan=replace(table.plan, unsplit=frozenset({"colour"})))
    groups = protect(undivided, RULES).columns[0].groups
    assert exact(groups[RO]) == {"red": 20, "green": 10, "blue": 0}
    assert groups[RO_NGO].is_closed


def test_an_answer_outside_both_countries_is_not_counted():
    answers = joined(colours([("red", 6)]), times(9, country=DK, colour="red"))
    assert only(guarded(answers, COLOUR))[RO].n == 6


def test_a_small_class_closes_the_class_that_would_give_it_away():
    answers = joined(
        times(20, country="RO", sector="authority", colour="red"),
        times(3, country="RO", sector="ngo", colour="red"),
    )
    groups = only(guarded(answers, COLOUR, split="sector"))
    assert groups[RO_NGO].is_closed
    assert groups[RO_AUTHORITY].is_closed
    assert groups[RO].n == 23


def test_those_who_did_not_say_their_class_close_one_that_would_give_them_away():
    answers = joined(
        times(20, country="RO", sector="authority", colour="red"),
        times(8, country="RO", sector="ngo", colour="red"),
        times(2, country="RO", colour="red"),
    )
    groups = only(guarded(answers, COLOUR, split="sector"))
    assert groups[RO_NGO].is_closed
    assert not groups[RO_AUTHORITY].is_closed


def test_five_who_did_not_say_their_class_close_nothing():
    answers = joined(
        times(20, country="RO", sector="authority", colour="red"),
        times(8, country="RO", sector="ngo", colour="red"),
        times(5, country="RO", colour="red"),
    )
    groups = only(guarded(answers, COLOUR, split="sector"))
    assert not groups[RO_NGO].is_closed


def test_the_classes_of_a_country_add_up_to_it():
    answers = joined(
        times(20, country="RO", sector="authority", colour="red"),
        times(8, country="RO", sector="ngo", colour="red"),
    )
    groups = only(guarded(answers, COLOUR, split="sector"))
    whole, parts = groups[RO], (groups[RO_AUTHORITY], groups[RO_NGO])
    assert whole.cells["red"].low == sum(part.cells["red"].low for part in parts)


def test_numbers_are_shown_in_classes():
    answers = countries("places", [(0, 1), (4, 2), (49, 3)], [(20, 9)])
    shown = guarded(answers, PLACES).columns[0]
    assert shown.column.codes == ("0", "1-4", "5-9", "10-19", "20-49")
    assert exact(shown.groups[RO]) == {"0": 1, "1-4": 2, "5-9": 0, "10-19": 0, "20-49": 3}
    assert shown.groups[RO].summary is None


def test_the_classes_of_a_plan_are_used():
    table = counted(countries("places", [(7, 6)], [(12, 9)]), PLACES)
    declared = replace(table.plan, scales={"places": (0, 10, 20)})
    shown = protect(replace(table, plan=declared), RULES).columns[0]
    assert shown.column.codes == ("0-9", "10-19")


def test_twelve_numbers_have_a_mean_and_a_total():
    answers = countries("places", [(10, 6), (41, 6)], [(20, 11)])
    groups = only(guarded(answers, PLACES))
    assert (groups[RO].summary.mean, groups[RO].summary.total) == (25.5, (306.0, 306.0))
    assert groups[NO].summary is None


def test_numbers_of_two_groups_of_twelve_are_compared():
    answers = countries("places", [(14, 6), (36, 6)], [(28, 6), (75, 6)])
    assert guarded(answers, PLACES).columns[0].shifts[NO, RO].shift == 26.5


def test_numbers_of_fewer_are_not_compared():
    answers = countries("places", [(10, 6), (30, 5)], [(20, 6), (60, 6)])
    assert guarded(answers, PLACES).columns[0].shifts == {}


def test_a_mean_that_would_tell_the_smallest_number_is_not_shown():
    """All lie between 10 and 19, and on average at 11: the smallest is 10 or 11."""
    answers = countries("places", [(10, 6), (12, 6)], [(20, 12)])
    assert only(guarded(answers, PLACES))[RO].summary is None


def test_a_mean_that_would_tell_the_largest_number_is_not_shown():
    """Eleven beds between one and four, and one house of 100 to 199: the mean would tell it."""
    answers = countries("places", [(2, 11), (150, 1)], [(20, 12)])
    assert only(guarded(answers, PLACES))[RO].summary is None


def test_totals_of_people_are_rounded_outward():
    answers = countries("people", [(3, 4), (2, 1)], [(10, 9)])
    assert only(guarded(answers, PEOPLE))[RO].summary.total == (10.0, 15.0)


def test_fewer_than_five_people_count_as_one_to_four():
    answers = countries("people", [(LT5, 5)], [(10, 9)])
    group = only(guarded(answers, PEOPLE))[RO]
    assert (group.n, group.missing) == (5, {})
    assert group.summary.total == (5.0, 25.0)


def test_a_total_of_one_to_four_people_is_under_five():
    answers = countries("people", [(1, 3), (0, 4)], [(10, 9)])
    assert only(guarded(answers, PEOPLE))[RO].summary.total == (0.0, 5.0)


def test_no_people_at_all_are_nought():
    answers = countries("people", [(0, 7)], [(10, 9)])
    assert only(guarded(answers, PEOPLE))[RO].summary.total == (0.0, 0.0)


def test_people_that_one_institution_dominates_have_no_total():
    answers = countries("people", [(500, 1), (5, 7)], [(10, 9)])
    group = only(guarded(answers, PEOPLE))[RO]
    assert group.n == 8
    assert group.summary is None


def test_a_dominated_class_leaves_the_country_alone():
    answers = joined(
        times(1, country="RO", sector="ngo", people=100),
        times(5, country="RO", sector="ngo", people=1),
        times(9, country="RO", sector="authority", people=60),
    )
    groups = only(guarded(answers, PEOPLE, split="sector"))
    assert groups[RO].summary is not None
    assert groups[RO_NGO].summary is None
    assert groups[RO_AUTHORITY].summary is None


def test_a_class_of_fewer_than_twelve_leaves_the_mean_of_the_country_alone():
    answers = joined(
        times(6, country="RO", sector="authority", places=12),
        times(6, country="RO", sector="authority", places=40),
        times(6, country="RO", sector="ngo", places=14),
    )
    groups = only(guarded(answers, PLACES, split="sector"))
    assert groups[RO].summary is not None
    assert groups[RO_AUTHORITY].summary is None


def test_sensitive_numbers_are_ranges_of_classes_alone():
    careful = replace(PEOPLE, is_sensitive=True)
    answers = countries("people", [(0, 8), (LT5, 4), (30, 2)], [(3, 9)])
    group = only(guarded(answers, careful))[RO]
    assert group.summary is None
    assert ranges(group)["1-4"][0] == 0
    assert all(band.width >= 5 for band in group.cells.values() if band.low < 5)
    assert (group.n, group.missing) == (14, {})


def test_the_places_of_a_ranking_are_taken_together():
    answers = joined(
        times(3, country="RO", first=["bed", "food"]),
        times(3, country="RO", first=["food", "bed"]),
        times(6, country="RO", first=["law", "food"]),
    )
    group = only(guarded(answers, FIRST[0]))[RO]
    assert exact(group) == {"ranked": 6, "not_ranked": 6}


def test_mean_points_are_of_all_who_ranked():
    # "bed" first three times (2 points), second three times (1), left out six times: 9 / 12.
    answers = joined(
        times(3, country="RO", first=["bed", "food"]),
        times(3, country="RO", first=["food", "bed"]),
        times(6, country="RO", first=["law", "food"]),
    )
    assert only(guarded(answers, FIRST[0]))[RO].mean_points == 0.8


def test_a_sensitive_ranking_has_no_mean_points():
    careful = replace(FIRST[0], is_sensitive=True)
    answers = times(14, country="RO", first=["bed", "food"])
    group = only(guarded(answers, careful))[RO]
    assert group.mean_points is None
    assert ranges(group)["ranked"] == (10, 14)


CELLS = st.sampled_from(["red", "green", "blue", DK, {"missing": "blank"}])
ANSWERS = st.lists(
    st.fixed_dictionaries(
        {"country": st.sampled_from(["RO", "NO"])},
        optional={"colour": CELLS, "sector": st.sampled_from(["authority", "ngo"])},
    ),
    max_size=50,
)


@settings(max_examples=40)
@given(ANSWERS)
def test_what_is_shown_and_missing_adds_up_to_those_asked(answers):
    for group in only(guarded(answers, COLOUR, split="sector")).values():
        if not group.is_closed:
            assert group.n + sum(group.missing.values()) == group.n_asked
            assert sum(exact(group).values()) == group.n


@settings(max_examples=40)
@given(ANSWERS)
def test_a_range_holds_its_count(answers):
    shown = only(guarded(answers, SENSITIVE, split="sector"))
    true = only(guarded(answers, COLOUR, split="sector"))
    for name, group in shown.items():
        for code, band in group.cells.items():
            if band is not None:
                assert band.low <= true[name].cells[code].low <= band.high


AN_AMOUNT = replace(PLACES, level=Level.INTERVAL)
A_YEAR = replace(AN_AMOUNT, is_year=True)
FOUNDED = countries(
    "places", [(n, 2) for n in range(1985, 2015)], [(n, 2) for n in range(1975, 2005)]
)


def test_a_year_has_classes_and_neither_mean_total_nor_shift():
    of_amounts = guarded(FOUNDED, AN_AMOUNT).columns[0]
    assert of_amounts.groups[RO].summary.mean is not None
    of_years = guarded(FOUNDED, A_YEAR).columns[0]
    assert [of_years.groups[each].summary for each in (RO, NO)] == [None, None]
    assert of_years.shifts == {}
    assert exact(of_years.groups[RO]) == {
        "1970-1979": 0,
        "1980-1989": 10,
        "1990-1999": 20,
        "2000-2009": 20,
        "2010-2019": 10,
    }


def test_a_year_has_no_more_where_the_plan_declares_its_classes():
    table = counted(FOUNDED, A_YEAR)
    declared = replace(table, plan=replace(table.plan, scales={"places": (1990, 2000)}))
    shown = protect(declared, RULES).columns[0]
    assert exact(shown.groups[RO]) == {"<1990": 10, "1990-1999": 20, "2000+": 30}
    assert shown.groups[RO].summary is None
    assert shown.shifts == {}
