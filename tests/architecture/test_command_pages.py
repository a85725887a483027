"""Every command is documented with the help that it prints."""

import re

import click
import pytest
from click.testing import CliRunner

from surveyapp import __version__
from surveyapp.command import main
from tests.architecture.command_pages import every_command, page
from tests.architecture.source import ROOT

COMMANDS_PAGE = ROOT / "docs/operator/commands.md"
COMMANDS = dict(every_command(main, "surveyapp"))


@pytest.mark.golden
def test_the_page_of_commands_shows_the_help_that_is_printed(rewrites_golden):
    if rewrites_golden:
        COMMANDS_PAGE.write_text(page(main), encoding="utf-8")
    assert COMMANDS_PAGE.read_text(encoding="utf-8") == page(main)


def test_the_version_is_the_one_of_the_source():
    """Not of what pip installed: the command runs without install as well."""
    printed = CliRunner().invoke(main, ["--version"], prog_name="surveyapp").output
    assert printed == f"surveyapp, version {__version__}\n"


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_says_its_exit_codes(path):
    command = COMMANDS[path]
    assert isinstance(command, click.Group) or re.search(r"[Ee]xit", command.help or "")


def test_a_command_below_another_has_a_heading_of_its_own():
    wave = click.Group("wave", commands=[click.Command("open", help="Opens a wave.")])
    assert "## surveyapp wave open" in page(click.Group("surveyapp", commands=[wave]))
