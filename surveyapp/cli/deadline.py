"""Deadline command: a later day of closing, and warnings of days on which nobody can be asked."""

from collections.abc import Iterator
from datetime import date, datetime

import click

from surveyapp.cli.logged import note
from surveyapp.cli.refusal import open_instance
from surveyapp.fieldwork.deadline import Hindrance, days_left, hindrances
from surveyapp.formats.source.calendar_file import load_calendars
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import Wave, extend_wave

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command("extend")
@click.argument("name")
@click.option("--closes", type=DAY, required=True, help="The new last day, YYYY-MM-DD.")
def extend_command(name: str, closes: datetime) -> None:
    """Give the wave NAME a later last day; nobody's time is ever cut.

    Tell everybody with `surveyapp mail queue NAME extension`. Of a day on which nobody can be asked
    it warns as `surveyapp wave new` does.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_instance():
        extended = extend_wave(name, closes.date())
        note(StaffAction.WAVE_EXTENDED, name)
        warnings = deadline_warnings(extended)
    click.echo(f"{name} closes on {extended.closes}.")
    for warning in warnings:
        click.echo(warning, err=True)


def day_of(moment: datetime | None) -> date | None:
    """The day of what was given as an option; None when it was not."""
    return moment.date() if moment else None


def deadline_warnings(wave: Wave) -> tuple[str, ...]:
    """What speaks against the last day of a wave, a line each; calendars that cannot be used too.

    Nothing is said where the project has no files of the questionnaire any more.
    """
    return tuple(_warnings(wave))


def _warnings(wave: Wave) -> Iterator[str]:
    if (days := days_left(wave.opens, wave.closes)) is not None:
        yield (
            f"{wave.opens} to {wave.closes} are {days} days. Institutions need at least four weeks:"
            " one person gathers figures, another approves."
        )
    if wave.closes is None:
        return
    try:
        calendars, problems = load_calendars(wave.questionnaire)
    except (QuestionnaireMissing, QuestionnaireRefused):
        return
    yield from (f"Not looked at: {problem}" for problem in problems)
    for each in hindrances(calendars, wave.closes):
        yield _words(each, wave.closes)


def _words(found: Hindrance, closes: date) -> str:
    period = f"{found.label} ({found.calendar}, {found.first} to {found.last})"
    if found.is_over:
        return f"Closing on {closes} is in the week after {period}: few had time before."
    return f"Closing on {closes} is in {period}: nobody can be asked then."
