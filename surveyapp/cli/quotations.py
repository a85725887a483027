"""Quotations: the words that reviewers let through, in a file of their own."""

import secrets
from pathlib import Path

import click

from surveyapp.cli.logged import note
from surveyapp.cli.output_file import OutputFile, write_file
from surveyapp.cli.study import open_study
from surveyapp.formats.microdata.quotation_file import write_quotations
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.storage.reviews import texts_of
from surveyapp.storage.staff_log import StaffAction
from surveyapp.whole_file import OWNER_WRITES


@click.command("quotations")
@click.argument("name")
@click.option("--wave", "wave_name", default=None, help="The latest wave if not given.")
@click.option("-o", "--output", type=OutputFile(), required=True, help="A file.")
def quotations_command(name: str, wave_name: str | None, output: Path) -> None:
    """Write the words given to the questionnaire NAME that reviewers let through, as CSV.

    Beside a text stand its cell and its group, which is empty where too few of the group wrote
    there; no other answer and nothing that leads to a response. Texts stand in a fresh random
    order. Nothing that nobody has read, or that was withheld, is in the file.

    Exit codes: 0 done, 1 refused (a wave that is not frozen), 2 could not run (no such
    questionnaire or wave, a file that cannot be written).
    """
    with open_study(name, wave_name) as study:
        texts = texts_of(study.wave, study.form)
        is_synthetic = study.wave.is_synthetic
    written: list[int] = []
    rng = secrets.SystemRandom()
    write_file(
        output,
        lambda path: written.append(write_quotations(texts, path, rng, is_synthetic=is_synthetic)),
        OWNER_WRITES,
    )
    note(StaffAction.EXPORT_WRITTEN, output.name, written[0])
    click.echo(f"{output}: {counted_noun(written[0], 'text')} of {len(texts)}")


COMMANDS = (quotations_command,)
