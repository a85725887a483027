"""Burden check: what is wrong with profiles, and whether one of them needs too long."""

from collections import ChainMap
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from surveyapp.formats.source.check_session import CheckSession, places_of
from surveyapp.formats.source.placed_problem import placed_problems
from surveyapp.formats.source.po_file import words_by_path
from surveyapp.formats.source.profile_file import read_profile
from surveyapp.formats.source.questionnaire_folder import (
    ALWAYS_USED,
    list_words,
    profile_paths,
)
from surveyapp.formats.source.yaml_file import YamlDocument
from surveyapp.questionnaire.build import CodeLists, build
from surveyapp.questionnaire.definition import QuestionnaireDefinition
from surveyapp.questionnaire.estimate import WordingOf, estimates, too_long
from surveyapp.questionnaire.texts import texts_by_file, texts_in
from surveyapp.questionnaire.wording import Wording


@dataclass(frozen=True, slots=True)
class BurdenSource:
    """A sound questionnaire and the code lists that it uses."""

    definition: QuestionnaireDefinition
    code_lists: CodeLists


def check_burden(
    path: Path, document: YamlDocument, asked: BurdenSource, session: CheckSession
) -> None:
    """Notes the problems of the profiles beside a questionnaire's file, and warns of its length."""
    profiles_there = profile_paths(path.parent)
    if not (profiles_there or asked.definition.minutes):
        return
    form = build(asked.definition, asked.code_lists)
    read = [read_profile(each, form) for each in profiles_there]
    problems = [problem for _, found in read for problem in found]
    session.problems.extend(problems)
    if form.minutes and not problems:
        profiles = [profile for profile, _ in read if profile is not None]
        found = too_long(form, estimates(form, profiles, _wording_of(path, asked, session)))
        session.problems.extend(placed_problems(document, found))


def _wording_of(path: Path, asked: BurdenSource, session: CheckSession) -> WordingOf:
    definition, places = asked.definition, places_of(path)
    always = map(places.code_list, ALWAYS_USED)
    known = [session.code_list(file) for file in always if file.is_file()]
    reasons = {pair[0].list: pair[0] for pair in known if pair}
    lists = {**asked.code_lists, **reasons}
    files = tuple(texts_by_file(definition, lists))

    def read(path: Path) -> dict[str, str]:
        return words_by_path(session.catalogue(path) or {}) if path.exists() else {}

    @cache
    def wording_of(language: str) -> Wording:
        own = read(places.catalogue(language, definition.questionnaire))
        words = ChainMap(own, list_words(language, places, read))
        return Wording(language, texts_in(language, files, words))

    return wording_of
