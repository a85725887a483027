"""Mixing on the terminal, as a timer calls it."""

import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner
from sqlalchemy import insert, select

from surveyapp.cli.fieldwork import wave_group
from surveyapp.cli.mixing import KEEPS_TRACES, mix
from surveyapp.storage import database
from surveyapp.storage.answers_tables import response, sealed_response
from surveyapp.storage.database import ANSWERS, connected, reading, writing
from surveyapp.storage.pool import n_waiting
from surveyapp.storage.responses import response_count
from surveyapp.storage.rewriting import rewrite
from surveyapp.storage.sending import withdraw
from surveyapp.storage.study_keys import StudyKeyMissing, key_path, public_key_of
from surveyapp.storage.waves import WaveState, move_wave, new_wave
from surveyapp.study.freezing import freeze_wave
from surveyapp.study.mixing import mix as mix_wave
from tests.reports.small_report import NAME, WAVE
from tests.storage.conftest import wave as usual_wave
from tests.storage.submissions import TODAY
from tests.study.conftest import made_empty
from tests.study.waves import copy_of, sent_to

__all__ = ["made_empty"]


@pytest.fixture
def study(made_empty, tmp_path, monkeypatch):
    """An instance of its own with an open wave; connections wait for nobody."""
    monkeypatch.chdir(made_empty)
    monkeypatch.setitem(database.SQLITE_SETTINGS, "busy_timeout", ("1", 1))
    found = copy_of(made_empty, tmp_path)
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(found.path))
    return found


def run(*words):
    return CliRunner().invoke(mix, list(words))


def plain(study):
    return closing(sqlite3.connect(study.path / "answers.db", isolation_level=None))


def test_it_says_what_was_opened(study):
    with connected(study):
        for _each in range(6):
            sent_to(study)
    assert run().output == f"{WAVE}: 6 opened.\n"
    assert run().output == f"{WAVE}: 0 opened.\n"


def test_what_a_reader_kept_goes_with_the_next_mixing_though_nothing_waits(study):
    with plain(study) as server:  # who stays connected keeps the log from being removed
        server.execute("SELECT count(*) FROM sealed_response").fetchone()
        with connected(study):
            draft = sent_to(study)
            server.execute("BEGIN")
            server.execute("SELECT count(*) FROM sealed_response").fetchone()
            assert withdraw(draft, {}, TODAY)
            server.execute("COMMIT")
        assert draft.keys.pool_id in every_byte(study)
        assert run().output == f"{WAVE}: 0 opened.\n"
        assert draft.keys.pool_id not in every_byte(study)


def every_byte(study):
    return b"".join(path.read_bytes() for path in study.path.glob("answers.db*"))


def test_who_cannot_write_anew_says_so_and_has_lost_nothing(study):
    with plain(study) as other:
        other.execute("BEGIN IMMEDIATE")
        result = run()
    assert (result.exit_code, result.output) == (0, f"{WAVE}: 0 opened. {KEEPS_TRACES}\n")


def test_a_withdrawal_is_done_though_the_file_cannot_be_written_anew(study, monkeypatch):
    with connected(study), plain(study) as other:
        draft, taken = sent_to(study), []

        @database.event.listens_for(database.db.engines[ANSWERS], "commit")
        def taken_by_another(connection):
            if connection.get_execution_options().get("writes") and not taken:
                taken.append(connection)

        @database.event.listens_for(database.db.engines[ANSWERS], "checkin")
        def locked(*_connection):
            if taken and not other.in_transaction:
                other.execute("BEGIN IMMEDIATE")

        assert withdraw(draft, {}, TODAY)
        assert not rewrite(ANSWERS)
    with connected(study):
        assert n_waiting(WAVE) == 0


def test_the_senders_of_a_frozen_wave_are_forgotten_though_nothing_waits(study):
    """The process was killed between the freeze and the forgetting."""
    with connected(study):
        for _each in range(5):
            sent_to(study)
        move_wave(WAVE, WaveState.CLOSED)
        assert run(WAVE).exit_code == 0
        move_wave(WAVE, WaveState.FROZEN)
    assert run().output == f"{WAVE}: 0 opened.\n"
    with connected(study), reading(ANSWERS) as connection:
        assert connection.execute(select(response.c.withdraw_tag)).scalars().all() == [None] * 5
    assert run().output == "No wave is open or closed.\n"


def test_a_wave_whose_key_is_elsewhere_keeps_no_other_from_being_mixed(study):
    with connected(study):
        new_wave(usual_wave("a-first", questionnaire=NAME))
        move_wave("a-first", WaveState.OPEN)
        public_key_of(study, "a-first")
        key_path(study, "a-first").unlink()
        with writing(ANSWERS) as connection:
            row = {"id": bytes(16), "wave": "a-first", "box": bytes(32)}
            connection.execute(insert(sealed_response), row)
        for _each in range(5):
            sent_to(study)
    result = run()
    assert result.exit_code == 2
    assert "a-first.json is not there" in result.output
    assert f"{WAVE}: 5 opened." in result.output
    with connected(study):
        assert response_count(WAVE) == 5


def test_a_wave_whose_key_is_lost_can_be_frozen_with_what_was_opened(study):
    with connected(study):
        for _each in range(5):
            sent_to(study)
        mix_wave(study, WAVE)
        for _each in range(2):
            sent_to(study)
        move_wave(WAVE, WaveState.CLOSED)
        key_path(study, WAVE).unlink()
        with pytest.raises(StudyKeyMissing):
            freeze_wave(study, WAVE)
    result = CliRunner().invoke(wave_group, ["freeze", WAVE, "--leave-sealed"])
    assert result.exit_code == 0
    assert "Sealed for good: fewer than 5, perhaps none." in result.output
    with connected(study):
        assert (response_count(WAVE), n_waiting(WAVE)) == (5, 2)


def test_a_frozen_wave_needs_no_key(study):
    with connected(study):
        sent_to(study)
        move_wave(WAVE, WaveState.CLOSED)
        _wave, mixing = freeze_wave(study, WAVE)
    assert (mixing.n_waiting, mixing.is_rewritten) == (1, True)
    key_path(study, WAVE).unlink()
    assert run(WAVE).output == f"{WAVE}: 0 opened.\n"


def test_what_is_said_does_not_count_what_waits(study):
    """Nor do exit codes, with the key away: else each night tells whether one more has answered."""
    with connected(study):
        public_key_of(study, WAVE)
    said = []
    for _each in range(5):
        said.append([told(study, words, away) for away in (False, True) for words in ((), (WAVE,))])
        with connected(study):
            sent_to(study)
    assert said == [said[0]] * 5
    assert [code for code, _words in said[0]] == [0, 0, 2, 2]


def told(study, words, is_away):
    """Exit code and words of a mixing, also without the key, which is put back."""
    here = key_path(study, WAVE)
    away = here.rename(here.with_suffix(".away")) if is_away else here
    result = run(*words)
    away.rename(here)
    return result.exit_code, result.output


@pytest.mark.parametrize("n", [0, 1, 4])
def test_closing_and_freezing_say_the_same_of_none_and_of_too_few(study, n):
    with connected(study):
        public_key_of(study, WAVE)
        for _each in range(n):
            sent_to(study)
    closed = CliRunner().invoke(wave_group, ["close", WAVE])
    assert (closed.exit_code, closed.stderr) == (0, "0 opened.\n")
    frozen = CliRunner().invoke(wave_group, ["freeze", WAVE])
    assert "Sealed for good, for too few" in frozen.stderr
    assert "fewer than 5, perhaps none." in frozen.stderr
