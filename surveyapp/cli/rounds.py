"""Round commands: what a wave asks, from which copy, and how its wording was corrected."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

import click

from surveyapp.cli.refusal import COULD_NOT_RUN, REFUSED, open_instance, stop
from surveyapp.instance import CONFIG
from surveyapp.storage.corrections import LONGEST_REASON, Correction, corrections_of
from surveyapp.storage.rounds import Confirmation, confirm_rounds, confirmations_of, likenesses
from surveyapp.storage.waves import Wave, wave
from surveyapp.study.opening import MeaningChanged, correct, open_wave
from surveyapp.study.study import Study, study_of

SHORT = 12
MOST_SHOWN = 20


@click.command("open")
@click.argument("name")
def open_command(name: str) -> None:
    """Let a drafted or closed wave take answers.

    A draft must pass `surveyapp check`. Its questionnaire, code lists, plan, code books and
    translations are copied into the instance; from then on the wave asks the copy, whatever
    happens to the files. A wave that is opened again keeps its copy. What the start page cannot
    tell, because nobody wrote it, is named.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_instance() as instance:
        try:
            before, opened = open_wave(instance, name)
        except OSError as problem:
            stop(f"The copy cannot be kept ({problem.strerror}).", COULD_NOT_RUN)
        unsaid = tuple(_unsaid(study_of(instance, opened)))
    click.echo(wave_line(opened))
    if opened.version_hash != before.version_hash:
        click.echo(
            f"The files changed since the wave was made: it asks version {opened.version},"
            f" {opened.version_hash[:SHORT]}, instead of {before.version},"
            f" {before.version_hash[:SHORT]}."
        )
    if unsaid:
        click.echo("The start page does not say:", err=True)
        click.echo("\n".join(f"  {line}" for line in unsaid), err=True)


@click.command("correct")
@click.argument("name")
@click.option("--because", "reason", default="", help="Why, in a few words that are kept.")
def correct_command(name: str, reason: str) -> None:
    """Correct the wording of the open wave NAME from the files as they are now.

    Labels, hints, guidance, notes, messages and translations may differ from what the wave asks;
    everything else is refused and named, for answers before and after would not be the same
    question. The change is kept with its day, both copies and the reason.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    _check_reason(reason)
    with open_instance() as instance:
        try:
            corrected, change = correct(instance, name, reason.strip(), datetime.now(UTC).date())
        except MeaningChanged as refused:
            stop(_why_refused(name, refused), REFUSED)
        except OSError as problem:
            stop(f"The copy cannot be kept ({problem.strerror}).", COULD_NOT_RUN)
    click.echo(wave_line(corrected))
    click.echo(f"{len(change.texts)} texts read otherwise now:")
    click.echo("\n".join(f"  {text}" for text in _first(change.texts)))


@click.command("confirm")
@click.argument("name")
@click.option("--because", "reason", required=True, help="Why, in a few words that are kept.")
def confirm_command(name: str, reason: str) -> None:
    """Confirm that the wave NAME may be published beside another that is nearly the same.

    Whoever puts both side by side, and believes that the others answered as before, can work out
    what the few institutions answered that are in one of them only. Confirm it where that is not
    so, or harms nobody. The confirmation is kept with its day and the reason.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    _check_reason(reason)
    if not reason.strip():
        stop("Say why: --because REASON", COULD_NOT_RUN)
    today = datetime.now(UTC).date()
    with open_instance() as instance:
        confirmed = wave(name)
        study = study_of(instance, confirmed)
        alike = likenesses(instance, confirmed, study.form, study.plan.rules.k)
        made = confirm_rounds(confirmed, alike, today, reason.strip())
    for each in made:
        click.echo(f"Confirmed: {each.wave} may be published beside {each.beside}.")
    if not made:
        click.echo(f"No frozen wave is nearly the same as {name}; nothing was to be confirmed.")


