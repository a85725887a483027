"""Mixing a real wave: what waits becomes responses together, whole or not at all."""

import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from surveyapp.storage import pool
from surveyapp.storage.answers_tables import response
from surveyapp.storage.database import ANSWERS, reading, writing
from surveyapp.storage.drafts import draft_state
from surveyapp.storage.pool import n_waiting
from surveyapp.storage.responses import answers_of, response_count
from surveyapp.storage.rounds import RoundTooAlike
from surveyapp.storage.sending import withdraw
from surveyapp.storage.study_keys import StudyKeyMissing, key_path
from surveyapp.storage.waves import WaveRefused, WaveState, move_wave, new_wave
from surveyapp.study.freezing import freeze_wave
from surveyapp.study.mixing import Mixing, mix
from tests.reports.small_report import NAME, WAVE
from tests.storage.conftest import wave as usual_wave
from tests.storage.submissions import TODAY, store_many, submission
from tests.study.waves import sent_to

ROOT = Path(__file__).parents[2]


def send_several(instance, n, **more):
    return [sent_to(instance, note=f"word {each}", **more) for each in range(n)]


def test_four_wait_and_five_are_opened(empty):
    drafts = send_several(empty, 4)
    assert mix(empty, WAVE) == Mixing(0, 4, True)
    assert response_count(WAVE) == 0
    drafts += send_several(empty, 1)
    assert mix(empty, WAVE) == Mixing(5, 0, True)
    assert response_count(WAVE) == 5
    assert all(draft_state(draft).is_sent for draft in drafts)
    assert mix(empty, WAVE) == Mixing(0, 0, True)


def test_what_is_opened_is_what_was_sent(empty):
    send_several(empty, 6)
    mix(empty, WAVE)
    notes = {json.loads(text)["note"] for text in answers_of(WAVE)}
    assert notes == {f"word {each}" for each in range(6)}


def test_classes_wait_apart_until_the_wave_is_closed(empty):
    send_several(empty, 3, sector="public")
    send_several(empty, 2, sector="private")
    assert mix(empty, WAVE).n_mixed == 0
    move_wave(WAVE, WaveState.CLOSED)
    assert mix(empty, WAVE).n_mixed == 5


def test_the_freeze_opens_the_rest_of_a_group_that_has_enough(empty):
    send_several(empty, 7)
    mix(empty, WAVE)
    send_several(empty, 2)
    send_several(empty, 3, country="NO")
    move_wave(WAVE, WaveState.CLOSED)
    assert mix(empty, WAVE) == Mixing(0, 5, True)
    freeze_wave(empty, WAVE)
    assert (response_count(WAVE), n_waiting(WAVE)) == (9, 3)


def test_a_freeze_that_is_refused_opens_no_rest(empty):
    """Else the wave could be opened again, and whoever comes next would be opened alone."""
    new_wave(usual_wave("autumn", questionnaire=NAME))
    move_wave("autumn", WaveState.OPEN)
    answers = {"country": "RO", "sector": "public"}
    same = partial(submission, questionnaire=NAME, wave="autumn", answers=answers)
    store_many(same() for _each in range(6))
    for state in (WaveState.CLOSED, WaveState.FROZEN):
        move_wave("autumn", state)
    for _each in range(5):
        sent_to(empty)
    mix(empty, WAVE)
    for _each in range(2):
        sent_to(empty)
    move_wave(WAVE, WaveState.CLOSED)
    with pytest.raises(RoundTooAlike):
        freeze_wave(empty, WAVE)
    assert (response_count(WAVE), n_waiting(WAVE)) == (5, 2)


def test_nothing_of_a_frozen_wave_is_opened_any_more(empty):
    send_several(empty, 3)
    move_wave(WAVE, WaveState.CLOSED)
    freeze_wave(empty, WAVE)
    assert mix(empty, WAVE) == Mixing(0, 3, True)
    assert response_count(WAVE) == 0


