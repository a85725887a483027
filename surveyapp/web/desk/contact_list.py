"""Contact list: a file of institutions is looked at first, and kept when somebody says so.

Between the two requests the rows travel in the page, sealed; see
``docs/adr/0045-lists-are-previewed.md``.
"""

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from surveyapp.fieldwork.contact import Contact, Stratum
from surveyapp.fieldwork.invitation import InvitationMode
from surveyapp.fieldwork.staff_role import Permission
from surveyapp.formats.sheet.contact_list import ContactList
from surveyapp.formats.sheet.contact_template import CodeSheet, contact_text, contact_workbook
from surveyapp.formats.sheet.sheet import SheetRefused
from surveyapp.storage.contacts import SampleRefused, invitation_mode_of
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import Wave, WaveState
from surveyapp.study.contact_list import read_list, sampled_of
from surveyapp.study.sample import keep_list
from surveyapp.web.access import staff
from surveyapp.web.amounts import takes_file
from surveyapp.web.coordinator.outputs import labels_of
from surveyapp.web.coordinator.reading import wave_to_read
from surveyapp.web.current_study import current_study
from surveyapp.web.desk.act import DeskForm
from surveyapp.web.desk.institution_words import (
    problem_line,
    sample_words,
)
from surveyapp.web.desk.list_preview import code_lines, preview_of
from surveyapp.web.desk.press import check_form, fresh, is_first, seen
from surveyapp.web.desk.sealed import SealTooLarge, seal, unseal
from surveyapp.web.logged import counted, logs, only_reads
from surveyapp.web.sheet_words import sheet_refused_words

blueprint = Blueprint("contact_list", __name__)
USE, FILE, MODE = "list of institutions", "list-file", "list-mode"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Answer = str | tuple[str, int] | AnyResponse


@blueprint.get("/desk/<wave>/institutions/list")
@staff(Permission.FIELDWORK)
@only_reads
def upload(wave: str) -> Answer:
    """What a list holds, a file to fill in, and the form to send it."""
    found = wave_to_read(wave)
    if "refused" in request.args:
        return _page(found, [(FILE, sheet_refused_words(SheetRefused("too-large")))]), 400
    return _page(found, [])


@blueprint.get("/desk/<wave>/institutions/list.xlsx")
@staff(Permission.FIELDWORK)
@only_reads
def workbook(wave: str) -> Response:
    """An empty list as a workbook, with the codes of this wave's questionnaire."""
    found = wave_to_read(wave)
    words, _labels = labels_of(found)
    codes = CodeSheet(_("Codes"), (_("Column"), _("Code"), _("Meaning")), code_lines(words))
    content = contact_workbook(sampled_of(words.form), _("Institutions"), codes)
    return _file(content, f"{wave}-institutions.xlsx", WORKBOOK_TYPE)


@blueprint.get("/desk/<wave>/institutions/list.csv")
@staff(Permission.FIELDWORK)
@only_reads
def text(wave: str) -> Response:
    """The same as CSV."""
    form = current_study(wave_to_read(wave)).form
    return _file(contact_text(sampled_of(form)), f"{wave}-institutions.csv", "text/csv")


@blueprint.post("/desk/<wave>/institutions/list")
@staff(Permission.FIELDWORK)
@takes_file
@only_reads
def look(wave: str) -> Answer:
    """What keeping the file would do, or every problem of it; nothing is kept yet."""
    found = wave_to_read(wave)
    check_form(DeskForm())
    mode = invitation_mode_of(wave) or _mode(request.form.get(MODE, ""))
    if mode is None:
        return _page(found, [(MODE, _("Please choose how invitations are given out."))]), 400
    try:
        read = _brought(found)
    except SheetRefused as refused:
        return _page(found, [(FILE, sheet_refused_words(refused))]), 400
    if read.problems:
        return _page(found, [], read), 400
    return _preview(found, read.contacts, mode)


@blueprint.post("/desk/<wave>/institutions/list/keep")
@staff(Permission.FIELDWORK)
@logs(StaffAction.CONTACTS_IMPORTED)
def keep(wave: str) -> Answer:
    """Keeps what was looked at, all of it or nothing."""
    found, form = wave_to_read(wave), DeskForm()
    opened = unseal(USE, request.form.get("sealed", ""))
    if opened is None or opened[:2] != [wave, g.staff.name]:
        check_form(form)
        words = _("This preview is more than an hour old. Please choose the file again.")
        return _page(found, [(FILE, words)]), 400
    listed, mode, mark = tuple(map(_contact, opened[2])), InvitationMode(opened[3]), opened[4]
    if is_first(form):
        try:
            kept = keep_list(found, listed, mode, mark)
        except SampleRefused as refused:
            if refused.code == "changed-meanwhile":
                return _preview(found, listed, mode, sample_words(refused), 409)
            return _page(found, [("", sample_words(refused))]), 409
        n = len(kept.new) + len(kept.changed)
        counted(n)
        words = ngettext("%(num)d institution was kept.", "%(num)d institutions were kept.", n)
        flash(words)
    return seen(url_for("institutions.overview", wave=wave))


@blueprint.errorhandler(413)
def too_large(_error: Exception) -> AnyResponse:
    """A file that was refused before anything was read of it: the page says so."""
    wave = (request.view_args or {}).get("wave", "")
    return redirect(url_for("contact_list.upload", wave=wave, refused="too-large"))


def _brought(wave: Wave) -> ContactList:
    """Raises SheetRefused."""
    sent = request.files.get(FILE)
    if sent is None or not sent.filename:
        raise SheetRefused("no-file")
    return read_list(sent.stream.read(), sent.filename, current_study(wave).form)


def _preview(
    wave: Wave,
    listed: tuple[Contact, ...],
    mode: InvitationMode,
    error: str = "",
    status: int = 200,
) -> Answer:
    words, _labels = labels_of(wave)
    preview = preview_of(wave, listed, words)
    rows = [_row(each) for each in listed]
    try:
        sealed = seal(USE, [wave.name, g.staff.name, rows, mode.value, preview.mark])
    except SealTooLarge:
        return _page(wave, [(FILE, _("The list is too long for one file. Please make two."))]), 400
    page = render_template(
        "desk/list_preview.html",
        wave=wave,
        words=words,
        preview=preview,
        mode=mode,
        sealed=sealed,
        form=fresh(),
        errors=[("", error)] if error else [],
    )
    return page, status


def _page(wave: Wave, errors: list[tuple[str, str]], read: ContactList | None = None) -> str:
    words, _labels = labels_of(wave)
    sampled = sampled_of(words.form)
    return render_template(
        "desk/list_upload.html",
        wave=wave,
        words=words,
        mode=invitation_mode_of(wave.name),
        chosen=request.form.get(MODE, ""),
        columns=sampled.needed,
        codes=code_lines(words),
        problems=read.problems if read else (),
        problem_line=problem_line,
        is_frozen=wave.state is WaveState.FROZEN,
        errors=errors,
        form=fresh(),
    )


def _mode(word: str) -> InvitationMode | None:
    return next((each for each in InvitationMode if each.value == word), None)


def _row(each: Contact) -> list[str | None]:
    """A contact of a list as it is sealed; `_contact` is the inverse."""
    place = each.stratum
    texts = (each.institution, each.language, each.addressee, each.email, each.postal_address)
    return [*texts, place.country, place.split_code]


def _contact(row: list[str]) -> Contact:
    institution, language, addressee, email, address, country, split_code = row
    stratum = Stratum(country, split_code)
    return Contact(institution, language, stratum, addressee, email, address)


def _file(content: bytes, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, 200, headers, None, kind)
