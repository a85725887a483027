"""Mail commands: what is sent to contacts, how far it is, and what came back."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import click

from surveyapp.cli.contacts import SAMPLE_WORDS
from surveyapp.cli.logged import note
from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import COULD_NOT_RUN, REFUSED, open_instance, stop
from surveyapp.fieldwork.occasion import Occasion, occasion_of
from surveyapp.formats.mail.delivery_report import failures_in
from surveyapp.formats.mail.mail_server import MailServerUnusable, Verdict
from surveyapp.instance import CONFIG, Instance
from surveyapp.plain_file import bytes_in
from surveyapp.questions.counted_noun import counted_noun
from surveyapp.reports.letter.mail_words import MailWords
from surveyapp.storage.contacts import SampleRefused
from surveyapp.storage.outbox import mails_to_send
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import wave
from surveyapp.study.mail_bounces import Bounce, keep_bounces
from surveyapp.study.mail_queue import Queued, queue
from surveyapp.study.mail_sending import MailSending, send_waiting
from surveyapp.study.mailing import (
    BLANK_CODE,
    Mailing,
    MailingRefused,
    example_words,
    mailing_of,
    samples,
)
from surveyapp.study.outbox import Counts, outbox_of
from surveyapp.study.study import study_of

FILES = click.Path(exists=True, dir_okay=False, path_type=Path)
LINK = click.option(
    "--link",
    default=None,
    callback=lambda _context, _option, link: _web_address(link),
    help="Where the report stands; for the occasion report.",
)
MAILING_WORDS: Mapping[str, str] = {
    "not-open": "The wave {wave} takes no answers, so that nobody can be asked to.",
    "not-published": "Nothing is published of the wave {wave} yet: freeze it first.",
    "no-server": "No server is named that takes mails: [mail] in {config}.",
    "demonstration": "A demonstration sends no mails but to a server on this machine.",
    "no-link": "Say where the report stands: --link https://…",
}


@click.group("mail")
def mail_group() -> None:
    """Mails to the contacts of a wave: invitations, reminders, more time, the report.

    An OCCASION is invitation, reminder-1 to reminder-99, extension or report. Each contact gets one
    mail an occasion, however often it is queued or sent.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """


@mail_group.command("queue")
@click.argument("wave_name", metavar="WAVE")
@click.argument("occasion")
@click.option(
    "--again",
    "is_again",
    is_flag=True,
    help="Also where the mail failed, or its code was replaced.",
)
def queue_command(wave_name: str, occasion: str, is_again: bool) -> None:
    """Put the mails of an occasion into the outbox; nothing is sent yet.

    An invitation goes to contacts that did not open theirs, a reminder and an extension to those
    that had not answered at the last mixing, the report to all who were asked. Contacts that will
    not answer get none; the report is kept only from those that no mail reaches or that refused.
    Call it again after contacts were added; nobody gets a second mail.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with _mailing(wave_name) as (_, mailing):
        queued = queue(mailing, _occasion(occasion), is_again=is_again)
    note(StaffAction.MAIL_QUEUED, f"{wave_name} {occasion}", queued.n_new)
    click.echo("\n".join(_queued_lines(queued)))
    if queued.n_uninvited:
        first = f"First: surveyapp invitations create {wave_name}"
        click.echo(f"Without an invitation: {queued.n_uninvited}. {first}", err=True)
    for institution, why in queued.unusable.items():
        click.echo(f"No mail to {institution}: {why}", err=True)


@mail_group.command("send")
@click.argument("wave_name", metavar="WAVE")
@click.option("--dry-run", is_flag=True, help="Send nothing; print the number and three mails.")
@LINK
def send_command(wave_name: str, dry_run: bool, link: str | None) -> None:
    """Send what waits in the outbox of WAVE, one mail a contact.

    Stop it at any time and call it again: what was sent is not sent again, and a mail of which
    nobody knows whether it arrived is sent under the same number and with the same code. What
    the server asks to try later stays in the outbox. Who answered or declined since is left out.

    Exit codes: 0 done, 1 refused, or some mails were not taken, 2 could not run.
    """
    with _mailing(wave_name) as (instance, mailing):
        if dry_run:
            _dry_run(mailing, link)
            return
        counts, failed, taken = Counter[Verdict | None](), [], Counter[str]()
        try:
            for sending in send_waiting(mailing, link):
                counts[sending.verdict] += 1
                taken[sending.occasion] += sending.verdict is Verdict.TAKEN
                if sending.verdict not in (Verdict.TAKEN, None):
                    failed.append(sending)
        except MailServerUnusable as problem:
            _tell(counts, failed)
            host = instance.mail.host if instance.mail else ""
            stop(f"{host}: {problem} What waits stays in the outbox.", COULD_NOT_RUN)
        finally:
            _note_sent(wave_name, +taken)
    _tell(counts, failed)
    if failed:
        raise click.exceptions.Exit(REFUSED)


