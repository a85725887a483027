"""Importing on the terminal, as a shell sees it."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from surveyapp.cli.import_answers import import_command
from surveyapp.storage.answers_tables import response
from surveyapp.storage.database import ANSWERS, connected, reading
from surveyapp.storage.modes import modes_of
from surveyapp.storage.responses import answers_of, response_count
from surveyapp.storage.waves import WaveState, move_wave
from tests.cli.stored_study import NAME, instance_with_wave

HEADER = "is_synthetic,country,sector,svc_provision.shelter\n"


def run(*arguments):
    return CliRunner().invoke(import_command, [NAME, *(str(argument) for argument in arguments)])


@pytest.fixture
def study(tmp_path, monkeypatch):
    """An instance with an open synthetic wave."""
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(tmp_path / "instance"))
    return instance_with_wave(tmp_path / "instance", is_synthetic=True)


@pytest.fixture
def file(tmp_path):
    def written(text, name="answers.csv"):
        (tmp_path / name).write_text(text)
        return tmp_path / name

    return written


def count(instance):
    with connected(instance):
        return response_count("spring")


def test_answers_are_stored_with_their_stratum_and_their_mode_is_counted(study, file):
    result = run(file(HEADER + "1,RO,ngo,direct\n1,NO,authority,dk\n"))
    assert result.stdout == "2 responses stored in spring\n"
    with connected(study), reading(ANSWERS) as connection:
        countries = connection.execute(select(response.c.country)).scalars().all()
        modes = modes_of("spring")
    assert sorted(countries) == ["NO", "RO"]
    assert modes == {"import": 2}


def test_json_lines_are_stored_as_they_are(study, file):
    cells = {"country": "RO", "sector": "ngo", "mandate": ["policy"]}
    line = json.dumps({"is_synthetic": True, "answers": cells})
    assert run(file(line, "answers.jsonl")).exit_code == 0
    with connected(study):
        assert [json.loads(text) for text in answers_of("spring")] == [cells]


def test_one_refused_cell_and_nothing_is_stored(study, file):
    result = run(file(HEADER + "1,RO,ngo,direct\n1,NO,ngo,lost\n1,SE,ngo,direct\n"))
    assert result.exit_code == 1
    assert "answers.csv:3:4 unknown-code" in result.stderr
    assert "answers.csv:4:2 unknown-code" in result.stderr
    assert "2 problems; nothing was stored." in result.stderr
    assert count(study) == 0


def test_every_refused_cell_is_told(study, file):
    result = run(file(HEADER + "1,SE,ngo,direct\n" * 150))
    assert "150 problems" in result.stderr


def test_a_dry_run_stores_nothing(study, file):
    result = run(file(HEADER + "1,RO,ngo,direct\n"), "--dry-run")
    assert result.stdout == "1 response fits; nothing was stored\n"
    assert count(study) == 0


def test_real_answers_are_refused_by_a_synthetic_wave(study, file):
    result = run(file(HEADER + "0,RO,ngo,direct\n"))
    assert (result.exit_code, count(study)) == (1, 0)
    assert "never both" in result.stderr


def test_a_file_without_answers_holds_neither_real_nor_synthetic_ones(study, file):
    result = run(file(HEADER))
    assert result.exit_code == 1
    assert result.stderr == "The file holds no answers; nothing was stored.\n"


def test_a_closed_wave_takes_no_answers(study, file):
    with connected(study):
        move_wave("spring", WaveState.CLOSED)
    path = file(HEADER + "1,RO,ngo,direct\n")
    assert (run(path).exit_code, run(path, "--wave", "spring").exit_code) == (2, 1)
    assert count(study) == 0


def test_what_is_left_out_is_told_by_column_and_row(study, file):
    head = "is_synthetic,country,sector,law_gaps\n"
    result = run(file(head + "1,RO,ngo,A law is missing.\n1,dk,ngo,\n"))
    assert result.exit_code == 0
    assert result.stdout == "2 responses stored in spring\n"
    words = "law_gaps: 1 answer was left out: nobody has screened these words (warning)"
    assert f"answers.csv:1:4 words-not-taken {words}" in result.stderr
    assert "answers.csv:3:2 no-group no answer to 'country'" in result.stderr


def test_lines_tell_what_is_left_out(study, file):
    line = json.dumps({"is_synthetic": True, "answers": {"sector": "ngo", "law_gaps": "Words"}})
    result = run(file(line, "answers.jsonl"), "--dry-run")
    assert result.exit_code == 0
    assert "answers.jsonl:1:1 words-not-taken law_gaps: 1 answer was" in result.stderr
    assert "answers.jsonl:1:1 no-group" in result.stderr
