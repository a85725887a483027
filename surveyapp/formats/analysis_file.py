"""Analysis file: ``analysis.yaml`` beside a questionnaire, the plan of all that is published."""

from collections.abc import Iterator
from pathlib import Path

from surveyapp.analysis.declaration import PlanDefinition, publication_of
from surveyapp.analysis.declaration.lint import lint_plan
from surveyapp.analysis.publication import Publication
from surveyapp.formats.kept_file import kept
from surveyapp.formats.placed_problem import placed_problems
from surveyapp.formats.questionnaire_folder import (
    PLAN_FILE,
    QuestionnaireRefused,
    folder_of,
    load_code_lists,
    load_definition,
    load_plan_definition,
    load_release,
    shown,
)
from surveyapp.formats.yaml_file import read_yaml
from surveyapp.questionnaire.lint import Finding, Severity
from surveyapp.questionnaire.texts import source_texts


def load_publication(name: str) -> Publication | None:
    """What a questionnaire's plan publishes; None when it has no plan.

    Raises QuestionnaireMissing, QuestionnaireRefused with the place of each problem.
    """
    path = folder_of(name) / PLAN_FILE

    def look() -> tuple[PlanDefinition | None, str]:
        return load_plan_definition(name), load_release(name).version_hash

    return kept(("publication", path), look, lambda found: _made(name, path, found[0]))


def _made(name: str, path: Path, plan: PlanDefinition | None) -> Publication | None:
    if plan is None:
        return None
    errors = tuple(_errors(name, plan))
    if errors:
        raise QuestionnaireRefused(placed_problems(read_yaml(path, shown(path)), errors))
    return publication_of(plan, load_release(name))


def _errors(name: str, plan: PlanDefinition) -> Iterator[Finding]:
    definition = load_definition(name)
    code_lists = load_code_lists(definition)
    texts = source_texts(definition, code_lists)
    found = lint_plan(plan, load_release(name), code_lists, texts)
    return (finding for finding in found if finding.severity is Severity.ERROR)
