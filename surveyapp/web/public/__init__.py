"""Public: the front page, help, and the pages that need no draft and no account."""

from contextlib import suppress

from flask import Blueprint, Response, current_app, render_template

from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.storage.staff import has_accounts
from surveyapp.storage.waves import list_waves
from surveyapp.web.access import public
from surveyapp.web.language import current_language, long_date
from surveyapp.web.public.accessibility import TESTED_ON
from surveyapp.web.public.studies import studies
from surveyapp.web.respondent.form_words import FormWords, take_form
from surveyapp.web.respondent.start_page import contact, promise_words

blueprint = Blueprint("public", __name__)


@blueprint.get("/")
@public
def front() -> str:
    """The three ways in: answer, design, coordinate."""
    demo, found = current_app.extensions["surveyapp_demo"], _open_questionnaires()
    return render_template(
        "public/front.html",
        studies=studies(),
        open_questionnaires=found,
        has_sensitive=any(words.form.has_sensitive for words in found.values()),
        has_accounts=has_accounts(),
        demo_code=demo.get("code"),
        demo_login=(demo["staff"], demo["password"]) if "staff" in demo else None,
    )


@blueprint.get("/help-now")
@public
def help_now() -> str:
    """Where somebody in danger can call; on every page, without a script."""
    told = [study for study in studies() if study.help]
    return render_template("public/help_now.html", studies=told, long_date=long_date)


@blueprint.get("/accessibility")
@public
def accessibility() -> str:
    """What was tested, when, what was not, and whom to tell; on every page at the foot."""
    return render_template(
        "public/accessibility.html", tested_on=long_date(TESTED_ON), contact=contact()
    )


@blueprint.get("/confidentiality")
@public
def confidentiality() -> str:
    """How answers are protected, and what a bad server could do all the same; at every foot."""
    return render_template(
        "public/confidentiality.html", contact=contact(), promise_words=promise_words()
    )


@blueprint.get("/goodbye")
@public
def neutral() -> str:
    """A page that says nothing about where somebody was."""
    return render_template("public/neutral.html")


@blueprint.get("/favicon.ico")
@public
def icon() -> Response:
    """There is none; saying so at once saves browsers from asking again."""
    return Response(status=204)


def _open_questionnaires() -> dict[str, FormWords]:
    """Name -> words of questionnaires with a wave that everybody may try.

    One whose copy is damaged is left out: the others are still answered.
    """
    found: dict[str, FormWords] = {}
    for wave in list_waves():
        if wave.takes_answers and wave.is_synthetic and not wave.is_rehearsal:
            with suppress(QuestionnaireRefused, QuestionnaireMissing):
                found[wave.questionnaire] = take_form(wave, wave.edition, current_language())
    return found
