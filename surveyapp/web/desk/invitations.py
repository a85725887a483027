"""Invitations: made for all who have none, and given out as codes or in letters."""

import csv
import io

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from surveyapp.fieldwork.invitation import InvitationMode
from surveyapp.fieldwork.staff_role import Permission
from surveyapp.formats.comparison_file import guarded
from surveyapp.storage.contacts import SampleRefused, invitation_mode_of
from surveyapp.storage.invitations import make_invitations
from surveyapp.storage.jobs import JobKind
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import Wave, WaveState
from surveyapp.study.handed_codes import codes_to_hand_out
from surveyapp.study.institutions import Reach, institutions_of
from surveyapp.study.work.file_choice import LETTER_FORMATS
from surveyapp.web.access import staff
from surveyapp.web.coordinator.outputs import labels_of
from surveyapp.web.coordinator.reading import wave_to_read
from surveyapp.web.current_instance import current_instance
from surveyapp.web.desk.act import Act, DeskForm
from surveyapp.web.desk.institution_words import column_words, sample_words
from surveyapp.web.desk.jobs import start_job
from surveyapp.web.desk.press import fresh, is_first, seen
from surveyapp.web.logged import counted, counted_or_nothing, logs, logs_itself, only_reads

blueprint = Blueprint("invitations", __name__)
Answer = str | tuple[str, int] | AnyResponse


@blueprint.get("/desk/<wave>/invitations/")
@staff(Permission.FIELDWORK)
@only_reads
def page(wave: str) -> str:
    """How many have an invitation, and the ways to give them out."""
    return _page(wave_to_read(wave))


@blueprint.post("/desk/<wave>/invitations/make")
@staff(Permission.FIELDWORK)
@logs(StaffAction.INVITATIONS_MADE)
def make(wave: str) -> Answer:
    """Makes an invitation for everybody who has none and may answer."""
    found = wave_to_read(wave)
    if is_first(DeskForm()):
        try:
            n = make_invitations(wave, current_instance().pepper)
        except SampleRefused as refused:
            return _page(found, sample_words(refused)), 409
        counted_or_nothing(n)
        flash(ngettext("%(num)d invitation was made.", "%(num)d invitations were made.", n))
    return seen(url_for("invitations.page", wave=wave))


@blueprint.post("/desk/<wave>/invitations/codes.csv")
@staff(Permission.FIELDWORK)
@logs(StaffAction.CODES_PRINTED)
def codes(wave: str) -> Answer:
    """The codes that nobody has used, as CSV; they count as given."""
    found = wave_to_read(wave)
    if not is_first(DeskForm()):
        flash(_("These codes were downloaded already. To have them again, press the button anew."))
        return seen(url_for("invitations.page", wave=wave))
    rows = codes_to_hand_out(current_instance(), wave)
    if not rows:
        return _page(
            found, _("There is no code that nobody has used. Make invitations first.")
        ), 409
    counted(len(rows))
    content = _text((_heads(found), *rows))
    headers = {"Content-Disposition": f'attachment; filename="{wave}-codes.csv"'}
    return Response(content, 200, headers, None, "text/csv; charset=utf-8")


@blueprint.post("/desk/<wave>/invitations/letters")
@staff(Permission.FIELDWORK)
@logs_itself
def letters(wave: str) -> Answer:
    """Starts the job that writes a letter to each institution that may answer."""
    found, layout = wave_to_read(wave), request.form.get("layout", "")
    with_codes = request.form.get("codes") == "yes"
    first = is_first(DeskForm())
    if layout not in LETTER_FORMATS:
        return _page(found, _("Please choose a kind of file.")), 400
    mode = invitation_mode_of(wave)
    if mode is None or (with_codes and mode is InvitationMode.POOL):
        code = "no-codes-in-pool" if mode else "no-contacts"
        return _page(found, sample_words(SampleRefused(code, wave))), 409
    if not first:
        return seen(url_for("jobs.overview", wave=wave))
    wanted = {"layout": layout, "codes": "yes" if with_codes else "no"}
    return start_job(JobKind.LETTERS, wave, **wanted)


def _page(wave: Wave, error: str = "") -> str:
    words, _labels = labels_of(wave)
    everybody, mode = institutions_of(wave.name), invitation_mode_of(wave.name)
    counts = {each: sum(one.reach is each for one in everybody) for each in Reach}
    acts = _acts(wave, mode)
    return render_template(
        "desk/invitations.html",
        wave=wave,
        words=words,
        mode=mode,
        n_uninvited=counts[Reach.UNINVITED],
        n_new=counts[Reach.NEW],
        n_given=counts[Reach.INVITED],
        acts=acts,
        forms={name: fresh() for name in acts},
        is_draft=wave.state is WaveState.DRAFT,
        errors=[("", error)] if error else [],
    )


def _acts(wave: Wave, mode: InvitationMode | None) -> dict[str, Act]:
    name = wave.name
    if mode is None or wave.state is WaveState.FROZEN:
        return {}
    making = Act(
        _("Make invitations"),
        _("Makes a code for each institution that has none and may answer. Nobody is written to."),
        _("Cannot be undone, and harms nobody: a code that is not given out opens nothing."),
        f"surveyapp invitations create {name}",
    )
    once = _("Codes that were downloaded can be downloaded again until they are used.")
    if mode is InvitationMode.POOL:
        once = _("Cannot be undone: each code is handed out once, and kept nowhere.")
    printing = Act(
        _("Download the codes"),
        _(
            "A table of all codes that nobody has used, to be handed out on paper. They count as"
            " given. Whoever holds a code can answer for the institution."
        ),
        once,
        f"surveyapp invitations codes {name}",
    )
    writing = Act(
        _("Write the letters"),
        _(
            "A letter to each institution that may answer, in its language, all in one ZIP file."
            " With codes in them, the institutions count as invited."
        ),
        _("Can be written again. A code in a letter opens until it is used."),
        f"surveyapp letters {name} --out letters/",
    )
    return {"make": making, "codes": printing, "letters": writing}


def _heads(wave: Wave) -> tuple[str, ...]:
    is_pool = invitation_mode_of(wave.name) is InvitationMode.POOL
    columns = ("country", "class") if is_pool else ("institution",)
    return (*map(column_words, columns), _("Code"))


def _text(rows: tuple[tuple[str, ...], ...]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")
