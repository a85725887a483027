"""Coding of open answers: who codes, one text after the other, and the differences at the end.

A coder is shown nobody else's themes, not even by a number, before both are done.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from surveyapp.analysis.coding.coding import CODERS, CodedText, Coding, Seat, Themes
from surveyapp.fieldwork.staff_role import Permission
from surveyapp.reports.labels import Labels
from surveyapp.storage.codings import (
    CodingRefused,
    codings_of,
    keep_agreed,
    keep_coding,
    take_seat,
)
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import Wave, WaveNotFrozen
from surveyapp.web.access import staff
from surveyapp.web.coordinator.coding_lines import (
    book_line,
    coded_line,
    difference_table,
    theme_lines,
)
from surveyapp.web.coordinator.outputs import labels_of
from surveyapp.web.coordinator.reading import too_early, wave_of_answers
from surveyapp.web.current_study import current_study
from surveyapp.web.logged import logs, only_reads
from surveyapp.web.respondent.form_words import FormWords

blueprint = Blueprint("coding", __name__)
blueprint.register_error_handler(WaveNotFrozen, too_early)
Keep = Callable[[Coding, str, CodedText, Themes], None]
_REFUSALS: Mapping[str, Callable[[], str]] = {
    "nothing-ticked": lambda: _("Tick a theme, or say that there is none of them."),
    "theme-and-none": lambda: _("There are themes and “none of these”. Remove one of them."),
    "unknown-theme": lambda: _("Please try again."),
    "text-changed": lambda: _("The text was changed meanwhile. Please read it again."),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before somebody who codes one question."""

    wave: Wave
    words: FormWords
    labels: Labels
    coding: Coding

    @property
    def question(self) -> str:
        """Name of the question."""
        return self.coding.book.code_book


@blueprint.get("/coordinate/<wave>/coding/")
@staff(Permission.CODING)
@only_reads
def overview(wave: str) -> str:
    """Every question with a code book: how far it is, and who codes."""
    found = wave_of_answers(wave)
    words, labels = labels_of(found)
    codings = codings_of(found, words.form, current_study(found).books)
    return render_template(
        "coordinator/coding.html",
        wave=found,
        words=words,
        form=FlaskForm(),
        books=[book_line(coding, words, labels, g.staff.name) for coding in codings],
    )


@blueprint.post("/coordinate/<wave>/coding/<question>/")
@staff(Permission.CODING)
@logs(StaffAction.CODING_BEGUN)
def start(wave: str, question: str) -> Response:
    """Makes this account one of the two coders, and shows the first text."""
    desk = _desk(wave, question)
    if not FlaskForm().validate_on_submit():
        abort(400)
    try:
        seat = take_seat(desk.wave, desk.coding, g.staff.name)
    except CodingRefused:
        abort(403)
    return _to_next(desk, desk.coding.next_for(seat), "coding.text")


@blueprint.get("/coordinate/<wave>/coding/<question>/<mark>/")
@staff(Permission.CODING)
@only_reads
def text(wave: str, question: str, mark: str) -> str:
    """One text and the themes of the book; only the coder's own ticks."""
    desk = _desk(wave, question)
    return _text_page(desk, _text(desk, mark), _seat(desk))


@blueprint.post("/coordinate/<wave>/coding/<question>/<mark>/")
@staff(Permission.CODING)
@logs(StaffAction.TEXT_CODED)
def coded(wave: str, question: str, mark: str) -> Response | tuple[str, int]:
    """Keeps what the coder found and goes to the next text."""
    desk = _desk(wave, question)
    found, seat = _text(desk, mark), _seat(desk)
    refusal = _try(desk, found, keep_coding)
    if refusal:
        return _text_page(desk, found, seat, refusal), 422
    return _to_next(desk, _desk(wave, question).coding.next_for(seat), "coding.text")


