"""Screening check: every problem in files of screening rules, and in the words of their labels."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from surveyapp.fieldwork.screening_rules import (
    SCREENING_TEXTS,
    ScreeningRules,
    screening_texts,
)
from surveyapp.formats.source.check_session import (
    CheckSession,
    check_catalogue,
    in_catalogue,
    places_of,
)
from surveyapp.formats.source.questionnaire_folder import shown
from surveyapp.formats.source.screening_file import problems_of_rules
from surveyapp.formats.source.shelf import Shelf
from surveyapp.project import QUESTIONNAIRES
from surveyapp.questionnaire.lint import translations

Users = Sequence[tuple[Shelf, tuple[str, ...]]]
"""The folder of a questionnaire with what stands behind it, and its languages."""


def check_rules(paths: Iterable[Path], users: Users, session: CheckSession) -> None:
    """Notes the problems of each file once."""
    once = tuple(dict.fromkeys(paths))
    for path in once:
        _check_file(path, users, session)
    for root in dict.fromkeys(path.parents[2] for path in once):
        _find_lost_labels(places_of(root / QUESTIONNAIRES / "any.yaml"), session)


def _check_file(path: Path, users: Users, session: CheckSession) -> None:
    read = session.read(path, ScreeningRules)
    if read is None:
        return
    rules, document = read
    session.problems.extend(problems_of_rules(rules, document, path.stem))
    texts, place = dict(screening_texts(rules)), places_of(path)
    wanted = {file.parent.parent.name for file in _catalogues(place)}
    wanted |= {each for used, languages in users if used.root == place.root for each in languages}
    for language in sorted(wanted - {rules.source_language}) if texts else ():
        check_catalogue(place.catalogue(language, SCREENING_TEXTS), language, texts, session)


def _find_lost_labels(place: Shelf, session: CheckSession) -> None:
    """Translations of rules that are there no more."""
    known = place.screening_files()
    for path in _catalogues(place):
        entries = session.catalogues.get(path) or {}
        lost = {p: entry for p, entry in entries.items() if _rules_of(p) not in known}
        for finding in translations(path.parent.parent.name, {}, lost):
            session.problems.append(in_catalogue(shown(path), entries, finding))


def _rules_of(text_path: str) -> str:
    return text_path.removeprefix(f"{SCREENING_TEXTS}.").split(".")[0]


def _catalogues(place: Shelf) -> list[Path]:
    return sorted(place.translations.glob(f"*/LC_MESSAGES/{SCREENING_TEXTS}.po"))
