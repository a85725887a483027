"""Recipe file: ``synthetic.yaml`` beside a questionnaire."""

from surveyapp.formats.questionnaire_folder import folder_of, read_as
from surveyapp.questionnaire.simulation import Recipe

FILE = "synthetic.yaml"


def load_recipe(name: str) -> Recipe | None:
    """The recipe of a questionnaire; None when it has none. Raises QuestionnaireRefused."""
    path = folder_of(name) / FILE
    return read_as(path, Recipe) if path.is_file() else None
