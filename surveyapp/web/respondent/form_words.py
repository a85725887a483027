"""Form words: one edition of a questionnaire in one language, kept ready between visits."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from surveyapp.formats.source.instrument import Instrument, instrument_of, project_instrument
from surveyapp.questionnaire.burden import WordCount
from surveyapp.questionnaire.filled_wording import filled
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.wording import Wording
from surveyapp.storage.waves import Wave
from surveyapp.web.current_instance import current_instance
from surveyapp.web.respondent.question_words import QuestionWords, question_words

LOOK_AGAIN_SECONDS = 1.0
NO_PARAMETERS: Mapping[str, str] = MappingProxyType({})
Source = tuple[str, str, str | None]
"""Where it is read: the instance or the project's folder, questionnaire, the wave's copy if any."""
Key = tuple[Source, str, str, tuple[tuple[str, str], ...]]
"""Where it is read, edition, language, parameters of the wave."""


@dataclass
class FormWords:
    """Everything a page needs that no answer changes.

    page_forms: page -> its form class; drawn: questions that nobody answered, as they are drawn.
    """

    form: Questionnaire
    wording: Wording
    page_forms: dict[str, Any] = field(default_factory=dict)
    drawn: dict[tuple[object, ...], Markup] = field(default_factory=dict)
    _by_country: dict[str | None, Wording] = field(default_factory=dict)
    _questions: dict[tuple[str, str | None], QuestionWords] = field(default_factory=dict)
    _counts: dict[str | None, WordCount] = field(default_factory=dict)

    def wording_for(self, country: str | None) -> Wording:
        """The wording as institutions of this group read it; None: as one of none does."""
        if country not in self._by_country:
            values = self.wording.values
            self._by_country[country] = filled(self.form, self.wording, values, country)
        return self._by_country[country]

    def word_count(self, country: str | None) -> WordCount:
        """The words of its texts, each counted once, see `questionnaire.burden`."""
        if country not in self._counts:
            self._counts[country] = WordCount(self.wording_for(country), country)
        return self._counts[country]

    def question(self, name: str, country: str | None) -> QuestionWords:
        """All words of one question."""
        key = (name, country)
        if key not in self._questions:
            asked = self.form.questions[name]
            self._questions[key] = question_words(asked, self.wording_for(country), country)
        return self._questions[key]

    def text(self, path: str, country: str | None = None) -> str:
        """Words of this questionnaire at a path below its name."""
        return self.wording_for(country).text(f"{self.form.name}.{path}", country)

    def text_or_none(self, path: str, country: str | None = None) -> str | None:
        """The same where there may be no words."""
        return self.wording_for(country).text_or_none(f"{self.form.name}.{path}", country)


class FormShelf:
    """Forms that were read before; a changed file gives a new form."""

    def __init__(self) -> None:
        self._forms: dict[Key, FormWords] = {}
        self._looked_at: dict[Key, float] = {}
        self._full: dict[Source, tuple[Questionnaire, float]] = {}

    def form_of(self, source: Source, read: Callable[[], Instrument]) -> Questionnaire:
        """The full edition. Raises as `take`."""
        form, looked_at = self._full.get(source, (None, -LOOK_AGAIN_SECONDS))
        now = time.monotonic()
        if form is None or now - looked_at >= LOOK_AGAIN_SECONDS:
            form = read().form
            self._full[source] = form, now
        return form

    def take(
        self,
        source: Source,
        read: Callable[[], Instrument],
        asked_in: tuple[str, str],
        parameters: Mapping[str, str] = NO_PARAMETERS,
    ) -> FormWords:
        """The form; a wave's parameters stand over the questionnaire's own.

        read: what lies at the source, asked at most once in a while; asked_in: edition, language.
        Raises QuestionnaireMissing, QuestionnaireRefused when its files cannot be used.
        """
        key = (source, *asked_in, tuple(sorted(parameters.items())))
        if time.monotonic() - self._looked_at.get(key, -LOOK_AGAIN_SECONDS) >= LOOK_AGAIN_SECONDS:
            self._look(read(), key)
        return self._forms[key]

    def _look(self, asked: Instrument, key: Key) -> None:
        _source, edition, language, parameters = key
        release, wording = asked.form, asked.wording(language)
        kept = self._forms.get(key)
        if kept is None or not _is_same(kept, release, wording):
            words = filled(release, wording, dict(parameters))
            self._forms[key] = FormWords(release.in_edition(edition), words)
        self._looked_at[key] = time.monotonic()


def _is_same(kept: FormWords, release: Questionnaire, wording: Wording) -> bool:
    return kept.form.version_hash == release.version_hash and kept.wording.texts is wording.texts


_shelf = FormShelf()


def current_instrument(wave: Wave) -> Instrument:
    """What a wave of this application's instance asks. Raises as `instrument_of`."""
    return instrument_of(current_instance(), wave.questionnaire, wave.release)


def current_form(wave: Wave) -> Questionnaire:
    """The full edition that a wave asks. Raises as `FormShelf.take`."""
    return _shelf.form_of(_source_of(wave), partial(current_instrument, wave))


def take_form(wave: Wave, edition: str, language: str) -> FormWords:
    """What a wave asks in one edition and language. Raises as `FormShelf.take`."""
    read = partial(current_instrument, wave)
    return _shelf.take(_source_of(wave), read, (edition, language), wave.parameters)


def _source_of(wave: Wave) -> Source:
    return str(current_instance().path), wave.questionnaire, wave.release


def take_project_form(questionnaire: str, edition: str, language: str) -> FormWords:
    """A questionnaire as it stands in the project now. Raises as `FormShelf.take`."""
    asked = project_instrument(questionnaire)
    source = str(asked.shelf.root), questionnaire, None
    return _shelf.take(source, lambda: asked, (edition, language))
