"""Two coders, a third person, and how far the two agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.analysis.coding.code_book import CodeBook
from surveyapp.analysis.coding.coder_agreement import agreement, joint_of
from surveyapp.analysis.coding.coding import Seat, coding_of
from surveyapp.fieldwork.review import FreeText, Review, ReviewedText, ReviewState

BOOK = CodeBook.model_validate(
    {
        "code_book": "advice",
        "label": "Advice",
        "themes": [
            {"code": code, "label": code, "description": code} for code in ("law", "money", "work")
        ],
    }
)
CODERS = {Seat.FIRST: "ana", Seat.SECOND: "kari"}
CLEARED, WAITING = Review(ReviewState.CLEARED), Review()


def reviewed(n, review=CLEARED):
    return ReviewedText(FreeText(bytes([n]) * 16, "advice", "RO", f"words {n}"), review)


def coded(*texts, coders=None, waiting=0, book=BOOK):
    """A coding; each text is (themes of the first, of the second, agreed), None where not made."""
    made = {
        (bytes([n]) * 16, seat): frozenset(themes.split())
        for n, found in enumerate(texts)
        for seat, themes in zip(Seat, (*found, None)[:3], strict=True)
        if themes is not None
    }
    shown = [reviewed(n) for n in range(len(texts))]
    unread = [reviewed(200 + n, WAITING) for n in range(waiting)]
    return coding_of(book, CODERS if coders is None else coders, [*shown, *unread], made)


def themes(coding):
    return {text.text_id[0]: found for text, found in coding.themes_by_text.items()}


def test_what_both_found_counts_in_the_order_of_the_book():
    assert themes(coded(("work law", "law work"))) == {0: ("law", "work")}


def test_a_text_that_speaks_of_no_theme_is_coded_as_well():
    assert themes(coded(("", ""))) == {0: ()}


def test_nothing_counts_while_a_difference_is_open():
    coding = coded(("law", "law"), ("law", "money"))
    assert (coding.n_open, coding.is_complete, themes(coding)) == (1, False, {})


def test_the_third_person_decides_where_they_differ():
    assert themes(coded(("law", "law"), ("law", "money", "law money"))) == {
        0: ("law",),
        1: ("law", "money"),
    }


def test_what_a_third_person_said_counts_nothing_where_the_two_agree_now():
    assert themes(coded(("law", "law", "money"))) == {0: ("law",)}


@pytest.mark.parametrize(
    "coding",
    [coded(("law", None)), coded(("law", "law"), waiting=1), coded()],
    ids=["one coder", "a text unread", "no text"],
)
def test_nothing_counts_before_everything_is_read(coding):
    assert not coding.is_complete
    assert themes(coding) == {}


def test_differences_are_shown_to_nobody_before_both_are_done():
    assert coded(("law", "money"), ("law", None)).differing == ()


def test_agreement_is_measured_only_when_both_are_done():
    assert agreement(coded(("law", "money"), ("law", None))) == ()


def test_no_coder_decides_on_a_difference_with_oneself():
    coding = coded(("law", "money"))
    assert [coding.may_adjudicate(name) for name in ("ana", "kari", "vlad")] == [False, False, True]


def test_two_seats_are_free_at_first():
    assert coded(coders={}).free_seat is Seat.FIRST
    assert coded(coders={Seat.FIRST: "ana"}).free_seat is Seat.SECOND
    assert coded().free_seat is None


def test_a_coding_with_a_theme_that_the_book_lost_counts_as_not_made():
    coding = coded(("law gone", "law"))
    assert (coding.n_coded(Seat.FIRST), coding.n_coded(Seat.SECOND)) == (0, 1)


def test_a_withheld_text_is_not_coded_and_hinders_nothing():
    texts = [reviewed(0), reviewed(1, Review(ReviewState.WITHHELD))]
    made = {(b"\0" * 16, seat): frozenset({"law"}) for seat in (Seat.FIRST, Seat.SECOND)}
    assert themes(coding_of(BOOK, CODERS, texts, made)) == {0: ("law",)}


def test_the_agreement_of_a_small_fixture_is_as_worked_out_by_hand():
    """Law: 4 of 5 alike. By chance 3/5 x 2/5 + 2/5 x 3/5 = 0.48, kappa 0.32 / 0.52.

    Alpha: 10 codes given, 5 of each; 1 - 9 x 2 / (2 x 5 x 5) = 0.64.
    """
    coding = coded(("law", "law"), ("law", "law"), ("law", ""), ("", ""), ("", ""))
    found = {each.theme: each for each in agreement(coding)}
    assert joint_of(coding, "law") == [[2, 0], [1, 2]]
    assert found["law"].percentage == pytest.approx(0.8)
    assert found["law"].kappa == pytest.approx(0.32 / 0.52)
    assert found["law"].alpha == pytest.approx(0.64)
    assert found["money"].percentage == 1
    assert (found["money"].kappa, found["money"].alpha) == (None, None)
    assert found[None].percentage == pytest.approx(14 / 15)


FOUND = st.sets(st.sampled_from(BOOK.codes)).map(" ".join)


@given(st.lists(st.tuples(FOUND, FOUND), min_size=1, max_size=12))
def test_swapping_the_coders_changes_no_measure(texts):
    swapped = [(second, first) for first, second in texts]
    for one, other in zip(agreement(coded(*texts)), agreement(coded(*swapped)), strict=True):
        assert one.percentage == pytest.approx(other.percentage)
        assert one.kappa == pytest.approx(other.kappa)
        assert one.alpha == pytest.approx(other.alpha)