@blueprint.get("/coordinate/<wave>/coding/<question>/differences/<mark>/")
@staff(Permission.CODING)
@only_reads
def difference(wave: str, question: str, mark: str) -> str:
    """One text in which the coders differ, both side by side, for a third person."""
    desk = _desk(wave, question)
    return _difference_page(desk, _difference(desk, mark))


@blueprint.post("/coordinate/<wave>/coding/<question>/differences/<mark>/")
@staff(Permission.CODING)
@logs(StaffAction.CODING_AGREED)
def agreed(wave: str, question: str, mark: str) -> Response | tuple[str, int]:
    """Keeps what the third person decided and goes to the next difference."""
    desk = _desk(wave, question)
    found = _difference(desk, mark)
    refusal = _try(desk, found, keep_agreed)
    if refusal:
        return _difference_page(desk, found, refusal), 422
    left = _desk(wave, question).coding.differing
    following = next((each for each in left if each.themes is None), None)
    return _to_next(desk, following, "coding.difference")


def _desk(name: str, question: str) -> Desk:
    wave = wave_of_answers(name)
    words, labels = labels_of(wave)
    books = [b for b in current_study(wave).books if b.code_book == question]
    codings = codings_of(wave, words.form, books)
    return Desk(wave, words, labels, codings[0]) if codings else abort(404)


def _text(desk: Desk, mark: str) -> CodedText:
    return desk.coding.text(mark) or abort(404)


def _seat(desk: Desk) -> Seat:
    """The coder's seat; nobody else is shown a text to code, and nobody when both are done."""
    seat = desk.coding.seat_of(g.staff.name)
    if seat is None or desk.coding.is_coded:
        abort(403)
    return seat


def _difference(desk: Desk, mark: str) -> CodedText:
    """A difference, shown only to a third person and only when both coders are done."""
    if desk.coding.seat_of(g.staff.name) is not None or not desk.coding.is_coded:
        abort(403)
    return next((each for each in desk.coding.differing if each.mark == mark), None) or abort(404)


def _try(desk: Desk, found: CodedText, keep: Keep) -> str:
    """Keeps what was ticked; what is wrong with it, or "" when it was kept."""
    ticked, is_none = frozenset(request.form.getlist("theme")), "none" in request.form
    if not FlaskForm().validate_on_submit():
        return "unknown-theme"
    if bool(ticked) == is_none:
        return "theme-and-none" if is_none else "nothing-ticked"
    try:
        keep(desk.coding, g.staff.name, found, ticked)
    except CodingRefused as refused:
        return refused.code if refused.code in _REFUSALS else abort(403)
    return ""


def _to_next(desk: Desk, following: CodedText | None, endpoint: str) -> Response:
    if following is None:
        return redirect(url_for("coding.overview", wave=desk.wave.name))
    wave, question = desk.wave.name, desk.question
    return redirect(url_for(endpoint, wave=wave, question=question, mark=following.mark))


def _text_page(desk: Desk, found: CodedText, seat: Seat, refusal: str = "") -> str:
    return _page("coordinator/coding_text.html", desk, found, found.by_seat.get(seat), refusal)


def _difference_page(desk: Desk, found: CodedText, refusal: str = "") -> str:
    kept = found.by_seat.get(Seat.AGREED)
    return _page("coordinator/coding_difference.html", desk, found, kept, refusal)


def _page(template: str, desk: Desk, found: CodedText, kept: Themes | None, refusal: str) -> str:
    is_difference = template.endswith("difference.html")
    ticked = frozenset(request.form.getlist("theme")) if refusal else (kept or frozenset())
    themes = theme_lines(desk.coding.book, desk.words, ticked)
    seats = [found.by_seat[seat] for seat in CODERS] if is_difference else []
    return render_template(
        template,
        wave=desk.wave,
        words=desk.words,
        form=FlaskForm(),
        line=coded_line(found, desk.words),
        themes=themes,
        found=difference_table(themes, seats),
        is_none="none" in request.form if refusal else kept == frozenset(),
        error=_REFUSALS[refusal]() if refusal else None,
    )
