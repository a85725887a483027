"""Codings on disk: two seats, nothing of words that changed, and themes in the snapshot."""

import json

import pyarrow.parquet as pq
import pytest

from surveyapp.analysis.coding.code_book import CodeBook
from surveyapp.analysis.coding.coding import Seat
from surveyapp.fieldwork.review import ReviewState
from surveyapp.formats.source.questionnaire_folder import load_code_books
from surveyapp.storage.codings import (
    CodingRefused,
    codings_of,
    keep_agreed,
    keep_coding,
    take_seat,
    theme_rows,
    themed_answers,
)
from surveyapp.storage.snapshots import snapshot_of_wave
from surveyapp.storage.waves import wave
from tests.storage.free_texts import FORM, QUESTION, attached, open_synthetic, review, store_texts

BOOKS = load_code_books("service_provision")
SAME, OTHER, HIDDEN = "More shelters.", "Courses and money.", "Ana in Cluj."
LAW, MONEY = frozenset({"law"}), frozenset({"funding"})


@pytest.fixture
def spring(new_open_wave):
    """A synthetic wave with two cleared texts and a withheld one."""
    made = open_synthetic(new_open_wave)
    store_texts(SAME, OTHER, HIDDEN)
    review(SAME)
    review(OTHER)
    review(HIDDEN, ReviewState.WITHHELD)
    return made


def coding(books=BOOKS):
    found = codings_of(wave("spring"), FORM, books)
    return next(each for each in found if each.book.code_book == QUESTION)


def words(text):
    return text.text.text.words


def code(account, **themes):
    """Codes texts as this account; themes by the first word of the text."""
    take_seat(wave("spring"), coding(), account)
    for text in coding().texts:
        keep_coding(coding(), account, text, themes[words(text).split()[0]])


def code_twice():
    code("ana", More=LAW, Courses=LAW)
    code("kari", More=LAW, Courses=MONEY)


def agree(account="vlad", themes=MONEY):
    for text in coding().differing:
        keep_agreed(coding(), account, text, themes)


def refused(act, *arguments):
    with pytest.raises(CodingRefused) as found:
        act(*arguments)
    return found.value.code


def test_only_texts_that_may_be_shown_are_coded(spring):
    assert {words(text) for text in coding().texts} == {SAME, OTHER}


def test_the_first_two_that_ask_become_coders_and_nobody_else(spring):
    seats = [take_seat(spring, coding(), name) for name in ("ana", "kari", "ana")]
    assert seats == [Seat.FIRST, Seat.SECOND, Seat.FIRST]
    assert refused(take_seat, spring, coding(), "vlad") == "no-free-seat"


def test_every_question_has_coders_of_its_own(spring):
    take_seat(spring, coding(), "ana")
    other = next(c for c in codings_of(spring, FORM, BOOKS) if c.book.code_book == "rn_learn")
    assert other.coders == {}


def test_somebody_without_a_seat_codes_nothing(spring):
    text = coding().texts[0]
    assert refused(keep_coding, coding(), "ana", text, LAW) == "not-a-coder"


def test_a_theme_outside_the_book_is_refused(spring):
    take_seat(spring, coding(), "ana")
    themes = frozenset({"gossip"})
    assert refused(keep_coding, coding(), "ana", coding().texts[0], themes) == "unknown-theme"


def test_a_coder_may_change_a_coding_until_both_are_done(spring):
    code("ana", More=MONEY, Courses=MONEY)
    code("ana", More=LAW, Courses=LAW)
    assert {text.by_seat[Seat.FIRST] for text in coding().texts} == {LAW}
    code("kari", More=LAW, Courses=MONEY)
    assert refused(keep_coding, coding(), "ana", coding().texts[0], MONEY) == "both-are-done"


def test_only_a_third_person_decides_and_only_where_they_differ(spring):
    code_twice()
    (differing,) = coding().differing
    alike = next(text for text in coding().texts if not text.differs)
    assert words(differing) == OTHER
    assert refused(keep_agreed, coding(), "ana", differing, LAW) == "not-a-third-person"
    assert refused(keep_agreed, coding(), "vlad", alike, LAW) == "no-difference"
    agree()
    assert coding().is_complete


