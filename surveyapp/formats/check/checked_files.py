"""Checked files: questionnaires, code lists and files of rules below the paths of a check."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from surveyapp.formats.source.questionnaire_folder import FILE, PLAN_FILE
from surveyapp.formats.source.shelf import CALENDARS, LISTS, SCREENING
from surveyapp.formats.source.study_file import STUDY_FILE

RULES = (SCREENING, CALENDARS)


@dataclass(frozen=True, slots=True)
class CheckedFiles:
    """Files below the paths of a check, each once."""

    questionnaires: tuple[Path, ...]
    lists: tuple[Path, ...]
    screening: tuple[Path, ...]
    calendars: tuple[Path, ...]


class NothingToCheck(LookupError):
    """A path leads to no questionnaire and no code list; a plan needs its questionnaire."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"There is no questionnaire or code list in {path}. Begin one with: surveyapp new NAME"
        )
        self.path = path


def looked_at(paths: Iterable[Path]) -> CheckedFiles:
    """What is to be checked below these paths. Raises NothingToCheck."""
    files: dict[Path, None] = {}
    for path in paths:
        found = tuple(_files(path.absolute()))
        if not found:
            raise NothingToCheck(path)
        files |= dict.fromkeys(found)
    by_folder: dict[str, list[Path]] = {LISTS: [], SCREENING: [], CALENDARS: [], "": []}
    for file in files:
        folder = "" if file.name == FILE else file.parent.name
        by_folder.get(folder, by_folder[""]).append(file)
    kinds = ("", LISTS, SCREENING, CALENDARS)
    return CheckedFiles(*(tuple(by_folder[folder]) for folder in kinds))


def _files(path: Path) -> Iterator[Path]:
    if path.name in {PLAN_FILE, STUDY_FILE}:
        yield from path.parent.glob(FILE)
    elif path.is_file():
        yield path
    elif path.name in {LISTS, *RULES}:
        yield from sorted(path.glob("*.yaml"))
    elif path.is_dir():
        yield from _below(path)
        for folder in (LISTS, *RULES):
            yield from sorted(path.glob(f"{folder}/*.yaml"))


def _below(folder: Path, around: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """Questionnaires in a folder and in those inside it, also where one is a link to another."""
    real = folder.resolve()
    if real in around:
        return
    for inside in sorted(folder.iterdir()):
        if inside.name == FILE:
            yield inside
        elif inside.is_dir():
            yield from _below(inside, around | {real})
