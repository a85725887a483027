"""A response is stored exactly once, in an open wave of its own kind, and carries no trail."""

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from surveyapp.fieldwork.envelope import WorkspaceKeys
from surveyapp.questions.cell import Missing, MissingReason
from surveyapp.storage.answers_tables import response
from surveyapp.storage.database import ANSWERS, connected, reading
from surveyapp.storage.responses import (
    answers_of,
    response_count,
    wave_fingerprint,
)
from surveyapp.storage.waves import WaveRefused, WaveState, move_wave
from tests.storage.submissions import open_all, send_one, store_many, submission, when_it_is_free

N_THREADS = 20
EPOCH_OR_ISO_TIME = re.compile(r"\b1[0-9]{9}\b|\d{4}-\d{2}-\d{2}|\d{2}:\d{2}")


def rows():
    with reading(ANSWERS) as transaction:
        return transaction.execute(select(response)).all()


def test_a_response_is_stored_once_however_often_it_is_sent(new_open_wave):
    new_open_wave()
    keys = WorkspaceKeys.fresh()
    sent = [send_one(submission(), keys) for _ in range(3)]
    assert sent == [True, False, False]
    assert open_all() == response_count("spring") == 1
    assert send_one(submission(), keys) is False


def test_twenty_threads_store_one_response(instance, new_open_wave):
    new_open_wave()
    keys = WorkspaceKeys.fresh()

    def send(_):
        with connected(instance):
            return when_it_is_free(send_one, submission(), keys)

    with ThreadPoolExecutor(N_THREADS) as pool:
        sent = list(pool.map(send, range(N_THREADS)))
    assert sorted(sent) == [False] * (N_THREADS - 1) + [True]
    assert open_all() == response_count("spring") == 1


def test_twenty_threads_store_their_own_responses(instance, new_open_wave):
    new_open_wave()

    def send(_):
        with connected(instance):
            return when_it_is_free(send_one, submission())

    with ThreadPoolExecutor(N_THREADS) as pool:
        assert all(pool.map(send, range(N_THREADS)))
    assert open_all() == response_count("spring") == N_THREADS


def test_a_second_try_after_the_wave_closed_is_still_the_same_response(new_open_wave):
    new_open_wave()
    keys = WorkspaceKeys.fresh()
    send_one(submission(), keys)
    move_wave("spring", WaveState.CLOSED)
    assert send_one(submission(), keys) is False


@pytest.mark.parametrize("states", [(), (WaveState.OPEN, WaveState.CLOSED)])
def test_a_wave_that_is_not_open_refuses(new_draft_wave, states):
    new_draft_wave()
    for state in states:
        move_wave("spring", state)
    with pytest.raises(WaveRefused) as caught:
        send_one(submission())
    assert caught.value.code == "closed"
    assert response_count("spring") == 0


def test_a_wave_that_does_not_exist_refuses(database):
    with pytest.raises(WaveRefused, match="no-such-wave"):
        send_one(submission())


def test_a_wave_of_another_questionnaire_refuses(new_open_wave):
    new_open_wave()
    with pytest.raises(WaveRefused, match="other-questionnaire"):
        send_one(submission(questionnaire="something_else"))


@pytest.mark.parametrize("is_synthetic", [True, False])
@pytest.mark.parametrize("store", [send_one, lambda each: store_many([each])])
def test_synthetic_and_real_answers_never_mix(new_open_wave, is_synthetic, store):
    new_open_wave(is_synthetic=is_synthetic)
    with pytest.raises(WaveRefused, match="synthetic-and-real"):
        store(submission(is_synthetic=not is_synthetic))
    assert response_count("spring") == 0


def test_one_stranger_among_many_stops_all(new_open_wave):
    new_open_wave()
    with pytest.raises(WaveRefused, match="synthetic-and-real"):
        store_many([submission(), submission(is_synthetic=True), submission()])
    assert response_count("spring") == 0


def test_many_are_stored_in_one_go(new_open_wave):
    new_open_wave()
    assert store_many([submission() for _ in range(30)]) == 30
    assert response_count("spring") == 30


def test_the_order_of_the_ids_says_nothing_of_the_order_of_arrival(new_open_wave):
    new_open_wave()
    for number in range(30):
        send_one(submission(answers={"n": number}))
    open_all()
    read = [json.loads(text)["n"] for text in answers_of("spring")]
    assert sorted(read) == list(range(30))
    assert read != list(range(30))


def test_answers_are_kept_as_codes_with_sorted_keys(new_open_wave):
    new_open_wave()
    answers = {"z": "a", "b": Missing(MissingReason.DONT_KNOW), "c": 3}
    send_one(submission(answers=answers))
    open_all()
    (text,) = answers_of("spring")
    assert text == b'{"b":{"missing":"dk"},"c":3,"z":"a"}'


def test_a_stored_response_carries_no_time(new_open_wave):
    new_open_wave()
    send_one(submission())
    open_all()
    (kept,) = rows()
    shown = " ".join(str(value) for value in kept if not isinstance(value, bytes))
    assert len(kept.id) == 16
    assert not EPOCH_OR_ISO_TIME.search(shown.replace("a" * 64, ""))


def test_responses_without_a_sender_are_all_kept(new_open_wave):
    new_open_wave()
    for _ in range(2):
        store_many([submission(withdraw_tag=None)])
    assert response_count("spring") == 2


def test_the_fingerprint_of_a_wave_changes_with_a_response_and_only_then(new_open_wave):
    new_open_wave()
    new_open_wave("autumn")
    empty = wave_fingerprint("spring")
    send_one(submission(wave="autumn"))
    assert wave_fingerprint("spring") == empty
    send_one(submission())
    assert wave_fingerprint("spring") == empty
    open_all()
    assert wave_fingerprint("spring") != empty
