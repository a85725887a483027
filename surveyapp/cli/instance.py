"""Instance: the command that makes one, or brings it up to date."""

import click

from surveyapp.cli.logged import note
from surveyapp.cli.preparation import prepare
from surveyapp.cli.refusal import words_for_instances
from surveyapp.instance import (
    instance_path,
)
from surveyapp.storage.staff_log import StaffAction


@click.command()
@click.option("--demo", is_flag=True, help="For synthetic answers only, for good.")
@click.option(
    "--base-url", default=None, help="Address that people will see, https except locally."
)
def init(demo: bool, base_url: str | None) -> None:
    """Make an instance, or bring an existing one up to date.

    The directory is SURVEYAPP_INSTANCE, or instance/ beside the project. Nothing is made where
    parts of an instance are missing beside others: they have to come back from a backup.
    Exit codes: 0 done, 2 could not run.
    """
    with words_for_instances():
        instance = prepare(instance_path(), is_demo=demo, base_url=base_url)
        note(StaffAction.INSTANCE_PREPARED)
    click.echo(f"Instance ready: {instance.path}")


COMMANDS = (init,)
