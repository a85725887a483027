"""Commands on questionnaires, as a shell sees them."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from surveyapp.cli.questionnaire import check, schema, show
from surveyapp.formats.source.questionnaire_folder import folders_root
from tests.formats.broken import CASES, CODE_LIST, QUESTIONNAIRE, SOUND, break_in

EDITS = dict(CASES)


def run(command, *arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_a_sound_questionnaire_is_clean():
    result = run(check, SOUND / "questionnaires")
    assert (result.exit_code, result.output) == (0, "1 questionnaire, 2 code lists: no problems\n")


def test_all_questionnaires_of_the_project_are_clean():
    result = run(check)
    assert result.exit_code == 0, result.output


def test_a_problem_has_a_line_of_its_own_and_exit_code_1(sound):
    break_in(sound, EDITS["unknown-term"])
    result = run(check, sound / "questionnaires")
    assert result.exit_code == 1
    assert "questionnaire.yaml:42:28 unknown-term there is no term palce" in result.output


def test_a_warning_is_shown_with_exit_code_0(sound):
    break_in(sound, EDITS["unused-term"])
    result = run(check, sound / "questionnaires")
    assert result.exit_code == 0
    assert "(warning)" in result.output


@pytest.mark.parametrize("path", ["questionnaires/sound", QUESTIONNAIRE])
def test_one_questionnaire_is_checked_by_its_folder_or_its_file(path, sound):
    break_in(sound, EDITS["unknown-term"])
    assert run(check, sound / path).exit_code == 1


@pytest.mark.parametrize("path", ["questionnaires/code_lists", CODE_LIST])
def test_code_lists_are_checked_alone(path, sound):
    break_in(sound, (CODE_LIST, "code: bad", "code: dk"))
    result = run(check, sound / path)
    assert "reserved-code" in result.output
    assert "0 questionnaires" in result.output


def test_problems_are_told_to_programs(sound):
    break_in(sound, EDITS["unknown-term"])
    told = json.loads(run(check, "--format", "json", sound / "questionnaires").output)
    assert not told["clean"]
    assert [(p["code"], p["line"], p["severity"]) for p in told["problems"]] == [
        ("unknown-term", 42, "error")
    ]


def test_a_directory_without_questionnaires_cannot_be_checked(tmp_path):
    assert run(check, tmp_path).exit_code == 2


def test_a_path_that_does_not_exist_cannot_be_checked(tmp_path):
    assert run(check, tmp_path / "nowhere").exit_code == 2


def test_the_flagship_is_counted():
    shown = json.loads(run(show, "service_provision", "--format", "json").output)
    assert (shown["questions"], shown["core_questions"]) == (117, 45)
    assert shown["languages"] == {"en": 1.0, "ro": 1.0, "nb": 1.0}


def test_an_untranslated_text_lowers_the_share(sound, monkeypatch):
    monkeypatch.chdir(sound)
    break_in(sound, EDITS["translation-missing"])
    shown = json.loads(run(show, "sound", "--format", "json").output)
    assert 0.9 < shown["languages"]["ro"] < 1


def test_counts_are_shown_to_people():
    lines = run(show, "service_provision").output.splitlines()
    assert "core questions  45" in lines
    assert "languages       en 100%, ro 100%, nb 100%" in lines


def test_an_unknown_questionnaire_cannot_be_shown():
    assert run(show, "nothing").exit_code == 2


def test_a_broken_questionnaire_is_named_instead_of_counted(sound, monkeypatch):
    monkeypatch.chdir(sound)
    break_in(sound, EDITS["unknown-key"])
    result = run(show, "sound")
    assert result.exit_code == 1
    assert "unknown-key" in result.output


@pytest.mark.parametrize("options", [(), ("--list",), ("--analysis",), ("--calendar",)])
def test_the_schema_is_printed_as_json(options):
    printed = json.loads(run(schema, *options).output)
    assert printed["$schema"].endswith("2020-12/schema")


def test_the_project_has_questionnaires():
    assert (folders_root() / "service_provision").is_dir()


@pytest.mark.parametrize("made", [(), ("questionnaires",), ("translations/nb/LC_MESSAGES",)])
def test_where_nothing_is_written_the_check_says_what_to_do(made, tmp_path, monkeypatch):
    """What ships is not checked in its place."""
    for folder in made:
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    result = run(check)
    assert result.exit_code == 2
    assert "Begin one with: surveyapp new NAME" in result.output


def test_what_is_mended_is_checked_by_the_day_as_well(sound):
    break_in(sound, EDITS["help-unchecked"])
    for options in ((), ("--fix",)):
        assert "help-unchecked" in run(check, *options, sound / "questionnaires").output


def test_one_of_a_thing_is_no_plural(sound):
    break_in(sound, EDITS["unknown-term"])
    told = run(check, sound / QUESTIONNAIRE).output.splitlines()[-1]
    assert told == "1 questionnaire, 2 code lists: 1 problem, 0 warnings"


@pytest.mark.parametrize("module", ["questionnaire", "starter", "simulation"])
def test_a_check_loads_neither_statistics_nor_web(module):
    heavy = "numpy", "scipy", "duckdb", "pyarrow", "flask", "sqlalchemy"
    code = f"import surveyapp.cli.{module}, sys; print(*sys.modules.keys() & {set(heavy)})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
