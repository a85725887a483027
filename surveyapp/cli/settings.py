"""Settings commands: what the desk may change, read and changed on the terminal."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from surveyapp.by_language import EVERY_LANGUAGE
from surveyapp.cli.logged import note
from surveyapp.cli.reading import only_reads
from surveyapp.cli.refusal import COULD_NOT_RUN, REFUSED, open_instance, stop
from surveyapp.cli.unseen import typed_unseen
from surveyapp.fieldwork.mail_address import MailRefused
from surveyapp.formats.mail.mail_server import MailServerUnusable, Verdict
from surveyapp.instance import Instance
from surveyapp.questions.language import SOURCE_LANGUAGE
from surveyapp.reports.letter.mail_words import MailWords
from surveyapp.settings.setting import SETTINGS, Setting, SettingKind
from surveyapp.settings.typed import SettingRefusal, SettingsRefused
from surveyapp.storage.staff_log import StaffAction
from surveyapp.study.mail_test import send_test_mail
from surveyapp.study.mailing import MailingRefused
from surveyapp.study.settings import SettingsDamaged, change_step, setting_words, words_now

_WHY: Mapping[str, str] = {
    "no-such-setting": "there is no such setting. See: surveyapp settings show",
    "too-long": "the text has %(detail)s characters; at most %(most)s can be kept",
    "line-end": "it must be one line",
    "strange-sign": "the sign %(detail)s cannot be kept",
    "not-in-a-head": "it could not stand in the head of a mail (%(detail)s)",
    "not-an-address": "%(detail)s",
    "not-a-host": "a server is such as mail.example.org",
    "not-ascii": "only the letters a-z, digits and usual signs can stand here",
    "not-a-choice": "it is one of %(detail)s",
    "not-a-number": "it is a whole number",
    "out-of-range": "it is a number from 1 to %(most)s",
    "no-language": "there is no language %(detail)s",
    "host-missing": "set mail_host first",
    "from-missing": "set mail_from too: give both in one command",
    "other-machine": "the server is another machine: starttls or tls",
    "user-and-password": "user and password belong together: give both in one command",
    "type-again": "another server than before: give mail_password in the same command",
}


@click.group("settings")
def settings_group() -> None:
    """What staff may change in the browser: who asks, languages, mail server, data protection."""


@settings_group.command("show")
@click.option(
    "--format", "layout", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@only_reads
def show_command(layout: str) -> None:
    """Show all settings as they hold now; of the password only whether there is one.

    Exit codes: 0 done, 1 the file of the settings is damaged, 2 could not run.
    """
    with open_instance() as instance:
        damage = instance.desk.damage
        shown = {each.name: _now(instance, each) for each in SETTINGS.values()}
    if layout == "json":
        click.echo(json.dumps(shown, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(line for name, words in shown.items() for line in _lines(name, words)))
    if damage:
        stop(f"desk.toml is damaged ({damage}); it holds nothing until it is mended.", REFUSED)


@settings_group.command("set")
@click.argument("pairs", metavar="NAME VALUE [NAME VALUE]…", nargs=-1, required=True)
@click.option("--lang", "language", default=EVERY_LANGUAGE, help="Of words; all if not given.")
def set_command(pairs: tuple[str, ...], language: str) -> None:
    """Set settings of one page of the desk; an empty VALUE takes one back.

    Words are set for one language (`--lang`), or for every language that has none of its own. The
    languages that are offered are written with commas. Write - as mail_password to be asked for it.

    Exit codes: 0 done, 1 refused (with the reason), 2 could not run.
    """
    named = dict(zip(pairs[::2], pairs[1::2], strict=False))
    if len(pairs) % 2:
        stop("Every NAME needs a VALUE.", COULD_NOT_RUN)
    with open_instance() as instance, _refusals():
        steps = {_setting(name).step for name in named}
        if len(steps) > 1:
            stop("These stand on different pages; set them one page at a time.", COULD_NOT_RUN)
        typed = {name: _typed(SETTINGS[name], text, language) for name, text in named.items()}
        change_step(instance, steps.pop(), typed)
    note(StaffAction.SETTINGS_CHANGED, SETTINGS[next(iter(named))].step)


@settings_group.command("test-mail")
@click.argument("address")
def test_mail_command(address: str) -> None:
    """Send one mail to ADDRESS, to see whether the mail server takes it.

    Exit codes: 0 taken, 1 not taken (with what the server said), 2 could not run.
    """
    words = MailWords(
        "Test of the mail server",
        ("This mail says that the mail server of the study takes mails.",),
    )
    with open_instance() as instance:
        try:
            now = datetime.now(UTC)
            delivery = send_test_mail(instance, address, SOURCE_LANGUAGE, words, now)
        except MailRefused as refused:
            stop(f"{address}: {refused}.", REFUSED)
        except MailingRefused as refused:
            stop(_NO_MAIL[refused.code], REFUSED)
        except MailServerUnusable as unusable:
            stop(str(unusable), COULD_NOT_RUN)
    note(StaffAction.MAIL_TESTED)
    if delivery.verdict is not Verdict.TAKEN:
        stop(f"Not taken: {delivery.reply}", REFUSED)
    click.echo("The server took the mail.")


_NO_MAIL = {
    "no-server": "There is no mail server. See: surveyapp settings set mail_host HOST mail_from …",
    "demonstration": "A demonstration sends no mails, except to a server on this machine.",
}


def _setting(name: str) -> Setting:
    """Raises SettingsRefused."""
    if name not in SETTINGS:
        raise SettingsRefused([SettingRefusal(name, "no-such-setting")])
    return SETTINGS[name]


def _typed(setting: Setting, text: str, language: str) -> object:
    if setting.kind.is_by_language:
        return {language: text}
    if setting.kind is SettingKind.LANGUAGES:
        return tuple(filter(None, (each.strip() for each in text.split(","))))
    if setting.kind is SettingKind.HIDDEN and text == "-":
        return typed_unseen("Password of the mail server", may_be_empty=True)
    return text


def _now(instance: Instance, setting: Setting) -> object:
    if setting.kind.is_by_language:
        return dict(words_now(instance, setting.name))
    if setting.kind is SettingKind.LANGUAGES:
        return list(instance.desk.settings.languages)
    return setting_words(setting, instance.desk.settings)


def _lines(name: str, words: object) -> Iterator[str]:
    if isinstance(words, dict):
        for language, text in words.items():
            yield f"{name} ({language or 'every language'}): {' '.join(text.split())}"
    elif words:
        yield f"{name}: {', '.join(words) if isinstance(words, list) else words}"


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except SettingsRefused as refused:
        stop("\n".join(map(_why, refused.refusals)), REFUSED)
    except SettingsDamaged as damaged:
        stop(str(damaged), REFUSED)


def _why(refusal: SettingRefusal) -> str:
    most = SETTINGS[refusal.name].most if refusal.name in SETTINGS else 0
    words = _WHY[refusal.code] % {"detail": refusal.detail, "most": most}
    return f"{refusal.name}: {words}."


COMMANDS = (settings_group,)
