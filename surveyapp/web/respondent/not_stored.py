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

CODE_ALONE = frozenset({"respondent.code", "invitation.open_", "invitation.decline_"})
"""Where nothing is typed but a code, which no page repeats as an answer."""


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
    if visit.handed:
        return _sent_meanwhile(visit)
    refusal = NotStored(
        _("The answers were already sent"),
        _(
            "The questionnaire was sent before. To change something, withdraw the answers first:"
            " the receipt says how."
        ),
        (receipt, _("Receipt")),
        visit.receipt,
    )
    return refused(refusal, 409, visit)


def _sent_meanwhile(visit: Visit) -> Response:
    """For a colleague, whose code neither withdraws nor shows what was sent."""
    words = _(
        "Whoever has the main access code has sent the answers. Nothing is left to do with your"
        " code, unless they are withdrawn to be changed."
    )
    return refused(NotStored(_("The answers were already sent"), words), 409, visit)


def taken_back() -> Response:
    """410: a colleague's code that opens nothing any more."""
    refusal = NotStored(
        _("This code was taken back"),
        _(
            "Whoever gave it to you has ended it. What you saved before is kept with the answers"
            " of your institution; this code opens nothing any more."
        ),
        (url_for("respondent.code"), _("Enter another code")),
    )
    return refused(refusal, 410, g.visit if "visit" in g else None)


def not_handed_over(visit: Visit, onward: str) -> Response:
    """403: a page that a colleague's code does not open. onward: what it opens."""
    refusal = NotStored(
        _("Your code does not open this page"),
        _("It was made for a part of the questionnaire alone."),
        (onward, _("What your code opens")),
    )
    return refused(refusal, 403, visit)


def not_approved(visit: Visit) -> Response:
    """403: the answers as they stand wait for somebody who signs for them."""
    refusal = NotStored(
        _("The answers were not approved yet"),
        _(
            "This questionnaire can be sent only once somebody with the code of an approver has"
            " approved the answers as they stand. Nothing was sent."
        ),
        (url_for("review.overview"), _("Review and send")),
    )
    return refused(refusal, 403, visit)


def closed() -> Response:
    """409 with the day on which the wave ended."""
    visit = g.visit.afresh() if "visit" in g else None
    return refused(closed_refusal(visit.wave if visit else None), 409, visit)


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
    onward = (
        (url_for("consent.decline"), _("Undo: take part after all"))
        if visit.has_declined
        else (consent_address(visit.wave), _("Before you start"))
    )
    refusal = NotStored(
        _("Your institution does not take part"),
        _(
            "Somebody with the same access code said that your institution does not take part, or"
            " nobody has agreed yet."
        ),
        None if visit.handed else onward,
    )
    return refused(refusal, 409, visit)


def trouble(error: Exception) -> Response:
    """A disk, a lock, a conflict or a damage: said as such."""
    found = storage_trouble(error)
    if found is None:
        raise error
    response = refused(NotStored(found.title, found.words), found.status, None)
    response.headers.update(found.headers)
    return response


def refusal_page(refusal: NotStored, typed: Sequence[TypedWords] = ()) -> str:
    """The page that says it, with what was typed."""
    return render_template("respondent/not_stored.html", refusal=refusal, typed=typed)


def refused(refusal: NotStored, status: int, visit: Visit | None) -> Response:
    """With everything that was typed; in words where the form can be read."""
    form = (
        {}
        if request.endpoint in CODE_ALONE
        else {name: request.form.getlist(name) for name in request.form}
    )
    typed = typed_words(visit.words_of(FULL) if visit else None, form)
    return make_response(refusal_page(refusal, typed), status)
