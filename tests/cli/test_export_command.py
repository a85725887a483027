"""Exporting on the terminal, as a shell sees it."""

import csv

import pytest
from click.testing import CliRunner

from surveyapp.cli.columns import columns_command
from surveyapp.cli.export import export_command
from surveyapp.storage.database import connected
from surveyapp.storage.waves import WaveState, move_wave
from tests.cli.stored_study import NAME, instance_with_wave, submitted
from tests.storage.submissions import store_many

LANGUAGES = ("en", "ro", "nb")


def run(command, *arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.fixture(params=[True, False], ids=["synthetic", "real"])
def is_synthetic(request):
    return request.param


@pytest.fixture
def study(tmp_path, monkeypatch, is_synthetic):
    """An instance with an open wave of twelve answers."""
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(tmp_path / "instance"))
    instance = instance_with_wave(tmp_path / "instance", is_synthetic=is_synthetic)
    with connected(instance):
        store_many(submission(place, is_synthetic) for place in range(12))
    return instance


def submission(place, is_synthetic):
    country = ("RO", "NO")[place % 2]
    answers = {"country": country, "sector": "ngo", "region_ro": "RO11", "caseload": place}
    return submitted(answers, is_synthetic=is_synthetic)


def freeze(instance):
    with connected(instance):
        move_wave("spring", WaveState.CLOSED)
        move_wave("spring", WaveState.FROZEN)


@pytest.mark.parametrize("is_synthetic", [False], indirect=True)
def test_real_answers_are_exported_once_their_wave_is_frozen(study, tmp_path):
    before = run(export_command, NAME, "-o", tmp_path / "x.csv")
    freeze(study)
    after = run(export_command, NAME, "-o", tmp_path / "x.csv")
    assert (before.exit_code, after.exit_code) == (1, 0)
    assert "surveyapp wave freeze spring" in before.stderr


@pytest.mark.parametrize("is_synthetic", [True], indirect=True)
def test_the_header_is_known_before_fieldwork(study, tmp_path):
    run(export_command, NAME, "-o", tmp_path / "x.csv")
    with (tmp_path / "x.csv").open(newline="") as file:
        header = next(csv.reader(file))
    listed = csv.DictReader(
        run(columns_command, NAME, "--export", "--format", "csv").stdout.splitlines()
    )
    assert [row["column"] for row in listed] == header


@pytest.mark.parametrize("is_synthetic", [True], indirect=True)
def test_codes_and_order_are_the_same_in_every_language(study, tmp_path):
    for language in LANGUAGES:
        path = tmp_path / f"{language}.csv"
        run(export_command, NAME, "--labels", language, "-o", path)
    texts = [(tmp_path / f"{each}.csv").read_text().splitlines() for each in LANGUAGES]
    assert len({(text[0], *sorted(text[1:])) for text in texts}) == 1
    assert len(texts[0]) == 13


@pytest.mark.parametrize("is_synthetic", [True], indirect=True)
def test_a_region_is_in_no_file(study, tmp_path):
    run(export_command, NAME, "-o", tmp_path / "x.csv")
    assert "RO11" not in (tmp_path / "x.csv").read_text()


@pytest.mark.parametrize("is_synthetic", [True], indirect=True)
def test_only_its_owner_may_read_the_file(study, tmp_path):
    run(export_command, NAME, "-o", tmp_path / "x.csv")
    assert (tmp_path / "x.csv").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("is_synthetic", [True], indirect=True)
def test_a_file_that_cannot_be_written_leaves_nothing_behind(study, tmp_path):
    result = run(export_command, NAME, "-o", tmp_path / "nowhere" / "x.csv")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


@pytest.mark.parametrize("is_synthetic", [True], indirect=True)
@pytest.mark.parametrize("layout", ["xlsx", "sav", "dta", "parquet", "json"])
def test_every_format_is_written(study, tmp_path, layout):
    result = run(export_command, NAME, "--format", layout, "-o", tmp_path / "x")
    assert (result.exit_code, "12 responses" in result.stdout) == (0, True)
