"""Analysis command: what the answers say."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from surveyapp.analysis.comparison.comparison_json import to_json
from surveyapp.analysis.finalisation import finalise
from surveyapp.analysis.microdata.snapshot import AnswersRefused, Origin, Snapshot, snapshot_of
from surveyapp.analysis.outputs import Outputs
from surveyapp.analysis.result import Comparison
from surveyapp.analysis.tabulation_plan import NothingToCompare
from surveyapp.cli.comparison_text import comparison_text
from surveyapp.cli.left_out import tell_left_out, tell_uncounted, uncounted_words
from surveyapp.cli.output_file import PRINTED, write_text
from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import COULD_NOT_RUN, REFUSED, stop
from surveyapp.cli.study import open_study
from surveyapp.formats.comparison_file import comparison_csv
from surveyapp.formats.microdata.data_file import AnswerFileRefused, read_data_file
from surveyapp.formats.source.instrument import project_instrument
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.plain_file import os_words
from surveyapp.questionnaire.model import Questionnaire

FORMATS = click.Choice(["text", "json", "csv"])


@dataclass(frozen=True, slots=True)
class ComparisonOutputs:
    """What may be shown. split_by: the question that takes groups apart, None without one."""

    published: Outputs
    split_by: str | None


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
@PRINTED
@only_reads
def compare_command(
    name: str,
    questions: tuple[str, ...],
    split: bool,
    wave_name: str | None,
    data: Path | None,
    layout: str,
    output: Path | None,
) -> None:
    """Compare the groups on the questionnaire NAME.

    Shown is what the plan publishes (analysis.yaml beside the questionnaire); without a plan every
    question. Nothing is shown of a group of fewer than five. Real answers are compared once their
    wave is frozen, synthetic ones at any time.

    What of a file is not taken or not compared is told on standard error, column by column.

    Exit codes: 0 done, 1 refused (answers that do not fit, a wave that is not frozen), 2 could
    not run (no such questionnaire or question, no wave, a file that cannot be read, answers that
    hold nothing of the questions named).
    """
    if data is not None and wave_name is not None:
        stop("Either --data or --wave, not both.", COULD_NOT_RUN)
    try:
        made = (
            _of_wave(name, wave_name, questions)
            if data is None
            else _of_file(name, data, questions)
        )
    except QuestionnaireMissing as missing:
        stop(str(missing.args[0]), COULD_NOT_RUN)
    except QuestionnaireRefused as refused:
        stop(str(refused), REFUSED)
    except AnswersRefused as refused:
        stop(f"The answers do not fit the questionnaire: {refused}", REFUSED)
    except NothingToCompare as found:
        stop(_why_nothing(found), COULD_NOT_RUN)
    if split and made.split_by is None:
        stop(f"{name} has no split.", COULD_NOT_RUN)
    _check_not_empty(made.published)
    if data is not None:
        tell_uncounted(made.published.uncounted)
    view = made.published.split if split else made.published.whole
    write_text(output, _laid_out(made.published.declared(view), layout))


def _check_not_empty(found: Outputs) -> None:
    if not found.declared(found.whole).columns:
        words = uncounted_words(found.uncounted)
        stop("\n".join(("Nothing can be compared.", *words)), COULD_NOT_RUN)


def _why_nothing(found: NothingToCompare) -> str:
    if found.code == "no-comparing-question":
        return f"{found.name} names no question to compare by (compare_by)."
    return f"The plan publishes no question or comparison {found.name!r}. See: surveyapp columns"


def _of_wave(name: str, wave_name: str | None, questions: Sequence[str]) -> ComparisonOutputs:
    with open_study(name, wave_name) as study:
        return ComparisonOutputs(study.outputs_for(questions), study.form.split_by)


def _of_file(name: str, path: Path, questions: Sequence[str]) -> ComparisonOutputs:
    asked = project_instrument(name)
    # the plan knows whom its own waves asked
    plan = replace(asked.plan, population={})
    made = finalise(_read(asked.form, path), asked.form, plan, questions, asked.themes)
    return ComparisonOutputs(made, asked.form.split_by)


def _read(form: Questionnaire, path: Path) -> Snapshot:
    try:
        found = read_data_file(path, form)
    except AnswerFileRefused as refused:
        stop(str(refused), REFUSED)
    except OSError as problem:
        stop(f"{path} cannot be read ({os_words(problem)}).", COULD_NOT_RUN)
    tell_left_out(found)
    origin = Origin(form.name, form.version, found.is_synthetic)
    return snapshot_of(found.columns, found.responses(), origin)


def _laid_out(made: Comparison, layout: str) -> str:
    match layout:
        case "json":
            return json.dumps(to_json(made), indent=2, ensure_ascii=False) + "\n"
        case "csv":
            return comparison_csv(made)
        case _:
            return comparison_text(made)


COMMANDS = (compare_command,)
