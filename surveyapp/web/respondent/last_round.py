"""Last round: what was sent a round before stands beside the questions, for whoever has its code.

Only the key to the copy of what was sent is kept, in the sealed index of this round's draft.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial

from flask import abort, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from surveyapp.fieldwork.codes import CodeKind, CodeRefused, read_code
from surveyapp.fieldwork.envelope import EnvelopeRefused
from surveyapp.fieldwork.last_round import RoundForm, answers_of_last_round
from surveyapp.fieldwork.reading import cells_of, fields_of
from surveyapp.formats.source.languages import languages
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.questionnaire.flow import Flow, country_of, question_of
from surveyapp.questionnaire.model import FULL
from surveyapp.questionnaire.wording import placeholders
from surveyapp.questions.cell import Answers
from surveyapp.storage.sent_copy import SentCopy
from surveyapp.storage.waves import WaveRefused, list_waves, place_in_time, wave
from surveyapp.storage.workspaces import Workspace, open_workspace
from surveyapp.web.access import respondent
from surveyapp.web.current_instance import current_instance
from surveyapp.web.limits import try_of_code
from surveyapp.web.respondent.answer_copy import cell_in_words, place_in_words
from surveyapp.web.respondent.code_words import mistyped_words
from surveyapp.web.respondent.entrance import slowed_down, unknown_code_words
from surveyapp.web.respondent.form_words import FormWords, take_form
from surveyapp.web.respondent.guard import (
    LANGUAGE,
    Posted,
    current_visit,
    draft_blueprint,
    first,
    posted,
)
from surveyapp.web.respondent.next_step import COPY
from surveyapp.web.respondent.page_form import ErrorLink, LastLine, PageForm
from surveyapp.web.respondent.visit import Visit, revise

blueprint = draft_blueprint("last_round")
CODE, FORGET = "last-code", "form-forget"
"""In the index: the key to what was sent; in the form: the code, and the button that forgets it."""


@blueprint.route("/answer/last-round", methods=["GET", "POST"])
@respondent
def enter_code() -> str | tuple[str, int] | Response:
    """Where last round's code is typed, and where its answers are taken away again."""
    visit, form = current_visit(), posted()
    if not has_earlier_round(visit):
        abort(404)
    if FORGET in form:
        revise(visit, lambda current: current.draft.write_last_round(None))
    elif CODE in form:
        copy, error = _try(visit, first(form, CODE))
        if copy is None:
            return _page(visit, first(form, CODE), error), 400
        revise(visit, partial(_keep, copy=copy))
    else:
        return _page(visit)
    return redirect(url_for("last_round.enter_code"))


def has_earlier_round(visit: Visit) -> bool:
    """Whether the questionnaire was asked before this round."""
    here = place_in_time(visit.wave)
    waves = (each for each in list_waves(visit.wave.questionnaire) if not each.is_rehearsal)
    return any(place_in_time(each) < here for each in waves)


def answers_before(visit: Visit) -> Answers:
    """What was sent last round, by this round's addresses; empty where nobody entered its code."""
    copy = visit.draft.last_round
    if copy is None:
        return {}
    with suppress(WaveRefused, EnvelopeRefused, QuestionnaireMissing, QuestionnaireRefused):
        sent = copy.answers(visit.wave.questionnaire) or {}
        then = take_form(wave(copy.wave), FULL, visit.language)
        now = visit.words_of(FULL)
        return answers_of_last_round(_round(then, now), _round(now, then), sent)
    return {}


def show_last_round(form: PageForm, visit: Visit) -> None:
    """Puts last round's answers beside the questions of a page."""
    answers = answers_before(visit)
    for part in form.questions() if answers else ():
        part.state.last = tuple(_lines(visit, part.question, answers))