def test_other_words_lose_their_codings(spring):
    code_twice()
    agree()
    review(OTHER, ReviewState.EDITED, "Courses.")
    assert [coding().n_coded(seat) for seat in (Seat.FIRST, Seat.SECOND)] == [1, 1]
    assert not coding().is_complete


def test_a_coding_of_words_that_changed_meanwhile_is_refused(spring):
    take_seat(spring, coding(), "ana")
    text = next(text for text in coding().texts if words(text) == OTHER)
    review(OTHER, ReviewState.WITHHELD)
    assert refused(keep_coding, coding(), "ana", text, LAW) == "text-changed"


def test_themes_are_counted_only_when_the_coding_is_complete(spring):
    code_twice()
    assert list(theme_rows(FORM, [coding()])) == []
    agree()
    assert themes_of_texts() == [("RO", ["funding"]), ("RO", ["law"])]
    assert not [text for text in themed_answers("spring", [coding()]) if b"__theme" in text]


def test_themes_of_an_attached_text_are_those_of_its_response(new_open_wave):
    open_synthetic(new_open_wave)
    store_texts(SAME, OTHER, form=attached())
    review(SAME)
    review(OTHER)
    code("ana", More=LAW, Courses=MONEY)
    code("kari", More=LAW, Courses=MONEY)
    found = [json.loads(text) for text in themed_answers("spring", [coding()])]
    assert sorted(each[f"{QUESTION}__theme"] for each in found) == [["funding"], ["law"]]
    assert list(theme_rows(attached(), [coding()])) == []


def test_a_snapshot_has_the_themes_and_another_hash_with_them(spring, instance):
    without = snapshot_of_wave(instance, spring, FORM, BOOKS)
    assert themes(without) == []
    code_twice()
    agree()
    coded = snapshot_of_wave(instance, spring, FORM, BOOKS)
    assert coded.sha256 != without.sha256
    assert sorted(themes(coded)) == ["0", "1"]
    assert "rec_national__theme.funding" not in pq.read_schema(coded.source).names
    assert snapshot_of_wave(instance, spring, FORM, BOOKS).texts == coded.texts


def test_a_snapshot_is_kept_until_a_coding_changes(spring, instance):
    first = snapshot_of_wave(instance, spring, FORM, BOOKS)
    again = snapshot_of_wave(instance, spring, FORM, BOOKS)
    assert again.source == first.source
    code("ana", More=LAW, Courses=LAW)
    assert snapshot_of_wave(instance, spring, FORM, BOOKS).source != first.source


def test_a_snapshot_without_books_is_as_it_was(spring, instance):
    plain = snapshot_of_wave(instance, spring, FORM)
    code_twice()
    assert snapshot_of_wave(instance, spring, FORM).sha256 == plain.sha256
    assert not any("__theme" in name for name in plain.fields())


def test_no_snapshot_holds_a_text(spring, instance):
    code_twice()
    agree()
    snapshot = snapshot_of_wave(instance, spring, FORM, BOOKS)
    columns = pq.read_table(snapshot.source), snapshot.texts
    written = snapshot.source.read_bytes() + str(columns).encode()
    assert not [text for text in (SAME, OTHER, HIDDEN) if text.encode() in written]


def test_a_book_that_lost_a_theme_makes_its_texts_uncoded(spring):
    code_twice()
    book = coding().book.model_dump()
    book["themes"] = [theme for theme in book["themes"] if theme["code"] != "law"]
    smaller = coding([CodeBook.model_validate(book)])
    assert smaller.n_coded(Seat.FIRST) == 0


def themes_of_texts():
    found = [json.loads(text) for text in theme_rows(FORM, [coding()])]
    return sorted((each["country"], each[f"{QUESTION}__theme"]) for each in found)


def themes(snapshot, name="rec_national__theme.funding"):
    return snapshot.texts[name].to_pylist()
