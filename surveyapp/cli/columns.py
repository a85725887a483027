"""Columns command: the variables of a questionnaire, known before anybody answers."""

import csv
import io
import json
from collections.abc import Sequence

import click

from surveyapp.cli.reading import only_reads
from surveyapp.cli.study import ASKED_IN, asked_by
from surveyapp.questionnaire.microdata_scope import kept_back
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.column import IS_SYNTHETIC, NOT_TICKED, TICKED, Column, Level

FORMATS = click.Choice(["text", "json", "csv"])
MARK = Column(IS_SYNTHETIC, "", "", Level.NOMINAL, codes=(TICKED, NOT_TICKED))
"""The first column of a file with answers; no question fills it."""


@click.command("columns")
@click.argument("name")
@click.option("--format", "layout", type=FORMATS, default="text", show_default=True)
@click.option(
    "--export", "only_exported", is_flag=True, help="Only those of `surveyapp export`, as there."
)
@ASKED_IN
@only_reads
def columns_command(name: str, layout: str, only_exported: bool, wave_name: str | None) -> None:
    """Print the columns in which the answers to the questionnaire NAME are kept.

    As text: name, level, and codes or what else stands there, one column a line. As json and csv
    also why a column is in no file that is handed out (`kept_back`).

    Exit codes: 0 done, 1 the questionnaire has problems, 2 could not run (no such questionnaire).
    """
    with asked_by(name, wave_name) as (asked, _parameters):
        form = asked.form
    columns = _exported(form) if only_exported else form.columns
    if layout == "json":
        click.echo(json.dumps([_as_json(form, column) for column in columns], indent=2))
    elif layout == "csv":
        click.echo(_columns_csv(form, columns), nl=False)
    else:
        width = max((len(column.name) for column in columns), default=0)
        for column in columns:
            click.echo(f"{column.name:<{width}}  {column.level:<8}  {_contents(column)}".rstrip())


def _exported(form: Questionnaire) -> tuple[Column, ...]:
    """The header of an exported file."""
    return (MARK, *(column for column in form.columns if kept_back(form, column) is None))


def _contents(column: Column) -> str:
    if column.codes:
        return " ".join(column.codes)
    return "whole number" if column.is_integer else ""


def _as_json(form: Questionnaire, column: Column) -> dict[str, object]:
    """A column as `columns --format json` prints it; codes are empty for numbers and text."""
    return {
        "column": column.name,
        "question": column.question,
        "level": column.level.value,
        "role": column.role.value,
        "codes": list(column.codes),
        "is_integer": column.is_integer,
        "counts_people": column.counts_people,
        "sensitive": column.is_sensitive,
        "kept_back": kept_back(form, column),
    }


def _columns_csv(form: Questionnaire, columns: Sequence[Column]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    fields = list(_as_json(form, MARK))
    writer.writerow(fields)
    for column in columns:
        shown = _as_json(form, column) | {"codes": " ".join(column.codes)}
        writer.writerow([shown[field] for field in fields])
    return text.getvalue()


COMMANDS = (columns_command,)
