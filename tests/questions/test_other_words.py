"""Words of "other, please say": they choose the option they explain, and are never dropped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.questions.base import LONGEST_OTHER
from surveyapp.questions.cell import Missing
from tests.questions.make import DK, codes, question

ONE = question("select_one", other="c", missing=(DK,))
CODES = codes("a", "b", "c", "none")
SEVERAL = question(
    "select_multiple", choices=CODES, other="c", exclusive=("none",), missing=(DK,), max_choices=2
)
BOTH = pytest.mark.parametrize("asked", [ONE, SEVERAL], ids=["one", "several"])
BESIDE = [("q__other", "words-beside-choice")]


def read(asked, chosen, words):
    reading = asked.read({"q": list(chosen), "q__other": [words]}, "en", ())
    return dict(reading.cells), [(r.field_name, r.code) for r in reading.refusals]


@pytest.mark.parametrize("chosen", [[], [""], ["c"], ["", "c"]])
def test_words_choose_other_among_several(chosen):
    assert read(SEVERAL, chosen, "mine") == ({"q": ("c",), "q__other": "mine"}, [])


@pytest.mark.parametrize("chosen", [[], [""], ["c"]])
def test_words_choose_other_where_one_answer_is_asked(chosen):
    assert read(ONE, chosen, "mine") == ({"q": "c", "q__other": "mine"}, [])


def test_words_tick_other_beside_further_answers():
    assert read(SEVERAL, ["a"], "mine") == ({"q": ("a", "c"), "q__other": "mine"}, [])


def test_words_beside_another_answer_are_asked_about_and_the_answer_stays():
    assert read(ONE, ["a"], "mine") == ({"q": "a"}, BESIDE)


@BOTH
def test_words_beside_a_reason_are_asked_about_and_the_reason_stays(asked):
    assert read(asked, ["dk"], "mine") == ({"q": Missing(DK)}, BESIDE)


def test_words_beside_an_option_that_stands_alone_are_asked_about():
    assert read(SEVERAL, ["none"], "mine") == ({"q": ("none",)}, BESIDE)


def test_words_beside_answers_that_an_exclusive_other_excludes_are_asked_about():
    asked = question("select_multiple", other="c", exclusive=("c",))
    assert read(asked, ["a"], "mine") == ({"q": ("a",)}, BESIDE)
    assert read(asked, [], "mine") == ({"q": ("c",), "q__other": "mine"}, [])


def test_words_that_tick_one_too_many_are_kept():
    assert read(SEVERAL, ["a", "b"], "mine") == ({"q__other": "mine"}, [("q", "too-many")])


@BOTH
def test_an_unknown_code_leaves_the_words(asked):
    assert read(asked, ["zzz"], "mine") == ({"q__other": "mine"}, [("q", "unknown-code")])


@BOTH
def test_words_that_are_too_long_leave_the_choice_and_say_how_long_they_are(asked):
    reading = asked.read({"q": ["c"], "q__other": ["x" * 1201]}, "en", ())
    assert set(reading.cells) == {"q"}
    assert [(r.field_name, r.code, dict(r.details)) for r in reading.refusals] == [
        ("q__other", "too-long", {"maximum": "200", "length": "1,201"})
    ]


@BOTH
def test_words_are_tidied_onto_one_line(asked):
    cells, _ = read(asked, ["c"], "\u200b și\r\n mai \x0bmult\x00 ")
    assert cells["q__other"] == "și mai mult"


@BOTH
def test_other_without_words_is_an_answer(asked):
    assert read(asked, ["c"], " \u200b ")[1] == []


def test_words_of_a_question_without_other_are_none_of_its_fields():
    assert read(question("select_one"), ["a"], "mine") == ({"q": "a"}, [])


@BOTH
@given(
    chosen=st.lists(st.sampled_from(["a", "b", "c", "none", "dk", "zzz", ""]), max_size=3),
    words=st.text(min_size=1, max_size=LONGEST_OTHER + 5),
)
def test_words_are_kept_or_asked_about_and_never_dropped(asked, chosen, words):
    empty, typed = read(asked, chosen, ""), read(asked, chosen, words)
    assert typed == empty or "q__other" in typed[0] or "q__other" in dict(typed[1])
    if typed == empty:
        assert read(asked, [], words) == ({}, [])
