"""Questionnaire commands: check the files, show what is in them, print their JSON Schema."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from surveyapp.cli.reading import only_reads
from surveyapp.formats.analysis_schema import analysis_schema
from surveyapp.formats.check.check_fix import fix_files
from surveyapp.formats.check.checked_files import NothingToCheck
from surveyapp.formats.check.questionnaire_check import RULES, Report
from surveyapp.formats.check.questionnaire_check import check as check_files
from surveyapp.formats.check.sarif_file import sarif
from surveyapp.formats.questionnaire_schema import (
    calendar_schema,
    code_list_schema,
    profile_schema,
    questionnaire_schema,
)
from surveyapp.formats.questionnaire_summary import QuestionnaireSummary, summary
from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.questionnaire_folder import (
    QuestionnaireMissing,
    QuestionnaireRefused,
    folders_root,
)
from surveyapp.plain_file import os_words
from surveyapp.questions.counted_noun import counted_noun

PROBLEMS, COULD_NOT_RUN = 1, 2
SCHEMAS = {
    "list": code_list_schema,
    "analysis": analysis_schema,
    "profile": profile_schema,
    "calendar": calendar_schema,
}
FORMAT = click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
CHECK_FORMAT = click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="For people, for programs, or for code hosts and editors (SARIF 2.1.0).",
)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@CHECK_FORMAT
@click.option("--fix", "is_fixing", is_flag=True, help="Mend what changes no meaning, then check.")
@only_reads
def check(paths: tuple[Path, ...], output: str, is_fixing: bool) -> None:
    """Find everything that is wrong with questionnaires, code lists, plans and translations.

    PATH is a directory with questionnaires, the folder of one, or a YAML file; without it,
    questionnaires/ is checked. A plan of analysis and profiles are checked with their
    questionnaire. Each problem says file:line:column, a code and how to mend it;
    docs/researcher/rules.md explains the codes. Warnings do not count as problems; one that was
    looked at is ignored by a comment at its line: # check: ignore RULE reason.

    Exit codes: 0 clean, 1 problems found, 2 could not run.
    """
    try:
        where = paths or (folders_root(),)
        look = partial(check_files, where, datetime.now(UTC).date())
        report = _mended(look) if is_fixing else look()
    except (NothingToCheck, OSError) as problem:
        click.echo(_why_not(problem), err=True)
        raise click.exceptions.Exit(COULD_NOT_RUN) from problem
    click.echo(_IN[output](report))
    if not report.is_clean:
        raise click.exceptions.Exit(PROBLEMS)


def _why_not(problem: NothingToCheck | OSError) -> str:
    if isinstance(problem, OSError):
        return f"{problem.filename}: {os_words(problem)}."
    return str(problem)


def _mended(look: Callable[[], Report]) -> Report:
    """What is left after everything was mended that can be."""
    report = look()
    while n_fixed := fix_files(report.documents, report.problems):
        click.echo(f"mended: {n_fixed}", err=True)
        report = look()
    return report


def _as_json(report: Report) -> str:
    content = {
        "clean": report.is_clean,
        "questionnaires": report.n_questionnaires,
        "code_lists": report.n_code_lists,
        "problems": [asdict(problem) for problem in report.problems],
        "ignored": [asdict(each.problem) | {"reason": each.reason} for each in report.ignored],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _as_text(report: Report) -> str:
    n_errors = sum(problem.is_error for problem in report.problems)
    n_warnings = len(report.problems) - n_errors
    looked_at = (
        f"{counted_noun(report.n_questionnaires, 'questionnaire')},"
        f" {counted_noun(report.n_code_lists, 'code list')}"
    )
    counts = f"{counted_noun(n_errors, 'problem')}, {counted_noun(n_warnings, 'warning')}"
    found = counts if report.problems else "no problems"
    aside = f", {len(report.ignored)} ignored" if report.ignored else ""
    return "\n".join([*map(_line, report.problems), f"{looked_at}: {found}{aside}"])


def _as_sarif(report: Report) -> str:
    content = sarif(report.problems, report.ignored, RULES)
    return json.dumps(content, ensure_ascii=False, indent=2)


_IN = {"text": _as_text, "json": _as_json, "sarif": _as_sarif}


def _line(problem: Problem) -> str:
    return str(problem) if problem.is_error else f"{problem} (warning)"


@click.command()
@click.argument("name")
@FORMAT
@only_reads
def show(name: str, output: str) -> None:
    """Count what a questionnaire holds: sections, questions, languages and their translated share.

    Exit codes: 0 shown, 1 the questionnaire has problems, 2 there is no such questionnaire.
    """
    try:
        found = summary(name)
    except QuestionnaireMissing as problem:
        click.echo(str(problem), err=True)
        raise click.exceptions.Exit(COULD_NOT_RUN) from problem
    except QuestionnaireRefused as problem:
        click.echo(str(problem), err=True)
        raise click.exceptions.Exit(PROBLEMS) from problem
    click.echo(_summary_as_json(found) if output == "json" else _summary_as_text(found))


def _summary_as_json(found: QuestionnaireSummary) -> str:
    return json.dumps(asdict(found), ensure_ascii=False, indent=2)


def _summary_as_text(found: QuestionnaireSummary) -> str:
    lines = [f"{key.replace('_', ' '):16}{_words(value)}" for key, value in asdict(found).items()]
    return "\n".join(lines)


def _words(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{language} {share:.0%}" for language, share in value.items())
    return str(value)


@click.command()
@click.option("--list", "of_file", flag_value="list", help="Of a shared code list.")
@click.option("--analysis", "of_file", flag_value="analysis", help="Of a plan of analysis.")
@click.option("--profile", "of_file", flag_value="profile", help="Of a profile of respondents.")
@click.option("--calendar", "of_file", flag_value="calendar", help="Of a calendar.")
@only_reads
def schema(of_file: str | None) -> None:
    """Print the JSON Schema of a questionnaire file, for editors.

    Exit codes: 0 printed, 2 could not run.
    """
    content = SCHEMAS.get(of_file or "", questionnaire_schema)()
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


COMMANDS = (check, show, schema)
