"""Export commands: answers for analysts, in the formats of their programs."""

import secrets
from pathlib import Path

import click

from surveyapp.analysis.microdata.export_table import NumberCollides
from surveyapp.cli.language import LANGUAGE
from surveyapp.cli.logged import note
from surveyapp.cli.output_file import OutputFile, write_file
from surveyapp.cli.refusal import COULD_NOT_RUN, REFUSED, stop
from surveyapp.cli.study import open_study
from surveyapp.formats.interface_words import InterfaceWordsMissing
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.questions.language import SOURCE_LANGUAGE
from surveyapp.storage.staff_log import StaffAction
from surveyapp.study.row_files import ROW_WRITERS, rows_of, words_of
from surveyapp.whole_file import OWNER_WRITES


@click.command("export")
@click.argument("name")
@click.option(
    "--format", "layout", type=click.Choice(list(ROW_WRITERS)), default="csv", show_default=True
)
@click.option(
    "--labels",
    "language",
    type=LANGUAGE,
    default=SOURCE_LANGUAGE,
    show_default=True,
    help="Language of the labels; codes are the same in all.",
)
@click.option("--wave", "wave_name", default=None, help="The latest wave if not given.")
@click.option("-o", "--output", type=OutputFile(), required=True, help="A file.")
def export_command(
    name: str, layout: str, language: str, wave_name: str | None, output: Path
) -> None:
    """Write the answers to the questionnaire NAME for analysts who have the right to single rows.

    Coarse variables only: no words, no region, no exact class (`surveyapp columns NAME --export`
    prints what there is). Rows stand in a fresh random order. Real answers are exported once their
    wave is frozen, synthetic ones at any time. The file is confidential: whoever reads a row may
    recognise the institution. What may be published is made by `surveyapp open-data`.

    Exit codes: 0 done, 1 refused (a wave that is not frozen, answers that do not fit), 2 could not
    run (no such questionnaire or wave, a file that cannot be written).
    """
    with open_study(name, wave_name) as study:
        try:
            words = words_of(study.instrument, study.wave.parameters, language)
        except InterfaceWordsMissing as missing:
            stop(str(missing), COULD_NOT_RUN)
        table = rows_of(study, secrets.SystemRandom())
    try:
        write_file(output, lambda path: ROW_WRITERS[layout](table, words, path), OWNER_WRITES)
    except NumberCollides as problem:
        stop(str(problem), REFUSED)
    note(StaffAction.EXPORT_WRITTEN, output.name, table.n_rows)
    size = counted_noun(table.n_rows, "response"), counted_noun(len(table.columns) + 1, "column")
    click.echo(f"{output}: {', '.join(size)}")


COMMANDS = (export_command,)
