import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.analysis.microdata.snapshot import (
    AnswersRefused,
    Origin,
    read_snapshot,
    snapshot_of,
    write_snapshot,
)
from tests.analysis.study import COLUMNS, ORIGIN, snapshot, texts

ROWS = (
    {"country": "RO", "colour": "red", "help": ["bed"], "first": ["law", "bed"], "places": 3},
    {"country": "NO", "colour": {"missing": "dk"}, "help": [], "places": {"missing": "lt5"}},
)


def stored(name, *answers):
    return snapshot(*answers).source[name].to_pylist()


def test_a_code_and_a_reason_share_a_column():
    assert stored("colour", *ROWS) == ["red", "dk"]


def test_what_was_not_asked_is_null():
    assert stored("rating", *ROWS) == [None, None]


def test_an_option_is_ticked_or_not():
    assert stored("help.bed", *ROWS) == ["1", "0"]


def test_an_option_of_a_question_without_answer_keeps_the_reason():
    assert stored("help.food", {"help": {"missing": "blank"}}) == ["blank"]


def test_a_ranked_option_keeps_its_place():
    assert stored("first.bed", *ROWS) == ["2", None]


def test_an_option_left_out_of_a_ranking_has_place_nought():
    assert stored("first.food", *ROWS) == ["0", None]


def test_a_number_without_answer_is_null():
    assert stored("places", *ROWS) == [3.0, None]


def test_the_reason_of_a_number_stands_beside_it():
    assert stored("places#", *ROWS) == [None, "lt5"]


def test_text_is_left_out():
    assert "words" not in snapshot({"words": "secret"}).source.column_names


@pytest.mark.parametrize(
    "cells",
    [
        {"colour": "violet"},
        {"colour": 1},
        {"colour": ["red"]},
        {"colour": {"missing": "lost"}},
        {"colour": None},
        {"help": ["roof"]},
        {"help": "bed"},
        {"first": ["bed", "food", "law"]},
        {"places": 2.5},
        {"places": True},
        {"places": "3"},
    ],
)
def test_what_does_not_fit_its_column_is_refused(cells):
    with pytest.raises(AnswersRefused, match=r"response 2: .*\$\."):
        snapshot({"colour": "red"}, cells)


def test_a_text_that_is_not_json_is_refused():
    with pytest.raises(AnswersRefused, match="response 1"):
        snapshot_of(COLUMNS, [b"{"], ORIGIN)


@given(st.randoms())
def test_the_hash_does_not_depend_on_the_order_of_responses(shuffler):
    answers = [{"places": n, "colour": "red"} for n in range(6)]
    mixed = random.Random(shuffler.random()).sample(answers, len(answers))
    assert snapshot(*mixed).sha256 == snapshot(*answers).sha256


def test_another_answer_gives_another_hash():
    assert snapshot({"places": 1}).sha256 != snapshot({"places": 2}).sha256


def test_invented_answers_have_another_hash_than_real_ones():
    real = snapshot_of(COLUMNS, texts(*ROWS), Origin("small", "1", synthetic=False))
    assert real.sha256 != snapshot(*ROWS).sha256


def test_a_written_snapshot_is_read_back(tmp_path):
    written = write_snapshot(snapshot(*ROWS), tmp_path / "new", "wave-")
    assert read_snapshot(written.source) == written


def test_the_name_of_the_file_holds_the_hash(tmp_path):
    written = write_snapshot(snapshot(*ROWS), tmp_path, "wave-")
    assert written.source.name == f"wave-{snapshot(*ROWS).sha256}.parquet"


def test_nothing_unfinished_is_left_beside_the_file(tmp_path):
    written = write_snapshot(snapshot(*ROWS), tmp_path)
    assert list(tmp_path.iterdir()) == [written.source]


def test_only_its_owner_can_read_the_file(tmp_path):
    written = write_snapshot(snapshot(*ROWS), tmp_path)
    assert written.source.stat().st_mode & 0o077 == 0


def test_no_response_gives_an_empty_snapshot():
    assert snapshot().n_responses == 0
