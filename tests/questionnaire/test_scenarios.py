"""Scenarios: given answers, shown questions; the flagship's 11 profiles of respondents."""

import pytest

from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.formats.source.scenario_file import read_scenario, scenario_paths
from surveyapp.questionnaire.scenario import Scenario, ScenarioDifference, inspect_scenario, play
from tests.questionnaire.forms import ROWS, YES_NO, ask, form

FLAGSHIP = load_release("service_provision")
PROFILES = scenario_paths("service_provision")
HIGH = {"name": "high", "test": ". < 5", "question": "So high?"}
FORM = form(
    [ask("a", missing=["dk"]), ask("b", relevant="${a} = 'yes'"), ask("c", core=True)],
    [ask("g", "grid_select_one", rows=ROWS, choices=YES_NO), ask("n", "integer", warnings=[HIGH])],
    [ask("h", "grid_select_one", rows=ROWS, choices=YES_NO, row_filter="${g.@row} = 'yes'")],
    editions={"core": {"label": "Core"}, "full": {"label": "Full"}},
)
ALL = ("a", "b", "c", "g", "n", "h")


def scenario(given=None, **keys):
    return Scenario.model_validate({"scenario": "Test", "given": given or {}, **keys})


def codes(given=None, **keys):
    return [finding.code for finding in inspect_scenario(FORM, scenario(given, **keys))]


def test_there_is_a_scenario_for_each_of_the_eleven_profiles():
    assert len(PROFILES) == 11


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_a_profile_sees_the_questions_that_concern_it(path):
    assert play(FLAGSHIP, read_scenario(path, FLAGSHIP)) == ()


def test_a_section_that_shows_other_questions_is_named_with_both_lists():
    broken = play(FORM, scenario({"a": "no"}, shown={"only": "all"}))
    assert broken == (ScenarioDifference("only", ALL, ("a", "c", "g", "n", "h")),)


@pytest.mark.parametrize(
    "expected", [{"without": ["b"]}, ["a", "c", "g", "n", "h"]], ids=["without", "listed"]
)
def test_a_section_may_be_written_shorter(expected):
    assert play(FORM, scenario({"a": "no"}, shown={"only": expected})) == ()


def test_a_section_that_is_left_out_shows_nothing():
    (difference,) = play(FORM, scenario({"a": "yes"}, shown={}))
    assert (difference.expected, difference.actual) == ((), ALL)


def test_questions_and_entries_are_counted():
    counted = scenario({"a": "yes", "g.*": "yes"}, questions=6, entries=8, core_questions=1)
    assert play(FORM, counted) == ()


def test_a_wrong_count_is_a_difference():
    assert play(FORM, scenario(questions=6)) == (ScenarioDifference("questions", ("6",), ("5",)),)


def test_an_address_goes_before_all_rows():
    given = {"g.r1": "no", "g.*": "yes"}
    assert play(FORM, scenario(given, entries=6)) == ()


def test_a_reason_is_given_by_its_word():
    assert play(FORM, scenario({"a": "dk"}, shown={"only": {"without": ["b"]}})) == ()


def test_soft_checks_that_ask_are_compared():
    assert play(FORM, scenario({"n": 7}, asks=["n.high"])) == ()
    assert play(FORM, scenario({"n": 3}, asks=["n.high"]))[0].actual == ()


def test_another_edition_is_played():
    assert play(FORM, scenario(edition="core", shown={"only": ["c"]})) == ()


@pytest.mark.parametrize(
    ("given", "keys", "code"),
    [
        ({"z": "yes"}, {}, "unknown-question"),
        ({"a": "x"}, {}, "unknown-code"),
        ({"g.r9": "yes"}, {}, "unknown-cell"),
        ({}, {"edition": "long"}, "unknown-edition"),
        ({}, {"shown": {"other": "all"}}, "unknown-section"),
        ({}, {"shown": {"only": ["z"]}}, "unknown-question"),
        ({}, {"shown": {"only": {"without": ["z"]}}}, "unknown-question"),
    ],
)
def test_a_scenario_that_does_not_fit_is_refused(given, keys, code):
    assert codes(given, **keys) == [code]
