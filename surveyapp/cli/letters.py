"""Letters command: an official letter to each contact, to be numbered, signed and sent."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from surveyapp.cli.contacts import SAMPLE_WORDS
from surveyapp.cli.logged import note
from surveyapp.cli.refusal import REFUSED, open_instance, stop
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.storage.contacts import SampleRefused
from surveyapp.storage.kept_file import write_whole
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import wave
from surveyapp.study.letters import LAYOUTS, LetterFile, give, letters_of
from surveyapp.study.mailing import mailing_of
from surveyapp.study.study import study_of


@click.command("letters")
@click.argument("wave_name", metavar="WAVE")
@click.option(
    "--out",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the letters; made if it is not there.",
)
@click.option("--format", "layout", type=click.Choice(list(LAYOUTS)), default="docx")
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
            letters = _written(folder, letters_of(mailing, layout, with_codes=with_codes))
        except SampleRefused as refused:
            stop(SAMPLE_WORDS[refused.code].format(wave=refused.wave), REFUSED)
        n_given = give(letters)
    note(StaffAction.LETTERS_WRITTEN, wave_name, len(letters))
    click.echo(f"{counted_noun(len(letters), 'letter')} in {folder}")
    ours = {folder / each.name for each in letters}
    if n_others := len(set(folder.glob(f"*.{layout}")) - ours):
        click.echo(f"Letters of before, or other files, beside them: {n_others}", err=True)
    if with_codes and n_given < len(letters):
        n_without = len(letters) - n_given
        click.echo(f"Without a code, which is used or was never made: {n_without}", err=True)


def _written(folder: Path, letters: Iterable[LetterFile]) -> tuple[LetterFile, ...]:
    """Each is on the disk before the next is made; their contents are not kept here."""
    names = []
    for each in letters:
        write_whole(folder / each.name, each.content)
        names.append(replace(each, content=b""))
    return tuple(names)


COMMANDS = (letters_command,)
