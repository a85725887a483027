"""Log on the terminal: what staff did, and whether no line of it was changed."""

import json
from dataclasses import asdict

import click

from surveyapp.cli.contacts import TEXT_OR_JSON
from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import REFUSED, open_instance, stop
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.storage.staff_log import LogLine, chain_of, log_lines


@click.group("log")
def log_group() -> None:
    """What staff did, a line an action; nothing that respondents did.

    Exit codes: 0 done, 1 the log does not fit, 2 could not run.
    """


@log_group.command("show")
@TEXT_OR_JSON
@only_reads
def show(layout: str) -> None:
    """Show all lines, the oldest first: day, who, what, about what, how many.

    Exit codes: 0 done, 2 could not run.
    """
    with open_instance():
        lines = log_lines()
    if layout == "json":
        click.echo(json.dumps([asdict(each) for each in lines], indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(map(_shown, lines)) or "There is no line yet.")


@log_group.command("verify")
@click.option("--head", default=None, help="A hash that was kept elsewhere; it must be in the log.")
@only_reads
def verify(head: str | None) -> None:
    """Say whether every line is as it was written, and print the hash of the newest.

    Keep that hash elsewhere: whoever removes the newest lines, or writes the whole log anew, is
    found by `--head` alone.

    Exit codes: 0 every line fits, 1 one does not or the head is not there, 2 could not run.
    """
    with open_instance():
        chain = chain_of(log_lines())
    if chain.misfit:
        stop(f"The first line that does not fit:\n{_shown(chain.misfit)}", REFUSED)
    if head is not None and head not in chain.hashes:
        stop(f"The log has no line with the hash {head}: it was written anew or cut.", REFUSED)
    click.echo(f"{counted_noun(chain.n_lines, 'line')}, head {chain.head}")


def _shown(each: LogLine) -> str:
    n = "" if each.how_many is None else str(each.how_many)
    said = (each.line, each.day, each.actor, each.action, each.about, n)
    return "  ".join(str(part) for part in said if part)


COMMANDS = (log_group,)
