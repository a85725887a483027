"""Snapshots of stored waves, kept in the instance until an answer is added or withdrawn."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from surveyapp.analysis.code_book import CodeBook, theme_columns
from surveyapp.analysis.snapshot import Origin, Snapshot, read_snapshot, write_snapshot
from surveyapp.instance import Instance
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.storage.codings import codings_fingerprint, codings_of, themed_answers
from surveyapp.storage.responses import wave_fingerprint
from surveyapp.storage.waves import Wave, WaveNotFrozen, is_comparable

__all__ = ["WaveNotFrozen", "is_comparable", "snapshot_of_wave"]

SHORT = 16
KEPT_NOTES = 64


def snapshot_of_wave(
    instance: Instance, wave: Wave, form: Questionnaire, books: Sequence[CodeBook] = ()
) -> Snapshot:
    """The wave's answers as typed columns; made anew only when they or their codings changed.

    books: code books whose themes are columns as well, null until their coding is complete.

    Older files of the wave are removed, so that a withdrawn answer is gone from here as well.
    Raises WaveNotFrozen, AnswersRefused when a stored answer does not fit the questionnaire,
    OSError.
    """
    if not is_comparable(wave):
        raise WaveNotFrozen(wave.name, wave.state)
    mark = _short(wave.name)
    label = f"{mark}-{_short(_fingerprint(wave, form, books))}-"
    kept = next(instance.snapshots.glob(f"{label}*.parquet"), None)
    if kept is not None:
        return _read_once(kept)
    origin = Origin(form.name, wave.version, wave.is_synthetic)
    columns = (*form.columns, *theme_columns(form, books))
    answers = themed_answers(wave.name, codings_of(wave, form, books) if books else ())
    made = write_snapshot(columns, answers, instance.snapshots, origin, label)
    _remove_older(instance.snapshots, mark, label)
    return made


@lru_cache(KEPT_NOTES)
def _read_once(path: Path) -> Snapshot:
    """Its name carries the hash of its content; the columns stay in the file."""
    return read_snapshot(path)


def _fingerprint(wave: Wave, form: Questionnaire, books: Sequence[CodeBook]) -> str:
    """Of everything that a snapshot is made of."""
    coded = codings_fingerprint(wave.name, books) if books else ""
    return wave_fingerprint(wave.name) + form.version_hash + coded


def _remove_older(folder: Path, mark: str, label: str) -> None:
    for path in folder.glob(f"{mark}-*.parquet"):
        if not path.name.startswith(label):
            path.unlink(missing_ok=True)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:SHORT]
