"""Round commands: what a wave asks, from which copy, and how its wording was corrected."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from surveyapp.cli.deadline import deadline_warnings
from surveyapp.cli.logged import note
from surveyapp.cli.mixing import KEY_FILE
from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import COULD_NOT_RUN, REFUSED, open_instance, stop
from surveyapp.instance import CONFIG
from surveyapp.plain_file import os_words
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.storage.corrections import LONGEST_REASON, Correction, corrections_of
from surveyapp.storage.rounds import Confirmation, confirmations_of
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.study_keys import keys_away
from surveyapp.storage.translation_gaps import TranslationGap, gaps_of
from surveyapp.storage.waves import Wave, wave
from surveyapp.study.confirming import confirm_beside
from surveyapp.study.opening import (
    MeaningChanged,
    TextsUntranslated,
    TranslationWaiver,
    correct,
    open_wave,
)
from surveyapp.study.study import study_of
from surveyapp.study.unsaid import Unsaid, unreviewed_of, unsaid_of

SHORT = 12
Kept = Correction | Confirmation | TranslationGap
"""What is recorded of a wave, with a day and mostly a reason."""
MOST_SHOWN = 20


WITHOUT_TRANSLATIONS = click.option(
    "--with-missing-translations",
    "excuse",
    metavar="REASON",
    default=None,
    help="Also where texts are missing or stale in a language; why, in words that are kept.",
)


@click.command("open")
@click.argument("name")
@WITHOUT_TRANSLATIONS
@KEY_FILE
def open_command(name: str, excuse: str | None, brought: Path | None) -> None:
    """Let a drafted or closed wave take answers.

    A draft must pass `surveyapp check`. Its questionnaire, code lists, plan, code books and
    translations are copied into the instance; from then on the wave asks the copy, whatever
    happens to the files. A wave that is opened again keeps its copy. What the start page cannot
    tell, because nobody wrote it, is named, and how many translations nobody has reviewed. Texts
    that are not translated are shown in the language of their file, if a reason lets them pass;
    it is kept with the day and their number. Warns of the last day as `surveyapp wave new` does.
    Where the study key was taken away (`surveyapp keys move`), it is brought to open a sealed test:
    `--key`.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    waiver = _waiver(excuse)
    with open_instance() as instance:
        with words_for_copies():
            before, opened = open_wave(instance, name, waiver=waiver, brought=brought)
        note(StaffAction.WAVE_OPENED, name)
        unsaid, away = unsaid_of(study_of(instance, opened)), keys_away(instance)
        unreviewed = unreviewed_of(before)
        warnings = deadline_warnings(opened)
    click.echo(wave_line(opened))
    if opened.version_hash != before.version_hash:
        click.echo(
            f"The files changed since the wave was made: it asks version {opened.version},"
            f" {opened.version_hash[:SHORT]}, instead of {before.version},"
            f" {before.version_hash[:SHORT]}."
        )
    for line in (*away, *warnings):
        click.echo(line, err=True)
    if unsaid:
        click.echo("The start page does not say:", err=True)
        click.echo(
            "\n".join(f"  {_unsaid_line(each, instance.path / CONFIG)}" for each in unsaid),
            err=True,
        )
    if unreviewed:
        counts = ", ".join(f"{language} {n}" for language, n in unreviewed.items())
        click.echo(f"Translations that nobody has reviewed: {counts}", err=True)


