"""Page address: whether an address of the preview leads to a page of the form."""

from collections.abc import Container, Mapping

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from surveyapp.questionnaire.model import Questionnaire
from surveyapp.web.preview.written_form import WAVE

OF_THE_FORM = ("respond/", "answer/")


def leads_to_a_page(form: Questionnaire, place: str) -> bool:
    """Whether the application has this page, and the form what it names.

    form: the full edition. place: the address without the first /.
    """
    if not place.startswith(OF_THE_FORM):
        return False
    try:
        _endpoint, named = current_app.url_map.bind("").match(f"/{place}", method="GET")
    except (HTTPException, RequestRedirect):
        return False
    known = _known(form)
    return all(value in known[key] for key, value in named.items() if key in known)


def _known(form: Questionnaire) -> Mapping[str, Container[str]]:
    """Part of an address -> what can stand there."""
    return {
        "name": form.page_places,
        "section": [section.name for section in form.sections],
        "question": form.questions,
        "questionnaire": [form.name],
        "wave_name": [WAVE],
        "role": form.prepare,
    }
