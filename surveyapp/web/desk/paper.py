"""Paper: two entries of a form that came on paper are compared, decided and sent once.

Whoever is here sees the answers of one form at a time and no institution. Codes are posted, and
travel sealed from page to page: they stand in no address, and in no line of a log.
"""

from collections.abc import Iterator, Mapping

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from surveyapp.fieldwork.codes import CodeRefused
from surveyapp.fieldwork.staff_role import Permission
from surveyapp.storage.drafts import DraftConflict
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import Wave, WaveRefused
from surveyapp.study.keyed_in import (
    KeyedInRefused,
    differences,
    read_entries,
    read_entry,
    send_entries,
)
from surveyapp.web.access import staff
from surveyapp.web.clock import today
from surveyapp.web.coordinator.outputs import labels_of
from surveyapp.web.coordinator.reading import wave_to_read
from surveyapp.web.current_instance import current_instance
from surveyapp.web.desk.act import Act, DeskForm
from surveyapp.web.desk.paper_difference import difference_lines, questions_in_words, words_of
from surveyapp.web.desk.paper_words import keyed_in_words
from surveyapp.web.desk.press import check_form, fresh, is_first, seen
from surveyapp.web.desk.sealed import seal, unseal
from surveyapp.web.logged import logs, only_reads
from surveyapp.web.respondent.code_words import mistyped_words

blueprint = Blueprint("paper", __name__)
Answer = str | tuple[str, int] | Response
Codes = tuple[str, str]
USE, TAKE, FIELDS = "codes of two entries", "take.", ("first", "second")
TYPED = (*FIELDS, "code", "number")


@blueprint.get("/desk/<wave>/paper/")
@staff(Permission.PAPER)
@only_reads
def overview(wave: str) -> str:
    """Where two codes are typed to compare what they opened, and one to correct what was sent."""
    return paper_page(wave_to_read(wave), {})


@blueprint.post("/desk/<wave>/paper/compare")
@staff(Permission.PAPER)
@only_reads
def compare(wave: str) -> Answer:
    """Every difference between two entries, with a choice for each."""
    found = wave_to_read(wave)
    check_form(DeskForm())
    codes = request.form.get("first", "").strip(), request.form.get("second", "").strip()
    errors = dict(_mistakes(found, codes))
    if errors:
        return paper_page(found, errors), 400
    return _comparison(found, codes, {}, {})


@blueprint.post("/desk/<wave>/paper/send")
@staff(Permission.PAPER)
@logs(StaffAction.PAPER_SENT)
def send(wave: str) -> Answer:
    """Sends the form once, when every difference is decided."""
    found = wave_to_read(wave)
    if not is_first(DeskForm()):
        return seen(url_for("paper.overview", wave=wave))
    opened = unseal(USE, request.form.get("sealed", ""))
    if opened is None:
        return paper_page(found, {"first": keyed_in_words("old")}), 400
    codes = opened[0], opened[1]
    if errors := dict(_mistakes(found, codes)):
        return paper_page(found, errors), 400
    taken = _taken(request.form)
    try:
        send_entries(current_instance(), codes, taken, today())
    except (KeyedInRefused, DraftConflict, WaveRefused) as refused:
        return _refused(found, codes, taken, refused)
    flash(_("Sent, once. The second code opens nothing any more; the first opens what was sent."))
    return seen(url_for("paper.overview", wave=wave))


def paper_page(wave: Wave, errors: Mapping[str, str]) -> str:
    """The first page, with what was typed where it was refused. errors: field -> words."""
    words, _labels = labels_of(wave)
    return render_template(
        "desk/paper.html",
        wave=wave,
        words=words,
        comparing=Act(
            _("Compare the two entries"),
            _("Shows every cell that the two people read differently, but free text."),
            _("Changes nothing."),
            "surveyapp paper compare CODE1 CODE2",
        ),
        correcting=Act(
            _("Correct a form that was sent"),
            _("Shows one question of the form, to change an answer that was misread."),
            _("Nothing is changed before you have seen it."),
            "surveyapp paper edit CODE1 CELL ANSWER --because …",
        ),
        forms={"compare": fresh(), "correct": fresh()},
        typed={name: request.form.get(name, "") for name in TYPED},
        errors=errors,
    )


def entry_problem(wave: Wave, code: str, *, was_sent: bool) -> str | None:
    """Why a code opens no entry of this wave that can be used; None where it does."""
    try:
        entry = read_entry(current_instance(), code, was_sent=was_sent)
    except CodeRefused as refused:
        return mistyped_words(refused)
    except KeyedInRefused as refused:
        return keyed_in_words(refused.code)
    return None if entry.workspace.wave == wave.name else keyed_in_words("other-wave")


def _mistakes(wave: Wave, codes: Codes) -> Iterator[tuple[str, str]]:
    """(field, words) of each code that is wrong, and of two that do not belong together."""
    problems = [entry_problem(wave, code, was_sent=False) for code in codes]
    if any(problems):
        yield from ((f, words) for f, words in zip(FIELDS, problems, strict=True) if words)
        return
    try:
        read_entries(current_instance(), codes)
    except KeyedInRefused as refused:
        yield "second", keyed_in_words(refused.code)


def _comparison(
    wave: Wave,
    codes: Codes,
    taken: Mapping[str, int],
    errors: Mapping[str, str],
    to_mend: tuple[str, ...] = (),
) -> str:
    first, second = read_entries(current_instance(), codes)
    words = words_of(first)
    found, at_once = differences(first, second), first.must_be_mended()
    return render_template(
        "desk/paper_compare.html",
        wave=wave,
        words=words,
        lines=list(difference_lines(words, first, second, found)),
        taken=taken,
        errors=errors,
        to_mend=questions_in_words(words, first, to_mend or (() if found else at_once)),
        takes_answers=wave.takes_answers,
        sealed=seal(USE, codes),
        form=fresh(),
        sending=Act(
            _("Send the form"),
            _("Sends the answers as they are decided here, once, as if the institution had."),
            _("The first code can withdraw it while the wave is open. A cell can be corrected."),
            "surveyapp paper send CODE1 CODE2 --take CELL=1",
        ),
    )


def _refused(
    wave: Wave, codes: Codes, taken: Mapping[str, int], refused: Exception
) -> tuple[str, int]:
    if isinstance(refused, KeyedInRefused) and refused.code == "unsettled":
        errors = {f"{TAKE}{name}": keyed_in_words("unsettled") for name in refused.names}
        return _comparison(wave, codes, taken, errors), 400
    if isinstance(refused, KeyedInRefused) and refused.code == "to-mend":
        return _comparison(wave, codes, taken, {"": keyed_in_words("to-mend")}, refused.names), 409
    code = "conflict" if isinstance(refused, DraftConflict) else "closed"
    if isinstance(refused, KeyedInRefused):
        code = refused.code
    if code in ("sent", "no-such-code"):
        return paper_page(wave, {"first": keyed_in_words("sent")}), 409
    return _comparison(wave, codes, taken, {"": keyed_in_words(code)}), 409


def _taken(form: Mapping[str, str]) -> dict[str, int]:
    """Address -> the entry that is right, of every difference that was decided."""
    return {
        name.removeprefix(TAKE): int(value)
        for name, value in form.items()
        if name.startswith(TAKE) and value in ("1", "2")
    }
