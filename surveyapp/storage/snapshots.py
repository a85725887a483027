"""Snapshots of stored waves, kept in the instance until an answer is added or withdrawn."""

import hashlib
from pathlib import Path

from surveyapp.analysis.snapshot import Origin, Snapshot, read_snapshot, write_snapshot
from surveyapp.instance import Instance
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.storage.responses import answers_of, wave_fingerprint
from surveyapp.storage.waves import Wave, WaveNotFrozen, is_comparable

__all__ = ["WaveNotFrozen", "is_comparable", "snapshot_of_wave"]

SHORT = 16


def snapshot_of_wave(instance: Instance, wave: Wave, form: Questionnaire) -> Snapshot:
    """The wave's answers as typed columns; made anew only when they changed.

    Older files of the wave are removed, so that a withdrawn answer is gone from here as well.
    Raises WaveNotFrozen, AnswersRefused when a stored answer does not fit the questionnaire,
    OSError.
    """
    if not is_comparable(wave):
        raise WaveNotFrozen(wave.name, wave.state)
    mark = _short(wave.name)
    label = f"{mark}-{_short(wave_fingerprint(wave.name) + form.version_hash)}-"
    kept = next(instance.snapshots.glob(f"{label}*.parquet"), None)
    if kept is not None:
        return read_snapshot(kept)
    origin = Origin(form.name, wave.version, wave.is_synthetic)
    made = write_snapshot(form.columns, answers_of(wave.name), instance.snapshots, origin, label)
    _remove_older(instance.snapshots, mark, label)
    return made


def _remove_older(folder: Path, mark: str, label: str) -> None:
    for path in folder.glob(f"{mark}-*.parquet"):
        if not path.name.startswith(label):
            path.unlink(missing_ok=True)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:SHORT]
