"""Institution: what a coordinator does for one of them, each act on its own."""

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from surveyapp.fieldwork.contact import Disposition
from surveyapp.fieldwork.staff_role import Permission
from surveyapp.storage.contacts import SampleRefused
from surveyapp.storage.inquiries import LONGEST, ask_back
from surveyapp.storage.invitations import replace_invitation
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.waves import WaveRefused, WaveState
from surveyapp.study.contact_list import CORRECTED, ContactRefused, correct
from surveyapp.study.institutions import Institution
from surveyapp.study.keyed_in import KeyedInRefused, new_entries
from surveyapp.study.sample import keep_disposition
from surveyapp.web.access import staff
from surveyapp.web.current_instance import current_instance
from surveyapp.web.current_study import current_study
from surveyapp.web.desk.act import DeskForm
from surveyapp.web.desk.codes_once import codes_once, mode_sent
from surveyapp.web.desk.institution_page import (
    LOST,
    MAY_ANSWER,
    Typed,
    found_here,
    institution_page,
)
from surveyapp.web.desk.institution_words import problem_words, sample_words
from surveyapp.web.desk.paper_words import keyed_in_words
from surveyapp.web.desk.press import check_form, is_first, seen
from surveyapp.web.desk.sealed import unseal
from surveyapp.web.logged import logs, only_reads

blueprint = Blueprint("institution", __name__)
Answer = str | tuple[str, int] | Response


@blueprint.get("/desk/<wave>/institutions/<mark>/")
@staff(Permission.FIELDWORK)
@only_reads
def page(wave: str, mark: str) -> str:
    """One institution."""
    return institution_page(*found_here(wave, mark))


@blueprint.post("/desk/<wave>/institutions/<mark>/correct")
@staff(Permission.FIELDWORK)
@logs(StaffAction.CONTACT_CORRECTED)
def corrected(wave: str, mark: str) -> Answer:
    """Keeps another addressee, e-mail, postal address or language."""
    found, each = found_here(wave, mark)
    typed = {name: request.form.get(name, "").replace("\r\n", "\n") for name in CORRECTED}
    if not is_first(DeskForm()):
        return _back(wave, mark)
    try:
        kept_as = request.form.get("seen", "")
        correct(found, each.contact, typed, current_study(found).form, kept_as)
    except ContactRefused as refused:
        errors = {name: problem_words(code) for name, code in refused.problems.items()}
        return institution_page(found, each, Typed(errors, typed)), 400
    except SampleRefused as refused:
        return institution_page(found, each, Typed({"": sample_words(refused)}, typed)), 409
    flash(_("The address was changed."))
    return _back(wave, mark)


@blueprint.post("/desk/<wave>/institutions/<mark>/dispose")
@staff(Permission.FIELDWORK)
@logs(StaffAction.CONTACTS_DISPOSED)
def disposed(wave: str, mark: str) -> Answer:
    """Keeps why it will not answer, or that it may."""
    found, each = found_here(wave, mark)
    form, typed = DeskForm(), request.form.get("as", "")
    check_form(form)
    known = {one.value: one for one in Disposition}
    if typed != MAY_ANSWER and typed not in known:
        errors = {"as": _("Please choose why.")}
        return institution_page(found, each, Typed(errors, {"as": typed})), 400
    if is_first(form):
        try:
            keep_disposition(found, [each.contact.institution], known.get(typed))
        except SampleRefused as refused:
            return institution_page(found, each, Typed({"": sample_words(refused)}, {})), 409
        flash(_("This was noted."))
    return _back(wave, mark)


@blueprint.post("/desk/<wave>/institutions/<mark>/ask")
@staff(Permission.FIELDWORK)
@logs(StaffAction.INQUIRY_ASKED)
def asked(wave: str, mark: str) -> Answer:
    """Keeps a question, which is shown when the institution opens its questionnaire again."""
    found, each = found_here(wave, mark)
    form, words = DeskForm(), request.form.get("asked", "").replace("\r\n", "\n").strip()
    check_form(form)
    if each.invitation is None:
        return institution_page(found, each, Typed({"": _no_invitation()}, {"asked": words})), 409
    if not words or len(words) > LONGEST:
        said = ngettext(
            "Please write at least one and at most %(num)d character.",
            "Please write at least one and at most %(num)d characters.",
            LONGEST,
        )
        return institution_page(found, each, Typed({"asked": said}, {"asked": words})), 400
    if is_first(form):
        ask_back(each.invitation.invitation_id, words)
        flash(_("It is shown when the institution opens its questionnaire again."))
    return _back(wave, mark)


@blueprint.post("/desk/<wave>/institutions/<mark>/replace")
@staff(Permission.FIELDWORK)
@logs(StaffAction.INVITATION_REPLACED)
def replaced(wave: str, mark: str) -> Answer:
    """Shows a new code once; the old one opens nothing any more."""
    found, each = found_here(wave, mark)
    if found.state is WaveState.FROZEN:
        words = sample_words(SampleRefused("frozen", wave))
        return institution_page(found, each, Typed({"": words}, {})), 409
    if not is_first(DeskForm()):
        return _back(wave, mark)
    try:
        code = _replaced(each, request.form.get("lost", ""))
    except LookupError:
        return institution_page(found, each, Typed({"": _not_replaced()}, {})), 409
    return codes_once(found, (code,), _address(each, wave), _name(each), is_paper=False)


@blueprint.post("/desk/<wave>/institutions/<mark>/paper")
@staff(Permission.FIELDWORK)
@logs(StaffAction.PAPER_BEGUN)
def paper_begun(wave: str, mark: str) -> Answer:
    """Shows two codes once, each for one person who types the form."""
    found, each = found_here(wave, mark)
    if not is_first(DeskForm()):
        return _back(wave, mark)
    if each.invitation is None:
        return institution_page(found, each, Typed({"": _no_invitation()}, {})), 409
    try:
        codes = new_entries(current_instance(), wave, mode_sent(), each.invitation)
    except KeyedInRefused as refused:
        words = keyed_in_words(refused.code)
        return institution_page(found, each, Typed({"": words}, {})), 409
    except WaveRefused:
        words = keyed_in_words("closed")
        return institution_page(found, each, Typed({"": words}, {})), 409
    return codes_once(found, codes, _address(each, wave), _name(each), is_paper=True)


def _replaced(each: Institution, sealed: str) -> str:
    """The new code. sealed: which invitation was lost. Raises LookupError."""
    lost, pepper = unseal(LOST, sealed), current_instance().pepper
    if lost is None:
        raise LookupError("the page is too old")
    contact_id = each.contact.contact_id or b""
    return replace_invitation(contact_id, pepper, bytes.fromhex(lost)).code(pepper)


def _back(wave: str, mark: str) -> Response:
    return seen(url_for("institution.page", wave=wave, mark=mark))


def _address(each: Institution, wave: str) -> str:
    return url_for("institution.page", wave=wave, mark=each.mark)


def _name(each: Institution) -> str:
    return each.contact.institution


def _no_invitation() -> str:
    return str(_("This institution has no invitation of its own, so that nothing was done."))


def _not_replaced() -> str:
    return str(
        _(
            "No code was replaced: the institution has no invitation, or has answered as of the"
            " last mixing, or somebody else has just given it a new code."
        )
    )
