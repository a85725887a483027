"""Project: the folders in which questionnaires are written, and the one that ships.

A project is a folder with ``questionnaires/`` and ``translations/``. It is found from where the
command is called; ``surveyapp.toml`` in it may name further folders of the same kind. Behind all
of them stands the product with its shared lists, the gallery and the flagship.
"""

import tomllib
from pathlib import Path
from typing import Any

from surveyapp.plain_file import os_words, text_in

SETTINGS, FOLDERS = "surveyapp.toml", "folders"
QUESTIONNAIRES, TRANSLATIONS = "questionnaires", "translations"
SHIPPED = "shipped"
"""Folder of an installed package that holds what a checkout has at its top."""


class ProjectRefused(ValueError):
    """The settings of a project cannot be used; the message says where and how to mend them."""


def product_home() -> Path:
    """Where questionnaires/, translations/ and migrations/ of the product itself lie."""
    code = Path(__file__).resolve().parent
    inside = code / SHIPPED
    return inside if inside.is_dir() else code.parent


def project_home() -> Path:
    """The project that one stands in: this folder or the nearest above it that is one.

    This folder where none is. Raises OSError when the folder is gone.
    """
    here = Path.cwd().resolve()
    return next((folder for folder in (here, *here.parents) if is_project(folder)), here)


def is_project(folder: Path) -> bool:
    """Whether settings or questionnaires lie here; an empty folder of the name is none."""
    has_settings = (folder / SETTINGS).is_file()
    return has_settings or any((folder / QUESTIONNAIRES).glob("*/*.yaml"))


def project_folders(home: Path | None = None) -> tuple[Path, ...]:
    """A project, the further folders that it names, and the product, in order of precedence.

    home: the one that one stands in if None. Raises ProjectRefused.
    """
    home = home or project_home()
    folders = (home, *_further(home / SETTINGS), product_home())
    return tuple(dict.fromkeys(folders))


def _further(settings: Path) -> tuple[Path, ...]:
    if not settings.is_file():
        return ()
    named = _read(settings).get(FOLDERS, [])
    if not isinstance(named, list) or not all(isinstance(each, str) for each in named):
        raise ProjectRefused(f'{FOLDERS} in {settings} must be a list such as ["../other"].')
    found = tuple((settings.parent / each).resolve() for each in named)
    for written, folder in zip(named, found, strict=True):
        if not (folder / QUESTIONNAIRES).is_dir():
            raise ProjectRefused(
                f"{FOLDERS} in {settings} names {written}, where no {QUESTIONNAIRES}/ lies."
            )
    return found


def _read(settings: Path) -> dict[str, Any]:
    try:
        entries = tomllib.loads(text_in(settings))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ProjectRefused(f"{settings} cannot be read ({problem}). Mend it.") from problem
    except OSError as problem:
        words = f"{settings} cannot be read ({os_words(problem)}). Mend it."
        raise ProjectRefused(words) from problem
    for name in sorted(entries.keys() - {FOLDERS}):
        raise ProjectRefused(f"{settings} has a setting {name!r} that does nothing; use {FOLDERS}.")
    return entries
