"""Mixing on the terminal: sealed responses of waves are opened, together with enough others."""

import click

from surveyapp.cli.refusal import open_instance
from surveyapp.storage.pool import waves_waiting
from surveyapp.storage.waves import wave
from surveyapp.study.mixing import Mixing
from surveyapp.study.mixing import mix as mix_wave


@click.command()
@click.argument("name", required=False)
def mix(name: str | None) -> None:
    """Open what institutions have sent, where enough of it waits.

    What is sent waits sealed. While the wave NAME is open, responses of one group and class are
    opened when five or more of them wait (or as many as the plan asks for); once it is closed,
    five or more of one group. Without NAME every wave is mixed, so that a timer can call it; it is
    safe to stop it and to call it again.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_instance() as instance:
        names = (wave(name).name,) if name else waves_waiting()
        for each in names:
            click.echo(f"{each}: {mixing_words(mix_wave(instance, each))}")
    if not names:
        click.echo("Nothing waits.")


def mixing_words(mixing: Mixing) -> str:
    """What came of a mixing, in one sentence."""
    words = f"{mixing.n_mixed} opened, {mixing.n_waiting} still sealed."
    again = " The database was in use and keeps traces of before: mix again later."
    return words if mixing.is_rewritten else words + again


COMMANDS = (mix,)
