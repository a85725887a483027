"""Settings of an instance: read and changed by the desk and on the command line alike."""

import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any

from surveyapp.by_language import EVERY_LANGUAGE, ByLanguage
from surveyapp.formats.source.languages import languages
from surveyapp.instance import Instance
from surveyapp.questions.language import own_name
from surveyapp.settings.setting import (
    SETTINGS,
    DeskSettings,
    Setting,
    SettingKind,
    SettingsStep,
    settings_of,
)
from surveyapp.settings.settings_file import DESK, as_toml
from surveyapp.settings.typed import (
    MAIL_HOST,
    MAIL_PASSWORD,
    SettingRefusal,
    SettingsRefused,
    checked_settings,
)
from surveyapp.storage.kept_file import alone, write_whole

_USE = b"surveyapp/v1/settings"


class SettingsDamaged(ValueError):
    """The file of the desk's settings cannot be read, so that nothing may be written over it."""

    def __init__(self, path: str, damage: str) -> None:
        super().__init__(
            f"{path} is damaged ({damage}). Put it back from a backup, or move it away to begin"
            " with empty settings."
        )


class ChangedMeanwhile(ValueError):
    """Somebody else changed the same step since it was shown; nothing was changed."""


def offered_languages(instance: Instance) -> tuple[str, ...]:
    """In which the site speaks: those that the desk chose; all that exist where it chose none."""
    exist, chosen = languages().offered, instance.desk.settings.languages
    return tuple(each for each in exist if each in chosen) or exist


def written_beneath(instance: Instance, name: str) -> ByLanguage:
    """What the operator wrote where the desk says nothing; empty for most settings."""
    beneath = {"sender": instance.written_sender, "contact": instance.written_contact}
    return beneath.get(name, {})


def words_now(instance: Instance, name: str) -> ByLanguage:
    """Words of a setting as they hold now, by language."""
    return instance.desk.settings.by_language(name, written_beneath(instance, name))


def step_version(instance: Instance, step: SettingsStep) -> str:
    """Tells one content of a step from another; says nothing of the password in it."""
    values = instance.desk.settings.values
    shown = {each.name: values.get(each.name) for each in settings_of(step)}
    content = json.dumps(shown, sort_keys=True).encode()
    return hmac.digest(instance.pepper, _USE + content, "sha256")[:16].hex()


def change_step(
    instance: Instance, step: SettingsStep, typed: Mapping[str, Any], seen: str | None = None
) -> DeskSettings:
    """Keeps what was typed for one step; the settings afterwards.

    typed: setting -> text, texts by language or list of languages; languages that are not in a
    text by language, and settings that are not typed, keep what they have. An empty text takes a
    setting back. seen: the version that whoever typed has seen, None to change it whatever it is.
    Raises SettingsRefused, ChangedMeanwhile, SettingsDamaged, OSError.
    """
    with alone(instance.path, DESK):
        file = instance.desk
        if file.damage:
            raise SettingsDamaged(str(instance.path / DESK), file.damage)
        if seen is not None and seen != step_version(instance, step):
            raise ChangedMeanwhile(step)
        changed = checked_settings({**file.settings.values, **_laid_over(instance, step, typed)})
        _check_languages(changed.languages)
        _check_password(file.settings, changed, typed)
        if changed.values != file.settings.values:
            write_whole(instance.path / DESK, as_toml(changed))
    return changed


def set_aside_damaged(instance: Instance) -> str:
    """Moves a damaged file out of the way; its new name. Raises OSError, FileNotFoundError."""
    with alone(instance.path, DESK):
        path = instance.path / DESK
        names = (path.with_name(f"{DESK}.damaged-{n}") for n in range(1, 1000))
        free = next(each for each in names if not each.exists())
        path.rename(free)
    return free.name


def _laid_over(instance: Instance, step: SettingsStep, typed: Mapping[str, Any]) -> dict[str, Any]:
    known = {each.name for each in settings_of(step)}
    strange = [SettingRefusal(name, "no-such-setting") for name in typed if name not in known]
    if strange:
        raise SettingsRefused(strange)
    return {name: _value(instance, SETTINGS[name], value) for name, value in typed.items()}


def _value(instance: Instance, setting: Setting, typed: Any) -> Any:
    """Words by language join those of other languages; what the operator wrote is not copied."""
    if not (setting.kind.is_by_language and isinstance(typed, Mapping)):
        return typed
    beneath = written_beneath(instance, setting.name)
    own = {k: words for k, words in typed.items() if words.strip() != shown_in(beneath, k)}
    is_whole = all(each in typed for each in offered_languages(instance))
    kept = instance.desk.settings.by_language(setting.name)
    others = {k: v for k, v in kept.items() if k not in typed and (k or not is_whole)}
    return {**others, **own}


def shown_in(words: ByLanguage, language: str) -> str:
    """What stands in the field of a language: its own words, or those for every language."""
    return words.get(language) or words.get(EVERY_LANGUAGE) or ""


def _check_languages(chosen: Sequence[str]) -> None:
    exist = languages().offered
    strange = [each for each in chosen if each not in exist]
    if chosen and len(strange) == len(chosen):
        detail = ", ".join(strange)
        raise SettingsRefused([SettingRefusal("languages", "no-language", detail=detail)])


def _check_password(before: DeskSettings, after: DeskSettings, typed: Mapping[str, Any]) -> None:
    """A password that was typed for one server is not handed to another one."""
    is_kept = MAIL_PASSWORD not in typed and after.text(MAIL_PASSWORD)
    if is_kept and before.text(MAIL_HOST) != after.text(MAIL_HOST):
        raise SettingsRefused([SettingRefusal(MAIL_PASSWORD, "type-again")])


def setting_words(setting: Setting, settings: DeskSettings) -> str:
    """A setting that is the same in every language, as text; a secret only by whether it is set."""
    if setting.kind is SettingKind.HIDDEN:
        return "…" if settings.text(setting.name) else ""
    if setting.kind is SettingKind.NUMBER:
        number = settings.number(setting.name)
        return "" if number is None else str(number)
    if setting.kind is SettingKind.LANGUAGES:
        return ", ".join(map(own_name, settings.languages))
    return settings.text(setting.name)
