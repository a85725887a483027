"""Opening data on the terminal, as a shell sees it."""

import csv
import json

import pytest
from click.testing import CliRunner

from surveyapp.cli.public_release import release_command
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.storage.database import connected
from tests.cli.stored_study import NAME, instance_with_wave, submitted
from tests.storage.submissions import store_many


def run(*arguments):
    return CliRunner().invoke(release_command, [NAME, *(str(argument) for argument in arguments)])


@pytest.fixture
def study(tmp_path, monkeypatch):
    """Makes an instance with so many synthetic answers from each country."""
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(tmp_path / "instance"))

    def made(n):
        instance = instance_with_wave(tmp_path / "instance", is_synthetic=True)
        cells = {
            "sector": "ngo", "region_ro": "RO11", "caseload": 7, "rec_national": "a name",
            "risk_assessment": "none", "funding_sources": ("state",),
        }  # fmt: skip
        with connected(instance):
            store_many(
                submitted({"country": country, **cells}, is_synthetic=True)
                for country in ("RO", "NO")
                for _ in range(n)
            )

    return made


def test_a_small_study_is_refused_and_nothing_is_written(study, tmp_path):
    study(20)
    result = run("-o", tmp_path / "open")
    assert (result.exit_code, (tmp_path / "open").exists()) == (1, False)
    assert "country = RO has 20 responses; open data need 100" in result.stderr


def test_a_large_study_is_written_with_all_that_belongs_to_it(study, tmp_path):
    study(110)
    assert run("-o", tmp_path / "open").exit_code == 0
    names = {path.name for path in (tmp_path / "open").iterdir()}
    kinds = ("data.csv", "codebook.csv", "k-report.json", "LICENCE.txt", "README.md")
    assert names == {f"synthetic-{kind}" for kind in kinds}
    report = json.loads((tmp_path / "open" / "synthetic-k-report.json").read_text())
    assert (report["k"], report["smallest_group"], report["synthetic"]) == (5, 110, True)


def test_text_numbers_and_regions_are_in_no_file(study, tmp_path):
    study(110)
    run("-o", tmp_path / "open")
    data = (tmp_path / "open" / "synthetic-data.csv").read_text()
    assert not {"RO11", "a name"} & {
        cell for line in csv.reader(data.splitlines()) for cell in line
    }
    assert "caseload" not in data


def test_the_codebook_has_the_columns_of_the_data(study, tmp_path):
    study(110)
    run("-o", tmp_path / "open")
    header = (tmp_path / "open" / "synthetic-data.csv").read_text().splitlines()[0].split(",")
    codebook = (tmp_path / "open" / "synthetic-codebook.csv").read_text().splitlines()
    assert [row["variable"] for row in csv.DictReader(codebook)] == header


def test_closely_protected_questions_are_in_no_open_file_but_its_list_of_what_is_not_there(
    study, tmp_path
):
    study(110)
    run("-o", tmp_path / "open")
    texts = {p.name: p.read_text() for p in (tmp_path / "open").iterdir()}
    assert "- `risk_assessment`: closely protected" in texts.pop("synthetic-README.md")
    form = load_release(NAME)
    marked = [column for column in form.columns if column.is_sensitive]
    assert {"risk_assessment", "svc_quality.shelter"} <= {column.name for column in marked}
    assert not [c.name for c in marked if any(c.name in text for text in texts.values())]


def test_a_folder_that_is_there_is_left_alone(study, tmp_path):
    study(1)
    assert run("-o", tmp_path).exit_code == 2
