"""Settings of the desk: what staff may change of an instance in the browser, and what each holds.

They lie in ``desk.toml`` (`settings_file`), over what the operator wrote in ``config.toml``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from surveyapp.by_language import EVERY_LANGUAGE, ByLanguage

SettingValue = str | int | tuple[str, ...] | dict[str, str]
"""Words, a number, languages, or words by language."""


class SettingsStep(StrEnum):
    """What belongs on one page of the settings, in the order in which a first start asks it."""

    STUDY = "study"
    LANGUAGES = "languages"
    PROMISE = "promise"
    PRIVACY = "privacy"
    MAIL = "mail"
    RETENTION = "retention"

    @property
    def is_of_administrators(self) -> bool:
        """Whether it is about the machine and its stores, and not about what institutions read."""
        return self in (SettingsStep.MAIL, SettingsStep.RETENTION)


class SettingKind(StrEnum):
    """What a setting holds. Lines and prose are by language; prose is Markdown."""

    LINE = "line"
    PROSE = "prose"
    LANGUAGES = "languages"
    TEXT = "text"
    HIDDEN = "hidden"
    NUMBER = "number"
    CHOICE = "choice"

    @property
    def is_by_language(self) -> bool:
        """Whether there is one text a language."""
        return self in (SettingKind.LINE, SettingKind.PROSE)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. most: characters of a text, or the highest number; choices: of a choice."""

    name: str
    step: SettingsStep
    kind: SettingKind
    most: int = 200
    choices: tuple[str, ...] = ()


_LONGEST_PROSE, _LONGEST_WORD = 4000, 254
_HIGHEST_PORT, _MOST_MONTHS, _MOST_DAYS = 65_535, 120, 366


def _listed() -> tuple[Setting, ...]:
    step, kind = SettingsStep, SettingKind
    return (
        Setting("study_name", step.STUDY, kind.LINE),
        Setting("sender", step.STUDY, kind.LINE),
        Setting("contact", step.STUDY, kind.PROSE, _LONGEST_PROSE),
        Setting("languages", step.LANGUAGES, kind.LANGUAGES),
        Setting("promise", step.PROMISE, kind.PROSE, _LONGEST_PROSE),
        Setting("controller", step.PRIVACY, kind.PROSE, _LONGEST_PROSE),
        Setting("protection_officer", step.PRIVACY, kind.PROSE, _LONGEST_PROSE),
        Setting("legal_basis", step.PRIVACY, kind.PROSE, _LONGEST_PROSE),
        Setting("contact_source", step.PRIVACY, kind.PROSE, _LONGEST_PROSE),
        Setting("recipients", step.PRIVACY, kind.PROSE, _LONGEST_PROSE),
        Setting("funder", step.PRIVACY, kind.LINE),
        Setting("authority", step.PRIVACY, kind.PROSE, _LONGEST_PROSE),
        Setting("mail_host", step.MAIL, kind.TEXT, _LONGEST_WORD),
        Setting("mail_port", step.MAIL, kind.NUMBER, _HIGHEST_PORT),
        Setting("mail_security", step.MAIL, kind.CHOICE, choices=("starttls", "tls", "none")),
        Setting("mail_user", step.MAIL, kind.TEXT, _LONGEST_WORD),
        Setting("mail_password", step.MAIL, kind.HIDDEN, _LONGEST_WORD),
        Setting("mail_from", step.MAIL, kind.TEXT, _LONGEST_WORD),
        Setting("contacts_months", step.RETENTION, kind.NUMBER, _MOST_MONTHS),
        Setting("texts_months", step.RETENTION, kind.NUMBER, _MOST_MONTHS),
        Setting("log_months", step.RETENTION, kind.NUMBER, _MOST_MONTHS),
        Setting("backup_days", step.RETENTION, kind.NUMBER, _MOST_DAYS),
    )


SETTINGS: Mapping[str, Setting] = {each.name: each for each in _listed()}
"""Name -> setting, in the order in which they are asked."""


def settings_of(step: SettingsStep) -> tuple[Setting, ...]:
    """What is asked on one page."""
    return tuple(each for each in SETTINGS.values() if each.step is step)


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """What the desk says. values: only of settings that say something."""

    values: Mapping[str, SettingValue] = field(default_factory=dict, repr=False)

    def by_language(self, name: str, beneath: ByLanguage | None = None) -> ByLanguage:
        """Words by language; empty where nothing is said. beneath: what the operator wrote."""
        found = self.values.get(name)
        said = found if isinstance(found, dict) else {}
        return said if EVERY_LANGUAGE in said else {**(beneath or {}), **said}

    def text(self, name: str) -> str:
        """A text that is the same in every language; "" where nothing is said."""
        found = self.values.get(name)
        return found if isinstance(found, str) else ""

    def number(self, name: str) -> int | None:
        """A number; None where nothing is said."""
        found = self.values.get(name)
        return found if isinstance(found, int) else None

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that are offered; () for all that there are."""
        found = self.values.get("languages")
        return found if isinstance(found, tuple) else ()
