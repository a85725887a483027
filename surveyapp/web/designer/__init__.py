"""Designer: questionnaires as they will be asked, for those who write them."""

from flask import Blueprint, abort, render_template

from surveyapp.formats.source.questionnaire_folder import QuestionnaireRefused, questionnaire_names
from surveyapp.web.access import public
from surveyapp.web.designer.outline import outline_of
from surveyapp.web.language import current_language
from surveyapp.web.respondent.form_words import FormWords, take_project_form

blueprint = Blueprint("designer", __name__)


@blueprint.get("/design/")
@public
def overview() -> str:
    """All questionnaires that this instance can ask."""
    found = [(name, _form_or_none(name)) for name in questionnaire_names()]
    return render_template("designer/overview.html", questionnaires=found)


@blueprint.get("/design/<questionnaire>/")
@public
def preview(questionnaire: str) -> str:
    """Every question with its codes, and when it is asked, in words."""
    if questionnaire not in questionnaire_names():
        abort(404)
    words = take_project_form(questionnaire, "full", current_language())
    return render_template("designer/preview.html", words=words, sections=outline_of(words))


def _form_or_none(name: str) -> FormWords | None:
    """The form; None where its files cannot be used, which hides no other questionnaire."""
    try:
        return take_project_form(name, "full", current_language())
    except QuestionnaireRefused:
        return None
