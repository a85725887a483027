"""Fieldwork commands: waves, and codes for respondents."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from surveyapp.cli.deadline import DAY, day_of, deadline_warnings, extend_command
from surveyapp.cli.freezing import is_put_off, publication_words, sealed_words
from surveyapp.cli.logged import note
from surveyapp.cli.mixing import KEEPS_TRACES, KEY_FILE, mixing_words
from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import COULD_NOT_RUN, REFUSED, open_instance, stop
from surveyapp.cli.rounds import (
    confirm_command,
    correct_command,
    open_command,
    show_command,
    wave_as_json,
    wave_line,
)
from surveyapp.instance import Instance
from surveyapp.storage.rehearsals import end_rehearsal
from surveyapp.storage.staff_log import StaffAction, newest_line
from surveyapp.storage.waves import Wave, WaveState, list_waves, wave
from surveyapp.study.freezing import freeze_wave, is_published, publish, smallest_group
from surveyapp.study.handed_codes import MOST_CODES, make_codes
from surveyapp.study.mixing import Mixing, mix
from surveyapp.study.wave_closing import close_wave
from surveyapp.study.wave_draft import UnknownEdition, WaveRequest, make_draft


@click.group("wave")
def wave_group() -> None:
    """Rounds of fieldwork: draft, open, closed, frozen.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """


@wave_group.command("new")
@click.argument("name")
@click.option("--questionnaire", required=True, help="What is asked.")
@click.option("--edition", default=None, help="Its edition; the first one if not given.")
@click.option("--opens", type=DAY, default=None, help="Day shown to people, YYYY-MM-DD.")
@click.option("--closes", type=DAY, default=None, help="Last day shown to people, YYYY-MM-DD.")
@click.option("--rehearsal", is_flag=True, help="Its answers are never mixed, and thrown away.")
def new(
    name: str,
    questionnaire: str,
    edition: str | None,
    opens: datetime | None,
    closes: datetime | None,
    rehearsal: bool,
) -> None:
    """Make a wave called NAME, as a draft that takes no answers yet.

    NAME has small letters, digits, - and _, at most 40. In a demo instance waves are synthetic for
    good, elsewhere never. It warns of a last day on which the calendars of the study say that
    nobody can be asked, of one that is over, and of less than four weeks. A rehearsal is answered
    like any wave, in pages that say so; nothing of it counts with real answers: `wave end` throws
    it away.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    days = day_of(opens), day_of(closes)
    wanted = WaveRequest(name, questionnaire, edition, *days, is_rehearsal=rehearsal)
    with open_instance() as instance:
        try:
            made = make_draft(instance, wanted)
        except UnknownEdition as refused:
            there = ", ".join(refused.editions)
            stop(f"{questionnaire} has no edition {edition!r}, but: {there}.", COULD_NOT_RUN)
        note(StaffAction.WAVE_MADE, name)
        warnings = deadline_warnings(made)
    click.echo(wave_line(made))
    for warning in warnings:
        click.echo(warning, err=True)


@wave_group.command("close")
@click.argument("name")
@KEY_FILE
def close(name: str, brought: Path | None) -> None:
    """Let an open wave take no more answers; it can be opened again.

    What waits sealed is opened where five or more of a group wait, see `surveyapp mix`.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_instance() as instance:
        _closed, mixing = close_wave(instance, name, brought, _tell_closed)
        if mixing is not None:
            note(StaffAction.WAVE_MIXED, name, mixing.n_mixed)
            click.echo(mixing_words(mixing), err=True)


@wave_group.command("end")
@click.argument("name")
def end(name: str) -> None:
    """End the rehearsal NAME: everything of it is thrown away for good.

    Its drafts, what was sent, its contacts, invitations, mails and keys go; that it was rehearsed
    stays. Backups of before still hold them.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_instance() as instance:
        is_rewritten = end_rehearsal(instance, name, datetime.now(UTC).date())
        note(StaffAction.REHEARSAL_ENDED, name)
    click.echo(f"The rehearsal {name} has ended; nothing of it is left.")
    if not is_rewritten:
        click.echo(KEEPS_TRACES, err=True)


