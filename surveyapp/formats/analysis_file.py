"""Analysis file: ``analysis.yaml`` beside a questionnaire, the plan of all that is published."""

from surveyapp.analysis.declaration import PlanDefinition, publication_of
from surveyapp.analysis.publication import Publication
from surveyapp.formats.kept_file import kept
from surveyapp.formats.questionnaire_folder import (
    PLAN_FILE,
    folder_of,
    load_plan_definition,
    load_release,
)
from surveyapp.questionnaire.model import Questionnaire

Planned = tuple[PlanDefinition | None, Questionnaire]


def load_publication(name: str) -> Publication | None:
    """What a questionnaire's plan publishes; None when it has no plan.

    Raises QuestionnaireMissing, QuestionnaireRefused with the place of each problem.
    """

    def look() -> Planned:
        return load_plan_definition(name), load_release(name)

    return kept(("publication", folder_of(name) / PLAN_FILE), look, lambda found: _made(*found))


def _made(plan: PlanDefinition | None, form: Questionnaire) -> Publication | None:
    return None if plan is None else publication_of(plan, form)
