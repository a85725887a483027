"""Deadline command: a later day of closing, and warnings of days on which nobody can be asked."""

from datetime import UTC, date, datetime

import click

from surveyapp.cli.logged import note
from surveyapp.cli.refusal import open_instance
from surveyapp.fieldwork.deadline import Hindrance
from surveyapp.formats.source.problem import Problem
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import Wave, extend_wave
from surveyapp.study.last_day import LastDayWarning, PastDay, ShortTime, last_day_warnings

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
    """What speaks against the last day of a wave, a line each."""
    found = last_day_warnings(wave, datetime.now(UTC).date())
    return tuple(_words(each, wave.closes) for each in found)


def _words(found: LastDayWarning, closes: date | None) -> str:
    match found:
        case ShortTime(opens=opens, closes=last, days=days):
            return (
                f"{opens} to {last} are {days} days. Institutions need at least four weeks:"
                " one person gathers figures, another approves."
            )
        case PastDay(closes=last):
            return f"The last day, {last}, is over already."
        case Problem():
            return f"Not looked at: {found}"
        case Hindrance():
            return _calendar_words(found, closes)


def _calendar_words(found: Hindrance, closes: date | None) -> str:
    period = f"{found.label} ({found.calendar}, {found.first} to {found.last})"
    if found.is_over:
        return f"Closing on {closes} is in the week after {period}: few had time before."
    return f"Closing on {closes} is in {period}: nobody can be asked then."
