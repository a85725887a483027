"""Withdrawal: what was sent is taken back with the access code, until the wave is made final."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.storage.drafts import DraftConflict
from surveyapp.storage.sending import withdraw as withdraw_draft
from surveyapp.web.access import respondent
from surveyapp.web.clock import today
from surveyapp.web.respondent.guard import (
    VERSIONS,
    current_visit,
    draft_blueprint,
    first,
    posted,
)
from surveyapp.web.respondent.told import tell, told
from surveyapp.web.respondent.visit import Visit

blueprint = draft_blueprint("withdrawal")


@blueprint.route("/answer/withdraw", methods=["GET", "POST"])
@respondent
def withdraw() -> str | Response:
    """Asks first; the answers stay in the draft, where they can be changed while the wave is open.

    Pressed twice, it leads to the same place. Where a colleague sent again since the page was
    shown, it asks again.
    """
    visit = current_visit()
    if request.method == "POST":
        return _withdrawn(visit)
    if not visit.receipt or not visit.wave.may_be_withdrawn_from:
        return redirect(url_for("review.receipt"))
    return render_template(
        "respondent/withdraw.html",
        visit=visit,
        words=visit.words,
        versions=visit.draft.versions_mark(),
        has_changed=told("changed"),
    )


def _withdrawn(visit: Visit) -> Response:
    if visit.receipt and first(posted(), VERSIONS) != visit.draft.versions_mark():
        return _asked_again()
    try:
        withdraw_draft(visit.own, visit.draft.versions(), today())
    except DraftConflict:
        return _asked_again()
    return redirect(tell(url_for("pages.hub"), withdrawn=1))


def _asked_again() -> Response:
    return redirect(tell(url_for("withdrawal.withdraw"), changed=1))
