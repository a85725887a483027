"""Analysis command: what the answers say."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from surveyapp.analysis.code_book import theme_columns
from surveyapp.analysis.comparison import Comparison
from surveyapp.analysis.comparison_json import to_json
from surveyapp.analysis.plan import NothingToCompare
from surveyapp.analysis.publication import Publication
from surveyapp.analysis.published import Published, publish
from surveyapp.analysis.snapshot import AnswersRefused, Origin, Snapshot, snapshot_of
from surveyapp.cli.comparison_text import comparison_text
from surveyapp.cli.study import COULD_NOT_RUN, REFUSED, open_study, stop
from surveyapp.cli.wave_answers import frozen_snapshot, wave_of
from surveyapp.formats.analysis_file import plan_for
from surveyapp.formats.comparison_file import comparison_csv
from surveyapp.formats.data_file import AnswerFileRefused, read_data_file
from surveyapp.formats.questionnaire_folder import (
    QuestionnaireMissing,
    QuestionnaireRefused,
    load_code_books,
    load_release,
)
from surveyapp.questionnaire.model import Questionnaire

FORMATS = click.Choice(["text", "json", "csv"])


@click.command("compare")
@click.argument("name")
@click.option(
    "--question",
    "questions",
    multiple=True,
    help="Only this question or comparison of the plan; may be repeated.",
)
@click.option("--split", is_flag=True, help="Take the groups apart by the questionnaire's split.")
@click.option("--wave", "wave_name", default=None, help="The latest wave if not given.")
@click.option(
    "--data",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="A CSV that was not collected here; columns as `surveyapp columns NAME` prints them.",
)
@click.option("--format", "layout", type=FORMATS, default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), default=None)
def compare_command(
    name: str,
    questions: tuple[str, ...],
    split: bool,
    wave_name: str | None,
    data: Path | None,
    layout: str,
    output: Path | None,
) -> None:
    """Compare the countries on the questionnaire NAME.

    Shown is what the plan publishes (analysis.yaml beside the questionnaire); without a plan every
    question. Nothing is shown of a group of fewer than five. Real answers are compared once their
    wave is frozen, synthetic ones at any time.

    Exit codes: 0 done, 1 refused (answers that do not fit, a wave that is not frozen), 2 could
    not run (no such questionnaire or question, no wave, a file that cannot be read).
    """
    if data is not None and wave_name is not None:
        stop("Either --data or --wave, not both.", COULD_NOT_RUN)
    form = _loaded(name)
    if split and form.split_by is None:
        stop(f"{form.name} has no split.", COULD_NOT_RUN)
    try:
        snapshot = _of_wave(form, wave_name) if data is None else _of_file(form, data)
    except AnswersRefused as refused:
        stop(f"The answers do not fit the questionnaire: {refused}", REFUSED)
    plan = _plan(form)
    if data is not None:
        plan = replace(plan, population={})  # the plan knows whom its own waves asked
    made = _published(form, plan, snapshot, questions)
    _write(_laid_out(made.split if split else made.whole, layout), output)


def _loaded(name: str) -> Questionnaire:
    try:
        return load_release(name)
    except QuestionnaireMissing as missing:
        stop(str(missing.args[0]), COULD_NOT_RUN)
    except QuestionnaireRefused as refused:
        stop(str(refused), REFUSED)


def _plan(form: Questionnaire) -> Publication:
    try:
        return plan_for(form)
    except QuestionnaireRefused as refused:
        stop(str(refused), REFUSED)


def _published(
    form: Questionnaire, plan: Publication, snapshot: Snapshot, questions: Sequence[str]
) -> Published:
    try:
        themes = theme_columns(form, load_code_books(form.name))
        return publish(snapshot, form, plan, questions, themes)
    except NothingToCompare as found:
        stop(_why_nothing(found), COULD_NOT_RUN)


def _why_nothing(found: NothingToCompare) -> str:
    if found.code == "no-comparing-question":
        return f"{found.name} names no question to compare by (compare_by)."
    return f"The plan publishes no question or comparison {found.name!r}. See: surveyapp columns"


def _of_wave(form: Questionnaire, name: str | None) -> Snapshot:
    with open_study() as instance:
        return frozen_snapshot(instance, wave_of(form, name), form)


def _of_file(form: Questionnaire, path: Path) -> Snapshot:
    try:
        found = read_data_file(path, form)
    except AnswerFileRefused as refused:
        stop(str(refused), REFUSED)
    except OSError as problem:
        stop(f"{path} cannot be read ({problem.strerror}).", COULD_NOT_RUN)
    origin = Origin(form.name, form.version, found.is_synthetic)
    return snapshot_of(found.columns, found.responses, origin)


def _laid_out(made: Comparison, layout: str) -> str:
    match layout:
        case "json":
            return json.dumps(to_json(made), indent=2, ensure_ascii=False) + "\n"
        case "csv":
            return comparison_csv(made)
        case _:
            return comparison_text(made)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        with output.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
    except OSError as problem:
        stop(f"{output} cannot be written ({problem.strerror}).", COULD_NOT_RUN)


COMMANDS = (compare_command,)
