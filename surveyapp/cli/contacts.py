"""Contacts on the terminal: who is asked, their invitations, and how many have answered."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from surveyapp.cli.contact_file import listed_in
from surveyapp.cli.logged import note
from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import REFUSED, open_instance, stop
from surveyapp.fieldwork.contact import Contact, Disposition, name_key
from surveyapp.fieldwork.invitation import InvitationMode
from surveyapp.instance import Instance
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.storage.contacts import SampleRefused, contacts_of, invitation_mode_of
from surveyapp.storage.invitations import (
    Invitation,
    invitations_of,
)
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import wave
from surveyapp.study.institutions import Institution, institutions_of
from surveyapp.study.sample import keep_disposition, keep_list
from surveyapp.study.study import study_of

MOST_SHOWN, MAY_ANSWER = 5, "may-answer"
SAMPLE_WORDS = {
    "no-contacts": "The wave {wave} has no contacts. First: surveyapp contacts import {wave} FILE",
    "other-mode": "The contacts of {wave} are kept in the other mode, which stays as it is.",
    "frozen": "The wave {wave} is frozen; whom it asked stays as it is.",
    "changed-meanwhile": "Somebody changed the contacts of {wave} meanwhile. Look, and try again.",
    "no-codes-in-pool": "In mode pool nobody knows whose code is whose: print codes apart.",
}
TEXT_OR_JSON = click.option(
    "--format", "layout", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@contextmanager
def open_sample() -> Iterator[Instance]:
    """An instance; what a sample refuses becomes words and an exit code."""
    with open_instance() as instance:
        try:
            yield instance
        except SampleRefused as refused:
            stop(SAMPLE_WORDS[refused.code].format(wave=refused.wave), REFUSED)


@click.group("contacts")
def contacts_group() -> None:
    """Institutions that a wave asks, in a database apart from all answers.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """


@contacts_group.command("import")
@click.argument("name")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--mode",
    type=click.Choice([each.value for each in InvitationMode]),
    default=InvitationMode.TRACKED.value,
    show_default=True,
    help="pool: nobody knows which contact was given which invitation.",
)
@click.option("--dry-run", is_flag=True, help="Only show what would be kept.")
def import_(name: str, file: Path, mode: str, dry_run: bool) -> None:
    """Keep the contacts of the wave NAME from FILE, a workbook (.xlsx) or a text (.csv).

    The first row names the columns: institution and language, and where the questionnaire compares
    them country and class, by the codes of its questions; addressee, email and address if they are
    known. An institution that is kept already is brought up to its row; none is removed. Every
    problem is told with its cell, and nothing is kept of a list that has one.

    Exit codes: 0 done, 1 the list has problems, 2 could not run.
    """
    with open_sample() as instance:
        asked = wave(name)
        contacts = listed_in(file, study_of(instance, asked).form)
        click.echo("\n".join(_preview(contacts)))
        if dry_run:
            click.echo("Nothing was kept: --dry-run.")
            return
        kept = keep_list(asked, contacts, InvitationMode(mode))
    n_new, n_changed = len(kept.new), len(kept.changed)
    note(StaffAction.CONTACTS_IMPORTED, name, n_new + n_changed)
    click.echo(f"Kept: {n_new} new, {n_changed} changed, {kept.n_same} as before.")


@contacts_group.command("list")
@click.argument("name")
@TEXT_OR_JSON
@only_reads
def list_(name: str, layout: str) -> None:
    """Show the contacts of the wave NAME, and how far each is as of the last mixing.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_sample():
        wave(name)
        rows = [
            _as_json(each.contact, each.invitation) | _told(each) for each in institutions_of(name)
        ]
    if layout == "json":
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_line(row) for row in rows) or "There are no contacts yet.")


@contacts_group.command("dispose")
@click.argument("name")
@click.argument("institutions", nargs=-1, required=True)
@click.option(
    "--as",
    "disposition",
    type=click.Choice([*(each.value for each in Disposition), MAY_ANSWER]),
    required=True,
    help=f"Why they will not answer; {MAY_ANSWER} takes it back.",
)
def dispose_(name: str, institutions: tuple[str, ...], disposition: str) -> None:
    """Keep why INSTITUTIONS of the wave NAME will not answer; they are reminded no more.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    kept = None if disposition == MAY_ANSWER else Disposition(disposition)
    with open_sample():
        asked, known = wave(name), {name_key(each.institution): each for each in contacts_of(name)}
        if strangers := [each for each in institutions if name_key(each) not in known]:
            stop(f"Not among the contacts of {name}: {', '.join(strangers)}.", REFUSED)
        named = [known[name_key(each)].institution for each in institutions]
        n = keep_disposition(asked, named, kept)
    note(StaffAction.CONTACTS_DISPOSED, name, n)
    click.echo(f"{counted_noun(n, 'contact')}: {disposition}.")


def contact_id_of(name: str, institution: str) -> bytes:
    """Which contact of a wave is called so; ends the command where none is."""
    found = {name_key(each.institution): each.contact_id for each in contacts_of(name)}
    contact_id = found.get(name_key(institution))
    if contact_id is None:
        stop(f"Not among the contacts of {name}: {institution}.", REFUSED)
    return contact_id


def check_tracked(name: str) -> None:
    """Ends the command in mode `pool`."""
    if invitation_mode_of(name) is InvitationMode.POOL:
        stop("In mode pool nobody knows which invitation is whose; nothing was done.", REFUSED)


def invitation_of_contact(name: str, institution: str) -> Invitation:
    """The invitation of a contact; ends the command where there is none, and in mode `pool`."""
    contact_id = contact_id_of(name, institution)
    check_tracked(name)
    found = [each for each in invitations_of(name) if each.contact_id == contact_id]
    if not found:
        hint = f"First: surveyapp invitations create {name}"
        stop(f"{institution} has no invitation of its own. {hint}", REFUSED)
    return found[0]


def _preview(contacts: tuple[Contact, ...]) -> Iterator[str]:
    yield from (_line(_as_json(each, None)) for each in contacts[:MOST_SHOWN])
    if len(contacts) > MOST_SHOWN:
        yield f"and {counted_noun(len(contacts) - MOST_SHOWN, 'more contact')}"


def _told(each: Institution) -> dict[str, object]:
    """How far an institution said it is; nothing where it said nothing."""
    if not each.n_sections:
        return {}
    return {"sections": f"{each.n_complete}/{each.n_sections} sections"}


def _as_json(each: Contact, found: Invitation | None) -> dict[str, object]:
    return {
        "institution": each.institution,
        "addressee": each.addressee,
        "email": each.email,
        "language": each.language,
        "country": each.stratum.country,
        "class": each.stratum.split_code,
        "status": found.status.value if found else None,
        "disposition": each.disposition.value if each.disposition else None,
    }


def _line(row: dict[str, object]) -> str:
    return "  ".join(str(value) for value in row.values() if value)


COMMANDS = (contacts_group,)
