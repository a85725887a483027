"""Public release command: what everybody may have, or the reasons why not."""

import secrets
import shutil
from pathlib import Path

import click

from surveyapp.analysis.microdata.public_use_file import ReleaseRefused
from surveyapp.analysis.microdata.row_groups import SMALLEST_K, STRICT_K
from surveyapp.cli.language import IN_LANGUAGE
from surveyapp.cli.logged import note
from surveyapp.cli.output_path import OUTPUT_FOLDER
from surveyapp.cli.refusal import COULD_NOT_RUN, REFUSED, stop
from surveyapp.cli.study import open_study
from surveyapp.formats.interface_words import InterfaceWordsMissing
from surveyapp.plain_file import os_words
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.storage.staff_log import StaffAction
from surveyapp.study.public_release import public_release_of


@click.command("open-data")
@click.argument("name")
@click.option(
    "-o",
    "--output",
    "folder",
    type=OUTPUT_FOLDER,
    required=True,
    help="A folder that is not there yet.",
)
@click.option(
    "--k",
    "k",
    type=click.Choice([str(SMALLEST_K), str(STRICT_K)]),
    default=str(SMALLEST_K),
    show_default=True,
    help="The smallest group that a row may stand in.",
)
@IN_LANGUAGE
@click.option("--wave", "wave_name", default=None, help="The latest wave if not given.")
def release_command(name: str, folder: Path, k: str, language: str, wave_name: str | None) -> None:
    """Write the open data of the questionnaire NAME, or refuse with the reasons.

    Data, codebook, licence (CC BY 4.0), README and the report on k. No text, no exact number, no
    answer that others know except in groups of at least k, rows in random order.

    Exit codes: 0 done, 1 refused (too risky, a wave that is not frozen), 2 could not run (no such
    questionnaire or wave, a folder that is there already or cannot be written).
    """
    if folder.exists():
        stop(f"{folder} is there already; name a new folder.", COULD_NOT_RUN)
    with open_study(name, wave_name) as study:
        try:
            opened = public_release_of(study, int(k), language, secrets.SystemRandom())
        except ReleaseRefused as refused:
            stop(f"These answers cannot be opened:\n{refused}", REFUSED)
        except InterfaceWordsMissing as missing:
            stop(str(missing), COULD_NOT_RUN)
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    try:
        unfinished.mkdir()
        written = opened.write(unfinished)
        unfinished.replace(folder)
    except OSError as problem:
        stop(f"{folder} cannot be written ({os_words(problem)}).", COULD_NOT_RUN)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    made = opened.made
    note(StaffAction.OPEN_DATA_WRITTEN, folder.name, made.table.n_rows)
    click.echo("\n".join(str(folder / path.name) for path in written))
    responses = counted_noun(made.n_before, "response")
    click.echo(f"{made.table.n_rows} of {responses}, groups of {made.smallest} or more")


COMMANDS = (release_command,)
