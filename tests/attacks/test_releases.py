"""Two releases give nothing away that neither gives away alone, or the audit says so."""

from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.analysis.disclosure import DisclosureRules
from surveyapp.analysis.disclosure.audit import Problem
from surveyapp.analysis.disclosure.release import (
    release_from_json,
    release_of,
    release_to_json,
)
from surveyapp.analysis.disclosure.whole_audit import audit
from tests.analysis.study import COLOUR, guarded, joined, times

FIRST = joined(
    times(12, country="RO", colour="red"),
    times(9, country="RO", colour="green"),
    times(8, country="RO", colour="blue"),
)
ANSWERS = st.lists(
    st.fixed_dictionaries(
        {"country": st.just("RO"), "colour": st.sampled_from(["red", "green", "blue"])},
        optional={"sector": st.sampled_from(["authority", "ngo"])},
    ),
    max_size=40,
)


def released(answers, split=None):
    return release_of(guarded(answers, COLOUR, split=split), "small", "one", "a" * 64, "2014-12-01")


def problems(first, second, split=None):
    found = audit(guarded(second, COLOUR, split=split), (), [released(first, split)])
    return {finding.problem for finding in found.findings}


def test_a_release_that_is_kept_reads_back_as_it_was():
    made = released(FIRST)
    assert release_from_json(release_to_json(made)) == made


def test_the_same_figures_again_are_sound():
    assert problems(FIRST, FIRST) == set()


def test_a_batch_of_five_in_each_cell_is_sound():
    batch = joined(times(5, country="RO", colour="red"), times(6, country="RO", colour="green"))
    assert problems(FIRST, joined(FIRST, batch)) == set()


def test_one_institution_more_is_found():
    assert problems(FIRST, joined(FIRST, times(1, country="RO", colour="red"))) == {
        Problem.SMALL_STEP
    }


def test_one_institution_fewer_is_found():
    assert Problem.SMALL_STEP in problems(FIRST, FIRST[1:])


def test_one_institution_in_a_cell_of_a_large_enough_batch_is_found():
    batch = joined(times(6, country="RO", colour="red"), times(1, country="RO", colour="green"))
    assert problems(FIRST, joined(FIRST, batch)) == {Problem.SMALL_STEP}


def test_a_hidden_cell_that_was_shown_before_is_found():
    # Five blue were shown by a rule of five; a rule of six that hides them comes too late.
    answers = joined(FIRST[:21], times(5, country="RO", colour="blue"))
    table = guarded(answers, COLOUR, rules=DisclosureRules(k=6))
    found = audit(table, (), [released(answers)])
    assert Problem.TOO_NARROW in {finding.problem for finding in found.findings}


def test_a_column_whose_codes_changed_cannot_be_audited():
    kept = release_to_json(released(FIRST))
    for table in kept["tables"]:
        if len(table["names"]) > 1:
            table["names"] = ["warm", "cold", "other"]
    found = audit(guarded(FIRST, COLOUR), (), [release_from_json(kept)])
    assert Problem.CHANGED_CODES in {finding.problem for finding in found.findings}


@settings(max_examples=15)
@given(ANSWERS, ANSWERS)
def test_what_is_called_sound_shows_no_group_of_one_to_four_as_a_difference(first, batch):
    second = joined(first, batch)
    if not problems(first, second, "sector"):
        before, after = (
            guarded(answers, COLOUR, split="sector").columns[0].groups
            for answers in (first, second)
        )
        for name, group in after.items():
            if None not in (group.n, before[name].n):
                assert not 0 < group.n - before[name].n < 5
