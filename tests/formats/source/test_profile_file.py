"""Profiles beside a questionnaire: read, kept with a wave's copy, and looked at by the check."""

import pytest

from surveyapp.formats.check.questionnaire_check import check
from surveyapp.formats.source import kept_file
from surveyapp.formats.source.profile_file import load_minutes, load_profiles
from surveyapp.formats.source.questionnaire_folder import QuestionnaireRefused
from surveyapp.formats.source.release_copy import content_of
from surveyapp.formats.source.shelf import Shelf
from surveyapp.questionnaire.estimate import MinutesRange
from tests.formats.broken import PROFILE, QUESTIONNAIRE, break_in


@pytest.fixture(autouse=True)
def _looked_at_each_time(monkeypatch):
    monkeypatch.setattr(kept_file, "LOOK_AGAIN_SECONDS", 0.0)


def test_profiles_come_in_the_order_of_their_files(sound):
    second = (sound / PROFILE).with_name("another.yaml")
    second.write_text("profile: Anybody\nlanguage: en\n")
    profiles = load_profiles("sound", Shelf(sound))
    assert [each.profile for each in profiles] == ["Anybody", "Somebody with a place"]


def test_a_questionnaire_may_have_none(sound):
    (sound / PROFILE).unlink()
    assert load_profiles("sound", Shelf(sound)) == ()


def test_a_profile_that_does_not_fit_is_refused_with_its_place(sound):
    break_in(sound, (PROFILE, "country: RO", "country: SE"))
    with pytest.raises(QuestionnaireRefused, match=r"one\.yaml:5:\d+ unknown-code"):
        load_profiles("sound", Shelf(sound))


def test_the_minutes_follow_a_profile_that_was_changed(sound):
    shelf = Shelf(sound)
    assert load_minutes("sound", "ro", shelf)["full"] == MinutesRange(5, 5)
    many = "".join(f"{{code: r{n}, label: Here}}, " for n in range(20))
    break_in(sound, (QUESTIONNAIRE, "rows: [", f"rows: [{many}"))
    assert load_minutes("sound", "ro", shelf)["full"] == MinutesRange(10, 10)


def test_a_copy_has_the_profiles(sound):
    assert PROFILE in content_of("sound", Shelf(sound))


def test_a_profile_that_is_wrong_is_a_problem_of_its_questionnaire(sound):
    break_in(sound, (PROFILE, "ticks: {topics", "ticks: {topcs"))
    (problem,) = check([sound / QUESTIONNAIRE]).problems
    assert (problem.code, problem.line, problem.is_error) == ("unknown-question", 7, True)


def test_the_warning_names_profile_edition_minutes_and_sections(sound):
    """30 words of Romanian and 94 around two pages, 4 choices, 3 numbers: 0.62 + 0.4 + 0.75."""
    break_in(sound, (QUESTIONNAIRE, "minutes: {full: 3}", "minutes: {full: 1}"))
    (problem,) = check([sound / QUESTIONNAIRE]).problems
    assert not problem.is_error
    assert problem.message == (
        "“Somebody with a place” needs 1.8 minutes for full, not 1; most in A start 1.8"
    )
