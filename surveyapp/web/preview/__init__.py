"""Preview: a questionnaire in the browser while it is written, without a study and a code."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import (
    Blueprint,
    current_app,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from surveyapp.formats.source.languages import languages
from surveyapp.instance import Instance
from surveyapp.questions.language import own_name
from surveyapp.web import create_answering
from surveyapp.web.access import public
from surveyapp.web.preview.hidden import Hidden, hidden_among
from surveyapp.web.preview.page_address import leads_to_a_page
from surveyapp.web.preview.panes import Panes, pane_address
from surveyapp.web.preview.written_form import WAVE, WrittenForm
from surveyapp.web.respondent.held_visit import CODE, enter, open_visit
from surveyapp.web.respondent.visit import Visit

blueprint = Blueprint("preview", __name__)
PAGES = "answer/page/"
HUB, REVIEW = "answer/", "answer/review"
COOKIE = "surveyapp-preview"
LANGUAGES_VIEW, WIDTHS_VIEW = "languages", "widths"


@dataclass(frozen=True, slots=True)
class Pane:
    """One frame: the form in a language, as wide as there is room or as a phone."""

    language: str
    language_name: str
    is_phone: bool
    address: str


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A page of the form that can be looked at, by its address without the first /."""

    address: str
    label: str


def create_preview(instance: Instance, name: str) -> Panes:
    """The application that shows one questionnaire of the project.

    instance: an empty one that is thrown away afterwards. Raises as `create_answering`.
    """
    app = create_answering(instance, {"SESSION_COOKIE_NAME": COOKIE})
    app.extensions["surveyapp_written"] = WrittenForm(instance, name)
    app.register_blueprint(blueprint)
    app.before_request(_stay_in)
    return Panes(app)


@blueprint.get("/preview/")
@blueprint.get("/preview/<path:place>")
@public
def show(place: str | None = None) -> str | Response | tuple[str, int]:
    """One page of the form in its panes, what is hidden on it, and what is wrong in the files.

    A page, language or view that there is not is answered with those that there are.
    """
    written = _written()
    visit = written.visit()
    if visit is None:
        return render_template("preview/no_form.html", written=written, state=written.seen)
    if place is None:
        first = visit.full.pages[0].name
        return redirect(url_for("preview.show", place=f"{PAGES}{first}"))
    view, is_there = _view(visit), _is_there(visit, place)
    page = render_template(
        "preview/frame.html" if is_there else "preview/no_page.html",
        written=written,
        state=written.seen,
        words=visit.words,
        place=place,
        places=tuple(_places(visit)),
        panes=tuple(_panes(visit, place, view)) if is_there else (),
        view=view,
        hidden=tuple(_hidden(visit, place)) if is_there else (),
    )
    return page if is_there else (page, 404)


@blueprint.get("/preview-problems")
@public
def problems() -> str:
    """What the check says; the page asks for it when its panes have come."""
    written = _written()
    found = written.problems
    return render_template(
        "preview/problems.html", written=written, state=written.seen, found=found
    )


@blueprint.get("/preview-state")
@public
def state() -> dict[str, str]:
    """A word that changes when a file did; the page asks for it every second."""
    return {"state": _written().seen}


@blueprint.post("/preview-again")
@public
def start_over() -> Response:
    """Forgets all answers."""
    if _written().code:
        _written().start_over()
    return redirect(url_for("preview.show"), code=303)


def _stay_in() -> None:
    """Takes in what was saved, and opens the draft in whichever browser looks."""
    if request.endpoint in (None, "static"):
        return
    written = _written()
    written.look()
    if written.code and (open_visit() is None or session.get(CODE) != written.code):
        enter(written.code)


def _written() -> WrittenForm:
    written: WrittenForm = current_app.extensions["surveyapp_written"]
    return written


def _is_there(visit: Visit, place: str) -> bool:
    """Whether an address leads to a page of the form, in a language and a view that there are."""
    views, spoken = (LANGUAGES_VIEW, WIDTHS_VIEW), _languages(visit)
    if request.args.get("view", views[0]) not in views:
        return False
    return request.args.get("in", spoken[0]) in spoken and leads_to_a_page(visit.full, place)


def _view(visit: Visit) -> str:
    asked = request.args.get("view")
    if asked in (LANGUAGES_VIEW, WIDTHS_VIEW):
        return str(asked)
    return LANGUAGES_VIEW if len(_languages(visit)) > 1 else WIDTHS_VIEW


def _languages(visit: Visit) -> tuple[str, ...]:
    return tuple(each for each in visit.full.languages if each in languages().offered)


def _panes(visit: Visit, place: str, view: str) -> Iterator[Pane]:
    spoken = _languages(visit)
    if view == LANGUAGES_VIEW:
        shown = [(each, False) for each in spoken]
    else:
        wanted = request.args.get("in", visit.full.source_language)
        chosen = wanted if wanted in spoken else spoken[0]
        shown = [(chosen, False), (chosen, True)]
    for language, is_phone in shown:
        yield Pane(language, own_name(language), is_phone, pane_address(language, place))


def _places(visit: Visit) -> Iterator[PreviewPage]:
    form, words = visit.words.form, visit.words
    start = f"respond/{form.name}/{WAVE}"
    yield PreviewPage(f"{start}/", _("Start page"))
    if form.consent:
        yield PreviewPage(f"{start}/consent", _("Consent"))
    yield PreviewPage(HUB, _("All sections"))
    for section in form.sections:
        label = words.text(f"sections.{section.name}.label")
        for number, page in enumerate(section.pages, start=1):
            title = words.text_or_none(f"pages.{page.name}.title") or f"{label} {number}"
            yield PreviewPage(f"{PAGES}{page.name}", f"{section.letter}. {title}")
    yield PreviewPage(REVIEW, _("Review"))


def _hidden(visit: Visit, place: str) -> Iterator[Hidden]:
    """Of one page; of the whole form where all sections are shown."""
    form = visit.words.form
    names: Iterable[str] = form.questions if place == HUB else ()
    page = place.removeprefix(PAGES)
    if place.startswith(PAGES) and page in form.page_places:
        names = form.page(page).questions
    return hidden_among(visit, names)
