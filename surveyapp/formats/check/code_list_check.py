"""Code list check: what is wrong in shared lists, and in their words wherever these lie."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from surveyapp.formats.source.check_session import (
    CheckSession,
    check_catalogues,
    in_catalogue,
    places_of,
)
from surveyapp.formats.source.placed_problem import other_name, placed_problems
from surveyapp.formats.source.questionnaire_folder import FILE, list_of, shown
from surveyapp.formats.source.shelf import LISTS, Shelf, catalogue_in
from surveyapp.formats.source.yaml_file import YamlDocument
from surveyapp.questionnaire.definition import QuestionnaireDefinition
from surveyapp.questionnaire.lint import lint_code_list, translations
from surveyapp.questionnaire.texts import code_list_texts


@dataclass(frozen=True, slots=True)
class Use:
    """What a questionnaire uses: the languages in which it is offered, files of shared lists.

    places: the folder in which it lies, with what stands behind it.
    """

    places: Shelf
    definition: QuestionnaireDefinition
    document: YamlDocument
    lists: tuple[Path, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """Those in which it is offered."""
        return self.definition.languages


def check_code_lists(files: Sequence[Path], users: Sequence[Use], session: CheckSession) -> None:
    """Notes the problems of lists and of their words. users: what was checked before."""
    folders = dict.fromkeys(file.parent for file in files)
    homes = {folder: places_of(folder / FILE) for folder in folders}
    for file in files:
        own = [use for use in users if file in use.lists]
        _check_code_list(file, homes[file.parent], own, session)
    for places in dict.fromkeys((*homes.values(), *(use.places for use in users))):
        _find_lost_labels(places, session)


def _check_code_list(path: Path, home: Shelf, users: Sequence[Use], session: CheckSession) -> None:
    """home: the folder in which it lies; users: of the questionnaires that were checked."""
    pair = session.code_list(path)
    if pair is None:
        return
    code_list, document = pair
    if path.parent.name == LISTS:
        session.problems.extend(other_name(document, "list", code_list.list, path.stem))
    session.problems.extend(placed_problems(document, lint_code_list(code_list)))
    texts = dict(code_list_texts(code_list))
    wanted = {(each, use.places) for use in users for each in use.languages}
    if not users or any(use.places.root == home.root for use in users):
        wanted |= {(file.parent.parent.name, home) for file in _catalogues(home)}
    written = {(each, _with_words(each, places, home)) for each, places in wanted}
    for language, files in sorted(written):
        if language != code_list.source_language:
            check_catalogues(files, language, texts, session)


def _with_words(language: str, places: Shelf, home: Shelf) -> tuple[Path, ...]:
    """The catalogues from which somebody takes the words of a list, the first one first.

    places: of who uses it; home: where it lies. A language that no folder has is written beside
    the user, who may have added it.
    """
    roots = places.roots[: places.roots.index(home.root) + 1]
    files = [catalogue_in(root, language, LISTS) for root in roots]
    return tuple(file for file in files if file.exists()) or (files[0],)


def _catalogues(places: Shelf) -> Iterator[Path]:
    """The catalogues of the shared code lists."""
    return places.translations.glob(f"*/LC_MESSAGES/{LISTS}.po")


def _find_lost_labels(places: Shelf, session: CheckSession) -> None:
    """Translations of lists that are there no more."""
    for path in _catalogues(places):
        for owner in session.owners(path):
            if not places.code_list(list_of(owner)).is_file():
                lost = session.entries(path, owner)
                for finding in translations(path.parent.parent.name, {}, lost):
                    session.problems.append(in_catalogue(shown(path), lost, finding))
