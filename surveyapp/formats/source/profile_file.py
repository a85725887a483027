"""Profile files: ``profiles/*.yaml`` beside a questionnaire, one kind of respondent each."""

from collections.abc import Mapping
from pathlib import Path

from surveyapp.formats.source.definition_file import DefinitionRefused, read_definition
from surveyapp.formats.source.kept_file import State, kept, state
from surveyapp.formats.source.placed_problem import placed_problems
from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.questionnaire_folder import (
    QuestionnaireRefused,
    folder_of,
    load_release,
    load_wording,
    profile_paths,
    shown,
)
from surveyapp.formats.source.shelf import Shelf
from surveyapp.questionnaire.estimate import MinutesRange, minutes_for
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.profile import Profile, inspect_profile
from surveyapp.questionnaire.wording import Wording


def load_profiles(name: str, shelf: Shelf | None = None) -> tuple[Profile, ...]:
    """The profiles of a questionnaire in the order of their files' names; () when it has none.

    Raises QuestionnaireMissing, QuestionnaireRefused.
    """
    folder = folder_of(name, shelf)

    def look() -> tuple[Questionnaire, tuple[tuple[Path, State], ...]]:
        form = load_release(name, shelf)
        return form, tuple((path, state(path)) for path in profile_paths(folder))

    return kept(("profiles", folder), look, lambda found: _sound(found[0], folder))


def load_minutes(
    name: str, language: str, shelf: Shelf | None = None
) -> Mapping[str, MinutesRange]:
    """Edition -> the time that its profiles need, as those of a language are told it.

    Raises as `load_profiles`.
    """

    def look() -> tuple[Questionnaire, tuple[Profile, ...], Wording]:
        wording = load_wording(name, language, shelf)
        return load_release(name, shelf), load_profiles(name, shelf), wording

    key = ("minutes", folder_of(name, shelf), language)
    return kept(key, look, lambda found: minutes_for(*found))


def read_profile(path: Path, form: Questionnaire) -> tuple[Profile | None, tuple[Problem, ...]]:
    """A profile, None when it cannot be read, and all that does not fit the questionnaire."""
    try:
        profile, document = read_definition(path, Profile, shown(path))
    except DefinitionRefused as refused:
        return None, refused.problems
    return profile, placed_problems(document, inspect_profile(form, profile))


def _sound(form: Questionnaire, folder: Path) -> tuple[Profile, ...]:
    read = [read_profile(path, form) for path in profile_paths(folder)]
    problems = [problem for _, found in read for problem in found]
    if problems:
        raise QuestionnaireRefused(problems)
    return tuple(profile for profile, _ in read if profile is not None)
