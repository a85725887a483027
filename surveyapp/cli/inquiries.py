"""Inquiries on the terminal: an institution is asked back, and its reply is read."""

import json

import click

from surveyapp.cli.contacts import TEXT_OR_JSON, invitation_of_contact
from surveyapp.cli.logged import note
from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import COULD_NOT_RUN, open_instance, stop
from surveyapp.storage.inquiries import LONGEST, ask_back
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import wave
from surveyapp.study.institutions import asked_back_in


@click.group("inquiries")
def inquiries_group() -> None:
    """What institutions are asked back; they see it when they open their questionnaire again.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """


@inquiries_group.command("ask")
@click.argument("name")
@click.argument("institution")
@click.argument("words")
def ask(name: str, institution: str, words: str) -> None:
    """Ask INSTITUTION of the wave NAME something, in WORDS of its own language.

    Ask for a look at a question, never for an answer: the reply is kept with the name.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    if not words.strip() or len(words) > LONGEST:
        stop(f"An inquiry has 1 to {LONGEST} characters.", COULD_NOT_RUN)
    with open_instance():
        wave(name)
        ask_back(invitation_of_contact(name, institution).invitation_id, words.strip())
    note(StaffAction.INQUIRY_ASKED, name)
    click.echo("It is shown when the institution opens its questionnaire again.")


@inquiries_group.command("list")
@click.argument("name")
@TEXT_OR_JSON
@only_reads
def list_(name: str, layout: str) -> None:
    """Show what was asked back in the wave NAME, and the replies.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with open_instance():
        wave(name)
        found = asked_back_in(name)
    rows = [
        {
            "institution": each.institution.contact.institution if each.institution else None,
            "asked": each.inquiry.words,
            "reply": each.inquiry.reply,
        }
        for each in found
    ]
    if layout == "json":
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for row in rows:
        answer = "no reply yet" if row["reply"] is None else row["reply"] or "looked at"
        words = (row["institution"] or "a revoked invitation", row["asked"], answer)
        click.echo("  ".join(" ".join(str(each).split()) for each in words))


COMMANDS = (inquiries_group,)
