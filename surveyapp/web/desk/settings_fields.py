"""Fields of the settings: what a page of them shows, and what was typed on it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask import request

from surveyapp.formats.source.languages import languages
from surveyapp.instance import Instance
from surveyapp.questions.language import own_name
from surveyapp.settings.setting import SETTINGS, Setting, SettingKind, SettingsStep, settings_of
from surveyapp.settings.typed import SettingRefusal
from surveyapp.study.settings import offered_languages, setting_words, shown_in, words_now
from surveyapp.web.desk.settings_words import CHOICE_WORDS, SETTING_WORDS, why_refused

Typed = Mapping[str, object]
"""Setting -> what was typed: a text, texts by language, or languages."""


@dataclass(frozen=True, slots=True)
class SettingEntry:
    """One place to type. language: its code, "" where there is one for all; error: "" for none."""

    field: str
    language: str
    language_name: str
    value: str
    error: str


@dataclass(frozen=True, slots=True)
class SettingField:
    """One setting on a page. options: (value, label, whether chosen) of what is picked."""

    name: str
    kind: SettingKind
    label: str
    hint: str
    most: int
    entries: tuple[SettingEntry, ...]
    options: tuple[tuple[str, str, bool], ...] = ()
    error: str = ""


def typed_of(step: SettingsStep) -> dict[str, object]:
    """What the form of a step brought; an empty password is not typed, and keeps what is there."""
    found = dict(_typed(step))
    if not found.get("mail_password") and found.get("mail_user"):
        found.pop("mail_password", None)
    return found


def stored_of(instance: Instance, step: SettingsStep) -> dict[str, object]:
    """What holds now, as if it had been typed; without the password."""
    return {each.name: _stored(instance, each) for each in settings_of(step)}


def fields_of(
    instance: Instance,
    step: SettingsStep,
    typed: Typed,
    refusals: Iterable[SettingRefusal] = (),
) -> tuple[SettingField, ...]:
    """The fields of a page, filled with what was typed or holds now."""
    errors = {(each.name, each.language): why_refused(each) for each in refusals}
    return tuple(
        _field(instance, each, typed.get(each.name, ""), errors) for each in settings_of(step)
    )


def field_id(name: str, language: str = "") -> str:
    """Of the place where it is typed."""
    return f"{name}-{language}" if language else name


def differing(typed: Typed, stored: Typed) -> Iterator[tuple[str, str]]:
    """(setting, language) of everything that is stored otherwise than it was typed."""
    for name, value in typed.items():
        now = stored.get(name)
        if SETTINGS[name].kind is SettingKind.HIDDEN:
            continue
        if isinstance(value, dict) and isinstance(now, dict):
            yield from ((name, k) for k, words in value.items() if words.strip() != now.get(k))
        elif value != now:
            yield name, ""


def _typed(step: SettingsStep) -> Iterator[tuple[str, object]]:
    for each in settings_of(step):
        if each.kind is SettingKind.LANGUAGES:
            chosen = tuple(request.form.getlist(each.name))
            yield each.name, chosen if set(chosen) != set(languages().offered) else ()
        elif each.kind.is_by_language:
            sent = {k: request.form.get(field_id(each.name, k)) for k in languages().offered}
            yield each.name, {k: _plain(words) for k, words in sent.items() if words is not None}
        else:
            yield each.name, _plain(request.form.get(each.name, ""))


def _plain(words: str) -> str:
    return words.replace("\r\n", "\n")


def _stored(instance: Instance, setting: Setting) -> object:
    settings = instance.desk.settings
    if setting.kind.is_by_language:
        words = words_now(instance, setting.name)
        return {each: shown_in(words, each) for each in offered_languages(instance)}
    if setting.kind is SettingKind.LANGUAGES:
        return offered_languages(instance)
    return "" if setting.kind is SettingKind.HIDDEN else setting_words(setting, settings)


def _field(
    instance: Instance, setting: Setting, value: object, errors: Mapping[tuple[str, str], str]
) -> SettingField:
    label, hint = SETTING_WORDS[setting.name]
    by_language = value if isinstance(value, dict) else {}
    entries = (
        SettingEntry(
            field_id(setting.name, each),
            each,
            own_name(each),
            by_language.get(each, ""),
            errors.get((setting.name, each), ""),
        )
        for each in dict.fromkeys((*offered_languages(instance), *by_language))
    )
    own = SettingEntry(setting.name, "", "", value if isinstance(value, str) else "", "")
    return SettingField(
        name=setting.name,
        kind=setting.kind,
        label=str(label),
        hint=str(hint),
        most=setting.most,
        entries=tuple(entries) if setting.kind.is_by_language else (own,),
        options=tuple(_options(setting, value)),
        error=errors.get((setting.name, ""), ""),
    )


def _options(setting: Setting, value: object) -> Iterator[tuple[str, str, bool]]:
    if isinstance(value, tuple):
        yield from ((each, own_name(each), each in value) for each in languages().offered)
    first = setting.choices[0] if setting.choices else ""
    for each in setting.choices:
        yield each, str(CHOICE_WORDS[each]), each == (value or first)
