"""Letters command: an official letter to each contact, to be numbered, signed and sent."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from surveyapp.cli.contacts import SAMPLE_WORDS
from surveyapp.cli.logged import note
from surveyapp.cli.refusal import REFUSED, open_instance, stop
from surveyapp.fieldwork.contact import Contact
from surveyapp.fieldwork.invitation import InvitationMode
from surveyapp.formats.report.letter_docx import letter_docx
from surveyapp.formats.report.letter_pdf import letter_pdf
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.reports.letter.asking import Addressee
from surveyapp.reports.letter.letter import Letter, letter_of
from surveyapp.storage.contacts import SampleRefused
from surveyapp.storage.invitations import mark_invited
from surveyapp.storage.kept_file import write_whole
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import wave
from surveyapp.study.asking import language_for
from surveyapp.study.mailing import Mailing, mailing_of
from surveyapp.study.study import study_of

WRITERS: Mapping[str, Callable[[Letter], bytes]] = {"docx": letter_docx, "pdf": letter_pdf}
LONGEST_NAME = 60


@click.command("letters")
@click.argument("wave_name", metavar="WAVE")
@click.option(
    "--out",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the letters; made if it is not there.",
)
@click.option("--format", "layout", type=click.Choice(list(WRITERS)), default="docx")
@click.option("--with-codes", is_flag=True, help="With the code of each contact's invitation.")
def letters_command(wave_name: str, folder: Path, layout: str, with_codes: bool) -> None:
    """Write a letter to each contact of WAVE that may answer, in the language of the addressee.

    Sender, addressee, purpose, legal basis and funder, what is asked, time and deadline, data
    protection and a place to sign. The number of registration is a blank: write it by hand; it is
    kept nowhere. With --with-codes who holds a letter can answer for the institution, and contacts
    whose code is in a letter count as invited. The same contacts give the same files.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_instance() as instance:
        try:
            mailing = mailing_of(study_of(instance, wave(wave_name)))
        except SampleRefused as refused:
            stop(SAMPLE_WORDS[refused.code].format(wave=refused.wave), REFUSED)
        if with_codes and mailing.mode is InvitationMode.POOL:
            stop("In mode pool nobody knows whose code is whose: print codes apart.", REFUSED)
        asked = [each for each in mailing.contacts.values() if each.disposition is None]
        codes = _codes(mailing) if with_codes else {}
        paths = {
            folder / file_name(n, each.institution, layout): each
            for n, each in enumerate(asked, start=1)
        }
        for path, each in paths.items():
            letter = _letter(mailing, each, codes.get(each.contact_id or b""))
            write_whole(path, WRITERS[layout](letter))
        given = [each.contact_id for each in asked if each.contact_id in codes]
        mark_invited(mailing.invitations[each].invitation_id for each in given if each)
    note(StaffAction.LETTERS_WRITTEN, wave_name, len(asked))
    click.echo(f"{counted_noun(len(asked), 'letter')} in {folder}")
    if n_others := len(set(folder.glob(f"*.{layout}")) - paths.keys()):
        click.echo(f"Letters of before, or other files, beside them: {n_others}", err=True)
    if with_codes and len(given) < len(asked):
        n_without = len(asked) - len(given)
        click.echo(f"Without a code, which is used or was never made: {n_without}", err=True)


def file_name(number: int, institution: str, layout: str) -> str:
    """A name that every system takes, such as ``001-directia-generala.docx``."""
    plain = unicodedata.normalize("NFKD", institution).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-")
    return f"{number:03}-{words or 'letter'}.{layout}"


def _codes(mailing: Mailing) -> dict[bytes, str]:
    """Contact -> its code, while that opens something."""
    pepper = mailing.study.instance.pepper
    return {
        contact_id: its.code(pepper)
        for contact_id, its in mailing.invitations.items()
        if mailing.standing(contact_id).is_unopened
    }


def _letter(mailing: Mailing, to: Contact, code: str | None) -> Letter:
    asking = mailing.asking(language_for(mailing.study, to.language))
    address = tuple(filter(None, map(_shown, (to.postal_address or "").splitlines())))
    name = _shown(to.addressee) if to.addressee else None
    return letter_of(asking, Addressee(_shown(to.institution), name, address, code))


def _shown(line: str) -> str:
    """What of a line can stand on paper."""
    return "".join(filter(str.isprintable, line)).strip()


COMMANDS = (letters_command,)
