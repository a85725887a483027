"""Typed settings: what somebody typed becomes values, or is refused with what is wrong where."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from surveyapp.by_language import EVERY_LANGUAGE
from surveyapp.fieldwork.mail_address import MailRefused, head_words, mail_address
from surveyapp.fieldwork.plain_text import plain_text, strange_sign
from surveyapp.mail_settings import PORTS, MailSettings, is_this_machine
from surveyapp.questions.language import is_known
from surveyapp.settings.setting import SETTINGS, DeskSettings, Setting, SettingKind, SettingValue

MAIL_HOST, MAIL_FROM, MAIL_USER = "mail_host", "mail_from", "mail_user"
MAIL_SECURITY, MAIL_PASSWORD, MAIL_PORT = "mail_security", "mail_password", "mail_port"
_LONGEST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class SettingRefusal:
    """What is wrong with one setting. code: why; language: of words by language, "" of others.

    detail: the sign, the number of characters or the language that it is about.
    """

    name: str
    code: str
    language: str = ""
    detail: str = ""


class SettingsRefused(ValueError):
    """Some settings cannot be kept as they were typed; nothing was changed."""

    def __init__(self, refusals: Iterable[SettingRefusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(", ".join(f"{each.name}: {each.code}" for each in self.refusals))


def checked_settings(written: Mapping[str, Any]) -> DeskSettings:
    """The settings of names and values, as a form or a file gives them; empty ones left out.

    Raises SettingsRefused.
    """
    refusals: list[SettingRefusal] = []
    values = dict(_values(written, refusals))
    found = DeskSettings(values)
    refusals = refusals or list(_mail_refusals(found))
    if refusals:
        raise SettingsRefused(refusals)
    return found


def mail_of(settings: DeskSettings) -> MailSettings | None:
    """The mail server that the desk names; None where it names none."""
    host = settings.text(MAIL_HOST)
    if not host:
        return None
    security = settings.text(MAIL_SECURITY) or "starttls"
    return MailSettings(
        host=host,
        port=settings.number(MAIL_PORT) or PORTS[security],
        security=security,
        sender=settings.text(MAIL_FROM),
        user=settings.text(MAIL_USER) or None,
        password=settings.text(MAIL_PASSWORD) or None,
    )


def _values(
    written: Mapping[str, Any], refusals: list[SettingRefusal]
) -> Iterator[tuple[str, SettingValue]]:
    for name, value in written.items():
        try:
            found = _value(name, value)
        except SettingsRefused as refused:
            refusals += refused.refusals
        else:
            if found not in ("", (), {}):
                yield name, found


def _value(name: str, value: object) -> SettingValue:
    """Raises SettingsRefused."""
    setting = SETTINGS.get(name)
    if setting is None:
        raise SettingsRefused([SettingRefusal(name, "no-such-setting")])
    if setting.kind.is_by_language:
        return dict(_words(setting, value))
    if setting.kind is SettingKind.LANGUAGES:
        return _languages(setting, value)
    if setting.kind is SettingKind.NUMBER:
        return _number(setting, value)
    return _text(setting, value)


def _words(setting: Setting, value: object) -> Iterator[tuple[str, str]]:
    """Of every language that has words. Raises SettingsRefused."""
    if not isinstance(value, Mapping):
        raise SettingsRefused([SettingRefusal(setting.name, "not-by-language")])
    for language, words in value.items():
        if language != EVERY_LANGUAGE and not is_known(language):
            raise SettingsRefused([SettingRefusal(setting.name, "no-language", detail=language)])
        text = _text(setting, words, language)
        if text:
            yield language, text


def _text(setting: Setting, value: object, language: str = "") -> str:
    """Raises SettingsRefused."""
    text = value if isinstance(value, str) else ""
    if setting.kind is not SettingKind.HIDDEN:
        text = plain_text(text)
    refused = _why_not(setting, text) if isinstance(value, str) else ("not-a-text", "")
    if refused is not None:
        code, detail = refused
        raise SettingsRefused([SettingRefusal(setting.name, code, language, detail)])
    return text


def _why_not(setting: Setting, text: str) -> tuple[str, str] | None:
    """The code and detail of what is wrong with a text."""
    if len(text) > setting.most:
        return "too-long", str(len(text))
    strange = strange_sign(text, is_one_line=setting.kind is not SettingKind.PROSE)
    if strange is not None:
        return ("line-end", "") if strange == "U+000A" else ("strange-sign", strange)
    if text and setting.choices and text not in setting.choices:
        return "not-a-choice", ", ".join(setting.choices)
    return _why_not_in_mail(setting, text)


def _why_not_in_mail(setting: Setting, text: str) -> tuple[str, str] | None:
    """Lines stand in heads of mails; an address must be one, and a login is sent as ASCII."""
    try:
        if setting.kind is SettingKind.LINE:
            head_words(text)
        if setting.name == MAIL_FROM and text:
            mail_address(text)
    except MailRefused as refused:
        return ("not-an-address" if setting.name == MAIL_FROM else "not-in-a-head"), str(refused)
    if setting.name in (MAIL_HOST, MAIL_USER, MAIL_PASSWORD) and not text.isascii():
        return "not-ascii", ""
    return ("not-a-host", "") if setting.name == MAIL_HOST and " " in text else None


def _languages(setting: Setting, value: object) -> tuple[str, ...]:
    listed = value if isinstance(value, list | tuple) else [value]
    for each in listed:
        if not isinstance(each, str) or not is_known(each):
            raise SettingsRefused([SettingRefusal(setting.name, "no-language", detail=str(each))])
    return tuple(dict.fromkeys(listed))


def _number(setting: Setting, value: object) -> int | str:
    """ "" where nothing is typed. Raises SettingsRefused."""
    digits = str(value).strip() if type(value) in (int, str) else "-"
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdigit()) or len(digits) > _LONGEST_DIGITS:
        raise SettingsRefused([SettingRefusal(setting.name, "not-a-number")])
    if not 1 <= int(digits) <= setting.most:
        raise SettingsRefused([SettingRefusal(setting.name, "out-of-range")])
    return int(digits)


def _mail_refusals(settings: DeskSettings) -> Iterator[SettingRefusal]:
    """What does not go together."""
    host, user = settings.text(MAIL_HOST), settings.text(MAIL_USER)
    if not host:
        if settings.text(MAIL_FROM) or user:
            yield SettingRefusal(MAIL_HOST, "host-missing")
        return
    if not settings.text(MAIL_FROM):
        yield SettingRefusal(MAIL_FROM, "from-missing")
    if settings.text(MAIL_SECURITY) == "none" and not is_this_machine(host):
        yield SettingRefusal(MAIL_SECURITY, "other-machine")
    if bool(user) is not bool(settings.text(MAIL_PASSWORD)):
        yield SettingRefusal(MAIL_PASSWORD, "user-and-password")
