"""Estimates: profiles go through a form; the range that people are told; the limit."""

import pytest

from surveyapp.questionnaire.burden import Burden
from surveyapp.questionnaire.estimate import (
    MinutesRange,
    estimate,
    estimates,
    minutes_for,
    too_long,
)
from surveyapp.questionnaire.profile import Profile, inspect_profile, ticks_of
from surveyapp.questionnaire.wording import Wording
from tests.questionnaire.forms import ROWS, YES_NO, ask, form

COUNTRIES = [{"code": "RO", "label": "-"}, {"code": "NO", "label": "-"}]
TEN = [{"code": f"c{n}", "label": "-"} for n in range(10)]
HUNDRED = " ".join(["word"] * 100)
EDITIONS = {"core": {"label": "Core"}, "full": {"label": "Full"}}
FORM = form(
    [
        ask("country", choices=COUNTRIES, core=True),
        ask("helps", core=True),
        ask("tasks", "select_multiple", choices=TEN, relevant="${helps} = 'yes'"),
        ask(
            "how",
            "grid_select_one",
            rows=ROWS,
            choices=YES_NO,
            row_filter="@row = 'r1' or ${helps} = 'yes'",
        ),
    ],
    editions=EDITIONS,
    compare_by="country",
    minutes={"core": 1},
)
TEXTS = {"tiny.country.label": HUNDRED, "tiny.country.label@NO": f"{HUNDRED} {HUNDRED}"}


def wording(language):
    return Wording(language, TEXTS)


def profile(language="en", ticks=None, **given):
    """A profile, called by its language."""
    return Profile(profile=language, language=language, given=given, ticks=ticks or {})


def total(asked_of, edition="full"):
    return estimate(FORM, edition, asked_of, wording("en")).total


def asked(questions, words, choices):
    """A page of these questions, 47 words around it."""
    return Burden(questions=questions, words=words + 47, choices=choices, pages=1)


def test_a_profile_is_asked_what_its_answers_open():
    assert total(profile(helps="no")) == asked(3, 100, 1 + 1 + 1)
    assert total(profile(helps="yes")) == asked(4, 100, 1 + 1 + 3 + 2)


def test_a_profile_reads_the_words_of_its_country():
    assert total(profile(helps="no", country="NO")).words == 200 + 47


def test_a_profile_ticks_as_many_as_it_says_else_as_many_as_it_gives():
    assert total(profile(helps="yes", tasks=("c1", "c2"))).choices == 1 + 1 + 2 + 2
    several = profile(ticks={"tasks": 5}, helps="yes", tasks=("c1", "c2"))
    assert ticks_of(FORM, several) == {"tasks": 5}
    assert total(several).choices == 1 + 1 + 5 + 2


def test_an_answer_outside_an_edition_is_not_asked_there():
    assert total(profile(tasks=("c1",)), "core") == asked(2, 100, 2)


def test_without_a_profile_every_question_and_row_is_asked():
    found = estimate(FORM, "full", None, wording("en"))
    assert (found.profile, found.country) == (None, None)
    assert found.total == asked(4, 100, 1 + 1 + 3 + 2)


def test_a_questionnaire_without_profiles_is_estimated_once_an_edition():
    found = estimates(FORM, (), wording)
    assert [(each.profile, each.language, each.edition) for each in found] == [
        (None, "en", "core"),
        (None, "en", "full"),
    ]


def test_every_profile_reads_its_own_language():
    found = estimates(FORM, (profile("ro"), profile("nb")), wording)
    assert [each.language for each in found if each.edition == "core"] == ["ro", "nb"]


def page_of(choices):
    """A form of one page with so many rows, 6 s each; 13 + 47 words of the page are 18 s."""
    rows = [{"code": f"r{n}", "label": "-"} for n in range(choices)]
    return form([ask("g", "grid_select_one", rows=rows, choices=YES_NO)])


@pytest.mark.parametrize(
    ("choices", "minutes"),
    [(1, 5), (47, 5), (48, 10), (97, 10), (98, 15)],
    ids=["0.4", "5.0", "5.1", "10.0", "10.1"],
)
def test_people_are_told_minutes_in_steps_of_five(choices, minutes):
    texts = Wording("en", {"tiny.g.label": " ".join(["word"] * 13)})
    told = minutes_for(page_of(choices), (), texts)
    assert told == {"full": MinutesRange(minutes, minutes)}


def test_people_are_told_what_those_of_their_language_need():
    long = [ask(f"n{n}", "integer", relevant="${a} = 'yes'") for n in range(40)]
    universe = form([ask("a"), *long])
    quick, slow = profile("ro", a="no"), profile("ro", a="yes")
    other = profile("nb", a="no")
    empty = Wording("ro", {})
    assert minutes_for(universe, (quick, slow, other), empty) == {"full": MinutesRange(5, 15)}
    assert minutes_for(universe, (slow, other), Wording("nb", {})) == {"full": MinutesRange(5, 5)}


def test_where_nobody_reads_the_language_all_profiles_count():
    told = minutes_for(FORM, (profile("ro"), profile("nb")), wording("en"))
    assert told == {"core": MinutesRange(5, 5), "full": MinutesRange(5, 5)}


def test_a_profile_above_the_limit_is_named_with_its_heaviest_sections():
    """247 words are 1.235 minutes, and two choices 0.2."""
    found = estimates(FORM, (profile("en"), profile("nb", country="NO")), wording)
    (finding,) = too_long(FORM, found)
    assert finding.path == ("minutes", "core")
    assert finding.code == "takes-too-long"
    assert finding.message == "“nb” needs 1.4 minutes for core, not 1; most in A only 1.4"


def test_a_form_without_a_limit_may_take_any_time():
    unlimited = form([ask("a")])
    assert not list(too_long(unlimited, estimates(unlimited, (), wording)))


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"given": {"tsks": "c1"}}, "unknown-question"),
        ({"given": {"how.r9": "yes"}}, "unknown-cell"),
        ({"given": {"helps": "maybe"}}, "unknown-code"),
        ({"given": {"helps": 3}}, "unknown-code"),
        ({"given": {"helps": ["yes"]}}, "too-many"),
        ({"ticks": {"tasks": 99}}, "out-of-range"),
        ({"ticks": {"tsks": 2}}, "unknown-question"),
        ({"ticks": {"helps": 2}}, "key-not-allowed"),
    ],
)
def test_a_profile_that_does_not_fit_is_refused(keys, code):
    wrong = Profile.model_validate({"profile": "X", "language": "en", **keys})
    assert [finding.code for finding in inspect_profile(FORM, wrong)] == [code]


def test_a_profile_reads_a_language_that_the_questionnaire_has():
    only_english = form([ask("a")], languages=["en"])
    (finding,) = inspect_profile(only_english, profile("nb"))
    assert finding.code == "unknown-language"
