"""Reviews are kept apart from the responses, and only what was read is given away."""

import pytest

from surveyapp.fieldwork.review import ClearedText, ReviewState, decide, queue
from surveyapp.formats.source.screening_file import load_screening
from surveyapp.storage.database import ANSWERS
from surveyapp.storage.reviews import keep_review, texts_of
from surveyapp.storage.waves import WaveNotFrozen, WaveState, move_wave, wave
from tests.storage.free_texts import FORM, QUESTION, open_synthetic, review, store_texts, texts

SAFE, UNSAFE = "More shelters.", "Write to ana@example.org"


@pytest.fixture
def spring(new_open_wave):
    """An open synthetic wave with two texts."""
    made = open_synthetic(new_open_wave)
    store_texts(SAFE, UNSAFE)
    return made


def cleared():
    """What may be shown of the question."""
    found = (each.cleared for each in texts_of(wave("spring"), FORM, {QUESTION}))
    return tuple(each for each in found if each is not None)


def test_every_text_waits_to_be_read_and_the_flagged_one_first(spring):
    queued = queue(texts_of(spring, FORM), FORM, load_screening(FORM.name).kinds_in)
    assert [(each.text.words, each.state) for each in queued] == [
        (UNSAFE, ReviewState.UNREVIEWED),
        (SAFE, ReviewState.UNREVIEWED),
    ]


def test_nothing_unread_may_be_quoted(spring):
    assert cleared() == ()


def test_only_what_was_let_through_may_be_quoted(spring):
    review(SAFE)
    assert cleared() == (ClearedText(SAFE, False, "RO"),)


def test_of_an_edited_text_only_the_wording_is_shown(spring):
    review(UNSAFE, ReviewState.EDITED, "Write to us.")
    assert cleared() == (ClearedText("Write to us.", True, "RO"),)


def test_a_decision_replaces_the_one_before(spring):
    review(SAFE)
    review(SAFE, ReviewState.WITHHELD)
    assert cleared() == ()


def test_a_decision_can_be_taken_back(spring):
    review(SAFE)
    review(SAFE, ReviewState.UNREVIEWED)
    assert texts()[SAFE].state is ReviewState.UNREVIEWED


def test_the_wording_of_a_decision_taken_back_is_gone(spring, stored_bytes):
    review(UNSAFE, ReviewState.EDITED, "A wording of its own.")
    assert b"A wording of its own." in stored_bytes(ANSWERS)
    review(UNSAFE, ReviewState.UNREVIEWED)
    assert [each.review.wording for each in texts().values()] == [None, None]


def test_another_wave_is_not_touched(spring, new_open_wave):
    new_open_wave("autumn", is_synthetic=True)
    store_texts(SAFE, wave_name="autumn")
    review(SAFE)
    assert texts("autumn")[SAFE].state is ReviewState.UNREVIEWED


def test_real_texts_are_not_read_before_the_freeze(new_open_wave):
    real = new_open_wave()
    store_texts(SAFE, is_synthetic=False)
    with pytest.raises(WaveNotFrozen):
        texts_of(real, FORM)


def test_real_texts_are_read_after_the_freeze(new_open_wave):
    new_open_wave()
    store_texts(SAFE, is_synthetic=False)
    move_wave("spring", WaveState.CLOSED)
    frozen = move_wave("spring", WaveState.FROZEN)
    (found,) = texts_of(frozen, FORM)
    keep_review(found.text, decide(found.text, ReviewState.CLEARED))
    assert cleared() == (ClearedText(SAFE, False, "RO"),)
