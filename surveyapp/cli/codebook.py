"""Codebook commands: what the variables of a file mean, before there is a file."""

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from surveyapp.cli.export import EVERYBODY, words_for, write_file
from surveyapp.cli.language import IN_LANGUAGE
from surveyapp.cli.reading import only_reads
from surveyapp.cli.study import ASKED_IN, asked_by
from surveyapp.formats.microdata.codebook_csv import codebook_csv, codebook_xlsx
from surveyapp.formats.microdata.ddi_file import Edition, ddi_xml
from surveyapp.formats.microdata.short_label import shortened
from surveyapp.formats.report.report_docx import report_docx
from surveyapp.formats.report.report_html import report_html
from surveyapp.formats.source.instrument import Instrument
from surveyapp.questionnaire.microdata_scope import exported_columns
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.reports.block import Document
from surveyapp.reports.codebook.codebook import QuestionEntry, codebook
from surveyapp.reports.codebook.codebook_document import codebook_document
from surveyapp.reports.sentence.column_words import ColumnWords

Entries = tuple[QuestionEntry, ...]
WRITERS: Mapping[str, Callable[[ColumnWords, Entries], bytes]] = {
    "html": lambda words, entries: report_html(_document(words, entries)).encode(),
    "docx": lambda words, entries: report_docx(_document(words, entries)),
    "xlsx": codebook_xlsx,
    "csv": lambda words, entries: codebook_csv(words, entries).encode(),
}


@click.command("codebook")
@click.argument("name")
@IN_LANGUAGE
@click.option(
    "--format", "layout", type=click.Choice(list(WRITERS)), default="html", show_default=True
)
@ASKED_IN
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="A file."
)
@only_reads
def codebook_command(
    name: str, language: str, layout: str, wave_name: str | None, output: Path
) -> None:
    """Write the codebook of the questionnaire NAME: wording, codes, who is asked, checks.

    It has the variables of `surveyapp export`, in its order, and needs no answers.

    Exit codes: 0 done, 1 the questionnaire or its plan has problems, 2 could not run (no such
    questionnaire, a file that cannot be written).
    """
    with asked_by(name, wave_name) as (asked, parameters):
        words, entries = _entries(asked, parameters, language)
    content = WRITERS[layout](words, entries)
    write_file(output, lambda path: path.write_bytes(content), EVERYBODY)
    n_variables = sum(len(entry.variables) for entry in entries) + 1
    click.echo(f"{output}: {counted_noun(n_variables, 'variable')}")


@click.command("ddi")
@click.argument("name")
@ASKED_IN
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="A file."
)
@only_reads
def ddi_command(name: str, wave_name: str | None, output: Path) -> None:
    """Write the codebook of the questionnaire NAME as DDI-Codebook 2.5, in all its languages.

    For data archives: variables, categories, reasons for no answer, universe, question text and
    level of measurement, each text once a language. It needs no answers.

    Exit codes: 0 done, 1 the questionnaire or its plan has problems, 2 could not run (no such
    questionnaire, a file that cannot be written).
    """
    with asked_by(name, wave_name) as (asked, parameters):
        form = asked.form
        languages = sorted(form.languages, key=lambda each: each != form.source_language)
        made = [Edition(*_entries(asked, parameters, language)) for language in languages]
    content = ddi_xml(made)
    write_file(output, lambda path: path.write_bytes(content), EVERYBODY)
    click.echo(f"{output}: {', '.join(languages)}")


def _document(words: ColumnWords, entries: Entries) -> Document:
    return codebook_document(words, entries, shortened(words, exported_columns(words.form)))


def _entries(
    asked: Instrument, parameters: Mapping[str, str], language: str
) -> tuple[ColumnWords, Entries]:
    """Words and codebook in one language."""
    words = words_for(asked, parameters, language)
    return words, tuple(codebook(words, asked.declared_plan))


COMMANDS = (codebook_command, ddi_command)
