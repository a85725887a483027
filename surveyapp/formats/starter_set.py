"""Starter set: the small commented questionnaire that a new one begins as."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from surveyapp.analysis.plan_file import texts_root
from surveyapp.formats.catalogue_set import catalogue_drafts, write_draft
from surveyapp.formats.source.shelf import catalogue_in, shelf_from
from surveyapp.plain_file import text_in
from surveyapp.project import QUESTIONNAIRES

STARTER = Path(__file__).parent / "starter"


class StarterRefused(FileExistsError):
    """Something is there already; `path` says what, and nothing was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def write_starter(root: Path, name: str, languages: Iterable[str]) -> tuple[Path, ...]:
    """Writes a questionnaire, its plan, recipe and scenario, and the catalogues of some languages.

    root: the project's folder, made where it is missing; name: of the questionnaire; languages:
    those into which it will be translated. Catalogues are those of `catalogue_drafts`; one of
    shared lists that is there already is left as it is. Returns the files. Raises StarterRefused,
    OSError.
    """
    wanted, files = tuple(languages), dict(_files(root, name))
    of_words = (catalogue_in(root, e, c) for e in wanted for c in (name, texts_root(name)))
    for path in (root / QUESTIONNAIRES / name, *files, *of_words):
        if path.exists() or path.is_symlink():
            raise StarterRefused(path)
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    drafts = catalogue_drafts(name, wanted, shelf_from(root))
    new = [each for each in drafts if each.before is None]
    for each in new:
        write_draft(each)
    return (*files, *(each.path for each in new))


def _files(root: Path, name: str) -> Iterator[tuple[Path, str]]:
    """Path -> content of every file but the catalogues."""
    for path in sorted(STARTER.rglob("*.yaml")):
        text = text_in(path).replace(STARTER.name, name)
        yield root / QUESTIONNAIRES / name / path.relative_to(STARTER), text
