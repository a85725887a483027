from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.analysis.disclosure import (
    DisclosureRules,
    ProtectedTable,
    RulesTooWeak,
    is_stricter,
    protect,
    weakened,
)
from surveyapp.analysis.disclosure.group_disclosure import GroupDisclosure, group_disclosures
from surveyapp.questions.cell import NOT_NAMED
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
DK = {"missing": "dk"}


@dataclass
class Shown:
    """A group as far as it may be shown."""

    n: int | None
    cells: dict


def only(table):
    """The groups of the one column."""
    return table.columns[0].groups


def colours(romanian, norwegian=(("red", 9),)):
    return countries("colour", romanian, norwegian)


def test_nobody_else_can_make_a_protected_table():
    with pytest.raises(TypeError, match="only protect"):
        ProtectedTable(plan(COLOUR), RULES, (), object())


def test_rules_that_would_show_one_institution_are_refused():
    with pytest.raises(RulesTooWeak):
        DisclosureRules(k=2)


def test_a_group_under_five_shows_nothing():
    group = only(guarded(colours([("red", 4)]), COLOUR))[RO]
    assert (group.n_asked, group.n, group.missing) == (None, None, {})
    assert set(group.cells.values()) == {None}


def test_a_group_in_which_fewer_than_five_answered_shows_nothing():
    group = only(guarded(colours([("red", 4), (DK, 9)]), COLOUR))[RO]
    assert group.is_closed
    assert group.n_asked is None


def test_a_group_of_five_is_shown():
    group = only(guarded(colours([("red", 5)]), COLOUR))[RO]
    assert group.cells == {"red": 5, "green": 0, "blue": 0}


def test_a_threshold_of_eleven_closes_a_group_of_ten():
    rules = DisclosureRules(k=11, quartiles_from=12)
    assert only(guarded(colours([("red", 10)]), COLOUR, rules=rules))[RO].is_closed


def test_small_counts_of_missing_answers_are_shown():
    group = only(guarded(colours([("red", 9), (DK, 1)]), COLOUR))[RO]
    assert group.missing == {"dk": 1}


def test_small_counts_of_missing_answers_can_be_hidden():
    rules = DisclosureRules(hide_small_missing=True)
    answers = colours([("red", 9), (DK, 1), ({"missing": "ref"}, 7)])
    missing = only(guarded(answers, COLOUR, rules=rules))[RO].missing
    assert missing == dict.fromkeys(["dk", "na", "nd", "ref", "blank"])


def test_a_hidden_reason_does_not_stand_alone():
    # It would be the difference between n and the number asked.
    rules = DisclosureRules(hide_small_missing=True)
    answers = colours([("red", 9), (DK, 1)])
    assert len(only(guarded(answers, COLOUR, rules=rules))[RO].missing) > 1


def test_where_everybody_answered_no_reason_is_named():
    rules = DisclosureRules(hide_small_missing=True)
    assert only(guarded(colours([("red", 9)]), COLOUR, rules=rules))[RO].missing == {}


def test_nought_of_a_sensitive_column_is_hidden_unless_the_rules_show_it():
    answers = colours([("red", 9), ("green", 9)])
    careful = replace(COLOUR, is_sensitive=True)
    usual, open_rules = RULES, DisclosureRules(hide_sensitive_zero=False)
    assert only(guarded(answers, careful, rules=usual))[RO].cells["blue"] is None
    assert only(guarded(answers, careful, rules=open_rules))[RO].cells["blue"] == 0


def test_a_group_that_is_all_in_one_cell_is_reported():
    table = guarded(colours([("red", 9)], [("red", 6), ("blue", 6)]), COLOUR)
    assert table.group_disclosures == (GroupDisclosure("colour", RO, "red", 9, 9),)


def test_a_group_of_which_all_but_fewer_than_k_are_in_one_cell_is_reported():
    shown = {"NO": Shown(34, {"red": 30, "blue": 4}), "RO": Shown(34, {"red": 29, "blue": 5})}
    assert list(group_disclosures(COLOUR, shown, 5)) == [
        GroupDisclosure("colour", "NO", "red", 30, 34)
    ]


def test_few_of_few_are_not_nearly_all():
    assert list(group_disclosures(COLOUR, {"NO": Shown(6, {"red": 2, "blue": 4})}, 5)) == []


def test_a_hidden_count_is_not_reported():
    shown = {"NO": Shown(9, {"red": None}), "RO": Shown(None, {"red": 9})}
    assert list(group_disclosures(COLOUR, shown, 5)) == []


def test_that_a_line_was_not_named_is_reported_of_a_sensitive_column_alone():
    shown = {"NO": Shown(9, {NOT_NAMED: 9})}
    assert list(group_disclosures(COLOUR, shown, 5)) == []
    careful = replace(COLOUR, is_sensitive=True)
    assert [each.code for each in group_disclosures(careful, shown, 5)] == [NOT_NAMED]


def test_the_question_that_makes_the_groups_is_not_reported():
    country = replace(
        COLOUR, name="country", question="country", cell="country", codes=("RO", "NO")
    )
    answers = times(9, country="RO") + times(9, country="NO")
    assert guarded(answers, country).group_disclosures == ()


def test_that_nobody_chose_an_option_is_not_reported():
    answers = times(9, country="RO", help=["food"])
    assert guarded(answers, HELP[0]).group_disclosures == ()


def test_a_row_that_hiding_cannot_save_is_closed():
    group = only(
        guarded(colours([("red", 4), ("green", 4)]), replace(COLOUR, codes=COLOUR.codes[:2]))
    )[RO]
    assert group.is_closed
    assert group.n is None


