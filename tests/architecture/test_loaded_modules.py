"""A process loads what it needs: a list of commands next to nothing, a server no statistics."""

import subprocess
import sys

import click
import pytest

from surveyapp.command import COMMANDS, main
from tests.architecture.source import ROOT

STATISTICS = {"duckdb", "numpy", "pyarrow", "scipy", "narwhals"}
WRITERS = {"docx", "PIL", "pyreadstat"}
WEB = {"flask", "gunicorn", "sqlalchemy", "werkzeug"}
LIGHT = {
    "surveyapp.cli.questionnaire": STATISTICS | WRITERS | WEB,
    "surveyapp.cli.simulation": STATISTICS | WRITERS | WEB,
    "surveyapp.cli.starter": STATISTICS | WRITERS | WEB,
    "surveyapp.cli.fieldwork": STATISTICS | WRITERS,
    "surveyapp.cli.contacts": STATISTICS | WRITERS,
    "surveyapp.cli.accounts": STATISTICS | WRITERS,
    "surveyapp.cli.instance": STATISTICS | WRITERS,
    "surveyapp.serving": STATISTICS | WRITERS | {"alembic"},
    "surveyapp.previewing": STATISTICS | WRITERS,
    "surveyapp.web.staff_side": STATISTICS | WRITERS | {"alembic"},
}
"""Module -> packages that a process with it does without."""


def loaded_by(statement):
    """What a fresh process has loaded after a statement."""
    script = f"{statement}\nimport sys\nprint(*sys.modules, sep='\\n', file=sys.stderr)"
    command = [sys.executable, "-c", script]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {*ran.stderr.split()}


@pytest.mark.parametrize("module", LIGHT)
def test_a_process_does_without_what_others_need(module):
    packages = {name.partition(".")[0] for name in loaded_by(f"import {module}")}
    assert not packages & LIGHT[module]


def test_the_commands_are_listed_without_loading_one():
    listed = "from surveyapp.command import main\nmain(['--help'], standalone_mode=False)"
    loaded = loaded_by(listed)
    packages = {name.partition(".")[0] for name in loaded} - sys.stdlib_module_names
    ours = {name for name in loaded if name.startswith(("surveyapp.cli", "surveyapp.web"))}
    assert not ours
    assert not packages & (STATISTICS | WRITERS | WEB | {"pydantic", "lark", "babel", "yaml"})


def test_the_server_has_no_page_of_staff_before_one_is_asked_for():
    loaded = loaded_by("import surveyapp.serving")
    assert "surveyapp.web.respondent.pages" in loaded
    assert not {name for name in loaded if name.startswith("surveyapp.web.desk")}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_of_a_command_is_the_first_sentence_of_its_help(name):
    command = main.get_command(click.Context(main), name)
    assert COMMANDS[name].line == command.get_short_help_str(limit=1000)
