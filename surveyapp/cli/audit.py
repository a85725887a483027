"""Audit command: a reader attacks everything that the plan publishes of a wave."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from math import isfinite

import click

from surveyapp.analysis.attack.audit import audit_steps, n_steps
from surveyapp.analysis.attack.audit_result import Audit, RangeFigure
from surveyapp.analysis.extent import Extent, extents
from surveyapp.analysis.microdata.snapshot import AnswersRefused
from surveyapp.analysis.outputs import Outputs
from surveyapp.analysis.result import Group
from surveyapp.analysis.tabulation_plan import NothingToCompare
from surveyapp.cli.group_disclosure_text import group_code, group_disclosure_lines
from surveyapp.cli.progress import watched
from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import COULD_NOT_RUN, open_instance, stop
from surveyapp.formats.source.questionnaire_folder import QuestionnaireRefused, folder_of
from surveyapp.instance import Instance
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.storage.waves import WaveNotFrozen, WaveRefused
from surveyapp.study.choice import NoWaveYet, chosen_wave
from surveyapp.study.publication import record_of
from surveyapp.study.study_figures import StudyFigures, figures_of

TOO_NARROW = 1


@click.command("audit")
@click.argument("name")
@click.option("--wave", "wave_name", default=None, help="The latest wave if not given.")
@click.option(
    "--format",
    "layout",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
@only_reads
def audit_command(name: str, wave_name: str | None, layout: str) -> None:
    """Attack everything that the plan publishes of the questionnaire NAME.

    A reader who puts all published figures together, and those that were published of the wave
    before, tries to find out what single institutions answered. Printed is every count that is a
    range, the smallest and the largest value that it can have, and how many values that makes for
    somebody who knows one institution's own answer. Groups in which everybody, or all but fewer
    than the smallest group, gave one answer are listed too: they are published. Last it is said,
    chapter by chapter, how much can be read.

    Exit codes: 0 sound, 1 a figure gives too much away, 2 could not run (no such questionnaire,
    no wave, a wave that is not frozen, answers that do not fit).
    """
    with open_instance() as instance:
        study = _study(instance, name, wave_name)
        made = _outputs(study)
        # Of the same wave: from one round to the next answers are not only added.
        earlier = [each for each in (record_of(study),) if each is not None]
    crosses = tuple(cross for _, cross in made.crosses)
    steps = audit_steps(made.table, crosses, earlier)
    found = Audit(made.table.rules.k, tuple(watched(steps, "Attacking", n_steps(made.table))))
    click.echo("\n".join(_as_json(found, made) if layout == "json" else _as_text(found, made)))
    if not found.is_sound:
        raise click.exceptions.Exit(TOO_NARROW)


def _study(instance: Instance, questionnaire: str, wave_name: str | None) -> StudyFigures:
    try:
        return figures_of(instance, chosen_wave(questionnaire, wave_name))
    except (NoWaveYet, WaveRefused):
        folder_of(questionnaire)
        plain = questionnaire.removeprefix("gallery/")
        stop(f"There is no such wave of {plain}. See: surveyapp wave list", COULD_NOT_RUN)


def _outputs(study: StudyFigures) -> Outputs:
    """What the plan publishes; the one place that says so."""
    try:
        return study.outputs
    except WaveNotFrozen as refused:
        stop(f"The wave {refused.wave} is {refused.state}, not frozen.", COULD_NOT_RUN)
    except AnswersRefused as refused:
        stop(f"The answers do not fit the questionnaire: {refused}", COULD_NOT_RUN)
    except NothingToCompare as found:
        name = study.wave.questionnaire
        stop(f"{name} publishes nothing ({found.code}: {found.name}).", COULD_NOT_RUN)
    except QuestionnaireRefused as refused:
        stop(str(refused), COULD_NOT_RUN)


def _as_text(found: Audit, made: Outputs) -> Iterator[str]:
    for each in found.ranges:
        yield _line(each)
    for finding in found.findings:
        place = _place(finding.figure.column, finding.figure.group, finding.figure.name)
        yield f"{place}: {finding.problem}: {finding.words}"
    yield from group_disclosure_lines(made.table.group_disclosures, found.k)
    for extent in _extents(made):
        yield _extent_line(extent)
    yield _size_line(found, made)
    findings = counted_noun(len(found.findings), "finding")
    yield f"Not sound: {findings}." if found.findings else "Sound: nothing tells too much."


def _size_line(found: Audit, made: Outputs) -> str:
    columns = counted_noun(len(made.table.columns), "column")
    ranges = counted_noun(len(found.ranges), "range")
    if found.narrowest is None:
        return f"{columns}, {ranges}."
    return f"{columns}, {ranges}, at least {counted_noun(found.narrowest, 'value')} each."


def _extents(made: Outputs) -> Iterator[Extent]:
    return extents(made.publication, made.whole, made.table.rules.k)


def _extent_line(each: Extent) -> str:
    """Shares of the differences in percentage points of which enough answered in both groups."""
    told = each.n_values + each.n_ranges
    return (
        f"{each.name or 'All chapters'}: of {counted_noun(each.n_open, 'difference')}"
        f" {_part(told, each.n_open)} can be read,"
        f" {_part(each.n_values, each.n_open)} as numbers; ranges with a certain sign:"
        f" {each.n_certain} of {each.n_ranges}; too few answered:"
        f" {counted_noun(each.n_closed, 'difference')},"
        f" {_part(each.n_closed_groups, each.n_groups)} of the groups."
    )


def _part(count: int, n: int) -> str:
    return f"{count / n:.0%}" if n else "none"


def _line(each: RangeFigure) -> str:
    place = _place(each.figure.column, each.figure.group, each.figure.name)
    width = counted_noun(each.width, "value")
    return f"{place}: {each.interval.least:g} to {each.interval.most:g}, {width}"


def _place(column: str, group: Group, name: str) -> str:
    return f"{column} {group_code(group)} {name}"


def _as_json(found: Audit, made: Outputs) -> Iterator[str]:
    ranges = [
        {
            **_named(each.figure.column, each.figure.group, each.figure.name),
            "least": each.interval.least,
            "most": each.interval.most if isfinite(each.interval.most) else None,
            "width": each.width if isfinite(each.width) else None,
            "needed": each.needed,
        }
        for each in found.ranges
    ]
    findings = [
        {
            **_named(finding.figure.column, finding.figure.group, finding.figure.name),
            "problem": finding.problem.value,
            "words": finding.words,
        }
        for finding in found.findings
    ]
    alike = made.table.group_disclosures
    whole = {
        "is_sound": found.is_sound,
        "k": found.k,
        "ranges": ranges,
        "findings": findings,
        "group_disclosures": [asdict(each) | {"group": dict(each.group)} for each in alike],
        "extents": [asdict(each) for each in _extents(made)],
    }
    yield json.dumps(whole, indent=2, ensure_ascii=False)


def _named(column: str, group: Group, name: str) -> Mapping[str, object]:
    return {"column": column, "group": dict(group), "figure": name}


COMMANDS = (audit_command,)
