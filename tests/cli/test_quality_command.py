"""The quality of a wave on the terminal, as a shell sees it."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from surveyapp.cli.quality import quality_command
from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.waves import WaveState, move_wave, new_wave
from tests.cli.test_analysis_commands import BANNER, NAME, submission, wave
from tests.storage.submissions import store_many

NO_WAVE = "There is no wave of service_provision yet."


def run(*arguments):
    return CliRunner().invoke(quality_command, [NAME, *arguments])


@pytest.fixture
def instance(tmp_path, monkeypatch):
    """Makes an instance without a wave."""

    def make(*, is_demo=True):
        made = create_instance(tmp_path / "instance", is_demo=is_demo)
        upgrade(made)
        monkeypatch.setenv("SURVEYAPP_INSTANCE", str(made.path))
        return made

    return make


@pytest.fixture
def study(instance):
    """Makes an instance whose open wave holds ten responses of each country."""

    def make(*, is_synthetic=True):
        with connected(instance(is_demo=is_synthetic)):
            new_wave(wave(is_synthetic=is_synthetic))
            move_wave("spring", WaveState.OPEN)
            store_many(submission(number, is_synthetic=is_synthetic) for number in range(20))

    return make


def test_text_names_the_sections_and_says_that_the_answers_are_invented(study):
    study()
    ran = run()
    assert ran.exit_code == 0
    assert ran.output.splitlines()[0] == BANNER
    assert "QUESTIONS WITHOUT AN ANSWER" in ran.output


def test_json_and_csv_tell_the_same_counts(study):
    study()
    flags = json.loads(run("--format", "json").output)["flags"]
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv").output)))
    assert len(rows) == sum(len(flag["counts"]) for flag in flags)


def test_real_answers_are_not_looked_at_before_the_freeze(study):
    study(is_synthetic=False)
    ran = run()
    assert ran.exit_code == 1
    assert "surveyapp wave freeze spring" in ran.output


def test_a_wave_that_is_not_there_is_refused_in_words(study):
    study()
    ran = run("--wave", "autumn")
    assert (ran.exit_code, "There is no wave autumn" in ran.output) == (1, True)


def test_without_a_wave_there_is_nothing_to_look_at(instance):
    instance()
    ran = run()
    assert (ran.exit_code, ran.output.strip()) == (2, NO_WAVE)
