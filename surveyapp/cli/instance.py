"""Instance commands: make one, run it, fill the demonstration."""

import sys
from pathlib import Path

import click
from sqlalchemy.exc import DatabaseError

from surveyapp.cli.demo import QUESTIONNAIRE, fill_demo
from surveyapp.cli.logged import note
from surveyapp.cli.refusal import words_for_instances
from surveyapp.cli.simulation import words_for_recipes
from surveyapp.formats.source.questionnaire_folder import folder_of
from surveyapp.instance import (
    CONFIG,
    Instance,
    InstanceUnsafe,
    check_address,
    create_instance,
    instance_path,
    load_instance,
    parts_of,
    unmake_instance,
)
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.soundness import check_upgradable, sound_instance
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.study_keys import make_missing_keys
from surveyapp.study.opening import bind_begun_waves


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


def prepare(path: Path, *, is_demo: bool, base_url: str | None = None) -> Instance:
    """An instance with migrated databases; made when there is none.

    Raises InstanceUnsafe or StudyKeyMissing with the way out, OSError, DatabaseError.
    """
    if base_url is not None:
        check_address(base_url, path / "config.toml")
    if not parts_of(path):
        _make(path, is_demo=is_demo, base_url=base_url)
    instance = load_instance(path)
    _check_wanted(instance, is_demo=is_demo, base_url=base_url)
    check_upgradable(instance)
    upgrade(instance)
    made = sound_instance(path)
    with connected(made):
        for told in bind_begun_waves(made):
            click.echo(told, err=True)
        make_missing_keys(made)
    return made


def _check_wanted(instance: Instance, *, is_demo: bool, base_url: str | None) -> None:
    """What is there already stays as it was made. Raises InstanceUnsafe where it was to change."""
    if is_demo and not instance.is_demo:
        raise InstanceUnsafe(
            f"{instance.path} is not a demo instance; set SURVEYAPP_INSTANCE to another directory."
        )
    if base_url not in (None, instance.base_url):
        raise InstanceUnsafe(
            f"base_url in {instance.path / CONFIG} is {instance.base_url}, and init changes no"
            " settings of an instance that is there. Change it in that file."
        )


def _make(path: Path, *, is_demo: bool, base_url: str | None) -> None:
    """A whole instance or none, so that a disk that was full leaves nothing half made."""
    made = create_instance(path, is_demo=is_demo, base_url=base_url)
    try:
        upgrade(made)
    except (OSError, DatabaseError):
        unmake_instance(path)
        raise


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


COMMANDS = (init, demo)
