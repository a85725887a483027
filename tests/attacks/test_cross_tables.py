"""A cross-table gives nothing away, not even together with the tables of its margins."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.analysis.disclosure import cross as cross_module
from surveyapp.analysis.disclosure.audit import Problem
from surveyapp.analysis.disclosure.cross import ProtectedCross, protect_cross
from surveyapp.analysis.disclosure.gate import protect
from surveyapp.analysis.disclosure.whole_audit import audit
from surveyapp.analysis.frequencies import count
from surveyapp.analysis.joint_frequencies import count_pair
from surveyapp.questions.column import Column, Level
from tests.analysis.study import COLOUR, COLUMNS, COUNTRY, RULES, joined, plan, snapshot, times

RO, NO = (("country", "RO"),), (("country", "NO"),)
AGREES = Column("agrees", "agrees", "agrees", Level.NOMINAL, codes=("yes", "no"))
DK = {"missing": "dk"}
PLANTED = joined(
    times(14, country="RO", sector="ngo", colour="red", agrees="yes"),
    times(7, country="RO", sector="ngo", colour="red", agrees="no"),
    times(6, country="RO", sector="ngo", colour="green", agrees="yes"),
    times(3, country="RO", sector="ngo", colour="green", agrees="no"),
    times(8, country="RO", sector="ngo", colour="blue", agrees="yes"),
    times(9, country="RO", sector="ngo", colour="blue", agrees="no"),
)
ANSWERS = st.lists(
    st.fixed_dictionaries(
        {"country": st.just("RO")},
        optional={
            "colour": st.sampled_from(["red", "red", "green", "blue", DK]),
            "agrees": st.sampled_from(["yes", "no", DK]),
            "sector": st.sampled_from(["authority", "ngo"]),
        },
    ),
    min_size=20,
    max_size=60,
)


def crossed(answers, *, split=None, rules=RULES):
    """(protected table, cross-table of colour and agreement)."""
    answered = snapshot(*answers, columns=(*COLUMNS, AGREES))
    made = plan(COLOUR, AGREES, split=split)
    table = protect(count(answered, made), rules)
    counts = count_pair(answered, made, "colour", "agrees")
    return table, protect_cross(counts, table, "colour", "agrees", has_split=split is not None)


def test_nobody_else_can_make_a_protected_cross_table():
    with pytest.raises(TypeError, match="only protect_cross"):
        ProtectedCross("colour", "agrees", {}, object())


def test_a_cross_table_without_small_cells_is_shown_whole():
    answers = [answer for answer in PLANTED for _ in range(2)]
    _, cross = crossed(answers)
    assert cross.groups[RO].cells["green", "no"] == 6
    assert None not in cross.groups[RO].cells.values()


def test_a_small_cell_takes_others_with_it_that_its_margins_would_give_away():
    table, cross = crossed(PLANTED)
    hidden = [pair for pair, n in cross.groups[RO].cells.items() if n is None]
    assert ("green", "no") in hidden
    assert len(hidden) == 4
    assert audit(table, [cross]).is_sound


def test_a_country_in_which_fewer_than_five_answered_both_shows_nothing():
    answers = joined(PLANTED, times(9, country="NO", colour="red", agrees=DK))
    _, cross = crossed(answers)
    assert cross.groups[NO].is_closed
    assert cross.groups[NO].n is None


def test_a_cross_table_that_hides_small_cells_only_is_found_out(monkeypatch):
    monkeypatch.setattr(cross_module, "programmed", lambda weights, first, *_: first)
    table, cross = crossed(PLANTED)
    found = audit(table, [cross])
    assert (Problem.TOO_NARROW, "green × no") in {
        (finding.problem, finding.figure.name) for finding in found.findings
    }


@settings(max_examples=10)
@given(ANSWERS)
def test_cross_tables_of_random_studies_are_sound(answers):
    table, cross = crossed(answers)
    found = audit(table, [cross])
    assert found.is_sound, found.findings


@pytest.mark.slow
@settings(max_examples=3)
@given(ANSWERS)
def test_cross_tables_by_class_are_sound(answers):
    table, cross = crossed(answers, split="sector")
    found = audit(table, [cross])
    assert found.is_sound, found.findings


@settings(max_examples=10)
@given(ANSWERS)
def test_no_cell_of_one_to_four_is_shown(answers):
    _, cross = crossed(answers)
    assert not {1, 2, 3, 4} & {n for group in cross.groups.values() for n in group.cells.values()}


def test_five_ones_in_a_shown_margin_of_five_close_a_cross_table():
    # Whoever is told that five cells of a line of five are one to four knows that each is one.
    answers = times(6, country="RO", colour="red", agrees="a0")
    answers += [
        {"country": "RO", "colour": colour, "agrees": f"a{n}"}
        for colour, times_each in (("red", 6), ("green", 1))
        for n in range(5)
        for _ in range(times_each)
    ]
    columns = COLOUR, replace(AGREES, codes=tuple(f"a{n}" for n in range(5)))
    answered, made = snapshot(*answers, columns=(COUNTRY, *columns)), plan(*columns)
    table = protect(count(answered, made), RULES)
    counts = count_pair(answered, made, "colour", "agrees")
    cross = protect_cross(counts, table, "colour", "agrees", has_split=False)
    assert table.columns[0].groups[RO].cells["green"] == 5
    assert cross.groups[RO].is_closed


@pytest.mark.slow
def test_a_large_cross_table_of_a_small_study_is_sound():
    colours, answers = [f"colour{n}" for n in range(10)], [f"answer{n}" for n in range(5)]
    rng = random.Random(2)
    columns = (
        replace(COLOUR, codes=tuple(colours)),
        replace(AGREES, codes=tuple(answers)),
    )
    study = [
        {"country": "RO", "colour": rng.choice(colours), "agrees": rng.choice(answers)}
        for _ in range(60)
    ]
    answered, made = snapshot(*study, columns=(COUNTRY, *columns)), plan(*columns)
    table = protect(count(answered, made), RULES)
    counts = count_pair(answered, made, "colour", "agrees")
    cross = protect_cross(counts, table, "colour", "agrees", has_split=False)
    assert not cross.groups[RO].is_closed
    assert audit(table, [cross]).is_sound
