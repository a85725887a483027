"""Scenario files: ``tests/*.yaml`` beside a questionnaire, one respondent each."""

from pathlib import Path

from surveyapp.formats.source.definition_file import DefinitionRefused, read_definition
from surveyapp.formats.source.placed_problem import placed_problems
from surveyapp.formats.source.questionnaire_folder import QuestionnaireRefused, folder_of, shown
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.scenario import Scenario, inspect_scenario

FOLDER = "tests"


def scenario_paths(name: str) -> tuple[Path, ...]:
    """The scenario files of a questionnaire by name. Raises QuestionnaireMissing."""
    return tuple(sorted((folder_of(name) / FOLDER).glob("*.yaml")))


def read_scenario(path: Path, form: Questionnaire) -> Scenario:
    """A scenario that fits a questionnaire. Raises QuestionnaireRefused, OSError."""
    try:
        scenario, document = read_definition(path, Scenario, shown(path))
    except DefinitionRefused as refused:
        raise QuestionnaireRefused(refused.problems) from refused
    problems = placed_problems(document, inspect_scenario(form, scenario))
    if problems:
        raise QuestionnaireRefused(problems)
    return scenario