def test_a_column_that_is_not_published_by_class_is_protected_as_a_whole():
    answers = times(20, country="RO", sector="ngo", colour="red")
    answers += times(10, country="RO", sector="ngo", colour="green")
    table = counted(answers, COLOUR, split="sector")
    undivided = replace(table, plan=replace(table.plan, unsplit=frozenset({"colour"})))
    groups = protect(undivided, RULES).columns[0].groups
    assert groups[RO].cells == {"red": 20, "green": 10, "blue": 0}
    assert groups[RO_NGO].is_closed


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"k": 6}, "k"),
        ({"quartiles_from": 11}, "quartiles_from"),
        ({"dominance": 0.9}, "dominance"),
        ({"second_guess": 0.05}, "second_guess"),
        ({"people_step": 7}, "people_step"),
        ({"hide_small_missing": True}, "hide_small_missing"),
        ({"hide_sensitive_zero": False}, "hide_sensitive_zero"),
    ],
)
def test_rules_may_only_be_made_stricter(change, rule):
    changed = DisclosureRules(**change)
    weaker, stricter = (RULES, changed) if rule in {"k", "hide_small_missing"} else (changed, RULES)
    assert weakened(weaker, stricter) == (rule,)
    assert not is_stricter(weaker, stricter)


def test_the_same_rules_are_strict_enough():
    assert is_stricter(RULES, DisclosureRules(people_step=10)) is False
    assert is_stricter(DisclosureRules(people_step=10), RULES)
    assert is_stricter(RULES, DisclosureRules())


def test_an_answer_outside_both_countries_is_not_counted():
    answers = joined(colours([("red", 6)]), times(9, country=DK, colour="red"))
    assert only(guarded(answers, COLOUR))[RO].n == 6


def test_a_small_class_hides_the_class_that_would_give_it_away():
    answers = joined(
        times(20, country="RO", sector="authority", colour="red"),
        times(3, country="RO", sector="ngo", colour="red"),
    )
    groups = only(guarded(answers, COLOUR, split="sector"))
    assert groups[RO_NGO].is_closed
    assert groups[RO_AUTHORITY].is_closed
    assert groups[RO].n == 23


def test_those_who_did_not_say_their_class_hide_one_that_would_give_them_away():
    answers = joined(
        times(20, country="RO", sector="authority", colour="red"),
        times(8, country="RO", sector="ngo", colour="red"),
        times(2, country="RO", colour="red"),
    )
    groups = only(guarded(answers, COLOUR, split="sector"))
    assert groups[RO_NGO].is_closed
    assert not groups[RO_AUTHORITY].is_closed


def test_the_classes_of_a_country_add_up_to_it():
    answers = joined(
        times(20, country="RO", sector="authority", colour="red"),
        times(8, country="RO", sector="ngo", colour="red"),
    )
    groups = only(guarded(answers, COLOUR, split="sector"))
    whole, parts = groups[RO], (groups[RO_AUTHORITY], groups[RO_NGO])
    assert whole.cells["red"] == sum(part.cells["red"] for part in parts)


def test_numbers_that_one_institution_dominates_are_hidden():
    answers = countries("people", [(500, 1), (5, 7)], [(10, 9)])
    group = only(guarded(answers, PEOPLE))[RO]
    assert group.n == 8
    assert group.summary is None


def test_a_dominated_class_hides_another_class():
    answers = joined(
        times(1, country="RO", sector="ngo", people=100),
        times(5, country="RO", sector="ngo", people=1),
        times(9, country="RO", sector="authority", people=60),
    )
    groups = only(guarded(answers, PEOPLE, split="sector"))
    assert groups[RO].summary is not None
    assert groups[RO_NGO].summary is None
    assert groups[RO_AUTHORITY].summary is None


def test_numbers_of_two_groups_are_compared():
    answers = countries("places", [(10, 6), (12, 6)], [(20, 6), (22, 6)])
    assert guarded(answers, PLACES).columns[0].shifts[NO, RO].shift == 10.0


def test_hidden_numbers_are_not_compared():
    answers = countries("places", [(10, 4)], [(20, 9)])
    assert guarded(answers, PLACES).columns[0].shifts == {}


def test_the_places_of_a_ranking_are_taken_together():
    answers = joined(
        times(3, country="RO", first=["bed", "food"]),
        times(3, country="RO", first=["food", "bed"]),
        times(6, country="RO", first=["law", "food"]),
    )
    group = only(guarded(answers, FIRST[0]))[RO]
    assert group.cells == {"ranked": 6, "not_ranked": 6}


def test_mean_points_are_of_all_who_ranked():
    # "bed" first three times (2 points), second three times (1), left out six times: 9 / 12.
    answers = joined(
        times(3, country="RO", first=["bed", "food"]),
        times(3, country="RO", first=["food", "bed"]),
        times(6, country="RO", first=["law", "food"]),
    )
    assert only(guarded(answers, FIRST[0]))[RO].mean_points == 0.8


def test_mean_points_of_a_hidden_option_are_hidden():
    answers = joined(times(2, country="RO", first=["bed"]), times(9, country="RO", first=["law"]))
    assert only(guarded(answers, FIRST[0]))[RO].mean_points is None


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
            if None not in group.cells.values():
                assert sum(group.cells.values()) == group.n


@settings(max_examples=40)
@given(ANSWERS)
def test_no_count_of_one_to_four_is_shown(answers):
    shown = guarded(answers, COLOUR, split="sector").columns[0].groups.values()
    counts = [count for group in shown for count in group.cells.values()]
    assert not {1, 2, 3, 4}.intersection(count for count in counts if count is not None)
