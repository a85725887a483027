"""Words leave their response, whatever they were typed into, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.fieldwork.detaching import WRITTEN, detached, groups_to_name
from surveyapp.fieldwork.draft import CONFIRMED
from surveyapp.questions.cell import Missing, MissingReason
from tests.questionnaire.forms import ask, form

FORM = form(
    [
        ask("kind", other="no"),
        ask("when", "date"),
        ask("advice", "text"),
        ask("more", "text", attached=True),
    ]
)
K = 5


def found(**answers):
    return {each.address: each for each in detached(FORM, answers).texts}


def test_answers_words_of_other_reasons_and_explanations_are_texts():
    answers = {"advice": "A", "kind__other": "B", "kind__why_sum": "C", "kind__note": "D"}
    assert {each.address: each.words for each in found(**answers).values()} == answers


def test_codes_dates_reasons_without_answer_and_ticks_are_no_texts():
    missing = Missing(MissingReason.BLANK)
    answers = {"kind": "yes", "when": "2014-09-01", "advice": missing, "more": " "}
    assert found(**answers, kind__why_sum=CONFIRMED) == {}


def test_a_response_keeps_that_something_was_written_and_nothing_of_it():
    split = detached(FORM, {"kind": "yes", "advice": "Ask Ana.", "advice__flag": ("name",)})
    assert split.answers == {"kind": "yes", "advice": WRITTEN}
    assert split.texts[0].kinds == ("name",)


def test_what_somebody_typed_as_the_mark_itself_is_a_text_like_others():
    split = detached(FORM, {"advice": WRITTEN})
    assert (split.answers["advice"], split.texts[0].words) == (WRITTEN, WRITTEN)


def test_only_a_question_that_says_so_is_attached():
    assert {a: e.is_attached for a, e in found(advice="A", more="B").items()} == {
        "advice": False,
        "more": True,
    }


@pytest.mark.parametrize(
    ("groups", "named"),
    [
        ("RO" * 5 + "NO" * 5, {"R", "N", "O"}),
        ("R" * 5 + "N" * 4, set()),
        ("R" * 9 + "N" * 5 + "S" * 4, {"R"}),
        ("R" * 9 + "N" * 5 + "S" * 2 + "T" * 3, {"R", "N"}),
        ("R" * 9 + "N" * 5 + "S" * 2 + "T" * 2, {"R"}),
        ("R" * 5, {"R"}),
        ("R" * 4, set()),
        ("", set()),
    ],
)
def test_texts_of_too_few_name_no_group_and_nobody_can_tell_it_from_the_others(groups, named):
    assert groups_to_name(groups, K) == named


def test_texts_of_those_who_named_no_group_hide_nobody_and_close_nothing():
    assert groups_to_name([None, *"RRRRR"], K) == {"R"}


@given(st.lists(st.sampled_from("RNST")))
def test_the_unnamed_are_none_or_k_of_two_groups_unless_all_are_unnamed(groups):
    named = groups_to_name(groups, K)
    unnamed = [each for each in groups if each not in named]
    assert all(groups.count(each) >= K for each in named)
    assert not named or not unnamed or (len(unnamed) >= K and len({*unnamed}) > 1)
