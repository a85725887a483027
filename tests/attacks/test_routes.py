"""Whoever knows the questionnaire cannot work a hidden answer out from how many were asked on."""

from dataclasses import replace
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.analysis.disclosure import gate, protect
from surveyapp.analysis.disclosure.audit import Problem
from surveyapp.analysis.disclosure.cross import protect_cross
from surveyapp.analysis.disclosure.whole_audit import audit
from surveyapp.analysis.frequencies import count
from surveyapp.analysis.joint_frequencies import count_pair
from surveyapp.analysis.result import IntervalKind
from surveyapp.questionnaire.asking import Among, Joined
from tests.analysis.study import (
    COLOUR,
    COUNTRY,
    HELP,
    PLACES,
    RATING,
    RULES,
    SECTOR,
    joined,
    plan,
    snapshot,
    times,
)

DK = {"missing": "dk"}
BLANK = {"missing": "blank"}
RO = (("country", "RO"),)
LEADS_ON = Among("colour", frozenset({"red", "green"}))
TICKED = frozenset({"1"})


def routed(answers, *columns, split=None, rules=RULES, **asking):
    """The gate on a study in which these columns are asked under these conditions."""
    made = replace(plan(*columns, split=split), asking=asking)
    return protect(count(snapshot(*answers), made), rules)


def group_of(table, name, group=RO):
    return next(each for each in table.columns if each.column.name == name).groups[group]


def rated(number, colour, *ratings, **more):
    """Institutions of one colour, with as many ratings as are given and the rest blank."""
    given_ratings = [*ratings, *[BLANK] * (number - len(ratings))]
    return [
        {"country": "RO", "colour": colour, "rating": rating, **more} for rating in given_ratings
    ]


def blind(monkeypatch):
    """The gate without a thought for the routing."""
    monkeypatch.setattr(gate, "without_routes", lambda protected, *_: protected.columns)


ALL_RATED = joined(
    rated(10, "red", *["4"] * 10),
    rated(8, "green", *["2"] * 8),
    times(3, country="RO", colour="blue"),
    times(20, country="NO", colour="red", rating="3"),
)
FEW_RATED = joined(
    rated(10, "red", *["4"] * 7),
    rated(8, "green", *["2"] * 6),
    times(3, country="RO", colour="blue"),
)


def test_the_number_asked_gives_a_hidden_answer_away_behind_a_gate_that_is_blind(monkeypatch):
    blind(monkeypatch)
    found = audit(routed(ALL_RATED, COLOUR, RATING, rating=LEADS_ON))
    told = {(f.problem, f.figure.column, f.figure.name) for f in found.findings}
    assert (Problem.TOO_NARROW, "colour", "blue") in told
    blue = next(f for f in found.hidden if f.figure.name == "blue" and f.figure.group == RO)
    assert (blue.interval.least, blue.interval.most) == (3, 3)


def test_the_gate_closes_what_would_give_it_away():
    table = routed(ALL_RATED, COLOUR, RATING, rating=LEADS_ON)
    assert group_of(table, "rating").is_closed
    assert set(group_of(table, "rating").cells.values()) == {None}
    assert not group_of(table, "rating", (("country", "NO"),)).is_closed
    assert audit(table).is_sound


def test_only_the_number_asked_is_withheld_where_that_is_enough():
    found = group_of(routed(FEW_RATED, COLOUR, RATING, rating=LEADS_ON), "rating")
    assert (found.is_closed, found.n, found.n_asked) == (False, 13, None)
    assert set(found.missing.values()) == {None}
    assert found.cells["4"] == 7


def test_hidden_reasons_do_not_tell_that_nobody_gave_one():
    found = group_of(routed(FEW_RATED, COLOUR, RATING, rating=LEADS_ON), "rating")
    assert found.missing == dict.fromkeys(["dk", "na", "nd", "ref", "blank"])


