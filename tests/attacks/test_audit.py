"""The audit reads published figures alone and finds what a gate let through."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.analysis.disclosure import gate
from surveyapp.analysis.disclosure.audit import Problem
from surveyapp.analysis.disclosure.whole_audit import audit
from tests.analysis.study import COLOUR, HELP, PLACES, counted, guarded, joined, plan, times
from tests.attacks.naive import naively_hidden, nothing_hidden

DK = {"missing": "dk"}
RO_AUTHORITY = (("country", "RO"), ("sector", "authority"))
PLANTED = joined(
    times(9, country="RO", sector="authority", colour="red"),
    times(3, country="RO", sector="authority", colour="green"),
    times(8, country="RO", sector="ngo", colour="red"),
    times(7, country="RO", sector="ngo", colour="green"),
    times(9, country="NO", sector="ngo", colour="blue"),
)
ANSWERS = st.lists(
    st.fixed_dictionaries(
        {"country": st.sampled_from(["RO", "NO"])},
        optional={
            "colour": st.sampled_from(["red", "green", "blue", DK]),
            "sector": st.sampled_from(["authority", "ngo"]),
            "help": st.sampled_from([["bed"], ["bed", "food"], [], DK]),
        },
    ),
    max_size=60,
)


@pytest.fixture
def naive_gate(monkeypatch):
    """The gate with a naive choice of cells."""
    monkeypatch.setattr(gate, "hidden_cells", lambda table, _: naively_hidden(table)[0])


def test_the_audit_finds_what_a_naive_gate_gives_away(naive_gate):
    found = audit(guarded(PLANTED, COLOUR, split="sector"))
    assert not found.is_sound
    assert (Problem.TOO_NARROW, RO_AUTHORITY, "green") in {
        (finding.problem, finding.figure.group, finding.figure.name) for finding in found.findings
    }


def test_the_same_study_is_sound_behind_the_gate():
    found = audit(guarded(PLANTED, COLOUR, split="sector"))
    assert found.is_sound
    assert found.hidden
    assert found.narrowest >= 5


def test_a_shown_small_count_is_found(monkeypatch):
    monkeypatch.setattr(gate, "hidden_cells", lambda table, _: nothing_hidden(table))
    found = audit(guarded(PLANTED, COLOUR, split="sector"))
    assert Problem.SMALL_COUNT in {finding.problem for finding in found.findings}


def test_figures_that_no_counts_would_give_are_found():
    table = guarded(times(9, country="RO", colour="red"), COLOUR)
    group = table.columns[0].groups[("country", "RO"),]
    wrong = replace(group, cells=dict(group.cells) | {"red": 8})
    column = replace(
        table.columns[0],
        groups={group.group: wrong}
        | {name: each for name, each in table.columns[0].groups.items() if name != group.group},
    )
    object.__setattr__(table, "columns", (column,))
    assert [finding.problem for finding in audit(table).findings] == [Problem.CONTRADICTION]


@settings(max_examples=60)
@given(ANSWERS)
def test_random_small_studies_are_sound_in_all_views_at_once(answers):
    found = audit(guarded(answers, COLOUR, *HELP, PLACES, split="sector"))
    assert found.is_sound, found.findings


@settings(max_examples=30)
@given(ANSWERS)
def test_what_a_sensitive_column_hides_is_sound_too(answers):
    careful = replace(COLOUR, is_sensitive=True)
    found = audit(guarded(answers, careful, split="sector"))
    assert found.is_sound, found.findings


@settings(max_examples=40)
@given(ANSWERS)
def test_the_truth_lies_within_every_interval_of_an_audit(answers):
    counts = counted(answers, COLOUR, split="sector")
    found = audit(gate.protect(counts, gate.DisclosureRules()))
    for hidden in found.hidden:
        figure = hidden.figure
        if figure.name in COLOUR.codes:
            parts = plan(COLOUR, split="sector").parts(figure.group) or (figure.group,)
            truth = sum(counts.of(COLOUR, part).get(figure.name, 0) for part in parts)
            unnamed = counts.of(COLOUR, (*figure.group, ("sector", ""))).get(figure.name, 0)
            truth += unnamed if len(figure.group) == 1 else 0
            assert hidden.interval.least <= truth <= hidden.interval.most
