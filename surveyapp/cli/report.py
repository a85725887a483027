"""Report commands: the report, its stale sentences, and where a figure comes from."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from surveyapp.analysis.microdata.answer_rows import AnswersRefused
from surveyapp.analysis.outputs import Outputs
from surveyapp.analysis.tabulation_plan import NothingToCompare
from surveyapp.cli.group_disclosure_text import group_disclosure_lines
from surveyapp.cli.language import IN_LANGUAGE
from surveyapp.cli.logged import note
from surveyapp.cli.output_file import OutputFile, write_file
from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import COULD_NOT_RUN, REFUSED, open_instance, stop
from surveyapp.cli.report_text import left_out_text, stale_text, unfounded_text
from surveyapp.formats.interface_words import InterfaceWordsMissing
from surveyapp.formats.source.prose_lock import write_lock
from surveyapp.formats.source.questionnaire_folder import questionnaire_names, shown
from surveyapp.plain_file import os_words
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.reports.block import Document
from surveyapp.reports.document.evidence import declared_at
from surveyapp.reports.document.material import Material
from surveyapp.reports.document.report import annexes_of, report_of
from surveyapp.reports.document.staleness import accepted_now
from surveyapp.reports.document.trace import trace_of
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import WaveNotFrozen
from surveyapp.study.choice import NoWaveYet, chosen_wave
from surveyapp.study.published_study import PublishedStudy, published_study_of
from surveyapp.study.report_files import (
    REPORT_WRITERS,
    FiguresTellTooMuch,
    left_out_of,
    remarks_on,
    sound_audit,
    stale_of,
)
from surveyapp.study.report_source import (
    material_of,
    provenance_of,
    response_document,
)

DAY = click.DateTime(["%Y-%m-%d"])
FILE = OutputFile()
ONE_WAVE = click.option("--wave", "wave_name", default=None, help="The latest wave if not given.")


@click.command("report")
@click.argument("name")
@IN_LANGUAGE
@click.option("--format", "layout", type=click.Choice(list(REPORT_WRITERS)), default="html")
@click.option("-o", "--output", type=FILE, default=None, help="The file to write.")
@click.option(
    "--annexes",
    "annexes",
    type=FILE,
    default=None,
    help="Where the annexes go; beside the report, as FILE-annexes, if not given.",
)
@ONE_WAVE
@click.option(
    "--date",
    "day",
    type=DAY,
    default=None,
    help="On the title page; the day the wave ended if not.",
)
@click.option("--internal", is_flag=True, help="For the team alone; every page says so.")
@click.option("--strict", is_flag=True, help="Refuse recommendations that rest on no evidence.")
@click.option("--stale", is_flag=True, help="List the sentences whose numbers changed.")
@click.option("--accept", is_flag=True, help="Take the sentences as they read with these numbers.")
def report_command(
    name: str,
    language: str,
    layout: str,
    output: Path | None,
    annexes: Path | None,
    wave_name: str | None,
    day: datetime | None,
    internal: bool,
    strict: bool,
    stale: bool,
    accept: bool,
) -> None:
    """Write the report of the questionnaire NAME.

    Summary, the chapters of its plan, method and recommendations, with the researchers' own text
    from the folder report/ of the questionnaire, which is read and never written; and the annexes
    (questionnaire, all tables, audit) as a second file. The same answers give the same files. A
    round of real answers is reported when it is frozen; before, --internal shows how many answers
    came and nothing else. Groups in which everybody, or nearly, gave one answer are told first.

    A sentence of that text with a number that may not be shown is left out, and named on the error
    stream. --stale and --accept write no report. --accept keeps today's numbers in the file
    numbers.lock beside the text.

    Exit codes: 0 done, 1 refused (a round that is not frozen, text that names what the plan does
    not have, --strict, --stale that finds some), 2 could not run (no such questionnaire or wave,
    a file that cannot be written).
    """
    _check_has_work(output, stale, accept)
    with _reported(name, wave_name, is_open_too=internal) as study:
        provenance = provenance_of(study.wave, day.date() if day else None, is_internal=internal)
        try:
            material = material_of(study, language, provenance)
        except WaveNotFrozen as refused:
            path = _internal_path(refused, output if internal else None)
            _write(response_document(study, language, provenance), layout, path)
            return
        if accept:
            _accept(material)
        if stale:
            _list_stale(material)
        if output is not None:
            _warn(material, study, is_strict=strict)
            _write_report(_audited(material, study), layout, output, annexes)


def _internal_path(refused: WaveNotFrozen, output: Path | None) -> Path:
    """Where the count of an open round goes; ends the command where it was not asked for."""
    if output is None:
        stop(_why_not_yet(refused), REFUSED)
    return output


def _check_has_work(output: Path | None, *others: bool) -> None:
    """Whether a report or something else was asked for."""
    if output is None and not any(others):
        stop("Say where to write the report: -o FILE", COULD_NOT_RUN)


def _write_report(audited: Material, layout: str, output: Path, annexes: Path | None) -> None:
    """The report in two documents."""
    _write(report_of(audited), layout, output)
    _write(annexes_of(audited), layout, annexes or beside(output))


def beside(output: Path) -> Path:
    """Where the annexes of a report go: ``r.pdf`` has ``r-annexes.pdf`` beside it."""
    return output.with_stem(f"{output.stem}-annexes")


@click.command("trace")
@click.argument("number")
@click.argument("name", required=False)
@ONE_WAVE
@only_reads
def trace_command(number: str, name: str | None, wave_name: str | None) -> None:
    """Print where the table or figure NUMBER of the report comes from, such as T3.4.

    NAME is the questionnaire; it may be left out where there is only one.

    Exit codes: 0 done, 1 refused (a round that is not frozen), 2 could not run (no such table,
    questionnaire or wave).
    """
    with _reported(name or _only_one(), wave_name) as study:
        outputs = _frozen(study)
        publication = outputs.publication
        declared = declared_at(publication, number)
        if declared is None:
            stop(
                f"The report has no {number}. The list of tables in its annexes has them all.",
                COULD_NOT_RUN,
            )
        provenance = provenance_of(study.wave, None).of(outputs.whole.snapshot)
        for what, value in trace_of(declared, publication, provenance):
            click.echo(f"{what + ':':<16}{value}")


@contextmanager
def _reported(
    name: str, wave_name: str | None, *, is_open_too: bool = False
) -> Iterator[PublishedStudy]:
    """The study of the wave; whatever refuses becomes words and an exit code."""
    try:
        with open_instance() as instance:
            chosen = chosen_wave(name, wave_name, is_open_too=is_open_too)
            yield published_study_of(instance, chosen)
    except NoWaveYet as nothing:
        stop(str(nothing), COULD_NOT_RUN)
    except (NothingToCompare, AnswersRefused) as refused:
        stop(f"The answers cannot be reported: {refused}", REFUSED)
    except InterfaceWordsMissing as missing:
        stop(str(missing.args[0]), COULD_NOT_RUN)


def _only_one() -> str:
    names = questionnaire_names()
    if len(names) != 1:
        stop(f"Say of which questionnaire: {', '.join(names)}", COULD_NOT_RUN)
    return names[0]


def _frozen(study: PublishedStudy) -> Outputs:
    try:
        return study.outputs
    except WaveNotFrozen as refused:
        stop(_why_not_yet(refused), REFUSED)


def _why_not_yet(refused: WaveNotFrozen) -> str:
    return (
        f"The wave {refused.wave} is {refused.state}. Real answers are reported once the wave is"
        f" frozen: surveyapp wave freeze {refused.wave}. Until then --internal with -o FILE"
        " writes how many answers came."
    )


def _accept(material: Material) -> None:
    accepted = accepted_now(material.prose, material.figure_words)
    try:
        path = write_lock(material.form.name, material.language, accepted)
    except OSError as problem:
        stop(f"The lock cannot be written ({os_words(problem)}).", COULD_NOT_RUN)
    count = sum(map(len, accepted.values()))
    click.echo(f"{shown(path)}: {counted_noun(count, 'sentence')} with the numbers of today")


def _list_stale(material: Material) -> None:
    _tell_left_out(material)
    found = stale_of(material)
    for each in found:
        click.echo(stale_text(each))
    if found:
        raise click.exceptions.Exit(REFUSED)
    click.echo("No sentence is stale.")


def _audited(material: Material, study: PublishedStudy) -> Material:
    """With the audit; nothing is written while a figure tells too much."""
    try:
        return replace(material, audit=sound_audit(study))
    except FiguresTellTooMuch:
        stop("Not written: some figures tell too much. See: surveyapp audit", REFUSED)


def _warn(material: Material, study: PublishedStudy, *, is_strict: bool) -> None:
    """Told are groups alike, sentences that are stale or left out, what rests on no evidence."""
    table = study.outputs.table
    for line in group_disclosure_lines(table.group_disclosures, table.rules.k):
        click.echo(line, err=True)
    remarks = remarks_on(study, material)
    told = [left_out_text(file, sentence) for file, sentence in remarks.left_out]
    told += [stale_text(each) for each in remarks.stale]
    told += [unfounded_text(each) for each in remarks.unfounded]
    for line in told:
        click.echo(line, err=True)
    if remarks.unfounded and is_strict:
        stop("Not written: every recommendation needs evidence (--strict).", REFUSED)


def _tell_left_out(material: Material) -> None:
    """Sentences of the prose that the report does without, on the error stream."""
    for file, sentence in left_out_of(material):
        click.echo(left_out_text(file, sentence), err=True)


def _write(document: Document, layout: str, output: Path) -> None:
    content = REPORT_WRITERS[layout](document)
    write_file(output, lambda path: path.write_bytes(content))
    note(StaffAction.REPORT_WRITTEN, output.name)


COMMANDS = (report_command, trace_command)
