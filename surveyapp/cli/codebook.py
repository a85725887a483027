"""Codebook commands: what the variables of a file mean, before there is a file."""

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from surveyapp.cli.export import EVERYBODY, LANGUAGES, words_for, write_file
from surveyapp.cli.study import COULD_NOT_RUN, REFUSED, stop
from surveyapp.formats.analysis_file import load_publication
from surveyapp.formats.codebook_csv import codebook_csv
from surveyapp.formats.ddi_file import Edition, ddi_xml
from surveyapp.formats.questionnaire_folder import (
    QuestionnaireMissing,
    QuestionnaireRefused,
    load_release,
)
from surveyapp.formats.report_docx import report_docx
from surveyapp.formats.report_html import report_html
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.reports.codebook import QuestionEntry, codebook
from surveyapp.reports.codebook_document import codebook_document
from surveyapp.reports.column_words import ColumnWords

Entries = tuple[QuestionEntry, ...]
WRITERS: Mapping[str, Callable[[ColumnWords, Entries], bytes]] = {
    "html": lambda words, entries: report_html(codebook_document(words, entries)).encode(),
    "docx": lambda words, entries: report_docx(codebook_document(words, entries)),
    "csv": lambda words, entries: codebook_csv(words, entries).encode(),
}


@click.command("codebook")
@click.argument("name")
@click.option("--lang", "language", type=LANGUAGES, default="en", show_default=True)
@click.option(
    "--format", "layout", type=click.Choice(list(WRITERS)), default="html", show_default=True
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="A file."
)
def codebook_command(name: str, language: str, layout: str, output: Path) -> None:
    """Write the codebook of the questionnaire NAME: wording, codes, who is asked, checks.

    It has the variables of `surveyapp export`, in its order, and needs no answers.

    Exit codes: 0 done, 1 the questionnaire or its plan has problems, 2 could not run (no such
    questionnaire, a file that cannot be written).
    """
    words, entries = _entries(_loaded(name), language)
    content = WRITERS[layout](words, entries)
    write_file(output, lambda path: path.write_bytes(content), EVERYBODY)
    click.echo(f"{output}: {sum(len(entry.variables) for entry in entries) + 1} variables")


@click.command("ddi")
@click.argument("name")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="A file."
)
def ddi_command(name: str, output: Path) -> None:
    """Write the codebook of the questionnaire NAME as DDI-Codebook 2.5, in all its languages.

    For data archives: variables, categories, reasons for no answer, universe, question text and
    level of measurement, each text once a language. It needs no answers.

    Exit codes: 0 done, 1 the questionnaire or its plan has problems, 2 could not run (no such
    questionnaire, a file that cannot be written).
    """
    form = _loaded(name)
    languages = sorted(form.languages, key=lambda each: each != form.source_language)
    content = ddi_xml([Edition(*_entries(form, language)) for language in languages])
    write_file(output, lambda path: path.write_bytes(content), EVERYBODY)
    click.echo(f"{output}: {', '.join(languages)}")


def _loaded(name: str) -> Questionnaire:
    try:
        return load_release(name)
    except QuestionnaireMissing as missing:
        stop(str(missing.args[0]), COULD_NOT_RUN)
    except QuestionnaireRefused as refused:
        stop(str(refused), REFUSED)


def _entries(form: Questionnaire, language: str) -> tuple[ColumnWords, Entries]:
    """Words and codebook in one language."""
    words = words_for(form, {}, language)
    try:
        return words, tuple(codebook(words, load_publication(form.name)))
    except QuestionnaireRefused as refused:
        stop(str(refused), REFUSED)


COMMANDS = (codebook_command, ddi_command)
