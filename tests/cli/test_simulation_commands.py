"""`simulate` and `scenarios` as they are typed."""

import json
import os
import signal
import subprocess
from contextlib import suppress

import pytest
from click.testing import CliRunner

from surveyapp.cli.simulation import MOST_RESPONDENTS, scenarios_command, simulate_command
from surveyapp.formats.microdata import simulated_parts
from surveyapp.formats.microdata.data_file import read_data_file
from surveyapp.formats.source.questionnaire_folder import load_release
from tests.waiting import LONGEST
from tests.web.running import command

FORM_FILE = """\
questionnaire: tiny
version: "1"
title: Tiny
purpose: To be tested.
languages: [en]
sections:
  - name: only
    label: Only
    pages:
      - name: one
        questions:
          - name: a
            type: select_one
            label: A
            required: true
            choices: [{code: "yes", label: "Yes"}, {code: "no", label: "No"}]
          - name: b
            type: integer
            label: B
            relevant: "${a} = 'yes'"
"""


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    """The folder of a questionnaire `tiny` in a project of its own."""
    folder = tmp_path / "questionnaires/tiny"
    (folder / "tests").mkdir(parents=True)
    (folder / "questionnaire.yaml").write_text(FORM_FILE)
    monkeypatch.chdir(tmp_path)
    return folder


def run(command, *arguments):
    return CliRunner().invoke(command, arguments)


def simulate(*arguments):
    return run(simulate_command, *arguments)


def scenario(folder, text):
    (folder / "tests/one.yaml").write_text(f"scenario: One\n{text}")
    return run(scenarios_command, "tiny")


@pytest.mark.parametrize("layout", ["csv", "jsonl"])
def test_several_processes_give_the_same_bytes_as_one(tiny, monkeypatch, layout):
    asked = ("tiny", "-n", "7", "--format", layout)
    alone = simulate(*asked)
    monkeypatch.setattr(simulated_parts, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(simulated_parts, "A_PART", 3)
    monkeypatch.setattr(simulated_parts.os, "cpu_count", lambda: 2)
    together = simulate(*asked)
    assert together.exit_code == 0
    assert together.output == alone.output
    assert len(alone.output.splitlines()) == 7 + (layout == "csv")


def test_what_nobody_can_answer_is_told_by_several_processes_as_well(tiny, monkeypatch):
    lines = ("required: true", "constraint: . < 0 and . > 0", "constraint_message: None fits.")
    written = FORM_FILE + "".join(f"            {line}\n" for line in lines)
    (tiny / "questionnaire.yaml").write_text(written)
    alone = simulate("tiny", "-n", "3")
    monkeypatch.setattr(simulated_parts, "WORTH_A_PROCESS", 1)
    together = simulate("tiny", "-n", "3")
    assert (together.exit_code, together.output) == (alone.exit_code, alone.output)
    assert "the required question b" in alone.output


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_who_invents_ends_with_the_command(tiny, end):
    """What it prints to ends when no process holds it any more."""
    program = [command(), "simulate", "tiny", "-n", str(MOST_RESPONDENTS)]
    with subprocess.Popen(
        program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as inventing:
        try:
            assert inventing.stdout.readline() == b"is_synthetic,a,b\n"
            inventing.send_signal(end)
            _lines, said = inventing.communicate(timeout=LONGEST)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(inventing.pid, signal.SIGKILL)
    assert (inventing.returncode, said) == (-end, b"")


@pytest.mark.parametrize("layout", ["csv", "jsonl"])
def test_the_same_seed_gives_the_same_bytes(layout):
    arguments = ("service_provision", "-n", "3", "--seed", "5", "--format", layout)
    assert simulate(*arguments).stdout_bytes == simulate(*arguments).stdout_bytes


def test_a_simulated_file_can_be_compared(tmp_path):
    path = tmp_path / "made.csv"
    assert simulate("service_provision", "-n", "5", "-o", str(path)).exit_code == 0
    found = read_data_file(path, load_release("service_provision"))
    assert (len(found.answers), found.is_synthetic) == (5, True)


def test_the_core_edition_leaves_out_the_rest():
    header, *_ = simulate("service_provision", "-n", "1", "--edition", "core").output.splitlines()
    assert "region_ro" not in header.split(",")


def test_json_lines_are_marked_synthetic(tiny):
    lines = simulate("tiny", "-n", "4", "--format", "jsonl").output.splitlines()
    assert [json.loads(line)["is_synthetic"] for line in lines] == [True] * 4


@pytest.mark.parametrize("arguments", [("nothing",), ("tiny", "--edition", "long")])
def test_what_there_is_not_cannot_be_simulated(tiny, arguments):
    assert simulate(*arguments).exit_code == 2


def test_a_file_that_cannot_be_written_is_told(tiny, tmp_path):
    result = simulate("tiny", "-o", str(tmp_path / "no/such.csv"))
    assert result.exit_code == 2
    assert "cannot be written" in result.output


def test_a_recipe_with_problems_is_told(tiny):
    (tiny / "synthetic.yaml").write_text("questions:\n  z:\n    - {answer: x}\n")
    result = simulate("tiny")
    assert result.exit_code == 1
    assert "synthetic.yaml:3:5 unknown-question there is no question z" in result.output


def test_a_scenario_that_holds_is_counted(tiny):
    result = scenario(tiny, 'given: {a: "yes"}\nquestions: 2\n')
    assert (result.exit_code, result.output) == (0, "1 scenario: it holds\n")


def test_a_scenario_that_breaks_lists_what_was_expected_and_what_came_out(tiny):
    result = scenario(tiny, 'given: {a: "no"}\nshown: {only: all}\n')
    assert result.exit_code == 1
    assert result.output == (
        "tiny/tests/one.yaml breaks\n"
        "  only\n"
        "    expected: a, b\n"
        "    actual:   a\n"
        "    missing:  b\n"
        "    too many: (none)\n"
        "1 scenario: 1 broken\n"
    )


def test_a_scenario_that_cannot_be_read_is_told_with_its_place(tiny):
    result = scenario(tiny, 'given: {z: "no"}\n')
    assert result.exit_code == 1
    assert "one.yaml:2:12 unknown-question" in result.output


@pytest.mark.parametrize("name", ["tiny", "nothing"])
def test_without_scenarios_nothing_can_run(tiny, name):
    assert run(scenarios_command, name).exit_code == 2


def test_all_scenarios_run_when_none_is_named():
    assert run(scenarios_command).exit_code == 0