def test_nothing_is_withheld_where_nothing_is_hidden():
    answers = joined(
        rated(10, "red", *["4"] * 10),
        rated(8, "green", *["2"] * 8),
        times(6, country="RO", colour="blue"),
    )
    assert group_of(routed(answers, COLOUR, RATING, rating=LEADS_ON), "rating").n_asked == 18


def test_a_reader_may_know_everything_that_leads_on():
    answers = joined(rated(20, "red", *["4"] * 20), times(3, country="RO", colour="blue"))
    alone = Among("colour", frozenset({"red"}))
    assert group_of(routed(answers, COLOUR, RATING, rating=alone), "rating").is_closed


def test_a_deciding_question_that_is_not_published_is_guarded_too():
    assert group_of(routed(ALL_RATED, COUNTRY, RATING, rating=LEADS_ON), "rating").is_closed
    others = joined(ALL_RATED, times(4, country="RO", colour="blue"))
    assert group_of(routed(others, COUNTRY, RATING, rating=LEADS_ON), "rating").n_asked == 18
    not_blue = Among("colour", frozenset({"blue"}), holds=False)
    assert group_of(routed(ALL_RATED, COUNTRY, RATING, rating=not_blue), "rating").is_closed


def test_shifts_lose_the_interval_that_is_made_of_the_numbers_asked():
    answers = joined(
        rated(14, "red", places=4)[:14],
        times(6, country="RO", colour="green", places=BLANK),
        times(3, country="RO", colour="blue"),
        times(14, country="NO", colour="red", places=6),
        times(6, country="NO", colour="green", places=7),
    )
    table = routed(answers, COLOUR, PLACES, places=LEADS_ON)
    shifts = next(each for each in table.columns if each.column is PLACES).shifts
    assert group_of(table, "places").n_asked is None
    assert shifts
    kinds = {i.kind for shift in shifts.values() for i in shift.intervals}
    assert IntervalKind.FINITE_POPULATION not in kinds


def test_answers_that_the_routing_forbids_close_the_column():
    answers = [each | {"rating": "4"} for each in ALL_RATED if each["country"] == "RO"]
    assert group_of(routed(answers, COLOUR, RATING), "rating").n_asked == 21
    assert group_of(routed(answers, COLOUR, RATING, rating=LEADS_ON), "rating").is_closed


def test_a_chain_of_questions_tells_of_its_first():
    answers = joined(
        rated(10, "red", *["4"] * 10, places=2),
        rated(8, "green", *["4"] * 8, places=2),
        times(3, country="RO", colour="blue"),
    )
    chained = Among("rating", frozenset({"4"}))
    table = routed(answers, COLOUR, RATING, PLACES, rating=LEADS_ON, places=chained)
    assert group_of(table, "rating").is_closed
    assert group_of(table, "places").is_closed
    assert audit(table).is_sound


def test_a_cross_table_shows_no_number_asked_that_its_margins_withhold():
    answers = [each | {"help": ["bed"]} for each in FEW_RATED if "rating" in each]
    answers += times(3, country="RO", colour="blue")
    table = routed(
        answers, COLOUR, RATING, *HELP, rating=LEADS_ON, **{each.name: LEADS_ON for each in HELP}
    )
    counts = count_pair(snapshot(*answers), table.plan, "rating", "help.bed")
    cross = protect_cross(counts, table, "rating", "help.bed", has_split=False)
    assert cross.groups[RO].n_asked is None
    assert audit(table, [cross]).is_sound


def test_a_cross_table_that_tells_of_two_routes_at_once_is_closed():
    answers = joined(
        rated(9, "red", *["4"] * 9, sector="authority", places=1, help=["bed"]),
        rated(9, "red", *["4"] * 9, sector="ngo"),
        times(4, country="RO", colour="blue", sector="authority", help=["bed"]),
        times(4, country="RO", colour="blue", sector="ngo"),
    )
    red = Among("colour", frozenset({"red"}))
    authority = Among("sector", frozenset({"authority"}))
    asking = {"rating": red, "help.bed": authority, "help.food": authority}
    table = routed(answers, COUNTRY, RATING, *HELP, **asking)
    counts = count_pair(snapshot(*answers), table.plan, "rating", "help.bed")
    cross = protect_cross(counts, table, "rating", "help.bed", has_split=False)
    assert cross.groups[RO].n_asked is None
    assert audit(table, [cross]).is_sound


