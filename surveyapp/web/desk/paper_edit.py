"""Paper edit: one question of a form that was sent from paper is corrected, with a reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.questionnaire.flow import country_of
from surveyapp.questions.base import Posted, Reading
from surveyapp.questions.cell import Cell
from surveyapp.storage.drafts import DraftConflict
from surveyapp.storage.staff_edits import LONGEST_REASON, StaffEdit
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import Wave, WaveRefused
from surveyapp.study.keyed_in import KeyedEntry, KeyedInRefused, read_entry
from surveyapp.study.staff_edit import edit_sent
from surveyapp.web.access import staff
from surveyapp.web.clock import today
from surveyapp.web.coordinator.reading import wave_to_read
from surveyapp.web.current_instance import current_instance
from surveyapp.web.desk.act import Act, DeskForm
from surveyapp.web.desk.paper import entry_problem, paper_page
from surveyapp.web.desk.paper_difference import questions_in_words, words_of
from surveyapp.web.desk.paper_words import keyed_in_words
from surveyapp.web.desk.press import check_form, fresh, seen
from surveyapp.web.desk.sealed import seal, unseal
from surveyapp.web.language import current_language
from surveyapp.web.logged import did_nothing, logs, only_reads
from surveyapp.web.words import refusal_words

blueprint = Blueprint("paper_edit", __name__)
Answer = str | tuple[str, int] | Response
USE, REASON, SEALED = "code of a form", "edit-reason", "edit-sealed"


@dataclass(frozen=True, slots=True)
class SentQuestion:
    """One question of a form that was sent. wave: of the address."""

    wave: Wave
    entry: KeyedEntry
    name: str

    @property
    def cells(self) -> dict[str, Cell]:
        """What was answered to it, words beside the answer among it."""
        own = self.entry.cells
        return {a: cell for a, cell in own.items() if a.split(".")[0].split("__")[0] == self.name}


@blueprint.post("/desk/<wave>/paper/correct")
@staff(Permission.PAPER)
@only_reads
def look(wave: str) -> Answer:
    """One question of a form as it was sent, to be changed."""
    found = wave_to_read(wave)
    check_form(DeskForm())
    code, number = (request.form.get(name, "").strip() for name in ("code", "number"))
    if problem := entry_problem(found, code, was_sent=True):
        return paper_page(found, {"code": problem}), 400
    entry = read_entry(current_instance(), code, was_sent=True)
    asked = (each for each in entry.form.questions.values() if entry.flow.cells(each.name))
    name = next((each.name for each in asked if each.number.lower() == number.lower()), None)
    if name is None:
        return paper_page(found, {"number": keyed_in_words("no-question")}), 400
    if entry.form.questions[name].question.pick_rows:
        return paper_page(found, {"number": keyed_in_words("not-by-cell")}), 400
    return _page(SentQuestion(found, entry, name), {}, {})


@blueprint.post("/desk/<wave>/paper/edit")
@staff(Permission.PAPER)
@logs(StaffAction.PAPER_EDITED)
def edit(wave: str) -> Answer:
    """Takes the form back, changes the answers that differ, and sends it again."""
    found, form = wave_to_read(wave), DeskForm()
    check_form(form)
    opened = unseal(USE, request.form.get(SEALED, ""))
    if opened is None:
        return paper_page(found, {"code": keyed_in_words("old")}), 400
    code, name, language = opened
    if not form.is_first():
        did_nothing()
        return seen(url_for("paper.overview", wave=wave))
    if problem := entry_problem(found, code, was_sent=True):
        return paper_page(found, {"code": problem}), 409
    asked = SentQuestion(found, read_entry(current_instance(), code, was_sent=True), name)
    posted = request.form.to_dict(flat=False)
    reading = _read(asked, posted, language)
    errors = {each.field_name: refusal_words(each) for each in reading.refusals}
    reason = request.form.get(REASON, "").strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        errors[REASON] = keyed_in_words("no-reason")
    if errors:
        return _page(asked, errors, posted), 400
    changed = _changed(asked, reading.cells)
    edits = [StaffEdit(address, None, cell, reason, today()) for address, cell in changed]
    try:
        edit_sent(current_instance(), code, edits)
    except (KeyedInRefused, DraftConflict, WaveRefused) as refused:
        return _page(asked, {"": _why(asked, refused)}, posted), 409
    flash(_("Corrected, and sent again. Whoever has the code reads what stood there, and why."))
    return seen(url_for("paper.overview", wave=wave))


def _page(asked: SentQuestion, errors: Mapping[str, str], posted: Posted) -> str:
    """The question with what stands there, or with what was typed."""
    entry, language = asked.entry, current_language()
    words = words_of(entry)
    shown = entry.form.questions[asked.name].question.shown(asked.cells, language)
    return render_template(
        "desk/paper_edit.html",
        wave=asked.wave,
        words=words,
        question=words.question(asked.name, country_of(entry.flow)),
        fields=posted or shown,
        rows=entry.flow.rows(asked.name),
        cells=entry.flow.cells(asked.name),
        reason=(posted.get(REASON) or [""])[0],
        longest=LONGEST_REASON,
        errors=errors,
        sealed=seal(USE, [entry.code, asked.name, language]),
        form=fresh(),
        act=Act(
            _("Correct and send again"),
            _(
                "The form is taken back, changed and sent again. What stood there before, the"
                " reason and the day are shown to whoever opens it with its code."
            ),
            _("Can be corrected again while the wave is open."),
            f"surveyapp paper edit CODE1 {asked.name} … --because …",
        ),
    )


def _read(asked: SentQuestion, posted: Posted, language: str) -> Reading:
    """What was typed. Raises nothing: what cannot be taken is among the refusals."""
    entry = asked.entry
    question = entry.form.questions[asked.name].question
    return question.read(posted, language, entry.flow.rows(asked.name))


def _changed(asked: SentQuestion, typed: Mapping[str, Cell]) -> Iterator[tuple[str, Cell | None]]:
    """(address, what is to stand there) of each cell that is asked and differs now."""
    for address in asked.entry.flow.cells(asked.name):
        if typed.get(address) != asked.cells.get(address):
            yield address, typed.get(address)


def _why(asked: SentQuestion, refused: Exception) -> str:
    if isinstance(refused, DraftConflict):
        return keyed_in_words("conflict")
    if not isinstance(refused, KeyedInRefused):
        return keyed_in_words("closed")
    found = questions_in_words(words_of(asked.entry), asked.entry, refused.names)
    listed = (f"{number} {label}" for number, label in found)
    return " ".join((keyed_in_words(refused.code), "; ".join(listed))).strip()
