"""Starter set: the small commented questionnaire that a new one begins as."""

from collections.abc import Iterator
from pathlib import Path

from surveyapp.plain_file import text_in
from surveyapp.project import QUESTIONNAIRES

STARTER = Path(__file__).parent / "starter"


class StarterRefused(FileExistsError):
    """Something is there already; `path` says what, and nothing was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def write_starter(root: Path, name: str) -> tuple[Path, ...]:
    """Writes a questionnaire, its plan, recipe and scenario.

    root: the project's folder, made where it is missing; name: of the questionnaire. Returns the
    files. Raises StarterRefused, OSError.
    """
    files = dict(_files(root, name))
    there = [root / QUESTIONNAIRES / name, *files]
    for path in there:
        if path.exists() or path.is_symlink():
            raise StarterRefused(path)
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    return tuple(files)


def _files(root: Path, name: str) -> Iterator[tuple[Path, str]]:
    """Path -> content of everything that is written."""
    for path in sorted(STARTER.rglob("*.yaml")):
        text = text_in(path).replace(STARTER.name, name)
        yield root / QUESTIONNAIRES / name / path.relative_to(STARTER), text
