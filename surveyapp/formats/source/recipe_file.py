"""Recipe file: ``synthetic.yaml`` beside a questionnaire."""

from pathlib import Path

from surveyapp.formats.source.definition_file import DefinitionRefused, read_definition
from surveyapp.formats.source.placed_problem import placed_problems
from surveyapp.formats.source.questionnaire_folder import (
    QuestionnaireRefused,
    folder_of,
    load_release,
    shown,
)
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.simulation import Recipe, inspect_recipe

FILE = "synthetic.yaml"


def load_recipe(name: str) -> Recipe | None:
    """The recipe of a questionnaire; None when it has none.

    Raises QuestionnaireMissing, QuestionnaireRefused with the place of each problem.
    """
    path = folder_of(name) / FILE
    return read_recipe(path, load_release(name)) if path.is_file() else None


def read_recipe(path: Path, form: Questionnaire) -> Recipe:
    """A recipe that fits a questionnaire. Raises QuestionnaireRefused, OSError."""
    try:
        recipe, document = read_definition(path, Recipe, shown(path))
    except DefinitionRefused as refused:
        raise QuestionnaireRefused(refused.problems) from refused
    problems = placed_problems(document, inspect_recipe(form, recipe))
    if problems:
        raise QuestionnaireRefused(problems)
    return recipe
