"""Jobs on the terminal: work that was asked for on the desk is done."""

import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from secrets import token_hex
from threading import Thread
from traceback import format_tb
from types import TracebackType

import click
from sqlalchemy.exc import DatabaseError

from surveyapp.cli.reading import logs_itself
from surveyapp.cli.refusal import open_instance
from surveyapp.instance import Instance
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.storage.database import connected
from surveyapp.storage.job_leases import give_back
from surveyapp.study.work.working import work_off

ONLY_OWNER = 0o077
HOLDER_BYTES = 16
GIVES_WAY = 10
"""Beside a server: whoever asks for a page is answered first."""


@click.group("jobs")
def jobs_group() -> None:
    """Long work that was asked for on the desk.

    Exit codes: 0 done, 2 could not run.
    """


@jobs_group.command("run")
@click.option("--holder", default=None, hidden=True, help="Ends when standard input does.")
@logs_itself
def run(holder: str | None) -> None:
    """Work on the jobs that wait, one after the other, until none is left.

    `surveyapp serve` does so by itself; a timer may call it where the server is not to do it. It is
    safe to stop it and to call it again, also beside a server: a job that somebody works on is left
    to them. What a job did stands on its page and in the log of staff.

    Exit codes: 0 done, 2 could not run.
    """
    os.umask(ONLY_OWNER)
    sys.excepthook = _without_values
    with open_instance() as instance:
        if holder is not None:
            os.nice(GIVES_WAY)
            Thread(target=_end_with_input, args=(instance, holder), daemon=True).start()
        n_taken = work_off(instance, holder or token_hex(HOLDER_BYTES), _now)
    click.echo(f"{counted_noun(n_taken, 'job')} taken up.")


def _now() -> datetime:
    return datetime.now(UTC)


def _end_with_input(instance: Instance, holder: str) -> None:
    """Ends this process when whoever holds its standard input is gone; its job is given back."""
    sys.stdin.buffer.read()
    with suppress(DatabaseError), connected(instance):
        give_back(holder, was_ended=True)
    os._exit(0)


def _without_values(
    kind: type[BaseException], _error: BaseException, trace: TracebackType | None
) -> None:
    """The kind of a failure and the lines of code it passed; a message may hold an answer."""
    click.echo(f"{kind.__name__}\n{''.join(format_tb(trace))}", err=True)


COMMANDS = (jobs_group,)
