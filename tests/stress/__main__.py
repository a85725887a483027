"""``python -m tests.stress races|crashes|batches|chaos [N]``: one line, exits 1 on any loss."""

import secrets
import sys

import click

from tests.stress.batches import batch
from tests.stress.chaos import Enough, chaos
from tests.stress.crashes import crash
from tests.stress.races import race

SEED = click.option("--seed", type=int, help="Chosen at random, and printed, when none is given.")


@click.group()
def main():
    """Many people at once, killed processes, killed servers: what was called saved is there."""


@main.command()
@click.argument("rounds", type=int, default=200)
@click.option("--people", default=20, show_default=True)
@SEED
def races(rounds, people, seed):
    """Twenty people on one draft, round after round. Exit codes: 0 nothing lost, 1 a loss."""
    _report(*race(rounds, _said(seed), people))


@main.command()
@click.argument("kills", type=int, default=200)
@SEED
def crashes(kills, seed):
    """Processes that send and save are killed. Exit codes: 0 nothing lost, 1 a loss."""
    _report(*crash(kills, _said(seed)))


@main.command()
@click.argument("runs", type=int, default=200)
@SEED
def batches(runs, seed):
    """Invitations are opened, answers sent, mixed and withdrawn, and processes killed meanwhile.

    Exit codes: 0 nothing lost, linked or told too early, 1 a fault.
    """
    _report(*batch(runs, _said(seed)))


@main.command("chaos")
@click.option("--kills", default=20, show_default=True)
@click.option("--saves", default=1000, show_default=True)
@click.option("--seconds", type=float, help="Stops then at the latest; without it, never.")
@SEED
def chaos_command(kills, saves, seconds, seed):
    """A server is killed under people who save. Exit codes: 0 nothing lost, 1 a loss."""
    _report(*chaos(Enough(kills, saves, seconds), _said(seed)))


def _said(seed):
    """The seed that is used; printed at once, so that a run that hangs can be repeated."""
    chosen = secrets.randbelow(10**9) if seed is None else seed
    click.echo(f"seed {chosen}")
    return chosen


def _report(line, faults):
    for fault in faults:
        click.echo(fault, err=True)
    click.echo(line)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
