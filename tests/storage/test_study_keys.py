"""Keys of waves: made once, whole, for their owner; what is missing is said before it is needed."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import delete

from surveyapp.cli.preparation import prepare
from surveyapp.storage.answers_tables import wave_key
from surveyapp.storage.database import ANSWERS, connected, writing
from surveyapp.storage.study_keys import (
    StudyKeyMissing,
    key_path,
    keys_away,
    make_missing_keys,
    private_key_of,
    public_key_of,
)
from surveyapp.storage.waves import WaveState, move_wave
from tests.reports.small_report import WAVE
from tests.study.conftest import empty, made_empty

__all__ = ["empty", "made_empty"]


def forget(instance):
    """As an instance of before there were keys, whose wave is open."""
    with writing(ANSWERS) as connection:
        connection.execute(delete(wave_key))
    key_path(instance, WAVE).unlink()
    instance.keys.rmdir()


def test_who_makes_a_key_at_once_makes_one(empty):
    forget(empty)

    def made(_number):
        with connected(empty):
            return public_key_of(empty, WAVE)

    with ThreadPoolExecutor(8) as pool:
        (kept,) = set(pool.map(made, range(8)))
    assert private_key_of(empty, WAVE).public == kept
    assert [path.name for path in empty.keys.iterdir()] == [f"{WAVE}.json"]
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (empty.keys, key_path(empty, WAVE))]
    assert modes == [0o700, 0o600]


def test_a_file_that_was_written_before_the_row_is_the_key(empty):
    """The process was killed between both."""
    forget(empty)
    public_key_of(empty, WAVE)
    before = key_path(empty, WAVE).read_bytes()
    with writing(ANSWERS) as connection:
        connection.execute(delete(wave_key))
    make_missing_keys(empty)
    assert key_path(empty, WAVE).read_bytes() == before
    assert keys_away(empty) == ()


def test_init_makes_the_key_of_a_wave_that_was_opened_before_there_were_keys(empty):
    forget(empty)
    prepare(empty.path, is_demo=False)
    assert key_path(empty, WAVE).exists()


def test_init_says_which_key_is_damaged(empty):
    with writing(ANSWERS) as connection:
        connection.execute(delete(wave_key))
    key_path(empty, WAVE).write_bytes(b"")
    with pytest.raises(StudyKeyMissing, match="is damaged"):
        prepare(empty.path, is_demo=False)


def test_a_key_that_did_not_come_back_from_the_backup_is_told_until_the_wave_is_final(empty):
    key_path(empty, WAVE).unlink()
    (told,) = keys_away(empty)
    assert "is not there" in told
    move_wave(WAVE, WaveState.CLOSED)
    assert keys_away(empty) == (told,)
    move_wave(WAVE, WaveState.FROZEN)
    assert keys_away(empty) == ()


def test_what_is_no_file_is_no_key(empty):
    key_path(empty, WAVE).unlink()
    os.mkfifo(key_path(empty, WAVE), 0o600)
    with pytest.raises(StudyKeyMissing, match="cannot be read"):
        private_key_of(empty, WAVE)


def test_where_no_key_can_be_written_no_wave_has_half_of_one(empty, tmp_path):
    forget(empty)
    (tmp_path / "file").touch()
    nowhere = replace(empty, path=tmp_path / "file")
    with pytest.raises(OSError, match="directory"):
        public_key_of(nowhere, WAVE)
    assert keys_away(empty) == ()
    assert public_key_of(empty, WAVE)
