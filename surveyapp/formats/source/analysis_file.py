"""Analysis file: ``analysis.yaml`` beside a questionnaire, the plan of all that is published."""

from collections.abc import Iterator
from pathlib import Path

from surveyapp.analysis.coding.code_book import CodeBook, theme_columns
from surveyapp.analysis.dissemination_plan import DisseminationPlan, whole_of
from surveyapp.analysis.plan_file import PlanDefinition, publication_of
from surveyapp.analysis.plan_file.inspection import PlanInspection
from surveyapp.analysis.plan_file.lint import lint_plan
from surveyapp.formats.source.kept_file import kept
from surveyapp.formats.source.placed_problem import placed_problems
from surveyapp.formats.source.questionnaire_folder import (
    PLAN_FILE,
    QuestionnaireRefused,
    folder_of,
    load_code_books,
    load_code_lists,
    load_definition,
    load_plan_definition,
    load_release,
    shown,
)
from surveyapp.formats.source.shelf import Shelf
from surveyapp.formats.source.yaml_file import read_yaml
from surveyapp.questionnaire.lint import Finding, Severity
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.texts import source_texts
from surveyapp.questions.column import Column


def plan_for(form: Questionnaire, shelf: Shelf | None = None) -> DisseminationPlan:
    """What a questionnaire's plan publishes; every question once where it has no plan.

    Raises as `load_publication`.
    """
    return load_publication(form.name, shelf) or whole_of(form)


def load_publication(name: str, shelf: Shelf | None = None) -> DisseminationPlan | None:
    """What a questionnaire's plan publishes; None when it has no plan.

    Raises QuestionnaireMissing, QuestionnaireRefused with the place of each problem.
    """
    path = folder_of(name, shelf) / PLAN_FILE

    def look() -> tuple[PlanDefinition | None, str, tuple[CodeBook, ...]]:
        version = load_release(name, shelf).version_hash
        return load_plan_definition(name, shelf), version, load_code_books(name, shelf)

    return kept(("publication", path), look, lambda found: _made(name, shelf, path, found[0]))


def _made(
    name: str, shelf: Shelf | None, path: Path, plan: PlanDefinition | None
) -> DisseminationPlan | None:
    if plan is None:
        return None
    form = load_release(name, shelf)
    themes = theme_columns(form, load_code_books(name, shelf))
    errors = tuple(_errors(name, shelf, plan, themes))
    if errors:
        raise QuestionnaireRefused(placed_problems(read_yaml(path, shown(path)), errors))
    return publication_of(plan, form, themes)


def _errors(
    name: str, shelf: Shelf | None, plan: PlanDefinition, themes: tuple[Column, ...]
) -> Iterator[Finding]:
    code_lists = load_code_lists(name, shelf)
    texts = source_texts(load_definition(name, shelf), code_lists)
    inspection = PlanInspection(plan, load_release(name, shelf), code_lists, texts, themes)
    found = lint_plan(inspection)
    return (finding for finding in found if finding.severity is Severity.ERROR)
