"""Codebook commands: what the variables of a file mean, before there is a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from surveyapp.cli.language import IN_LANGUAGE
from surveyapp.cli.output_file import OutputFile, write_file
from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import COULD_NOT_RUN, stop
from surveyapp.cli.study import ASKED_IN, asked_by
from surveyapp.formats.interface_words import InterfaceWordsMissing
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.study.codebook_files import CODEBOOK_WRITERS, ddi_of, entries_of


@click.command("codebook")
@click.argument("name")
@IN_LANGUAGE
@click.option(
    "--format",
    "layout",
    type=click.Choice(list(CODEBOOK_WRITERS)),
    default="html",
    show_default=True,
)
@ASKED_IN
@click.option("-o", "--output", type=OutputFile(), required=True, help="A file.")
@only_reads
def codebook_command(
    name: str, language: str, layout: str, wave_name: str | None, output: Path
) -> None:
    """Write the codebook of the questionnaire NAME: wording, codes, who is asked, checks.

    It has the variables of `surveyapp export`, in its order, and needs no answers.

    Exit codes: 0 done, 1 the questionnaire or its plan has problems, 2 could not run (no such
    questionnaire, a file that cannot be written).
    """
    with asked_by(name, wave_name) as (asked, parameters), _interface_words():
        words, entries = entries_of(asked, parameters, language)
    content = CODEBOOK_WRITERS[layout](words, entries)
    write_file(output, lambda path: path.write_bytes(content))
    n_variables = sum(len(entry.variables) for entry in entries) + 1
    click.echo(f"{output}: {counted_noun(n_variables, 'variable')}")


@click.command("ddi")
@click.argument("name")
@ASKED_IN
@click.option("-o", "--output", type=OutputFile(), required=True, help="A file.")
@only_reads
def ddi_command(name: str, wave_name: str | None, output: Path) -> None:
    """Write the codebook of the questionnaire NAME as DDI-Codebook 2.5, in all its languages.

    For data archives: variables, categories, reasons for no answer, universe, question text and
    level of measurement, each text once a language. It needs no answers.

    Exit codes: 0 done, 1 the questionnaire or its plan has problems, 2 could not run (no such
    questionnaire, a file that cannot be written).
    """
    with asked_by(name, wave_name) as (asked, parameters), _interface_words():
        content, languages = ddi_of(asked, parameters)
    write_file(output, lambda path: path.write_bytes(content))
    click.echo(f"{output}: {', '.join(languages)}")


@contextmanager
def _interface_words() -> Iterator[None]:
    """Ends the command where the interface has no words in a language."""
    try:
        yield
    except InterfaceWordsMissing as missing:
        stop(str(missing), COULD_NOT_RUN)


COMMANDS = (codebook_command, ddi_command)
