"""Free texts: the queue of what nobody has read, and one page a text to decide about it."""

from collections.abc import Callable, Mapping, Sequence

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField, TextAreaField

from surveyapp.fieldwork import review
from surveyapp.fieldwork.review import ReviewedText, ReviewRefused, ReviewState, decide
from surveyapp.fieldwork.staff_role import Permission
from surveyapp.formats.source.screening_file import load_screening
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.storage.reviews import keep_review, texts_of
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import Wave, WaveNotFrozen
from surveyapp.web.access import staff
from surveyapp.web.coordinator.outputs import labels_of
from surveyapp.web.coordinator.reading import (
    state_words,
    text_line,
    too_early,
    wave_of_answers,
)
from surveyapp.web.logged import logs, only_reads

blueprint = Blueprint("texts", __name__)
blueprint.register_error_handler(WaveNotFrozen, too_early)
MOST_LINES = 100
_REFUSALS: Mapping[str, Callable[[], str]] = {
    "empty-wording": lambda: _("There are no words left. Withhold the text instead."),
    "too-long": lambda: _("The text is too long; at most %(maximum)s characters.", maximum=10_000),
    "not-edited": lambda: _("Nothing was changed. Change the words, or clear the text."),
    "would-be-lost": lambda: _(
        "You changed the words. Save the edited text, or put the original back before you clear it."
    ),
    "no-decision": lambda: _("Please try again."),
    "read-meanwhile": lambda: _(
        "Somebody else decided about this text meanwhile. Their decision stands below."
    ),
}


class DecisionForm(FlaskForm):
    """The wording in the box, and what had been decided when the page was shown."""

    wording = TextAreaField()
    was = HiddenField()


@blueprint.get("/coordinate/<wave>/texts/")
@staff(Permission.TEXTS)
@only_reads
def queue(wave: str) -> str:
    """The texts of one state, flagged ones first, and how many there are of each."""
    found = wave_of_answers(wave)
    words, _labels = labels_of(found)
    texts = _queue(found, words.form)
    state = _state(request.args.get("state", "")) or ReviewState.UNREVIEWED
    lines = [text_line(each, words) for each in texts if each.state is state]
    counts = {each: sum(text.state is each for text in texts) for each in ReviewState}
    return render_template(
        "coordinator/texts.html",
        wave=found,
        words=words,
        lines=lines[:MOST_LINES],
        n_more=max(0, len(lines) - MOST_LINES),
        state=state,
        counts=[(each, state_words(each), n) for each, n in counts.items()],
    )


@blueprint.get("/coordinate/<wave>/texts/<mark>/")
@staff(Permission.TEXTS)
@only_reads
def text(wave: str, mark: str) -> str:
    """One text, to be read."""
    return _page(*_find(wave, mark))


@blueprint.post("/coordinate/<wave>/texts/<mark>/")
@staff(Permission.TEXTS)
@logs(StaffAction.TEXT_REVIEWED)
def decided(wave: str, mark: str) -> Response | tuple[str, int]:
    """Keeps the decision and goes to the next text that nobody has read."""
    found, texts, reviewed = _find(wave, mark)
    form = DecisionForm()
    state = _state(request.form.get("decision", ""))
    if state is None or not form.validate_on_submit():
        return _page(found, texts, reviewed, "no-decision"), 400
    if form.was.data != reviewed.state.value:
        return _page(found, texts, reviewed, "read-meanwhile"), 409
    try:
        keep_review(reviewed.text, decide(reviewed.text, state, form.wording.data or ""))
    except ReviewRefused as refused:
        return _page(found, texts, reviewed, refused.code), 422
    following = _next(texts, reviewed)
    if following is None:
        return redirect(url_for("texts.queue", wave=wave))
    return redirect(url_for("texts.text", wave=wave, mark=following.text.mark))


def _page(
    wave: Wave, texts: Sequence[ReviewedText], reviewed: ReviewedText, refusal: str = ""
) -> str:
    words, _labels = labels_of(wave)
    following = _next(texts, reviewed)
    typed = DecisionForm().wording.data if refusal and refusal != "read-meanwhile" else None
    return render_template(
        "coordinator/text.html",
        wave=wave,
        words=words,
        form=DecisionForm(),
        line=text_line(reviewed, words),
        box=reviewed.review.wording or reviewed.text.words if typed is None else typed,
        following=following.text.mark if following else None,
        error=_REFUSALS[refusal]() if refusal else None,
    )


def _find(name: str, mark: str) -> tuple[Wave, tuple[ReviewedText, ...], ReviewedText]:
    wave = wave_of_answers(name)
    texts = _queue(wave, labels_of(wave)[0].form)
    found = next((each for each in texts if each.text.mark == mark), None)
    return wave, texts, found or abort(404)


def _queue(wave: Wave, form: Questionnaire) -> tuple[ReviewedText, ...]:
    """Raises WaveNotFrozen."""
    screen = load_screening(form.name).kinds_in
    return review.queue(texts_of(wave, form), form, screen)


def _next(texts: Sequence[ReviewedText], after: ReviewedText) -> ReviewedText | None:
    """The next unread text behind this one, from the start again when there is none behind it."""
    place = texts.index(after)
    in_turn = (*texts[place + 1 :], *texts[:place])
    return next((each for each in in_turn if each.state is ReviewState.UNREVIEWED), None)


def _state(word: str) -> ReviewState | None:
    return next((state for state in ReviewState if state.value == word), None)
