"""Export commands: answers for analysts, in the formats of their programs."""

import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from surveyapp.analysis.microdata.export_table import (
    ExportTable,
    NumberCollides,
    export_table,
    write_parquet,
)
from surveyapp.cli.language import LANGUAGE
from surveyapp.cli.logged import note
from surveyapp.cli.refusal import COULD_NOT_RUN, REFUSED, stop
from surveyapp.cli.study import open_study
from surveyapp.formats.interface_words import InterfaceWordsMissing, translate_in
from surveyapp.formats.microdata.export_text import about, write_csv, write_json, write_xlsx
from surveyapp.formats.microdata.statistics_file import write_dta, write_sav
from surveyapp.formats.source.instrument import Instrument
from surveyapp.questionnaire.filled_wording import filled
from surveyapp.questionnaire.microdata_scope import exported_columns
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.questions.language import SOURCE_LANGUAGE
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.column_words import ColumnWords
from surveyapp.storage.staff_log import StaffAction

Writer = Callable[[ExportTable, ColumnWords, Path], None]
ONLY_OWNER, EVERYBODY = 0o600, 0o644


def _write_parquet(table: ExportTable, words: ColumnWords, path: Path) -> None:
    labels = {column.name: words.label(column) for column in table.columns}
    codes = {column.name: words.codes(column) for column in table.columns if column.codes}
    write_parquet(table, {**about(table, words), "labels": labels, "codes": codes}, path)


WRITERS: Mapping[str, Writer] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "sav": write_sav,
    "dta": write_dta,
    "parquet": _write_parquet,
    "json": write_json,
}


@click.command("export")
@click.argument("name")
@click.option(
    "--format", "layout", type=click.Choice(list(WRITERS)), default="csv", show_default=True
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
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="A file."
)
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
        form = study.form
        words = words_for(study.instrument, study.wave.parameters, language)
        snapshot = study.snapshot
    table = export_table(snapshot, exported_columns(form), secrets.SystemRandom())
    write_file(output, lambda path: WRITERS[layout](table, words, path))
    note(StaffAction.EXPORT_WRITTEN, output.name, table.n_rows)
    size = counted_noun(table.n_rows, "response"), counted_noun(len(table.columns) + 1, "column")
    click.echo(f"{output}: {', '.join(size)}")


def words_for(asked: Instrument, parameters: Mapping[str, str], language: str) -> ColumnWords:
    """Words of a questionnaire, its placeholders filled. parameters: of a wave, before its own."""
    form = asked.form
    wording = filled(form, asked.wording(language), parameters)
    try:
        return ColumnWords(form, Labels(wording, translate_in(language)))
    except InterfaceWordsMissing as missing:
        stop(str(missing), COULD_NOT_RUN)


def write_file(output: Path, write: Callable[[Path], object], mode: int = ONLY_OWNER) -> None:
    """A file that is there as a whole or not at all; only its owner may read it unless said."""
    unfinished = output.with_name(f".{output.name}.unfinished")
    try:
        unfinished.touch(mode=mode)
        write(unfinished)
        unfinished.replace(output)
    except NumberCollides as problem:
        stop(str(problem), REFUSED)
    except OSError as problem:
        stop(f"{output} cannot be written ({problem.strerror or problem}).", COULD_NOT_RUN)
    finally:
        unfinished.unlink(missing_ok=True)


COMMANDS = (export_command,)
