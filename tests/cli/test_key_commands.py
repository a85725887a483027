"""The study key is taken away, tried, and brought back for every step that opens something."""

import pytest
from click.testing import CliRunner

from surveyapp.cli.fieldwork import wave_group
from surveyapp.cli.keys import keys_group
from surveyapp.cli.mixing import mix
from surveyapp.fieldwork.box import BoxKey
from surveyapp.storage.database import connected
from surveyapp.storage.pool import n_waiting
from surveyapp.storage.responses import response_count
from surveyapp.storage.study_keys import StudyKeyMissing, key_path, private_key_of, public_key_of
from surveyapp.storage.waves import new_wave, wave
from tests.reports.small_report import NAME, WAVE
from tests.storage.conftest import wave as usual_wave
from tests.study.conftest import made_empty
from tests.study.waves import copy_of, sent_to

__all__ = ["made_empty"]


@pytest.fixture
def study(made_empty, tmp_path, monkeypatch):
    monkeypatch.chdir(made_empty)
    found = copy_of(made_empty, tmp_path)
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(found.path))
    return found


@pytest.fixture
def stick(study, tmp_path):
    """Where the key was moved to."""
    path = tmp_path / "stick" / "key.json"
    path.parent.mkdir()
    assert run(keys_group, "move", WAVE, str(path)).exit_code == 0
    return path


def run(command, *words):
    return CliRunner().invoke(command, list(words))


def test_what_is_sent_without_the_key_here_is_opened_with_the_key_that_is_brought(study, stick):
    with connected(study):
        for _each in range(5):
            sent_to(study)
    alone = run(mix, WAVE)
    assert (alone.exit_code, "is not there" in alone.output) == (2, True)
    with connected(study):
        assert n_waiting(WAVE) == 5
    assert run(mix, WAVE, "--key", str(stick)).output == f"{WAVE}: 5 opened.\n"


def test_nothing_of_the_key_is_left_in_the_instance(study, stick):
    with connected(study):
        private = private_key_of(study, WAVE, brought=stick).private
    assert not key_path(study, WAVE).exists()
    files = [each for each in study.path.rglob("*") if each.is_file()]
    assert not [each for each in files if private in each.read_bytes()]
    assert not [each for each in files if private.hex().encode() in each.read_bytes()]
    assert stick.stat().st_mode & 0o077 == 0


def test_a_wave_is_closed_and_frozen_with_the_key(study, stick):
    with connected(study):
        for _each in range(7):
            sent_to(study)
    key = ("--key", str(stick))
    assert "7 opened" in run(wave_group, "close", WAVE, *key).output
    assert run(wave_group, "freeze", WAVE, *key).exit_code == 0
    with connected(study):
        assert response_count(WAVE) == 7


def test_a_wave_whose_key_is_away_is_opened_only_with_it(study, tmp_path):
    with connected(study):
        new_wave(usual_wave("autumn", questionnaire=NAME, edition="full"))
    path = tmp_path / "autumn.json"
    assert run(keys_group, "move", "autumn", str(path)).exit_code == 0
    anyhow = ("--with-missing-translations", "all read English")
    assert "is not there" in run(wave_group, "open", "autumn", *anyhow).output
    with connected(study):
        assert not wave("autumn").takes_answers
    opened = run(wave_group, "open", "autumn", *anyhow, "--key", str(path))
    assert "autumn  open" in opened.output
    with connected(study):
        assert wave("autumn").takes_answers


def test_a_rehearsal_tells_the_right_key_from_a_wrong_one(study, stick, tmp_path):
    assert run(keys_group, "rehearse", WAVE, "--key", str(stick)).exit_code == 0
    wrong = tmp_path / "wrong.json"
    text = stick.read_text().replace(_private(stick), BoxKey.fresh().private.hex())
    wrong.write_text(text)
    assert (
        "is the key of another wave"
        in run(keys_group, "rehearse", WAVE, "--key", str(wrong)).output
    )


def test_a_file_that_is_there_is_not_written_over(study, tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("something else")
    assert run(keys_group, "move", WAVE, str(taken)).exit_code == 2
    assert taken.read_text() == "something else"
    assert key_path(study, WAVE).exists()


def test_where_the_folder_is_missing_the_key_stays(study, tmp_path):
    result = run(keys_group, "move", WAVE, str(tmp_path / "nowhere" / "key.json"))
    assert result.exit_code == 2
    assert key_path(study, WAVE).exists()


def test_a_lost_key_is_not_made_again(study):
    key_path(study, WAVE).unlink()
    with connected(study):
        before = public_key_of(study, WAVE)
        with pytest.raises(StudyKeyMissing):
            private_key_of(study, WAVE)
        assert public_key_of(study, WAVE) == before


def _private(path):
    return path.read_text().split('"private": "')[1].split('"')[0]
