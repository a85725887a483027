"""Shelf: a folder with questionnaires and their translations, read by one code wherever it lies.

There is one for the project, where questionnaires are written, and one in the instance for every
copy that a wave asks (`release_copy`). Behind the project's folder stand those that its settings
name, and the product with its shared lists.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from surveyapp.project import QUESTIONNAIRES, TRANSLATIONS, product_home, project_folders

FILE = "questionnaire.yaml"
LISTS = "code_lists"
SCREENING = "screening"
CALENDARS = "calendars"
GALLERY = "gallery"


class QuestionnaireMissing(LookupError):
    """There is no questionnaire of this name."""

    def __init__(self, name: str, root: Path) -> None:
        super().__init__(f"There is no questionnaire {name!r} in {root}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Shelf:
    """root: the folder that holds ``questionnaires/`` and ``translations/``.

    behind: further such folders, in which is looked for what is not there, in this order.
    """

    root: Path
    behind: tuple[Path, ...] = ()

    @property
    def roots(self) -> tuple[Path, ...]:
        """All folders in the order in which names are looked up."""
        return (self.root, *self.behind)

    @property
    def own_roots(self) -> tuple[Path, ...]:
        """The same without what ships with the product, unless it is the first folder."""
        return tuple(root for root in self.roots if root == self.root or root != product_home())

    @property
    def questionnaires(self) -> Path:
        """Where the questionnaires of the first folder lie, a folder each."""
        return self.root / QUESTIONNAIRES

    @property
    def code_lists(self) -> Path:
        """Where the shared code lists of the first folder lie."""
        return self.questionnaires / LISTS

    @property
    def translations(self) -> Path:
        """Where the catalogues of the first folder lie."""
        return self.root / TRANSLATIONS

    def code_list(self, name: str) -> Path:
        """The file of a shared code list; where it would lie in the first folder if in none."""
        files = (root.joinpath(QUESTIONNAIRES, LISTS, f"{name}.yaml") for root in self.roots)
        return next((file for file in files if file.exists()), self.code_lists / f"{name}.yaml")

    def code_list_names(self) -> frozenset[str]:
        """Every shared code list that can be used here."""
        return frozenset(name for root in self.roots for name in _lists_in(root))

    def screening_files(self) -> dict[str, Path]:
        """Name -> file of all screening rules that can be used here, in the order of names."""
        return self._files_in(SCREENING)

    def calendar_files(self) -> dict[str, Path]:
        """Name -> file of all calendars that can be used here, in the order of names."""
        return self._files_in(CALENDARS)

    def own_files(self, files: Mapping[str, Path]) -> tuple[Path, ...]:
        """Those of such files that do not ship with the product."""
        return tuple(path for path in files.values() if path.parents[2] in self.own_roots)

    def _files_in(self, folder: str) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for root in reversed(self.roots):
            files = (root / QUESTIONNAIRES / folder).glob("*.yaml")
            found |= {file.stem: file for file in files}
        return dict(sorted(found.items()))

    def catalogue(self, language: str, name: str) -> Path:
        """The first folder's translations of a questionnaire, its plan, or its code lists."""
        return catalogue_in(self.root, language, name)

    def list_catalogues(self, language: str) -> tuple[tuple[Path, frozenset[str]], ...]:
        """Catalogues of code lists, the last one first: (file, lists that lie beside it).

        A list that lies beside a catalogue stands before those of its name in earlier ones; what
        they say of it is of another list.
        """
        return tuple(
            (catalogue_in(root, language, LISTS), _lists_in(root)) for root in reversed(self.roots)
        )

    def names(self) -> tuple[str, ...]:
        """Questionnaires to be asked; the gallery and what ships are found by name alone.

        What ships is named where nothing else is.
        """
        return tuple(sorted({*_names_in(self.own_roots)} or {*_names_in(self.roots)}))

    def holding(self, name: str) -> "Shelf":
        """The shelf as the questionnaire sees it: from the folder on in which it lies.

        Raises QuestionnaireMissing.
        """
        plain = name.removeprefix(f"{GALLERY}/")
        for root in self.roots:
            if plain.replace("_", "").isalnum() and any(
                (folder / FILE).exists() for folder in _places(root, plain)
            ):
                return self if root == self.root else shelf_from(root)
        raise QuestionnaireMissing(name, self.questionnaires)

    def folder_of(self, name: str) -> Path:
        """Where a questionnaire lies. Raises QuestionnaireMissing."""
        places = _places(self.holding(name).root, name.removeprefix(f"{GALLERY}/"))
        return next(folder for folder in places if (folder / FILE).exists())

    def written_folder(self, name: str) -> Path:
        """The same for what is written beside a questionnaire, even when that is gone."""
        places = [folder for root in self.roots for folder in _places(root, name)]
        return next((folder for folder in places if folder.is_dir()), places[0])


def catalogue_in(root: Path, language: str, name: str) -> Path:
    """The file with translations in a project's folder; the only place that knows its path."""
    return root / TRANSLATIONS / language / "LC_MESSAGES" / f"{name}.po"


def project_shelf() -> Shelf:
    """The project's, where questionnaires are written and changed. Raises ProjectRefused."""
    return _shelf(project_folders())


def shelf_from(root: Path) -> Shelf:
    """The shelf of another project's folder. Raises ProjectRefused."""
    return _shelf(project_folders(root))


def _shelf(folders: tuple[Path, ...]) -> Shelf:
    return Shelf(folders[0], folders[1:])


def _places(root: Path, plain: str) -> tuple[Path, Path]:
    return root / QUESTIONNAIRES / plain, root / QUESTIONNAIRES / GALLERY / plain


def _lists_in(root: Path) -> frozenset[str]:
    return frozenset(path.stem for path in (root / QUESTIONNAIRES / LISTS).glob("*.yaml"))


def _names_in(roots: tuple[Path, ...] | list[Path]) -> Iterator[str]:
    return (path.parent.name for root in roots for path in root.glob(f"{QUESTIONNAIRES}/*/{FILE}"))
