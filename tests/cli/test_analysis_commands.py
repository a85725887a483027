"""Comparing on the terminal, as a shell sees it."""

import csv
import json
from datetime import date

import pytest
from click.testing import CliRunner

from surveyapp.cli.analysis import compare_command
from surveyapp.cli.columns import columns_command
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.responses import Submission
from surveyapp.storage.waves import Wave, WaveState, move_wave, new_wave
from tests.storage.submissions import store_many

NAME = "service_provision"
FILE = "country,sector,svc_provision.shelter,is_synthetic\n"
BANNER = "SYNTHETIC DATA – NOT REAL"


def run(command, *arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def rows(country, n, code, synthetic=1):
    return f"{country},ngo,{code},{synthetic}\n" * n


@pytest.fixture
def answers(tmp_path):
    """A file of ten Romanian and nine Norwegian answers."""
    path = tmp_path / "answers.csv"
    path.write_text(FILE + rows("RO", 10, "direct") + rows("NO", 9, "referral"))
    return path


@pytest.fixture
def real_file(tmp_path):
    path = tmp_path / "real.csv"
    path.write_text(FILE + rows("RO", 10, "direct", 0) + rows("NO", 9, "referral", 0))
    return path


def wave(*, is_synthetic):
    form = load_release(NAME)
    return Wave(
        name="spring",
        questionnaire=NAME,
        version=form.version,
        version_hash=form.version_hash,
        edition="core",
        parameters={},
        opens=date(2014, 9, 1),
        closes=None,
        state=WaveState.DRAFT,
        is_synthetic=is_synthetic,
    )


def submission(number, *, is_synthetic):
    country = "RO" if number % 2 else "NO"
    return Submission(
        questionnaire=NAME,
        version_hash="a" * 64,
        wave="spring",
        country=country,
        split_code="ngo",
        mode="web",
        answers={"country": country, "sector": "ngo", "svc_provision.shelter": "direct"},
        is_synthetic=is_synthetic,
        withdraw_tag=None,
    )


@pytest.fixture
def study(tmp_path, monkeypatch):
    """Makes an instance whose open wave holds ten Romanian and ten Norwegian answers."""

    def made(*, is_synthetic):
        instance = create_instance(tmp_path / "instance", is_demo=is_synthetic)
        upgrade(instance)
        monkeypatch.setenv("SURVEYAPP_INSTANCE", str(instance.path))
        with connected(instance):
            new_wave(wave(is_synthetic=is_synthetic))
            move_wave("spring", WaveState.OPEN)
            store_many(submission(n, is_synthetic=is_synthetic) for n in range(20))
        return instance

    return made


def only_column(result):
    (column,) = json.loads(result.output)["columns"]
    return column


def test_a_file_is_compared_as_text_with_a_banner_before_it(answers):
    result = run(compare_command, NAME, "--data", answers, "--question", "svc_provision")
    assert result.exit_code == 0, result.output
    assert result.output.startswith(BANNER)
    assert "NO − RO, percentage points of own: -100" in result.output


def test_real_answers_have_no_banner(real_file):
    assert BANNER not in run(compare_command, NAME, "--data", real_file).output


def test_a_file_is_compared_as_json(answers):
    arguments = ("--data", answers, "--question", "svc_provision", "--format", "json")
    romania, norway = only_column(run(compare_command, NAME, *arguments))["groups"]
    assert (romania["n"], romania["values"][0]["share"]) == (10, 1.0)
    assert norway["group"] == {"country": "NO"}


def test_a_file_is_compared_as_csv_in_another_file(answers, tmp_path):
    target = tmp_path / "out.csv"
    arguments = ("--data", answers, "--format", "csv", "-o", target)
    assert run(compare_command, NAME, *arguments).exit_code == 0
    with target.open(encoding="utf-8", newline="") as file:
        assert {line["synthetic"] for line in csv.DictReader(file)} == {"1"}


def test_of_a_group_of_four_nothing_is_said(tmp_path):
    path = tmp_path / "small.csv"
    path.write_text(FILE + rows("RO", 4, "direct") + rows("NO", 9, "referral"))
    result = run(compare_command, NAME, "--data", path, "--question", "svc_provision")
    assert "RO: it is not told how many answered\n    too few answers\n" in result.output


def test_the_split_takes_countries_apart(answers):
    arguments = ("--data", answers, "--question", "svc_provision", "--split", "--format", "json")
    groups = only_column(run(compare_command, NAME, *arguments))["groups"]
    assert [group["group"] for group in groups] == [
        {"country": country, "sector": sector}
        for country in ("RO", "NO")
        for sector in ("authority", "others")
    ]


def test_a_file_with_problems_is_refused_with_their_places(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text(FILE + rows("RO", 1, "dirct"))
    result = run(compare_command, NAME, "--data", path)
    assert result.exit_code == 1
    assert "bad.csv:2:3 unknown-code" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("no_such_questionnaire",),
        (NAME, "--question", "no_such_question"),
        (NAME, "--data", "no_such_file.csv"),
    ],
)
def test_what_does_not_exist_is_exit_code_2(arguments):
    assert run(compare_command, *arguments).exit_code == 2


