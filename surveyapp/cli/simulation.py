"""Simulation commands: invented answers for tests and demonstrations."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from surveyapp.formats.questionnaire_folder import (
    QuestionnaireMissing,
    QuestionnaireRefused,
    load_release,
)
from surveyapp.formats.recipe_file import load_recipe
from surveyapp.formats.simulated_file import as_csv, as_json_lines
from surveyapp.questionnaire.simulation import simulate

COULD_NOT_RUN = 2


@click.command("simulate")
@click.argument("name")
@click.option("-n", "number", default=200, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same bytes.")
@click.option("--edition", default="full", show_default=True)
@click.option(
    "--format", "kind", type=click.Choice(["csv", "jsonl"]), default="csv", show_default=True
)
@click.option("-o", "output", type=click.Path(dir_okay=False, path_type=Path), help="A file.")
def simulate_command(
    name: str, number: int, seed: int, edition: str, kind: str, output: Path | None
) -> None:
    """Invent answers to a questionnaire that obey its routing and checks.

    Every row is marked synthetic. Exit codes: 0 done, 2 could not run.
    """
    try:
        form, recipe = load_release(name).in_edition(edition), load_recipe(name)
    except (QuestionnaireMissing, QuestionnaireRefused) as problem:
        click.echo(str(problem), err=True)
        raise click.exceptions.Exit(COULD_NOT_RUN) from problem
    respondents = simulate(form, number, seed, recipe)
    if output is None or not sys.stderr.isatty():
        bar = respondents
        lines = as_csv(form, bar) if kind == "csv" else as_json_lines(bar)
        _write(lines, output)
        return
    with click.progressbar(respondents, length=number, label="Respondents", file=sys.stderr) as bar:
        _write(as_csv(form, bar) if kind == "csv" else as_json_lines(bar), output)


def _write(lines: Iterable[str], output: Path | None) -> None:
    if output is None:
        for line in lines:
            click.echo(line, nl=False)
    else:
        with output.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)


COMMANDS = (simulate_command,)
