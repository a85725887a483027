"""Not stored: one page for whatever keeps a form out, with why, the way on, and what was typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from surveyapp.questionnaire.model import FULL
from surveyapp.storage.waves import Wave
from surveyapp.web.respondent.entrance import consent_address
from surveyapp.web.respondent.typed_words import TypedWords, typed_words
from surveyapp.web.respondent.visit import Visit
from surveyapp.web.trouble import storage_trouble
from surveyapp.web.words import closed_words


@dataclass(frozen=True, slots=True)
class NotStored:
    """Why nothing was stored. link: (address, words) of the way on; receipt: where there is one."""

    title: str
    words: str
    link: tuple[str, str] | None = None
    receipt: str | None = None


def already_sent() -> Response:
    """409 with the receipt; pressing *Send* again leads to the receipt."""
    receipt = url_for("review.receipt")
    if request.endpoint == "review.send":
        return redirect(receipt)
    visit: Visit = g.visit
    refusal = NotStored(
        _("The answers were already sent"),
        _(
            "The questionnaire was sent before. To change something, withdraw the answers first:"
            " the receipt says how."
        ),
        (receipt, _("Receipt")),
        visit.receipt,
    )
    return _answer(refusal, 409, visit)


def closed() -> Response:
    """409 with the day on which the wave ended."""
    visit = g.visit.afresh() if "visit" in g else None
    return _answer(closed_refusal(visit.wave if visit else None), 409, visit)


def closed_refusal(wave: Wave | None) -> NotStored:
    """That a wave takes no answers. wave: None where it cannot be told which one."""
    if wave is None:
        return NotStored(
            _("This questionnaire takes no answers now"),
            _(
                "It is not open yet, or the time to answer is over. If you saved answers, they are"
                " kept under your access code."
            ),
        )
    words = _(
        "Nothing can be saved or sent any more. What was saved stays under the access code and can"
        " be read here."
    )
    return NotStored(closed_words(wave), words)


def keyed_in_refusal() -> NotStored:
    """That staff does not send from here what it types from paper."""
    words = _(
        "These answers are typed from paper, by two people one after the other. Whoever runs the"
        " study compares both entries and sends them. Nothing is lost."
    )
    return NotStored(_("This entry is not sent from here"), words)


def not_agreed() -> Response:
    """409: a colleague said in the meantime that the institution does not take part."""
    visit: Visit = g.visit
    refusal = NotStored(
        _("Your institution does not take part"),
        _(
            "Somebody with the same access code said that your institution does not take part, or"
            " nobody has agreed yet."
        ),
        (url_for("consent.decline"), _("Undo: take part after all"))
        if visit.has_declined
        else (consent_address(visit.wave), _("Before you start")),
    )
    return _answer(refusal, 409, visit)


def trouble(error: Exception) -> Response:
    """A disk, a lock, a conflict or a damage: said as such."""
    found = storage_trouble(error)
    if found is None:
        raise error
    response = _answer(NotStored(found.title, found.words), found.status, None)
    response.headers.update(found.headers)
    return response


def refusal_page(refusal: NotStored, typed: Sequence[TypedWords] = ()) -> str:
    """The page that says it, with what was typed."""
    return render_template("respondent/not_stored.html", refusal=refusal, typed=typed)


def _answer(refusal: NotStored, status: int, visit: Visit | None) -> Response:
    """With everything that was typed; in words where the form can be read."""
    form = {name: request.form.getlist(name) for name in request.form}
    typed = typed_words(visit.words_of(FULL) if visit else None, form)
    return make_response(refusal_page(refusal, typed), status)
