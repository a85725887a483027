"""Codes: for a wave without a list of institutions, shown once or taken as a file."""

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.storage.contacts import invitation_mode_of
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import Wave, WaveRefused, WaveState
from surveyapp.study.handed_codes import make_codes
from surveyapp.web.access import staff
from surveyapp.web.coordinator.outputs import labels_of
from surveyapp.web.coordinator.reading import wave_to_read
from surveyapp.web.current_instance import current_instance
from surveyapp.web.desk.act import Act, DeskForm
from surveyapp.web.desk.press import check_form, fresh, seen
from surveyapp.web.logged import counted, did_nothing, logs, only_reads

blueprint = Blueprint("codes", __name__)
MOST = 1_000
Answer = str | tuple[str, int] | AnyResponse


@blueprint.get("/desk/<wave>/codes/")
@staff(Permission.FIELDWORK)
@only_reads
def page(wave: str) -> str:
    """How many codes are wanted."""
    return _page(wave_to_read(wave), "")


@blueprint.post("/desk/<wave>/codes/")
@staff(Permission.FIELDWORK)
@logs(StaffAction.CODES_MADE)
def make(wave: str) -> Answer:
    """Makes codes, which are kept nowhere: shown this once, or as a file."""
    found, form, typed = wave_to_read(wave), DeskForm(), request.form.get("n", "").strip()
    check_form(form)
    if invitation_mode_of(wave) is not None:
        return _page(found, _("This wave has a list; its institutions get invitations.")), 409
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed[:6]) <= MOST):
        return _page(found, _("Please write a number from 1 to 1,000.")), 400
    if not form.is_first():
        did_nothing()
        flash(_("These codes were made already, and cannot be shown again."))
        return seen(url_for("codes.page", wave=wave))
    try:
        made = make_codes(current_instance(), found, int(typed))
    except WaveRefused:
        return _page(found, _("The wave takes no answers, so that codes would open nothing.")), 409
    counted(len(made))
    if request.form.get("as") == "file":
        headers = {"Content-Disposition": f'attachment; filename="{wave}-codes.csv"'}
        return Response("\r\n".join((*made, "")), 200, headers, None, "text/csv; charset=utf-8")
    words, _labels = labels_of(found)
    return render_template("desk/codes_made.html", wave=found, words=words, codes=made)


def _page(wave: Wave, error: str) -> str:
    words, _labels = labels_of(wave)
    return render_template(
        "desk/codes.html",
        wave=wave,
        words=words,
        has_list=invitation_mode_of(wave.name) is not None,
        takes_codes=wave.state in (WaveState.DRAFT, WaveState.OPEN),
        typed=request.form.get("n", "10"),
        error=error,
        form=fresh(),
        act=Act(
            _("Make codes"),
            _("Each code opens an empty questionnaire. They are shown once and kept nowhere."),
            _("Cannot be undone. Whoever holds a code can answer."),
            f"surveyapp codes create -n 10 --wave {wave.name}",
        ),
    )