@wave_group.command("freeze")
@click.argument("name")
@click.option("--leave-sealed", is_flag=True, help="Open nothing any more: the key is lost.")
@KEY_FILE
def freeze(name: str, leave_sealed: bool, brought: Path | None) -> None:
    """Make a closed wave final: it is never opened again.

    What waits sealed is opened first, of every group that has five in all; where the key of the
    wave is lost for good, `--leave-sealed` freezes it with what was opened before. What the plan
    publishes of it is computed at once, and its figures stay as they are; nothing can be withdrawn
    any more. Refused is a wave that has nearly the same answers as another frozen one, see
    `surveyapp wave confirm`. Where a freeze was stopped, or could not publish, call it again.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run, or not be published yet.
    """
    with open_instance() as instance:
        frozen, mixing = _final(instance, name, brought, leaves_sealed=leave_sealed)
        click.echo(wave_line(frozen))
        left = sealed_words(mixing.n_waiting, smallest_group(instance, frozen))
        why = "" if leave_sealed else ", for too few of their group were sent"
        click.echo(f"Sealed for good{why}: {left}.", err=True)
        if not mixing.is_rewritten:
            click.echo(KEEPS_TRACES, err=True)
        made = publish(instance, frozen)
    click.echo(publication_words(frozen, made), err=True)
    if is_put_off(made):
        raise click.exceptions.Exit(COULD_NOT_RUN)


def _final(
    instance: Instance, name: str, brought: Path | None, *, leaves_sealed: bool
) -> tuple[Wave, Mixing]:
    """A wave made final, also one that was frozen before and of which nothing is published."""
    before = wave(name)
    if before.state is WaveState.FROZEN and not is_published(instance, before):
        frozen, mixing = before, mix(instance, name)
    else:
        frozen, mixing = freeze_wave(instance, name, leaves_sealed=leaves_sealed, brought=brought)
    if newest_line([StaffAction.WAVE_FROZEN], name) is None:
        note(StaffAction.WAVE_FROZEN, name, mixing.n_mixed)
    return frozen, mixing


wave_group.add_command(open_command)
wave_group.add_command(correct_command)
wave_group.add_command(confirm_command)
wave_group.add_command(show_command)
wave_group.add_command(extend_command)


@wave_group.command("list")
@click.option(
    "--format", "layout", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@only_reads
def list_(layout: str) -> None:
    """Show all waves by name.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_instance():
        waves = list_waves()
    if layout == "json":
        click.echo(json.dumps([wave_as_json(each) for each in waves], indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(map(wave_line, waves)) or "There is no wave yet.")


@click.group("codes")
def codes_group() -> None:
    """Codes that open a draft for a respondent.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """


@codes_group.command("create")
@click.option("-n", "count", type=click.IntRange(1, MOST_CODES), default=1, show_default=True)
@click.option("--wave", "wave_name", default=None, help="The only open wave if not given.")
def create(count: int, wave_name: str | None) -> None:
    """Print fresh codes, one a line, all or none; they are kept nowhere: keep what is printed.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_instance() as instance:
        chosen = _wave_for_codes(wave_name)
        codes = make_codes(instance, chosen, count)
        note(StaffAction.CODES_MADE, chosen.name, count)
        click.echo("\n".join(codes))


def _tell_closed(closed: Wave) -> None:
    click.echo(wave_line(closed))
    note(StaffAction.WAVE_CLOSED, closed.name)


def _wave_for_codes(name: str | None) -> Wave:
    """The wave of this name, or the only open one; a draft may have codes before it opens."""
    if name is not None:
        return wave(name)
    taking = [each for each in list_waves() if each.takes_answers]
    opened = [each for each in taking if not each.is_rehearsal]
    if not opened:
        stop("No wave is open. Open one, or name a draft with --wave.", REFUSED)
    if len(opened) > 1:
        names = ", ".join(each.name for each in opened)
        stop(f"Several waves are open ({names}). Choose one with --wave.", REFUSED)
    return opened[0]


COMMANDS = (wave_group, codes_group)