@click.command("correct")
@click.argument("name")
@click.option("--because", "reason", default="", help="Why, in a few words that are kept.")
@WITHOUT_TRANSLATIONS
def correct_command(name: str, reason: str, excuse: str | None) -> None:
    """Correct the wording of the open wave NAME from the files as they are now.

    Labels, hints, guidance, notes, messages and translations may differ from what the wave asks;
    everything else is refused and named, for answers before and after would not be the same
    question. The change is kept with its day, both copies and the reason.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    _check_reason(reason)
    waiver, today = _waiver(excuse), datetime.now(UTC).date()
    with open_instance() as instance, words_for_copies():
        try:
            corrected, change = correct(instance, name, reason.strip(), today, waiver)
        except MeaningChanged as refused:
            stop(_why_refused(name, refused), REFUSED)
    note(StaffAction.WAVE_CORRECTED, name)
    click.echo(wave_line(corrected))
    click.echo(f"{counted_noun(len(change.texts), 'text reads', 'texts read')} otherwise now:")
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
        made = confirm_beside(instance, name, today, reason.strip())
    note(StaffAction.WAVE_CONFIRMED, name, len(made))
    for each in made:
        click.echo(f"Confirmed: {each.wave} may be published beside {each.beside}.")
    if not made:
        click.echo(f"No frozen wave is nearly the same as {name}; nothing was to be confirmed.")


@click.command("show")
@click.argument("name")
@click.option(
    "--format", "layout", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@only_reads
def show_command(name: str, layout: str) -> None:
    """Show the wave NAME: what it asks, from which copy, when it ended, its corrections.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_instance():
        shown, corrections = wave(name), corrections_of(name)
        confirmations, gaps = confirmations_of(name), gaps_of(name)
    if layout == "json":
        logged = {
            "corrections": [_as_json(each) for each in corrections],
            "confirmations": [_as_json(each) for each in confirmations],
            "translation_gaps": [_as_json(each) for each in gaps],
        }
        whole = {**wave_as_json(shown), **logged}
        click.echo(json.dumps(whole, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(shown, (*gaps, *corrections, *confirmations))))


def wave_line(shown: Wave) -> str:
    """A wave in one line: name, state, what it asks, its days."""
    ended = f"  ended {shown.ended}" if shown.ended else ""
    days = f"{shown.opens or '…'} to {shown.closes or '…'}"
    mark = "  SYNTHETIC" if shown.is_synthetic else ""
    mark += "  REHEARSAL" if shown.is_rehearsal else ""
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
        "rehearsal": shown.is_rehearsal,
    }


def _unsaid_line(found: Unsaid, config: Path) -> str:
    """What is not said, and where it is written."""
    where = {
        Unsaid.SENDER: f"sender in {config}",
        Unsaid.CONTACT: f"contact in {config}",
        Unsaid.LAST_DAY: "surveyapp wave new --closes",
        Unsaid.PRIVACY: "privacy in the questionnaire",
    }
    return f"{found} ({where[found]})"


def _waiver(excuse: str | None) -> TranslationWaiver | None:
    if excuse is None:
        return None
    _check_reason(excuse)
    if not excuse.strip():
        stop("Say why: --with-missing-translations REASON", COULD_NOT_RUN)
    return TranslationWaiver(datetime.now(UTC).date(), excuse.strip())


@contextmanager
def words_for_copies() -> Iterator[None]:
    """What keeps a copy from being made becomes words."""
    try:
        yield
    except TextsUntranslated as refused:
        hint = "Translate them, or say why not: --with-missing-translations REASON"
        stop(f"{refused}\n{hint}", REFUSED)
    except OSError as problem:
        stop(f"The copy cannot be kept ({os_words(problem)}).", COULD_NOT_RUN)


def _check_reason(reason: str) -> None:
    if len(reason) > LONGEST_REASON or not reason.isprintable():
        stop(f"A reason is one line of at most {LONGEST_REASON} characters.", COULD_NOT_RUN)


def _lines(shown: Wave, kept: Sequence[Kept]) -> Iterator[str]:
    yield wave_line(shown)
    yield f"version hash  {shown.version_hash}"
    yield f"copy          {shown.release or 'none; the project as it is now'}"
    yield from map(_kept_line, kept)


def _kept_line(kept: Kept) -> str:
    match kept:
        case Correction():
            because = f"  {kept.reason}" if kept.reason else ""
            copies = f"{kept.from_release[:SHORT]} to {kept.to_release[:SHORT]}"
            return f"correction {kept.place}  {kept.day}  {copies}{because}"
        case Confirmation():
            return f"published beside {kept.beside}  {kept.day}  {kept.reason}"
        case TranslationGap():
            counts = f"{kept.n_missing} missing, {kept.n_stale} stale"
            return f"not translated: {kept.language}  {counts}  {kept.day}  {kept.reason}"


def _as_json(kept: Kept) -> dict[str, object]:
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
