"""Opening: a wave is bound to a copy of what was checked; its wording alone is ever corrected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from surveyapp.formats.catalogue_set import coverage_by_language
from surveyapp.formats.check.instrument_change import InstrumentChange, change_between
from surveyapp.formats.check.questionnaire_check import check
from surveyapp.formats.source.instrument import Instrument, instrument_of, project_instrument
from surveyapp.formats.source.questionnaire_folder import (
    QuestionnaireMissing,
    QuestionnaireRefused,
    load_definition,
)
from surveyapp.formats.source.release_copy import content_of, keep_copy
from surveyapp.formats.source.shelf import Shelf, project_shelf
from surveyapp.instance import Instance
from surveyapp.plain_file import os_words
from surveyapp.questionnaire.lint.translation import GAPS
from surveyapp.storage.corrections import correct_wave
from surveyapp.storage.study_keys import (
    KeyPurpose,
    is_away,
    private_key_of,
    public_key_of,
    rehearse,
)
from surveyapp.storage.translation_gaps import TranslationGap
from surveyapp.storage.waves import (
    InstrumentBinding,
    Wave,
    WaveRefused,
    WaveState,
    bind_wave,
    list_waves,
    move_wave,
    wave,
)
from surveyapp.study.study import study_of


class MeaningChanged(ValueError):
    """More than wording differs from what the wave asks; `change` says what."""

    def __init__(self, change: InstrumentChange) -> None:
        super().__init__("\n".join(change.meaning))
        self.change = change


class TextsUntranslated(QuestionnaireRefused):
    """Nothing is wrong but that texts have no words of today in a language."""


@dataclass(frozen=True, slots=True)
class TranslationWaiver:
    """A coordinator's word that a wave may be opened with texts that are not translated."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that can be asked. release: its name; gaps: what it lacks in translations."""

    release: str
    asked: Instrument
    gaps: tuple[TranslationGap, ...] = ()

    def bound(self, parameters: Mapping[str, str] | None = None) -> InstrumentBinding:
        """What a wave is bound to. parameters: None leaves the wave's own."""
        form = self.asked.form
        return InstrumentBinding(
            self.release, form.version, form.version_hash, parameters, self.gaps
        )


def open_wave(
    instance: Instance,
    name: str,
    parameters: Mapping[str, str] | None = None,
    waiver: TranslationWaiver | None = None,
    brought: Path | None = None,
) -> tuple[Wave, Wave]:
    """Lets a wave take answers; the wave before and after.

    A wave that was open before keeps its copy. A draft is bound to what the files say now, which
    must pass the check. parameters: what fills the placeholders; those of the questionnaire if
    None. waiver: lets texts pass that are not translated. brought: the file of the study key; where
    it does not lie in the instance, a sealed test is opened with it first. Raises WaveRefused,
    QuestionnaireMissing, TextsUntranslated, QuestionnaireRefused as `surveyapp check`,
    StudyKeyMissing, BoxRefused, OSError.
    """
    before = wave(name)
    if before.release is not None or before.state not in (WaveState.DRAFT, WaveState.CLOSED):
        study_of(instance, before)
        return before, _opened(instance, name, brought)
    copied = checked_copy(instance, before.questionnaire, waiver)
    form = copied.asked.form
    if before.state is WaveState.CLOSED and form.version_hash != before.version_hash:
        raise WaveRefused("files-changed", name)
    if before.edition not in form.editions:
        raise WaveRefused("no-such-edition", name)
    is_draft = before.state is WaveState.DRAFT
    filled = parameters or form.parameters if is_draft else None
    return before, _opened(instance, name, brought, copied.bound(filled))


def _opened(
    instance: Instance, name: str, brought: Path | None, asked: InstrumentBinding | None = None
) -> Wave:
    """The wave, which takes answers from now on; what seals them is there before."""
    for purpose in KeyPurpose:
        public_key_of(instance, name, purpose)
    if is_away(instance, name):
        rehearse(instance, name, private_key_of(instance, name, brought=brought))
    return move_wave(name, WaveState.OPEN, asked=asked)


def correct(
    instance: Instance,
    name: str,
    reason: str,
    today: date,
    waiver: TranslationWaiver | None = None,
) -> tuple[Wave, InstrumentChange]:
    """Takes the wording of the files into an open wave, and records it; the wave and the texts.

    Raises MeaningChanged when anything but words differs, WaveRefused: not-open, no-copy,
    nothing-changed; else as `open_wave`.
    """
    before = wave(name)
    if before.state is not WaveState.OPEN:
        raise WaveRefused("not-open", name)
    if before.release is None:
        raise WaveRefused("no-copy", name)
    asked = study_of(instance, before).instrument
    _wording_change(asked, project_instrument(before.questionnaire))
    copied = checked_copy(instance, before.questionnaire, waiver)
    change = _wording_change(asked, copied.asked)
    if not change.texts:
        raise WaveRefused("nothing-changed", name)
    return correct_wave(before, copied.bound(), today, reason), change


def _wording_change(before: Instrument, after: Instrument) -> InstrumentChange:
    """What reads otherwise. Raises MeaningChanged when more than that differs."""
    change = change_between(before, after)
    if change.meaning:
        raise MeaningChanged(change)
    return change


def bind_begun_waves(instance: Instance) -> Iterator[str]:
    """Gives waves that were opened before there were copies their own; says so of each.

    Only while the files still are what the wave was opened with.
    """
    for each in list_waves():
        if each.state is not WaveState.DRAFT and each.release is None:
            yield _bound(instance, each)


def checked_copy(instance: Instance, name: str, waiver: TranslationWaiver | None = None) -> Copied:
    """A copy of what the files say now. Raises as `open_wave`."""
    shelf = project_shelf()
    problems = check([shelf.folder_of(name)]).problems
    errors = [problem for problem in problems if problem.is_error]
    if any(problem.code not in GAPS for problem in errors):
        raise QuestionnaireRefused(errors)
    if errors and waiver is None:
        raise TextsUntranslated(errors)
    copied = _copied(instance, name)
    return replace(copied, gaps=tuple(_gaps(name, shelf, waiver))) if waiver else copied


def _gaps(name: str, shelf: Shelf, waiver: TranslationWaiver) -> Iterator[TranslationGap]:
    for language, found in coverage_by_language(name, shelf).items():
        counts = len(found.missing), len(found.stale)
        if any(counts):
            yield TranslationGap(language, *counts, waiver.day, waiver.reason)


def _copied(instance: Instance, name: str) -> Copied:
    """Read again from the copy, all of it: what is bound is what can be asked and reported."""
    shelf = project_shelf()
    plain = load_definition(name, shelf).questionnaire
    release = keep_copy(instance, content_of(name, shelf))
    asked = instrument_of(instance, plain, release)
    for language in asked.form.languages:
        asked.wording(language)
    asked.plan.comparisons()
    return Copied(release, asked)


def _bound(instance: Instance, begun: Wave) -> str:
    try:
        copied = _copied(instance, begun.questionnaire)
    except OSError as problem:
        return f"{_unbound(begun)} The copy cannot be kept ({os_words(problem)})."
    except (QuestionnaireMissing, QuestionnaireRefused):
        return f"{_unbound(begun)} They cannot be used now; see: surveyapp check"
    if copied.asked.form.version_hash != begun.version_hash:
        return f"{_unbound(begun)} They changed since; put version {begun.version} back for a copy."
    bind_wave(begun.name, copied.bound())
    return f"The wave {begun.name} has its own copy of {begun.questionnaire} now."


def _unbound(begun: Wave) -> str:
    return f"The wave {begun.name} still reads the project's files of {begun.questionnaire}."
