"""Nothing that was typed freely leaves the responses before somebody decided about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.fieldwork.review import (
    ClearedText,
    FreeText,
    Review,
    ReviewedText,
    ReviewRefused,
    ReviewState,
    decide,
    in_order,
    queue,
)
from tests.questionnaire.forms import ask, form

FORM = form(
    [ask("kind", other="no"), ask("when", "date"), ask("advice", "text"), ask("more", "text")]
)


def text(words="More shelters.", address="advice", text_id=b"r" * 16, kinds=()):
    return FreeText(text_id, address, "RO", words, kinds)


def screen(words):
    return ("email",) if "@" in words else ()


def test_a_text_is_screened_again_and_keeps_what_was_found_when_it_was_typed():
    read = text("Write to ana@example.org", kinds=("name",))
    (queued,) = queue([ReviewedText(read)], FORM, screen)
    assert queued.text.kinds == ("name", "email")


def test_a_flagged_text_comes_first_whatever_its_question():
    texts = [ReviewedText(text()), ReviewedText(text(address="more", kinds=("email",)))]
    assert [each.text.address for each in in_order(texts, FORM)] == ["more", "advice"]


def test_texts_of_one_question_follow_each_other_and_not_their_ids():
    ids = [bytes([n]) * 16 for n in range(30)]
    made = [ReviewedText(text(address=a, text_id=i)) for i in ids for a in ("advice", "more")]
    read = [each.text for each in in_order(made, FORM)]
    assert [each.address for each in read] == ["advice"] * 30 + ["more"] * 30
    assert [e.text_id for e in read[:30]] != ids


def test_a_mark_tells_no_id():
    assert text().text_id.hex() not in text().mark
    assert text().mark != text(text_id=b"s" * 16).mark


@pytest.mark.parametrize("state", [ReviewState.UNREVIEWED, ReviewState.WITHHELD])
def test_nothing_is_shown_of_a_text_that_was_not_let_through(state):
    assert ReviewedText(text(), Review(state)).cleared is None


def test_a_cleared_text_is_shown_as_it_stands():
    shown = ReviewedText(text(), decide(text(), ReviewState.CLEARED, " More shelters.\r\n")).cleared
    assert shown == ClearedText("More shelters.", False, "RO")


def test_of_an_edited_text_only_the_new_words_are_shown():
    review = decide(text("Ask Ana."), ReviewState.EDITED, "Ask somebody.")
    assert ReviewedText(text("Ask Ana."), review).cleared == ClearedText(
        "Ask somebody.", True, "RO"
    )


@pytest.mark.parametrize(
    ("state", "wording", "code"),
    [
        (ReviewState.EDITED, " ", "empty-wording"),
        (ReviewState.EDITED, "More shelters.", "not-edited"),
        (ReviewState.EDITED, "x" * 10_001, "too-long"),
        (ReviewState.CLEARED, "More places.", "would-be-lost"),
    ],
)
def test_a_decision_that_contradicts_the_box_is_refused(state, wording, code):
    with pytest.raises(ReviewRefused) as refused:
        decide(text(), state, wording)
    assert refused.value.code == code


@given(words=st.text(min_size=1), wording=st.text())
def test_what_was_taken_out_is_never_cleared(words, wording):
    """Whatever stands in the box: either exactly that is shown, or nothing is decided."""
    try:
        review = decide(text(words), ReviewState.CLEARED, wording)
    except ReviewRefused:
        return
    assert ReviewedText(text(words), review).cleared.text.split() == words.split()