@mail_group.command("show")
@click.argument("wave_name", metavar="WAVE")
@click.option(
    "--format", "layout", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@only_reads
def show_command(wave_name: str, layout: str) -> None:
    """Show the outbox of WAVE: how many mails of each occasion wait, were sent, failed.

    Names are printed of failed ones only. Sent are known by the week, see `--format json`.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with _mailing(wave_name) as (_, mailing):
        outbox = outbox_of(mailing)
    failed = [{"institution": name, "occasion": each.written} for name, each in outbox.failed]
    if layout == "json":
        counts, weeks = _nested(outbox.counts), _nested(outbox.weeks)
        content = {"counts": counts, "weeks": weeks, "failed": failed}
        click.echo(json.dumps(content, indent=2, ensure_ascii=False))
        return
    counted = ((o.written, s, n) for o, by in outbox.counts.items() for s, n in sorted(by.items()))
    lines = [f"{occasion}  {status}  {n}" for occasion, status, n in counted]
    lines += [f"failed  {each['occasion']}  {each['institution']}" for each in failed]
    click.echo("\n".join(lines) or "The outbox is empty.")


@mail_group.command("preview")
@click.argument("wave_name", metavar="WAVE")
@click.argument("occasion")
@click.option("--lang", "language", default=None, help="The questionnaire's own if not given.")
@LINK
@only_reads
def preview_command(wave_name: str, occasion: str, language: str | None, link: str | None) -> None:
    """Print the mail of an occasion in any language of the questionnaire, with a blank code.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    with _mailing(wave_name) as (_, mailing):
        form = mailing.study.form
        wanted = language or form.source_language
        if wanted not in form.languages:
            stop(f"{form.name} has no {wanted!r}, but: {', '.join(form.languages)}.", COULD_NOT_RUN)
        click.echo(_printed(example_words(mailing, _occasion(occasion), wanted, link)))


@mail_group.command("bounces")
@click.argument("files", nargs=-1, required=True, type=FILES)
def bounces_command(files: tuple[Path, ...]) -> None:
    """Read delivery reports in FILES (.eml or mbox), and mark the mails that came back.

    A contact whose address is dead gets no more mail; where a mailbox was full or a rule of the
    server stood in the way, only the mail is marked. A report is known by the number of our mail;
    others are listed and mark nothing, and so are files that hold no report.

    Exit codes: 0 done, 1 some reports are about no mail of ours, 2 could not run.
    """
    with open_instance() as instance:
        found = {path: failures_in(bytes_in(path)) for path in files}
        bounces = list(keep_bounces(instance, chain.from_iterable(found.values())))
    note(StaffAction.BOUNCES_KEPT, how_many=len(bounces))
    for path in (path for path, failures in found.items() if not failures):
        click.echo(f"{path}: no report of a mail that failed; read it yourself.", err=True)
    for each in bounces:
        click.echo(_bounce_line(each), err=each.institution is None)
    known = sum(each.institution is not None for each in bounces)
    click.echo(f"{counted_noun(known, 'mail')} came back.")
    if known < len(bounces):
        raise click.exceptions.Exit(REFUSED)


@contextmanager
def _mailing(wave_name: str) -> Iterator[tuple[Instance, Mailing]]:
    """The contacts of a wave; what cannot be done becomes words and an exit code."""
    with open_instance() as instance:
        try:
            yield instance, mailing_of(study_of(instance, wave(wave_name)))
        except SampleRefused as refused:
            stop(SAMPLE_WORDS[refused.code].format(wave=refused.wave), REFUSED)
        except MailingRefused as refused:
            config = instance.path / CONFIG
            stop(MAILING_WORDS[refused.code].format(wave=refused.wave, config=config), REFUSED)


def _web_address(link: str | None) -> str | None:
    if link is not None and not (link.startswith("https://") and link.isprintable()):
        raise click.BadParameter("an address is such as https://example.org/report")
    return link


def _occasion(written: str) -> Occasion:
    try:
        return occasion_of(written)
    except ValueError as problem:
        stop(f"{written!r}: {problem}.", COULD_NOT_RUN)


def _queued_lines(queued: Queued) -> Iterator[str]:
    yield f"queued              {queued.n_new}"
    yield f"had it before       {queued.n_before}"
    yield f"not due             {queued.n_not_asked}"
    yield f"without an address  {queued.n_without_address}"


def _dry_run(mailing: Mailing, link: str | None) -> None:
    waiting = mails_to_send(mailing.study.wave.name)
    click.echo(f"{counted_noun(len(waiting), 'mail')} would be sent.")
    by_contact = {each.contact_id: each.occasion for each in waiting}
    for each in samples(mailing, [id_ for id_ in by_contact if id_ in mailing.contacts]):
        occasion = by_contact[each.contact_id or b""]
        standing = mailing.standing(each.contact_id or b"")
        code = BLANK_CODE if mailing.needs_code(occasion, standing) else None
        click.echo(f"\nTo: {each.addressee or each.institution} <{each.email}>")
        click.echo(_printed(mailing.words(occasion, each, code, link)))


def _printed(words: MailWords) -> str:
    return "\n\n".join((f"Subject: {words.subject}", *words.paragraphs))


def _tell(counts: Mapping[Verdict | None, int], failed: list[MailSending]) -> None:
    later = counts.get(Verdict.LATER, 0) + counts.get(Verdict.LOST, 0)
    refused = counts.get(Verdict.REFUSED, 0) + counts.get(Verdict.NO_ADDRESSEE, 0)
    click.echo(f"sent {counts.get(Verdict.TAKEN, 0)}, refused {refused}, to try again {later}")
    if n := counts.get(None, 0):
        click.echo(f"not due any more {n}")
    for each in failed:
        click.echo(f"{each.institution}: {each.verdict}: {each.reply}", err=True)


def _note_sent(wave_name: str, taken: Counter[str]) -> None:
    """A line an occasion, also where it was stopped on the way."""
    for occasion, n in taken.items():
        note(StaffAction.MAIL_SENT, f"{wave_name} {occasion}", n)


def _nested(counts: Counts) -> dict[str, dict[str, int]]:
    return {each.written: dict(sorted(by.items())) for each, by in counts.items() if by}


def _bounce_line(bounce: Bounce) -> str:
    failure = bounce.failure
    told = f"{failure.recipient} {failure.status}"
    if bounce.institution is None:
        return f"About no mail of ours: {told}"
    what = "the address is dead" if failure.is_dead_address else "the address may still be right"
    return f"{bounce.institution}: {told}, {what}"


COMMANDS = (mail_group,)
