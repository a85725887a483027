"""Purge command: names and addresses whose time is over are taken out."""

from datetime import UTC, datetime

import click

from surveyapp.cli.logged import note
from surveyapp.cli.refusal import REFUSED, open_instance, stop
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.storage.staff_log import StaffAction
from surveyapp.study.purge import PurgeRefused, contacts_kept, purge_contacts


@click.command("purge")
@click.option("--dry-run", is_flag=True, help="Say what would be taken out, and change nothing.")
@click.option("--yes", "is_sure", is_flag=True, help="Today's date is right.")
def purge_command(dry_run: bool, is_sure: bool) -> None:
    """Take the names and addresses out of the contacts of frozen waves whose time is over.

    The time is the setting contacts_months, from the last day on which a wave took answers. How
    many institutions of which group were asked stays, for response rates are made of it. Answers,
    free texts, drafts, codes, the log and backups are left alone. Cannot be undone.

    Refused where the last other day in the log is in the future or more than a week ago, for then
    the clock may be wrong: look at the calendar, then `--yes`.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    today = datetime.now(UTC).date()
    with open_instance() as instance:
        kept = contacts_kept(instance)
        try:
            done = {} if dry_run else purge_contacts(instance, today, is_sure=is_sure)
        except PurgeRefused as refused:
            stop(
                f"Today is {today}, and the last other day in the log is {abs(refused.days)} days"
                " away. If today is right, call it again with --yes.",
                REFUSED,
            )
    for name, n in done.items():
        note(StaffAction.CONTACTS_PURGED, name, n)
    for each in kept:
        is_out = each.wave in done or (dry_run and each.is_due(today))
        when = "now" if is_out else f"from {each.due}" if each.due else "no day is decided"
        click.echo(f"{each.wave}: {counted_noun(each.n, 'contact')} with names, taken out {when}")
    if not kept:
        click.echo("No contact has a name any more, or there are none.")


COMMANDS = (purge_command,)