def test_without_an_instance_nothing_can_be_compared(tmp_path, monkeypatch):
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(tmp_path / "none"))
    assert run(compare_command, NAME).exit_code == 2


def test_an_open_synthetic_wave_is_compared(study):
    study(is_synthetic=True)
    result = run(compare_command, NAME, "--question", "svc_provision", "--format", "json")
    assert result.exit_code == 0, result.output
    shelter = next(
        column
        for column in json.loads(result.output)["columns"]
        if column["column"] == "svc_provision.shelter"
    )
    assert [group["n"] for group in shelter["groups"]] == [10, 10]


def test_a_real_wave_that_is_not_frozen_is_refused_with_the_reason(study):
    study(is_synthetic=False)
    result = run(compare_command, NAME)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "compared once the wave is frozen" in result.stderr


def test_a_frozen_real_wave_is_compared(study):
    with connected(study(is_synthetic=False)):
        move_wave("spring", WaveState.CLOSED)
        move_wave("spring", WaveState.FROZEN)
    assert run(compare_command, NAME, "--wave", "spring").exit_code == 0


def test_the_snapshot_of_older_answers_is_removed(study):
    instance = study(is_synthetic=True)
    run(compare_command, NAME, "--question", "country")
    (before,) = instance.snapshots.glob("*.parquet")
    with connected(instance):
        store_many([submission(1, is_synthetic=True)])
    run(compare_command, NAME, "--question", "country")
    (after,) = instance.snapshots.glob("*.parquet")
    assert before != after


def test_an_unchanged_wave_keeps_its_snapshot(study):
    instance = study(is_synthetic=True)
    run(compare_command, NAME, "--question", "country")
    (before,) = (path.stat().st_mtime_ns for path in instance.snapshots.glob("*.parquet"))
    run(compare_command, NAME, "--question", "sector")
    (after,) = (path.stat().st_mtime_ns for path in instance.snapshots.glob("*.parquet"))
    assert before == after


def test_columns_are_printed_one_a_line_with_level_and_codes():
    lines = run(columns_command, NAME).output.splitlines()
    assert len(lines) == len(load_release(NAME).columns)
    country = next(line for line in lines if line.startswith("country "))
    assert country.split() == ["country", "nominal", "RO", "NO"]


@pytest.mark.parametrize("layout", ["json", "csv"])
def test_columns_are_printed_for_programs(layout):
    output = run(columns_command, NAME, "--format", layout).output
    shown = json.loads(output) if layout == "json" else list(csv.DictReader(output.splitlines()))
    assert [column["column"] for column in shown] == [c.name for c in load_release(NAME).columns]


def test_columns_of_an_unknown_questionnaire_are_exit_code_2():
    assert run(columns_command, "no_such_questionnaire").exit_code == 2


def test_columns_whose_base_the_file_lacks_are_told(tmp_path):
    path = tmp_path / "victims.csv"
    path.write_text(
        "country,vic_returns.ro_no.year_3,svc_provision.shelter,law_gaps\n"
        + "RO,1,direct,words\n" * 9
        + "NO,2,referral,\n" * 9
        + "dk,2,referral,\n"
    )
    result = run(compare_command, NAME, "--data", path)
    assert result.exit_code == 0, result.output
    told = result.stderr
    assert "vic_returns: not compared, since the answers lack inst_class_authority" in told
    assert "vic_returns.ro_no.year_3 (warning)" in told
    assert "law_gaps: 9 answers were left out" in told
    assert "victims.csv:20:1 no-group" in told
    assert "svc_provision" not in told


def test_an_empty_result_says_why_and_is_exit_code_2(tmp_path):
    path = tmp_path / "victims.csv"
    path.write_text("country,vic_returns.ro_no.year_3\n" + "RO,1\n" * 9 + "NO,2\n" * 9)
    result = run(compare_command, NAME, "--data", path, "--question", "vic_returns")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Nothing can be compared." in result.stderr
    assert "inst_class_authority" in result.stderr
    assert "vic_returns.ro_no.year_2" in result.stderr  # not in the file at all