def with_copied(visit: Visit, form: Posted) -> Posted:
    """A posted page in which a cell of last round was copied, as if somebody had typed it."""
    address = first(form, COPY)
    asked = visit.full.questions.get(question_of(address))
    if asked is None:
        return form
    cells = asked.question.units(asked.question.row_codes()).get(address, ())
    before = {a: cell for a, cell in answers_before(visit).items() if a in cells}
    if not before:
        return form
    said = first(form, LANGUAGE)
    language = said if said in languages().offered else visit.language
    shown = asked.question.shown(before, language)
    fields = fields_of(asked, address)
    return {**form, **{name: list(shown.get(name, ())) for name in fields}}


def keep_copied(visit: Visit, form: Posted) -> None:
    """Keeps that a cell was copied, to say so until it is changed."""
    address = first(form, COPY)
    if (asked := visit.full.questions.get(question_of(address))) is not None:
        known = visit.draft.copied(asked.section)
        visit.draft.write_copied(asked.section, known | {address})


def _lines(visit: Visit, name: str, answers: Answers) -> Iterator[LastLine]:
    words, country = visit.words, country_of(visit.flow)
    asked, rows = visit.words.form.questions[name], visit.flow.rows(name)
    copied, totals = visit.draft.copied(asked.section), asked.question.lines(rows)
    then = Flow(words.form, answers)
    for address, cells in asked.question.units(rows).items():
        before = cells_of(answers, cells)
        if not any(cell is not None for cell in before.values()):
            continue
        is_same = before == cells_of(visit.draft, cells)
        yield LastLine(
            address,
            place_in_words(words, address, country),
            cell_in_words(words, then, address),
            is_copied=is_same and address in copied,
            can_be_copied=not is_same and address not in totals and visit.wave.takes_answers,
        )


def _round(words: FormWords, other: FormWords) -> RoundForm:
    """A form with its texts in which a value stands that the other round fills otherwise."""
    mine, theirs = words.wording.values, other.wording.values
    changed = {name for name in {*mine, *theirs} if mine.get(name) != theirs.get(name)}
    texts: Mapping[str, str] = words.wording.texts
    paths = (path for path, text in texts.items() if placeholders(text) & changed)
    return RoundForm(words.form, {path: words.wording.text(path) for path in paths})


def _try(visit: Visit, code: str) -> tuple[SentCopy | None, str]:
    """What the code opens; or None and why nothing."""
    try:
        if read_code(code).kind is not CodeKind.WORKSPACE:
            return None, _("This is not the code with which answers were sent.")
        with try_of_code() as counted:
            instance = current_instance()
            workspace = open_workspace(code, instance.pepper)
            counted.was_wrong = workspace is None
    except CodeRefused as refused:
        return None, mistyped_words(refused)
    if counted.was_wrong and counted.is_too_many:
        return None, slowed_down(counted.seconds_left)
    if not isinstance(workspace, Workspace):
        return None, unknown_code_words()
    return _copy_of(visit, workspace)


def _copy_of(visit: Visit, workspace: Workspace) -> tuple[SentCopy | None, str]:
    before = wave(workspace.wave)
    here = visit.wave
    is_same = before.questionnaire == here.questionnaire
    is_other = before.is_synthetic != here.is_synthetic or before.is_rehearsal
    if not is_same or is_other:
        return None, _("This code is of another questionnaire.")
    if place_in_time(before) >= place_in_time(here):
        return None, _("This code is not of an earlier round.")
    copy = SentCopy.of(workspace)
    if copy.answers(before.questionnaire) is None:
        return None, _("With this code nothing was sent, or it was withdrawn.")
    return copy, ""


def _keep(visit: Visit, copy: SentCopy) -> None:
    visit.draft.write_last_round(copy)


def _page(visit: Visit, code: str = "", error: str = "") -> str:
    return render_template(
        "respondent/last_round.html",
        visit=visit,
        words=visit.words,
        code=code,
        error=error,
        errors=(ErrorLink(CODE, str(_("Last round’s code")), error),) if error else (),
        is_shown=visit.draft.last_round is not None,
        count=len(answers_before(visit)),
    )
