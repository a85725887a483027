"""The first page of staff: what each can do now, and the desk of one wave."""

from flask import Blueprint, abort, g, render_template
from flask_wtf import FlaskForm

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.storage.modes import modes_of
from surveyapp.storage.waves import Wave, WaveRefused, WaveState, list_waves, place_in_time, wave
from surveyapp.study.attention import last_mixing
from surveyapp.study.missing import missing_of
from surveyapp.web.access import staff
from surveyapp.web.coordinator.outputs import labels_of
from surveyapp.web.coordinator.wave_state import state_of
from surveyapp.web.current_instance import current_instance
from surveyapp.web.current_study import current_study
from surveyapp.web.desk.missing_words import MissingLine, missing_lines
from surveyapp.web.desk.phases import headline_of, phases_of
from surveyapp.web.desk.possible import possible_acts, possible_without_wave
from surveyapp.web.desk.refusal_words import refusal_words
from surveyapp.web.desk.response_lines import mode_words, response_lines
from surveyapp.web.desk.today_lines import TodayLine, today_lines
from surveyapp.web.logged import only_reads

blueprint = Blueprint("desk", __name__)
_COUNTS = frozenset({Permission.FIELDWORK, Permission.WAVES})
"""Who is told how many were asked and answered; whoever reads single answers is not."""


@blueprint.get("/desk/")
@staff(Permission.DESK)
@only_reads
def overview() -> str:
    """The desk of the only wave; a list where there are several, the current one first."""
    waves = sorted(list_waves(), key=_turn)
    if len(waves) == 1:
        return _desk(waves[0])
    return render_template(
        "desk/overview.html",
        waves=[(each, title_of(each), state_of(each)) for each in waves],
        current=_current(waves),
        possible=possible_without_wave(g.staff.permissions),
        missing=() if waves else _missing(None),
        form=FlaskForm(),
    )


@blueprint.get("/desk/<wave>/")
@staff(Permission.DESK)
@only_reads
def wave_desk(wave: str) -> str:
    """How far one wave is, what needs attention today, and what can be done now."""
    return _desk(wave_or_404(wave))


def wave_or_404(name: str) -> Wave:
    """The wave of an address, or the page that there is none."""
    try:
        return wave(name)
    except WaveRefused:
        abort(404)


def title_of(found: Wave) -> str:
    """What a wave asks; its questionnaire's name where the copy is damaged."""
    try:
        return labels_of(found)[0].text("title")
    except (QuestionnaireMissing, QuestionnaireRefused):
        return found.questionnaire


def _turn(each: Wave) -> tuple[int, int, str]:
    """Open waves first, then drafts, closed and frozen ones; rehearsals behind, newest first."""
    order = (WaveState.OPEN, WaveState.DRAFT, WaveState.CLOSED, WaveState.FROZEN, WaveState.ENDED)
    place = order.index(each.state) + len(order) * each.is_rehearsal
    return place, -place_in_time(each)[0].toordinal(), each.name


def _current(waves: list[Wave]) -> Wave | None:
    """The wave at the top, where it is still to be worked on."""
    at_work = (WaveState.OPEN, WaveState.DRAFT, WaveState.CLOSED)
    return waves[0] if waves and waves[0].state in at_work else None


def _desk(found: Wave) -> str:
    who = g.staff.permissions
    todo, problem = _todo(found, who)
    return render_template(
        "desk/wave.html",
        wave=found,
        title=title_of(found),
        headline=headline_of(found),
        phases=phases_of(found),
        response=response_lines(found) if who & _COUNTS and not problem else (),
        mode_words=mode_words,
        modes=modes_of(found.name) if who & _COUNTS and not found.is_rehearsal else {},
        mixed_on=last_mixing(found),
        todo=todo,
        problem=problem,
        missing=_missing(found) if found.state is WaveState.DRAFT else (),
        possible=possible_acts(found, who),
        beside=possible_without_wave(who),
        form=FlaskForm(),
    )


def _missing(found: Wave | None) -> tuple[MissingLine, ...]:
    """What is missing before a wave may open, for those who can mend some of it."""
    if not g.staff.permissions & {Permission.SETTINGS, Permission.WAVES}:
        return ()
    return missing_lines(missing_of(current_instance(), found))


def _todo(found: Wave, who: frozenset[Permission]) -> tuple[tuple[TodayLine, ...], str]:
    """What needs attention; or why that cannot be told."""
    try:
        return today_lines(current_study(found), who), ""
    except (QuestionnaireMissing, QuestionnaireRefused) as refused:
        return (), refusal_words(refused)
