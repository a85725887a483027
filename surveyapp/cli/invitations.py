"""Invitations on the terminal: made, handed out on paper, and replaced."""

import csv
import sys

import click

from surveyapp.cli.contacts import check_tracked, contact_id_of, open_sample
from surveyapp.cli.logged import note
from surveyapp.cli.refusal import REFUSED, stop
from surveyapp.formats.comparison_file import guarded
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.storage.invitations import make_invitations, replace_invitation
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import wave
from surveyapp.study.handed_codes import codes_to_hand_out


@click.group("invitations")
def invitations_group() -> None:
    """Codes that institutions exchange once for a draft of their own.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """


@invitations_group.command("create")
@click.argument("name")
def create(name: str) -> None:
    """Make an invitation for every contact of the wave NAME that has none and may answer.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_sample() as instance:
        wave(name)
        n = make_invitations(name, instance.pepper)
    note(StaffAction.INVITATIONS_MADE, name, n)
    click.echo(f"{counted_noun(n, 'new invitation')}.")


@invitations_group.command("codes")
@click.argument("name")
def codes(name: str) -> None:
    """Print the codes of the wave NAME that nobody has used, as CSV, to be handed out on paper.

    With their institutions; in mode `pool` by stratum alone, each code once. They count as given.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    writer = csv.writer(sys.stdout, lineterminator="\n")
    with open_sample() as instance:
        wave(name)
        rows = codes_to_hand_out(instance, name)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    note(StaffAction.CODES_PRINTED, name, len(rows))


@invitations_group.command("replace")
@click.argument("name")
@click.argument("institution")
def replace_(name: str, institution: str) -> None:
    """Print a new code for INSTITUTION of the wave NAME, which has lost its own.

    The old invitation opens nothing any more. What was answered under a lost access code cannot be
    opened by anybody; it is not in the study unless it was sent.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_sample() as instance:
        wave(name)
        contact_id = contact_id_of(name, institution)
        check_tracked(name)
        try:
            made = replace_invitation(contact_id, instance.pepper)
        except LookupError:
            stop(f"{institution} has no invitation, or has answered; none was replaced.", REFUSED)
        click.echo(made.code(instance.pepper))
    note(StaffAction.INVITATION_REPLACED, name)


COMMANDS = (invitations_group,)
