"""Keys on the terminal: the study key of a wave is taken away from the server."""

from pathlib import Path

import click

from surveyapp.cli.logged import note
from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import COULD_NOT_RUN, open_instance, stop
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.study_keys import move_key, private_key_of, rehearse
from surveyapp.storage.waves import wave


@click.group("keys")
def keys_group() -> None:
    """Study keys, without which nothing that was sent can be opened.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """


@keys_group.command("move")
@click.argument("name")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def move(name: str, file: Path) -> None:
    """Move the study key of the wave NAME into FILE, such as one on a stick.

    It is written, read again and tried on a sealed test before it is removed from the instance.
    From then on whoever mixes, closes or freezes the wave brings it: --key FILE. A copy of it
    belongs into a safe: without it everything that was sent is lost. Backups of the instance that
    were made before still hold it.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_instance() as instance:
        wave(name)
        try:
            move_key(instance, name, file)
        except FileExistsError:
            stop(f"{file} is there already; nothing was moved.", COULD_NOT_RUN)
    note(StaffAction.KEY_MOVED, name)
    click.echo(f"The study key of {name} lies in {file} alone. Keep a copy of it in a safe.")


@keys_group.command("rehearse")
@click.argument("name")
@click.option("--key", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@only_reads
def rehearse_(name: str, file: Path | None) -> None:
    """Seal a test for the wave NAME and open it, with the key of FILE or of the instance.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_instance() as instance:
        wave(name)
        rehearse(instance, name, private_key_of(instance, name, brought=file))
    click.echo(f"A sealed test for {name} could be opened.")


COMMANDS = (keys_group,)
