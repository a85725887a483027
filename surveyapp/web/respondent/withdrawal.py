"""Withdrawal: what was sent is taken back with the access code, until the wave is made final."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.storage.sending import withdraw as withdraw_draft
from surveyapp.web.access import respondent
from surveyapp.web.clock import today
from surveyapp.web.respondent.guard import current_visit, draft_blueprint

blueprint = draft_blueprint("withdrawal")


@blueprint.route("/answer/withdraw", methods=["GET", "POST"])
@respondent
def withdraw() -> str | Response:
    """Asks first; the answers stay in the draft, where they can be changed while the wave is open.

    Pressed twice, it leads to the same place.
    """
    visit = current_visit()
    if request.method == "POST":
        withdraw_draft(visit.workspace, today())
        return redirect(url_for("pages.hub", withdrawn=1))
    if not visit.receipt or not visit.wave.may_be_withdrawn_from:
        return redirect(url_for("review.receipt"))
    return render_template("respondent/withdraw.html", visit=visit, words=visit.words)
