"""Demonstration: the command that makes an instance to try out."""

import sys

import click

from surveyapp.cli.demo import QUESTIONNAIRE, fill_demo
from surveyapp.cli.logged import note
from surveyapp.cli.preparation import prepare
from surveyapp.cli.refusal import words_for_instances
from surveyapp.cli.simulation import words_for_recipes
from surveyapp.formats.source.questionnaire_folder import folder_of
from surveyapp.instance import instance_path
from surveyapp.storage.staff_log import StaffAction


@click.command()
@click.argument("name", required=False)
@click.option("--quiet", is_flag=True, help="No progress.")
def demo(name: str | None, quiet: bool) -> None:
    """Make a demo instance and fill it with a synthetic study; keeps what was answered.

    The study is that of the questionnaire NAME; of the one that ships with surveyapp if not given.
    A recipe (synthetic.yaml beside the questionnaire) says how institutions tend to answer. Called
    again after the files have changed, it makes a further wave. Look at it with: surveyapp serve

    Exit codes: 0 done, 1 the questionnaire has problems, 2 could not run (no such questionnaire,
    the instance holds a real study).
    """
    with words_for_instances():
        chosen = name or QUESTIONNAIRE
        folder_of(chosen)
        instance = prepare(instance_path(), is_demo=True)
        with words_for_recipes():
            wave = fill_demo(instance, chosen, show_progress=not quiet and sys.stderr.isatty())
        note(StaffAction.INSTANCE_PREPARED, wave)
    click.echo(f"The wave {wave} has invented answers. Look at it with: surveyapp serve")


COMMANDS = (demo,)
