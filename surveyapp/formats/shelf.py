"""Shelf: a folder with questionnaires and their translations, read by one code wherever it lies.

There is one in the project, where questionnaires are written, and one in the instance for every
copy that a wave asks (`release_copy`).
"""

from dataclasses import dataclass
from pathlib import Path

from surveyapp.instance import project_home

FILE = "questionnaire.yaml"
LISTS = "code_lists"
QUESTIONNAIRES, TRANSLATIONS, GALLERY = "questionnaires", "translations", "gallery"


class QuestionnaireMissing(LookupError):
    """There is no questionnaire of this name."""

    def __init__(self, name: str, root: Path) -> None:
        super().__init__(f"There is no questionnaire {name!r} in {root}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Shelf:
    """root: the folder that holds ``questionnaires/`` and ``translations/``."""

    root: Path

    @property
    def questionnaires(self) -> Path:
        """Where the questionnaires lie, a folder each."""
        return self.root / QUESTIONNAIRES

    @property
    def code_lists(self) -> Path:
        """Where the shared code lists lie."""
        return self.questionnaires / LISTS

    def catalogue(self, language: str, name: str) -> Path:
        """The file with the translations of a questionnaire, its plan, or the code lists."""
        return self.root / TRANSLATIONS / language / "LC_MESSAGES" / f"{name}.po"

    def names(self) -> tuple[str, ...]:
        """Questionnaires to be asked; the gallery's small examples are found by name alone."""
        return tuple(sorted(path.parent.name for path in self.questionnaires.glob(f"*/{FILE}")))

    def folder_of(self, name: str) -> Path:
        """Where a questionnaire lies. Raises QuestionnaireMissing."""
        plain = name.removeprefix(f"{GALLERY}/")
        for folder in self._places(plain):
            if plain.replace("_", "").isalnum() and (folder / FILE).exists():
                return folder
        raise QuestionnaireMissing(name, self.questionnaires)

    def written_folder(self, name: str) -> Path:
        """The same for what is written beside a questionnaire, even when that is gone."""
        first, *others = self._places(name)
        return next((folder for folder in (first, *others) if folder.is_dir()), first)

    def _places(self, plain: str) -> tuple[Path, Path]:
        return self.questionnaires / plain, self.questionnaires / GALLERY / plain


def project_shelf() -> Shelf:
    """The project's, where questionnaires are written and changed."""
    return Shelf(project_home())