@click.command("show")
@click.argument("name")
@click.option(
    "--format", "layout", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def show_command(name: str, layout: str) -> None:
    """Show the wave NAME: what it asks, from which copy, when it ended, its corrections.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_instance():
        shown, corrections = wave(name), corrections_of(name)
        confirmations = confirmations_of(name)
    if layout == "json":
        logged = {
            "corrections": [_as_json(each) for each in corrections],
            "confirmations": [_as_json(each) for each in confirmations],
        }
        whole = {**wave_as_json(shown), **logged}
        click.echo(json.dumps(whole, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(shown, corrections, confirmations)))


def wave_line(shown: Wave) -> str:
    """A wave in one line: name, state, what it asks, its days."""
    ended = f"  ended {shown.ended}" if shown.ended else ""
    days = f"{shown.opens or '…'} to {shown.closes or '…'}"
    mark = "  SYNTHETIC" if shown.is_synthetic else ""
    asked = f"{shown.questionnaire} {shown.version} ({shown.edition})"
    return f"{shown.name}  {shown.state}  {asked}  {days}{ended}{mark}"


def wave_as_json(shown: Wave) -> dict[str, object]:
    """A wave as the commands print it; days as YYYY-MM-DD, None where there is none."""
    days = {key: getattr(shown, key) for key in ("opens", "closes", "ended")}
    return {
        "name": shown.name,
        "questionnaire": shown.questionnaire,
        "version": shown.version,
        "version_hash": shown.version_hash,
        "release": shown.release,
        "edition": shown.edition,
        "parameters": dict(shown.parameters),
        **{key: day.isoformat() if day else None for key, day in days.items()},
        "state": shown.state.value,
        "synthetic": shown.is_synthetic,
    }


def _unsaid(study: Study) -> Iterator[str]:
    """What the start page leaves out, and where it is written; of a demonstration, nothing."""
    instance, form = study.instance, study.form
    if study.wave.is_synthetic:
        return
    if not instance.sender:
        yield f"who asks (sender in {instance.path / CONFIG})"
    if not instance.contact:
        yield f"whom to ask (contact in {instance.path / CONFIG})"
    if study.wave.closes is None:
        yield "until when answers are taken (surveyapp wave new --closes)"
    if not study.instrument.wording(form.source_language).has(f"{form.name}.privacy"):
        yield "how answers are protected (privacy in the questionnaire)"


def _check_reason(reason: str) -> None:
    if len(reason) > LONGEST_REASON or not reason.isprintable():
        stop(f"A reason is one line of at most {LONGEST_REASON} characters.", COULD_NOT_RUN)


def _lines(
    shown: Wave, corrections: Sequence[Correction], confirmations: Sequence[Confirmation]
) -> Iterator[str]:
    yield wave_line(shown)
    yield f"version hash  {shown.version_hash}"
    yield f"copy          {shown.release or 'none; the project as it is now'}"
    for each in corrections:
        because = f"  {each.reason}" if each.reason else ""
        copies = f"{each.from_release[:SHORT]} to {each.to_release[:SHORT]}"
        yield f"correction {each.place}  {each.day}  {copies}{because}"
    for confirmed in confirmations:
        yield f"published beside {confirmed.beside}  {confirmed.day}  {confirmed.reason}"


def _as_json(kept: Correction | Confirmation) -> dict[str, object]:
    return {**asdict(kept), "day": kept.day.isoformat()}


def _why_refused(name: str, refused: MeaningChanged) -> str:
    lines = "\n".join(f"  {line}" for line in _first(refused.change.meaning))
    return (
        f"Not corrected: only the wording of texts in {name} can change while it is open.\n"
        f"{lines}\n"
        "Put these back, or close the wave and open a new one."
    )


def _first(lines: tuple[str, ...]) -> Iterator[str]:
    yield from lines[:MOST_SHOWN]
    if len(lines) > MOST_SHOWN:
        yield f"and {len(lines) - MOST_SHOWN} more"