def test_after_the_freeze_nothing_leads_from_a_draft_to_a_response(empty):
    drafts = send_several(empty, 5)
    mix(empty, WAVE)
    move_wave(WAVE, WaveState.CLOSED)
    freeze_wave(empty, WAVE)
    with reading(ANSWERS) as connection:
        assert connection.execute(select(response.c.withdraw_tag)).scalars().all() == [None] * 5
    assert all(draft_state(draft).is_sent for draft in drafts)
    with pytest.raises(WaveRefused, match="closed"):
        withdraw(drafts[0], {}, TODAY)


@pytest.mark.parametrize("is_mixed", [False, True])
def test_what_is_withdrawn_is_in_no_byte_of_the_files(empty, is_mixed):
    drafts = send_several(empty, 6)
    if is_mixed:
        mix(empty, WAVE)
    tags = [bytes(draft.keys.withdraw_tag) for draft in drafts]
    assert any(tag in every_byte(empty) for tag in tags) is is_mixed
    assert withdraw(drafts[0], {}, TODAY)
    assert not withdraw(drafts[0], {}, TODAY)
    kept = every_byte(empty)
    assert [tag in kept for tag in tags] == [False, *[is_mixed] * 5]
    assert (b"word 0" in kept, b"word 1" in kept) == (False, is_mixed)
    assert drafts[0].keys.pool_id not in kept
    assert not draft_state(drafts[0]).is_sent


def every_byte(instance):
    return b"".join(path.read_bytes() for path in sorted(instance.path.glob("answers.db*")))


def test_a_wave_whose_key_is_gone_stays_sealed_and_says_so(empty):
    send_several(empty, 5)
    key_path(empty, WAVE).rename(empty.path / "elsewhere.json")
    with pytest.raises(StudyKeyMissing, match="is not there"):
        mix(empty, WAVE)
    assert (response_count(WAVE), n_waiting(WAVE)) == (0, 5)
    (empty.path / "elsewhere.json").rename(key_path(empty, WAVE))
    assert mix(empty, WAVE).n_mixed == 5


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "damaged"),
        ('{"wave": "spring"}', "damaged"),
        ('{"wave": "autumn", "private": "' + "00" * 32 + '"}', "another wave"),
        ('{"wave": "spring", "private": "' + "00" * 32 + '"}', "another wave"),
        ('{"wave": "spring", "private": "00"}', "another wave"),
    ],
)
def test_a_key_that_is_not_the_waves_opens_nothing(empty, content, why):
    send_several(empty, 5)
    key_path(empty, WAVE).write_text(content, encoding="utf-8")
    with pytest.raises(StudyKeyMissing, match=why):
        mix(empty, WAVE)
    assert n_waiting(WAVE) == 5


def test_one_that_is_withdrawn_while_others_are_opened_is_not_among_them(empty, monkeypatch):
    drafts = send_several(empty, 6)
    to_withdraw, read = [drafts[0]], pool.waiting_of

    def withdrawn_meanwhile(wave, key):
        found = read(wave, key)
        while to_withdraw:
            with writing(ANSWERS) as connection:
                assert pool.take_back(connection, to_withdraw.pop().keys)
        return found

    monkeypatch.setattr("surveyapp.study.mixing.waiting_of", withdrawn_meanwhile)
    assert mix(empty, WAVE) == Mixing(5, 0, True)
    assert [draft_state(draft).is_sent for draft in drafts] == [False, *[True] * 5]


@pytest.mark.slow
@pytest.mark.parametrize("stop", ["before", "after"])
def test_a_mixing_that_is_killed_has_opened_all_or_nothing(empty, stop):
    send_several(empty, 6)
    command = [sys.executable, "-m", "tests.study.killed_mixing", str(empty.path), stop]
    ended = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert (response_count(WAVE), n_waiting(WAVE)) == ((0, 6) if stop == "before" else (6, 0))
    mix(empty, WAVE)
    assert (response_count(WAVE), n_waiting(WAVE)) == (6, 0)


def _environment():
    return {**os.environ, "PYTHONPATH": str(ROOT)}
