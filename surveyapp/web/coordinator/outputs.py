"""Outputs: what may be shown of a wave, protected once per snapshot and kept between requests."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import BoundedSemaphore, Lock

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import ServiceUnavailable

from surveyapp.analysis.dissemination_plan import DisseminationPlan
from surveyapp.analysis.outputs import Outputs
from surveyapp.reports.exhibit.response import others_words
from surveyapp.reports.labels import Labels
from surveyapp.storage.answers_fingerprint import answers_fingerprint
from surveyapp.storage.records import record_state
from surveyapp.storage.waves import Wave, WaveState, is_comparable, waves_begun
from surveyapp.study.publication import kept_outputs_of
from surveyapp.study.publishing import published_apart
from surveyapp.study.stratum import strata_of
from surveyapp.study.study import Study
from surveyapp.web.current_study import current_study
from surveyapp.web.language import RequestCatalogue, current_language
from surveyapp.web.limits import BUSY_SECONDS
from surveyapp.web.respondent.form_words import FormWords, take_form

ALL = "all"
MOST_WAIT, WAIT_SECONDS = 3, 2.0
"""Threads that may wait for figures of this process, and how long others wait for such a place."""

Key = tuple[str, str, tuple[int, ...] | None]
_kept: dict[Key, tuple[DisseminationPlan, Outputs]] = {}
"""Wave, fingerprint of its answers, state of its record -> the plan as it was then, and what is
shown by it."""
_one_at_a_time: defaultdict[str, Lock] = defaultdict(Lock)
_waiting = BoundedSemaphore(MOST_WAIT)


def outputs_of(wave: Wave) -> Outputs:
    """What may be shown of the wave. Raises as `StudyFigures.outputs`."""
    study = current_study(wave)
    plan, key = study.plan, _key(study)
    known = _kept.get(key)
    if known is not None and known[0] == plan:
        return known[1]
    with _place_to_wait(), _one_at_a_time[wave.name]:
        known = _kept.get(key)
        if known is not None and known[0] == plan:
            return known[1]
        made = published_apart(study)
        _keep(_key(study), plan, made)  # the first publication has just made its record
        return made


def _key(study: Study) -> Key:
    """Raises OSError."""
    wave = study.wave
    answers = answers_fingerprint(wave, study.form, study.books)
    is_frozen = wave.state is WaveState.FROZEN
    return wave.name, answers, record_state(study.instance, wave.name) if is_frozen else None


def _keep(key: Key, plan: DisseminationPlan, made: Outputs) -> None:
    """In place of what was shown of the wave before."""
    for old in [old for old in _kept if old[0] == key[0]]:
        del _kept[old]
    _kept[key] = plan, made


@contextmanager
def _place_to_wait() -> Iterator[None]:
    """So few wait for what is computed that others find a thread. Raises ServiceUnavailable."""
    if not _waiting.acquire(timeout=WAIT_SECONDS):
        raise ServiceUnavailable(retry_after=BUSY_SECONDS)
    try:
        yield
    finally:
        _waiting.release()


def prepare_latest(app: Flask) -> None:
    """Reads what the first page about the latest wave needs, before anybody asks for it.

    What would have to be computed is left to who asks, and what is wrong with it is told there.
    """
    with app.app_context(), suppress(LookupError, ValueError, OSError, SQLAlchemyError):
        latest = next(filter(is_comparable, waves_begun()), None)
        if latest is None:
            return
        study = current_study(latest)
        for language in study.form.languages:
            study.instrument.wording(language)
        made = kept_outputs_of(study)
        if made is not None:
            _keep(_key(study), study.plan, made)


def labels_of(wave: Wave) -> tuple[FormWords, Labels]:
    """The full form and the words to report it with, in the language of this page."""
    words = take_form(wave, "full", current_language())
    return words, Labels(words.wording_for(None), RequestCatalogue())


def stratum_names(outputs: Outputs, words: FormWords) -> Mapping[str, str]:
    """Class of the split -> its name; the first code, and everybody else."""
    split = words.form.split_by
    if split is None:
        return {}
    paths = {code.code: code.text_path for code in words.form.questions[split].question.choices}
    strata = strata_of(outputs)
    known = {code: words.wording.text(paths[code]) for code in strata if code in paths}
    others = others_words(words.form, Labels(words.wording, RequestCatalogue()))
    return {code: known.get(code) or others for code in strata}
