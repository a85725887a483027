"""Row files: the answers of a study for analysts, in the formats of their programs."""

from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

from surveyapp.analysis.microdata.export_table import ExportTable, export_table, write_parquet
from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.microdata.export_text import about, write_csv, write_json, write_xlsx
from surveyapp.formats.microdata.statistics_file import write_dta, write_sav
from surveyapp.formats.source.instrument import Instrument
from surveyapp.questionnaire.filled_wording import filled
from surveyapp.questionnaire.microdata_scope import exported_columns
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.column_words import ColumnWords
from surveyapp.study.study_figures import StudyFigures

RowWriter = Callable[[ExportTable, ColumnWords, Path], None]


def _write_parquet(table: ExportTable, words: ColumnWords, path: Path) -> None:
    labels = {column.name: words.label(column) for column in table.columns}
    codes = {column.name: words.codes(column) for column in table.columns if column.codes}
    write_parquet(table, {**about(table, words), "labels": labels, "codes": codes}, path)


ROW_WRITERS: Mapping[str, RowWriter] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "sav": write_sav,
    "dta": write_dta,
    "parquet": _write_parquet,
    "json": write_json,
}


def rows_of(study: StudyFigures, rng: Random) -> ExportTable:
    """The rows that analysts may have, in a random order. Raises as `StudyFigures.snapshot`."""
    return export_table(study.snapshot, exported_columns(study.form), rng)


def words_of(asked: Instrument, parameters: Mapping[str, str], language: str) -> ColumnWords:
    """Words of a questionnaire, its placeholders filled. parameters: of a wave, before its own.

    Raises InterfaceWordsMissing, QuestionnaireRefused.
    """
    wording = filled(asked.form, asked.wording(language), parameters)
    return ColumnWords(asked.form, Labels(wording, translate_in(language)))
