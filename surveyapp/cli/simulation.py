"""Simulation commands: invented answers, and scenarios that try the routing."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from surveyapp.cli.output_file import PRINTED, write_file
from surveyapp.cli.progress import watched
from surveyapp.cli.reading import only_reads
from surveyapp.formats.microdata.simulated_file import LAYOUTS
from surveyapp.formats.microdata.simulated_parts import SimulatedStudy
from surveyapp.formats.source.questionnaire_folder import (
    QuestionnaireMissing,
    QuestionnaireRefused,
    load_release,
    questionnaire_names,
)
from surveyapp.formats.source.scenario_file import read_scenario, scenario_paths
from surveyapp.questionnaire.model import FULL, Questionnaire
from surveyapp.questionnaire.scenario import ScenarioDifference, play
from surveyapp.questionnaire.simulation import CannotAnswer
from surveyapp.questions.counted_noun import counted_noun

PROBLEMS, COULD_NOT_RUN = 1, 2
MOST_RESPONDENTS = 1_000_000


@click.command("simulate")
@click.argument("name")
@click.option(
    "-n",
    "number",
    default=200,
    show_default=True,
    type=click.IntRange(1, MOST_RESPONDENTS),
    help="How many respondents.",
)
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same bytes.")
@click.option("--edition", default=FULL, show_default=True, help="The edition that is answered.")
@click.option(
    "--format", "layout", type=click.Choice(list(LAYOUTS)), default="csv", show_default=True
)
@PRINTED
@only_reads
def simulate_command(
    name: str, number: int, seed: int, edition: str, layout: str, output: Path | None
) -> None:
    """Invent answers to the questionnaire NAME that obey its routing and checks.

    A recipe (synthetic.yaml beside the questionnaire) says how people tend to answer; without one
    all answers are equally likely. Every row is marked synthetic.

    Exit codes: 0 done, 1 the questionnaire or its recipe has problems, 2 could not run (no such
    questionnaire or edition, a file that cannot be written).
    """
    with words_for_recipes():
        try:
            _check_edition(load_release(name), edition)
            lines = SimulatedStudy(name, edition, number, seed, layout).lines()
            _write(_watched(lines, number, output), output)
        except QuestionnaireMissing as problem:
            _stop(str(problem), COULD_NOT_RUN)
        except QuestionnaireRefused as problem:
            _stop(str(problem), PROBLEMS)


@contextmanager
def words_for_recipes() -> Iterator[None]:
    """A question that nobody can answer ends the command with words and what to do."""
    try:
        yield
    except CannotAnswer as problem:
        words = f"No answer to the required question {problem.question} passes its checks; tell one"
        _stop(f"{words} in synthetic.yaml.", PROBLEMS)


@click.command("scenarios")
@click.argument("name", required=False)
@only_reads
def scenarios_command(name: str | None) -> None:
    """Run the scenario tests of the questionnaire NAME, or of all.

    A scenario (tests/*.yaml beside the questionnaire) gives answers and says which questions are
    shown then. Each that breaks is listed with what was expected and what came out.

    Exit codes: 0 all hold, 1 some break or cannot be read, 2 could not run (no such questionnaire,
    no scenarios).
    """
    names = questionnaire_names() if name is None else (name,)
    try:
        paths = [(each, path) for each in names for path in scenario_paths(each)]
        if not paths:
            _stop(f"There are no scenarios of {' or '.join(names)}.", COULD_NOT_RUN)
        n_broken = sum(not _holds(each, path) for each, path in paths)
    except QuestionnaireMissing as problem:
        _stop(str(problem), COULD_NOT_RUN)
    said = f"{n_broken} broken" if n_broken else "it holds" if len(paths) == 1 else "all hold"
    click.echo(f"{counted_noun(len(paths), 'scenario')}: {said}")
    if n_broken:
        raise click.exceptions.Exit(PROBLEMS)


def _holds(name: str, path: Path) -> bool:
    """Whether one scenario holds; prints where it does not."""
    try:
        form = load_release(name)
        broken = play(form, read_scenario(path, form))
    except QuestionnaireRefused as problem:
        click.echo(str(problem))
        return False
    if broken:
        click.echo(f"{name}/{path.parent.name}/{path.name} breaks")
        click.echo("\n".join(line for difference in broken for line in _lines(difference)))
    return not broken


def _lines(difference: ScenarioDifference) -> Iterator[str]:
    yield f"  {difference.what}"
    yield f"    expected: {_listed(difference.expected)}"
    yield f"    actual:   {_listed(difference.actual)}"
    missing = [name for name in difference.expected if name not in difference.actual]
    added = [name for name in difference.actual if name not in difference.expected]
    if len(difference.expected) > 1 or len(difference.actual) > 1:
        yield f"    missing:  {_listed(missing)}"
        yield f"    too many: {_listed(added)}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "(none)"


def _check_edition(form: Questionnaire, edition: str) -> None:
    if edition not in (*form.editions, FULL):
        editions = ", ".join(form.editions)
        _stop(f"{form.name} has no edition {edition!r}, but: {editions}.", COULD_NOT_RUN)


def _watched(lines: Iterable[str], number: int, output: Path | None) -> Iterable[str]:
    """The same, with progress where they go to a file. number: how many, but for the header."""
    return lines if output is None else watched(lines, "Inventing answers", number)


def _write(lines: Iterable[str], output: Path | None) -> None:
    if output is None:
        for line in lines:
            click.echo(line, nl=False)
        return
    write_file(output, lambda path: _write_lines(lines, path))


def _write_lines(lines: Iterable[str], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)


def _stop(words: str, exit_code: int) -> NoReturn:
    click.echo(words, err=True)
    raise click.exceptions.Exit(exit_code)


COMMANDS = (simulate_command, scenarios_command)
