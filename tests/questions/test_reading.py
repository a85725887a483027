"""What a posted form means, type by type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.questions.base import Reading
from surveyapp.questions.cell import Missing
from surveyapp.questions.registry import QUESTION_TYPES
from surveyapp.questions.text import tidy, tidy_line
from tests.questions.make import ANY_SPACE, DK, INVISIBLE, LT5, NA, ND, codes, question


def refusals(reading):
    return [(r.field_name, r.code) for r in reading.refusals]


def test_one_answer_is_a_code():
    assert question("select_one").read({"q": ["b"]}, "en", ()).cells == {"q": "b"}


def test_nothing_posted_is_no_cell():
    assert question("select_one").read({}, "en", ()).cells == {}


def test_an_offered_reason_is_a_reason_and_not_a_code():
    assert question("select_one", missing=(DK,)).read({"q": ["dk"]}, "en", ()).cells == {
        "q": Missing(DK)
    }


def test_a_reason_that_is_not_offered_is_refused():
    assert refusals(question("select_one").read({"q": ["dk"]}, "en", ())) == [("q", "unknown-code")]


def test_an_unknown_code_is_refused():
    assert refusals(question("select_one").read({"q": ["zzz"]}, "en", ())) == [
        ("q", "unknown-code")
    ]


def test_several_answers_come_in_the_order_of_the_form():
    assert question("select_multiple").read({"q": ["c", "a"]}, "en", ()).cells == {"q": ("a", "c")}


def test_an_exclusive_option_stands_alone():
    asked = question("select_multiple", exclusive=("c",))
    assert refusals(asked.read({"q": ["a", "c"]}, "en", ())) == [("q", "stands-alone")]
    assert asked.read({"q": ["c"]}, "en", ()).cells == {"q": ("c",)}


def test_a_reason_stands_alone_among_several_answers():
    asked = question("select_multiple", missing=(NA,))
    assert refusals(asked.read({"q": ["a", "na"]}, "en", ())) == [("q", "stands-alone")]


def test_too_many_answers_are_refused():
    asked = question("select_multiple", max_choices=2)
    assert refusals(asked.read({"q": ["a", "b", "c"]}, "en", ())) == [("q", "too-many")]


def test_a_decimal_is_refused_for_a_whole_number_and_echoed():
    reading = question("integer").read({"q": ["1.41"]}, "en", ())
    assert reading.refusals[0].code == "not-whole"
    assert reading.refusals[0].details["read"] == "1.41"


def test_zero_blank_and_a_reason_are_three_different_things():
    asked = question("integer", missing=(ND,))
    assert asked.read({"q": ["0"]}, "en", ()).cells == {"q": 0}
    assert asked.read({"q": [""]}, "en", ()).cells == {}
    assert asked.read({"q": [""], "q__missing": ["nd"]}, "en", ()).cells == {"q": Missing(ND)}


def test_an_answer_and_a_reason_together_are_refused():
    asked = question("integer", missing=(ND,))
    assert refusals(asked.read({"q": ["5"], "q__missing": ["nd"]}, "en", ())) == [
        ("q", "answer-and-reason")
    ]


def test_each_cell_of_a_number_grid_has_its_own_reason():
    asked = question("grid_integer", missing=(LT5,))
    posted = {"q.r1.x": ["7"], "q.r1.y__missing": ["lt5"], "q.r2.x": ["0"]}
    assert asked.read(posted, "en", ("r1", "r2")).cells == {
        "q.r1.x": 7, "q.r1.y": Missing(LT5), "q.r2.x": 0,
    }  # fmt: skip


def test_a_grid_reads_only_the_rows_that_are_shown():
    asked = question("grid_select_one")
    assert asked.read({"q.r1": ["a"], "q.r2": ["b"]}, "en", ("r2",)).cells == {"q.r2": "b"}


@pytest.mark.parametrize(
    ("places", "field", "code"),
    [(["a", "a", ""], "q.2", "ranked-twice"), (["a", "", "b"], "q.2", "rank-gap"),
     (["zzz", "", ""], "q.1", "unknown-code")],
)  # fmt: skip
def test_ranks_have_no_ties_and_no_gaps(places, field, code):
    posted = {f"q.{n}": [value] for n, value in enumerate(places, start=1)}
    assert refusals(question("rank").read(posted, "en", ())) == [(field, code)]


def test_a_date_is_kept_as_iso():
    posted = {"q.day": ["7"], "q.month": ["5"], "q.year": ["2014"]}
    assert question("date").read(posted, "nb", ()).cells == {"q": "2014-05-07"}


@pytest.mark.parametrize(
    "parts", [("31", "2", "2014"), ("7", "", "2014"), ("x", "5", "2014"), ("1", "1", "99")]
)
def test_what_is_no_day_is_refused(parts):
    posted = dict(zip(("q.day", "q.month", "q.year"), ([p] for p in parts), strict=True))
    assert refusals(question("date").read(posted, "en", ())) == [("q", "not-a-date")]


@pytest.mark.parametrize("sign", [*ANY_SPACE, *INVISIBLE], ids=ascii)
def test_signs_that_nobody_sees_change_no_date_no_rank_and_no_choice(sign):
    around = "{0}{1}{0}".format
    day = {"q.day": [around(sign, "7")], "q.month": [around(sign, "5")], "q.year": ["2014" + sign]}
    assert question("date").read(day, "nb", ()).cells == {"q": "2014-05-07"}
    ranked = {"q.1": [around(sign, "b")], "q.2": [sign], "q.3": [""]}
    assert question("rank").read(ranked, "nb", ()).cells == {"q": ("b",)}
    assert question("select_one").read({"q": [around(sign, "b")]}, "nb", ()).cells == {"q": "b"}


@pytest.mark.parametrize("kind", ["text", "integer", "decimal", "select_one", "date", "rank"])
@pytest.mark.parametrize("nothing", ["".join(ANY_SPACE), "".join(INVISIBLE)], ids=ascii)
def test_what_nobody_can_see_is_no_answer(kind, nothing):
    asked = question(kind)
    posted = {name: [nothing] for name in asked.fields(())}
    assert asked.read({**posted, "q__missing": [""]}, "en", ()) == Reading({})


def test_a_date_that_is_refused_says_what_was_read():
    posted = {"q.day": ["31"], "q.month": [""], "q.year": ["2014"]}
    assert question("date").read(posted, "en", ()).refusals[0].details == {"value": "31 – 2014"}


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x1e", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_stays_one(end):
    assert tidy(f"line.{end}Second") == "line.\nSecond"
    assert tidy_line(f"line.{end}Second") == "line. Second"


def test_words_keep_what_joins_letters_and_lose_what_controls_a_machine():
    family = "👨\u200d👩\u200d👧"
    assert tidy(f"\ufeff\u200b a\x00\x07b\tc {family}\u200b \ud800") == f"ab\tc {family}"


def test_a_letter_and_its_accent_are_joined_over_a_control_character():
    assert tidy("e\x00\u0301") == "é"


def test_one_line_keeps_its_spaces():
    assert tidy_line("a  b \n\n c\td\u00a0e") == "a  b c d\u00a0e"


def test_cedillas_stay_where_another_language_is_written():
    assert question("text").read({"q": ["Şişli"]}, "tr", ()).cells == {"q": "Şişli"}
    assert question("text").read({"q": ["Şişli"]}, "en", ()).cells == {"q": "Şişli"}


def test_romanian_cedillas_become_commas_below():
    assert question("text").read({"q": ["şi ţară"]}, "ro", ()).cells == {"q": "și țară"}


def test_a_text_that_is_too_long_is_refused_and_not_cut():
    assert refusals(question("text", max_length=3).read({"q": ["four"]}, "en", ())) == [
        ("q", "too-long")
    ]


@given(
    st.dictionaries(st.text(max_size=5), st.lists(st.text(max_size=20), max_size=3)),
    st.sampled_from(list(QUESTION_TYPES)),
)
def test_no_posted_form_raises(posted, kind):
    question(kind, choices=codes("a", "b")).read(posted, "en", ("r1",))
