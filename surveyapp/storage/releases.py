"""Releases: what was published, kept in the instance for the audit of later releases."""

import json
import os
import stat
from pathlib import Path

from surveyapp.analysis.disclosure.release import Release, release_from_json, release_to_json
from surveyapp.instance import Instance
from surveyapp.plain_file import text_in

ONLY_OWNER = stat.S_IRUSR | stat.S_IWUSR


class ReleaseUnreadable(ValueError):
    """A kept release is damaged, so that nothing can be audited beside it."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not a release. Bring it back from a backup.")


def record_release(instance: Instance, release: Release) -> Path:
    """Keeps a release for good; only the owner may read the file. Raises OSError."""
    folder = _folder(instance)
    folder.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
    number = len(_paths(instance, release.questionnaire)) + 1
    path = folder / f"{release.questionnaire}-{number:04d}.json"
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_OWNER)
    with os.fdopen(file, "w", encoding="utf-8") as text:
        json.dump(release_to_json(release), text)
    return path


def releases_of(instance: Instance, questionnaire: str) -> list[Release]:
    """All releases of a questionnaire, oldest first. Raises ReleaseUnreadable, OSError."""
    return [_read(path) for path in _paths(instance, questionnaire)]


def _read(path: Path) -> Release:
    try:
        return release_from_json(json.loads(text_in(path)))
    except (ValueError, KeyError, TypeError) as damaged:
        raise ReleaseUnreadable(path) from damaged


def _folder(instance: Instance) -> Path:
    return instance.path / "releases"


def _paths(instance: Instance, questionnaire: str) -> list[Path]:
    return sorted(_folder(instance).glob(f"{questionnaire}-[0-9][0-9][0-9][0-9].json"))
