"""Snapshots of stored waves, kept in the instance until an answer is added or withdrawn."""

import hashlib
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from surveyapp.analysis.coding.code_book import CodeBook, is_of_texts, theme_columns
from surveyapp.analysis.microdata.snapshot import (
    Origin,
    Snapshot,
    SnapshotDamaged,
    read_snapshot,
    snapshot_of,
    write_snapshot,
)
from surveyapp.instance import Instance
from surveyapp.plain_file import open_plain, text_in
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.storage.answers_fingerprint import answers_fingerprint
from surveyapp.storage.codings import (
    codings_of,
    columns_of_texts,
    theme_rows,
    themed_answers,
)
from surveyapp.storage.kept_file import alone, mark_of, to_disk
from surveyapp.storage.waves import Wave, WaveNotFrozen, check_comparable, is_comparable

__all__ = ["WaveNotFrozen", "is_comparable", "snapshot_of_wave"]

KEPT_NOTES = 64


def snapshot_of_wave(
    instance: Instance, wave: Wave, form: Questionnaire, books: Sequence[CodeBook] = ()
) -> Snapshot:
    """The wave's answers as typed columns; made anew only when they or their codings changed.

    books: code books whose themes are columns as well, null until their coding is complete.

    Who asks while it is made waits for it, in this process and in others; what cannot be read any
    more is made anew. Older files of the wave are removed, so that a withdrawn answer is gone from
    here as well. Raises WaveRefused: rehearsal, WaveNotFrozen, AnswersRefused when a stored answer
    does not fit the questionnaire, OSError.
    """
    check_comparable(wave)
    mark = mark_of(wave.name)
    label = f"{mark}-{mark_of(answers_fingerprint(wave, form, books))}-"
    found = _readable(instance.snapshots, label)
    if found is not None:
        return found
    with alone(instance.snapshots, mark):
        return _readable(instance.snapshots, label) or _make(instance, wave, form, books, label)


def _make(
    instance: Instance, wave: Wave, form: Questionnaire, books: Sequence[CodeBook], label: str
) -> Snapshot:
    origin = Origin(form.name, wave.version, wave.is_synthetic)
    themes = (each for each in theme_columns(form, books) if not is_of_texts(form, each))
    columns = (*form.columns, *themes)
    codings = codings_of(wave, form, books) if books else ()
    answers, of_texts = themed_answers(wave.name, codings), columns_of_texts(form, books)
    coded = snapshot_of(of_texts, theme_rows(form, codings), origin) if of_texts else None
    read, mark = snapshot_of(columns, answers, origin, coded), mark_of(wave.name)
    with TemporaryDirectory(prefix=f"{mark}-", dir=instance.snapshots) as unfinished:
        made = write_snapshot(read, Path(unfinished), label)
        path = _kept_safely(made, instance.snapshots)
    _remove_others(instance.snapshots, mark, path)
    return replace(made, source=path)


def _readable(folder: Path, label: str) -> Snapshot | None:
    """What was made before; None when there is nothing that can be read."""
    for path in folder.glob(f"{label}*.parquet"):
        with suppress(OSError):
            return _read_once(path, path.stat().st_mtime_ns)
    return None


@lru_cache(KEPT_NOTES)
def _read_once(path: Path, _changed: int) -> Snapshot:
    """A whole file; its columns stay there. Raises SnapshotDamaged, OSError."""
    if text_in(_digest_beside(path), "ascii") != _digest(path):
        raise SnapshotDamaged(path.name)
    return read_snapshot(path)


def _digest(path: Path) -> str:
    with open_plain(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest_beside(path: Path) -> Path:
    return path.with_suffix(".sha256")


def _kept_safely(made: Snapshot, folder: Path) -> Path:
    """The name appears only when the content is on the disk, and stays after a crash."""
    written = Path(str(made.source))
    path = folder / written.name
    digest = _digest_beside(path)
    digest.touch(mode=0o600)
    digest.write_text(_digest(written), encoding="ascii")
    for each in (digest, written):
        to_disk(each)
    written.replace(path)
    to_disk(folder)
    return path


def _remove_others(folder: Path, mark: str, kept: Path) -> None:
    """Older files of the wave, and what a crash left behind; needs to be alone."""
    for path in folder.glob(f"{mark}-*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path not in (kept, _digest_beside(kept)):
            path.unlink(missing_ok=True)
