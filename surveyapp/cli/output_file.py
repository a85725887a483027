"""Output file: what -o takes, and the file that is there as a whole or as it was."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from surveyapp.cli.output_path import OutputPath
from surveyapp.plain_file import os_words
from surveyapp.whole_file import whole_file

COULD_NOT_RUN = 2
STANDARD_OUTPUT = "-"


class OutputFile(OutputPath):
    """The name of a file. is_printed: ``-`` is standard output, as if -o had not been given."""

    def __init__(self, *, is_printed: bool = False) -> None:
        super().__init__(dir_okay=False, path_type=Path)
        self.is_printed = is_printed

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Its path; None for standard output."""
        if value == "":
            self.fail("this is no name of a file.", param, ctx)
        if value == STANDARD_OUTPUT:
            if self.is_printed:
                return None
            self.fail("this command writes a file: name it.", param, ctx)
        return super().convert(value, param, ctx)


PRINTED = click.option(
    "-o",
    "--output",
    type=OutputFile(is_printed=True),
    default=None,
    help="A file; standard output if not given.",
)


def write_file(output: Path, write: Callable[[Path], object], mode: int | None = None) -> None:
    """Lets `write` make the file, or ends the command and leaves what stood there as it was.

    mode: see `whole_file`.
    """
    try:
        with whole_file(output, mode) as unfinished:
            write(unfinished)
    except OSError as problem:
        click.echo(f"{output} cannot be written ({os_words(problem)}).", err=True)
        raise click.exceptions.Exit(COULD_NOT_RUN) from problem


def write_text(output: Path | None, text: str) -> None:
    """To standard output where there is no file."""
    if output is None:
        click.echo(text, nl=False)
        return
    write_file(output, lambda path: path.write_text(text, encoding="utf-8", newline=""))
