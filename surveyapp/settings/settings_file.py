"""Settings file: ``desk.toml`` in an instance, read again whenever it is another file.

A damaged file stops nothing: it is as if it said nothing, and whoever asks is told what is wrong.
"""

import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from surveyapp.plain_file import open_plain, os_words
from surveyapp.settings.setting import DeskSettings, SettingValue
from surveyapp.settings.typed import SettingsRefused, checked_settings

DESK = "desk.toml"
_LARGEST = 1 << 20
_FileState = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """What the file says. damage: what is wrong in words, "" for nothing; then it says nothing."""

    settings: DeskSettings = field(default_factory=DeskSettings)
    damage: str = ""


def settings_file(folder: Path) -> SettingsFile:
    """The file of an instance as it is now; one that says nothing where there is none."""
    path = folder / DESK
    state = _state(path)
    before = _shelf().get(path)
    if before is None or before[0] != state:
        before = _shelf()[path] = (state, _read(path, state))
    return before[1]


def as_toml(settings: DeskSettings) -> bytes:
    """What stands in the file; JSON's strings, numbers and lists are TOML's."""
    plain = {k: v for k, v in settings.values.items() if not isinstance(v, dict)}
    tables = {k: v for k, v in settings.values.items() if isinstance(v, dict)}
    lines = ["# Written by the desk and by `surveyapp settings set`.", *_lines(plain)]
    for name, words in tables.items():
        lines += ["", f"[{name}]", *_lines(words)]
    return "".join(f"{line}\n" for line in lines).encode()


def _lines(values: Mapping[str, SettingValue] | Mapping[str, str]) -> Iterator[str]:
    for name, value in values.items():
        yield f"{json.dumps(name)} = {json.dumps(value, ensure_ascii=False)}"


@cache
def _shelf() -> dict[Path, tuple[_FileState, SettingsFile]]:
    """What was read before, by file."""
    return {}


def _state(path: Path) -> _FileState:
    """Tells one file from another; nobody can set the time of its entry back."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_ctime_ns, found.st_size


def _read(path: Path, state: _FileState) -> SettingsFile:
    if state is None and not os.path.lexists(path):
        return SettingsFile()
    try:
        settings = checked_settings(_content(path))
    except SettingsRefused as refused:
        return SettingsFile(damage=str(refused))
    except (OSError, ValueError, RecursionError) as problem:
        return SettingsFile(damage=_words(problem))
    return SettingsFile(settings)


def _content(path: Path) -> dict[str, object]:
    with open_plain(path) as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise ValueError("it is larger than 1 MiB")
    return tomllib.loads(content.decode())


def _words(problem: Exception) -> str:
    """Of a disk what it says; of a file where it stops being TOML, without what stands there."""
    if isinstance(problem, OSError):
        return os_words(problem)
    if isinstance(problem, UnicodeDecodeError):
        return "it is not UTF-8"
    return str(problem) if isinstance(problem, ValueError) else "it is nested too deeply"
