"""Instance commands: make one, run it, fill the demonstration."""

import sys
from pathlib import Path
from typing import NoReturn

import click

from surveyapp.cli.demo import fill_demo
from surveyapp.cli.opening import bind_begun_waves
from surveyapp.instance import (
    Instance,
    InstanceMissing,
    InstanceUnsafe,
    create_instance,
    instance_path,
    load_instance,
)
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade

COULD_NOT_RUN = 2


@click.command()
@click.option("--demo", is_flag=True, help="For synthetic answers only, for good.")
@click.option(
    "--base-url", default=None, help="Address that people will see, https except locally."
)
def init(demo: bool, base_url: str | None) -> None:
    """Make an instance, or bring an existing one up to date.

    The directory is SURVEYAPP_INSTANCE, or instance/ beside the project. Exit codes: 0 done,
    2 could not run.
    """
    path = instance_path()
    instance = prepare(path, is_demo=demo, base_url=base_url)
    click.echo(f"Instance ready: {instance.path}")


def prepare(path: Path, *, is_demo: bool, base_url: str | None = None) -> Instance:
    """An instance with migrated databases; made when there is none."""
    if not (path / "config.toml").exists():
        create_instance(path, is_demo=is_demo, base_url=base_url)
    instance = loaded(path)
    upgrade(instance)
    with connected(instance):
        for told in bind_begun_waves(instance):
            click.echo(told, err=True)
    return instance


@click.command()
@click.option("--quiet", is_flag=True, help="No progress.")
def demo(quiet: bool) -> None:
    """Make a demo instance and fill it with the synthetic study; keeps what was answered.

    Exit codes: 0 done, 2 could not run (the instance holds a real study).
    """
    path = instance_path()
    instance = prepare(path, is_demo=True)
    if not instance.is_demo:
        stop(f"{path} is not a demo instance; set SURVEYAPP_INSTANCE to another directory.")
    fill_demo(instance, show_progress=not quiet and sys.stderr.isatty())


def loaded(path: Path) -> Instance:
    try:
        return load_instance(path)
    except (InstanceMissing, InstanceUnsafe) as problem:
        stop(str(problem))
        raise


def stop(words: str) -> NoReturn:
    click.echo(words, err=True)
    raise click.exceptions.Exit(COULD_NOT_RUN)


COMMANDS = (init, demo)
