"""Missing: what is not there yet before a wave may open, and what should be."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from surveyapp.formats.check.questionnaire_check import check
from surveyapp.formats.source.kept_file import State, kept, state
from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.formats.source.shelf import Shelf, project_shelf
from surveyapp.instance import Instance
from surveyapp.questionnaire.lint.translation import GAPS
from surveyapp.settings.setting import SETTINGS, SettingsStep
from surveyapp.storage.contacts import contacts_of
from surveyapp.storage.study_keys import is_away
from surveyapp.storage.waves import Wave, WaveState, list_waves
from surveyapp.study.settings import offered_languages, words_now
from surveyapp.study.study import study_of

_MUST = ("sender", "contact", "controller", "legal_basis")
_SHOULD = ("study_name", "recipients", "authority")
_NUMBERS = ("contacts_months", "texts_months", "backup_days")
SETTINGS_DAMAGED, NO_WORDS, NO_WORDS_IN, NO_TIMES = "damaged", "no-words", "no-words-in", "no-times"
NO_LAST_DAY, NO_CONTACTS, NO_MAIL_SERVER, KEY_AWAY = "no-day", "no-contacts", "no-mail", "key-away"
NO_FILES, CHECK_ERRORS, UNTRANSLATED = "no-questionnaire", "check-errors", "untranslated"
NO_LANGUAGE, NO_PRIVACY = "no-language", "no-privacy"
PROMISES_TOO_MUCH = "promises-too-much"
_TOO_MUCH = re.compile("anon[iy]m", re.IGNORECASE)
"""In many languages begins a word for what answers of known institutions are not."""


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """One thing that is missing. is_must: whether a wave may not open before; else it should not.

    step: of the settings, None where it is none of them; wave: "" where it is about all waves;
    about: the setting, the questionnaire or the languages that it is about; n: how many.
    """

    code: str
    is_must: bool
    step: SettingsStep | None = None
    wave: str = ""
    about: str = ""
    n: int = 0


def missing_of(instance: Instance, wave: Wave | None = None) -> tuple[Prerequisite, ...]:
    """What must come first, then what should be there.

    wave: None for what every wave needs. Of a demonstration and of invented answers only what they
    cannot open without. Raises OSError, DatabaseError.
    """
    return _ordered([*_of_settings(instance), *(_of_wave(instance, wave) if wave else ())])


def missing_of_drafts(instance: Instance) -> tuple[Prerequisite, ...]:
    """The same of all waves that were not opened yet, each thing once."""
    drafts = [each for each in list_waves() if each.state is WaveState.DRAFT]
    of_drafts = (found for each in drafts for found in _of_wave(instance, each))
    return _ordered([*_of_settings(instance), *of_drafts])


def _ordered(found: Iterable[Prerequisite]) -> tuple[Prerequisite, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda each: not each.is_must))


def _of_settings(instance: Instance) -> Iterator[Prerequisite]:
    if instance.desk.damage:
        yield Prerequisite(SETTINGS_DAMAGED, is_must=True, step=SettingsStep.STUDY)
    if instance.is_demo:
        return
    for name in (*_MUST, *_SHOULD):
        yield from _of_words(instance, name)
    settings = instance.desk.settings
    if any(map(_TOO_MUCH.search, words_now(instance, "promise").values())):
        yield Prerequisite(PROMISES_TOO_MUCH, is_must=True, step=SettingsStep.PROMISE)
    if any(settings.number(name) is None for name in _NUMBERS):
        yield Prerequisite(NO_TIMES, is_must=False, step=SettingsStep.RETENTION)


def _of_words(instance: Instance, name: str) -> Iterator[Prerequisite]:
    words, step = words_now(instance, name), SETTINGS[name].step
    if not words:
        yield Prerequisite(NO_WORDS, name in _MUST, step, about=name)
    elif "" not in words:
        without = [each for each in offered_languages(instance) if each not in words]
        for language in without:
            yield Prerequisite(NO_WORDS_IN, is_must=False, step=step, about=f"{name} {language}")


def _of_wave(instance: Instance, wave: Wave) -> Iterator[Prerequisite]:
    if is_away(instance, wave.name):
        yield Prerequisite(KEY_AWAY, is_must=True, wave=wave.name)
    if wave.state is WaveState.DRAFT:
        yield from _of_files(wave)
    if wave.is_synthetic:
        return
    if wave.closes is None:
        yield Prerequisite(NO_LAST_DAY, is_must=True, wave=wave.name)
    yield from _of_words_of_wave(instance, wave)
    yield from _of_contacts(instance, wave)


def _of_files(wave: Wave) -> Iterator[Prerequisite]:
    """What the check finds in the questionnaire of a draft."""
    try:
        errors = [each for each in questionnaire_problems(wave.questionnaire) if each.is_error]
    except QuestionnaireMissing:
        yield Prerequisite(NO_FILES, is_must=True, wave=wave.name, about=wave.questionnaire)
        return
    gaps = [each for each in errors if each.code in GAPS]
    for code, found in ((CHECK_ERRORS, len(errors) - len(gaps)), (UNTRANSLATED, len(gaps))):
        if found:
            yield Prerequisite(code, True, wave=wave.name, about=wave.questionnaire, n=found)


def _of_words_of_wave(instance: Instance, wave: Wave) -> Iterator[Prerequisite]:
    try:
        study = study_of(instance, wave)
        form = study.form
        has_privacy = study.instrument.wording(form.source_language).has(f"{form.name}.privacy")
    except (QuestionnaireMissing, QuestionnaireRefused):
        return
    if not set(form.languages) & set(offered_languages(instance)):
        yield Prerequisite(NO_LANGUAGE, True, SettingsStep.LANGUAGES, wave.name, wave.questionnaire)
    if not has_privacy and not words_now(instance, "controller"):
        yield Prerequisite(NO_PRIVACY, True, SettingsStep.PRIVACY, wave.name, wave.questionnaire)


def _of_contacts(instance: Instance, wave: Wave) -> Iterator[Prerequisite]:
    contacts = contacts_of(wave.name)
    if not contacts:
        yield Prerequisite(NO_CONTACTS, is_must=False, wave=wave.name)
    n_mails = sum(bool(each.email) for each in contacts)
    if n_mails and instance.mail is None:
        yield Prerequisite(NO_MAIL_SERVER, False, SettingsStep.MAIL, wave.name, n=n_mails)


def questionnaire_problems(name: str) -> tuple[Problem, ...]:
    """What `surveyapp check` finds, kept until a file changes. Raises QuestionnaireMissing."""
    shelf = project_shelf()
    folder = shelf.folder_of(name)
    return kept(
        ("problems", folder), lambda: _files_of(shelf), lambda _seen: check([folder]).problems
    )


def _files_of(shelf: Shelf) -> tuple[tuple[Path, State], ...]:
    """What tells one content of the project's files from another."""
    paths = (
        p for root in shelf.own_roots for p in (root / "questionnaires", root / "translations")
    )
    return tuple((each, state(each)) for path in paths for each in sorted(path.rglob("*.*")))