STUDY = st.lists(
    st.tuples(
        st.sampled_from(["red", "red", "green", "blue"]),
        st.sampled_from(["authority", "ngo", None]),
        st.sampled_from(["2", "4", BLANK]),
        st.sampled_from([["bed"], ["bed", "food"], [], DK]),
    ),
    max_size=45,
)


def obeying(study):
    """Answers in which the rating is asked of red and green, and places of who ticked a bed."""
    answers = []
    for colour, sector, rating, ticked in study:
        given_answers = {"country": "RO", "colour": colour, "help": ticked}
        given_answers["sector"] = sector or BLANK
        if colour != "blue":
            given_answers["rating"] = rating
        if isinstance(ticked, list) and "bed" in ticked and colour != "green":
            given_answers["places"] = 3
        answers.append(given_answers)
    return answers


HAS_BED = Joined(
    True, (Among("help.bed", TICKED), Among("colour", frozenset({"green"}), holds=False))
)
ASKING = {"rating": LEADS_ON, "places": HAS_BED}


@settings(max_examples=60)
@given(STUDY)
def test_random_routed_studies_are_sound(study):
    answers = obeying(study)
    table = routed(answers, SECTOR, COLOUR, RATING, *HELP, PLACES, split="sector", **ASKING)
    found = audit(table)
    assert found.is_sound, found.findings


@settings(max_examples=40)
@given(STUDY)
def test_the_truth_lies_within_every_interval(study):
    answers = obeying(study)
    table = routed(answers, COLOUR, RATING, *HELP, PLACES, **ASKING)
    truth = count(snapshot(*answers), table.plan)
    by_name = {each.column.name: each.column for each in table.columns}
    for hidden in audit(table).hidden:
        figure = hidden.figure
        if figure.name not in {"n", "n_asked"}:
            n = truth.of(by_name[figure.column], figure.group).get(figure.name, 0)
            assert hidden.interval.least <= n <= hidden.interval.most


def possible(shown, rating):
    """Every (red, green, blue) that a reader cannot rule out, tried one by one."""
    least = rating.n if rating.n_asked is None else rating.n_asked
    most = shown.n if rating.n_asked is None else rating.n_asked
    for counts in product(range(shown.n + 1), repeat=3):
        by_code = dict(zip(COLOUR.codes, counts, strict=True))
        fits = all(n is None or n == by_code[code] for code, n in shown.cells.items())
        leads_on = by_code["red"] + by_code["green"]
        if fits and sum(counts) == shown.n and (rating.is_closed or least <= leads_on <= most):
            yield by_code


@settings(max_examples=60)
@given(STUDY)
def test_no_answer_can_be_ruled_down_to_fewer_than_five_counts(study):
    table = routed(obeying(study), COLOUR, RATING, rating=LEADS_ON)
    shown, rating = group_of(table, "colour"), group_of(table, "rating")
    if not shown.is_closed:
        left = [*possible(shown, rating)]
        for code, n in shown.cells.items():
            assert n is not None or len({each[code] for each in left}) >= RULES.k


def random_study(seed):
    rng = Random(seed)
    colours, ticks = ["red", "red", "green", "blue"], [["bed"], ["bed", "food"], [], DK]
    return [
        (rng.choice(colours), rng.choice(["authority", "ngo"]), rng.choice("24"), rng.choice(ticks))
        for _ in range(rng.randrange(15, 45))
    ]


def is_sound(seed):
    answers = obeying(random_study(seed))
    return audit(routed(answers, COLOUR, RATING, *HELP, PLACES, **ASKING)).is_sound


def test_many_random_studies_are_broken_behind_a_blind_gate_and_none_behind_ours(monkeypatch):
    assert all(map(is_sound, range(30)))
    blind(monkeypatch)
    assert sum(not is_sound(seed) for seed in range(30)) > 5
