"""Wave acts of fieldwork: open, correct, extend, end a rehearsal; each told before it is done."""

from datetime import date

from flask import Blueprint
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms import StringField

from surveyapp.fieldwork.staff_role import Permission
from surveyapp.formats.source.questionnaire_folder import QuestionnaireMissing, QuestionnaireRefused
from surveyapp.storage.rehearsals import end_rehearsal
from surveyapp.storage.staff_log import StaffAction
from surveyapp.storage.study_keys import is_away
from surveyapp.storage.waves import Wave, extend_wave
from surveyapp.study.opening import TranslationWaiver, correct, open_wave
from surveyapp.study.study import study_of
from surveyapp.study.unsaid import unreviewed_of, unsaid_of
from surveyapp.web.access import staff
from surveyapp.web.clock import today
from surveyapp.web.current_instance import current_instance
from surveyapp.web.desk.act import Act, DeskForm
from surveyapp.web.desk.overview import wave_or_404
from surveyapp.web.desk.refusal_words import key_away_words
from surveyapp.web.desk.typed_day import day_in, day_written
from surveyapp.web.desk.warning_words import unsaid_words, warnings_of
from surveyapp.web.desk.wave_act import ActPage, ReasonForm, reason_errors, words_in
from surveyapp.web.language import long_date
from surveyapp.web.logged import logs, only_reads

blueprint = Blueprint("wave_acts", __name__)
Answer = Response | tuple[str, int]


class DayForm(DeskForm):
    """A form that asks for the last day."""

    closes = StringField()


@blueprint.get("/desk/<wave>/open")
@staff(Permission.WAVES)
@only_reads
def opening(wave: str) -> str:
    """What opening does, and what speaks against it."""
    return _opening(wave_or_404(wave), ReasonForm()).shown()


@blueprint.post("/desk/<wave>/open")
@staff(Permission.WAVES)
@logs(StaffAction.WAVE_OPENED)
def opened(wave: str) -> Answer:
    """Lets the wave take answers."""
    found, form = wave_or_404(wave), ReasonForm()

    def do() -> str:
        open_wave(current_instance(), wave, waiver=_waiver(form))
        return str(_("The wave is open: institutions can answer."))

    errors = [("", words) for words in _key_words(found)] or reason_errors(form.excuse)
    return _opening(found, form).pressed(do, errors)


@blueprint.get("/desk/<wave>/wording")
@staff(Permission.WAVES)
@only_reads
def wording(wave: str) -> str:
    """What a correction of the wording does."""
    return _wording(wave_or_404(wave), ReasonForm()).shown()


@blueprint.post("/desk/<wave>/wording")
@staff(Permission.WAVES)
@logs(StaffAction.WAVE_CORRECTED)
def corrected(wave: str) -> Answer:
    """Takes the wording of the files into an open wave."""
    form = ReasonForm()

    def do() -> str:
        why = words_in(form.reason)
        _wave, change = correct(current_instance(), wave, why, today(), _waiver(form))
        n = len(change.texts)
        return str(
            ngettext("%(num)d text reads otherwise now.", "%(num)d texts read otherwise now.", n)
        )

    errors = [*reason_errors(form.reason, is_needed=True), *reason_errors(form.excuse)]
    return _wording(wave_or_404(wave), form).pressed(do, errors)


@blueprint.get("/desk/<wave>/days")
@staff(Permission.WAVES)
@only_reads
def days(wave: str) -> str:
    """What a later last day does."""
    found = wave_or_404(wave)
    form = DayForm()
    form.closes.data = found.closes.isoformat() if found.closes else ""
    return _days(found, form).shown()


@blueprint.post("/desk/<wave>/days")
@staff(Permission.WAVES)
@logs(StaffAction.WAVE_EXTENDED)
def extended(wave: str) -> Answer:
    """Gives the wave a later last day."""
    form = DayForm()
    page, day = _days(wave_or_404(wave), form), day_in(form.closes.data or "")

    def do() -> str:
        made = extend_wave(wave, day or date.max)
        said = _("The last day is %(day)s now.", day=long_date(made.closes or date.max))
        return " ".join((str(said), *warnings_of(made)))

    return page.pressed(do, [] if day else [("closes", day_written())])


@blueprint.get("/desk/<wave>/end")
@staff(Permission.WAVES)
@only_reads
def ending(wave: str) -> str:
    """What is thrown away with a rehearsal."""
    return _ending(wave_or_404(wave)).shown()


@blueprint.post("/desk/<wave>/end")
@staff(Permission.WAVES)
@logs(StaffAction.REHEARSAL_ENDED)
def ended(wave: str) -> Answer:
    """Throws everything away that belongs to a rehearsal."""

    def do() -> str:
        if end_rehearsal(current_instance(), wave, today()):
            return str(_("The rehearsal has ended; nothing of it is left."))
        return str(
            _(
                "The rehearsal has ended. The database was in use, so that traces of it stay in its"
                " files until the next mixing."
            )
        )

    return _ending(wave_or_404(wave)).pressed(do)


def _waiver(form: ReasonForm) -> TranslationWaiver | None:
    excuse = words_in(form.excuse)
    return TranslationWaiver(today(), excuse) if excuse else None


def _opening(found: Wave, form: ReasonForm) -> ActPage:
    act = Act(
        _("Open the wave"),
        _(
            "Institutions can answer from now on. What the questionnaire asks is checked and copied"
            " first: whatever happens to its files, this wave asks the copy."
        ),
        _("You can close it again at any time. The copy stays; only wording can be corrected."),
        f"surveyapp wave open {found.name}",
    )
    warnings = [*warnings_of(found), *_before_opening(found), *_key_words(found)]
    return ActPage(found, act, form, warnings, {"fields": ("excuse",)})


def _before_opening(found: Wave) -> list[str]:
    """What the start page leaves out, and translations that nobody has reviewed."""
    try:
        unsaid = unsaid_of(study_of(current_instance(), found))
        unreviewed = sum(unreviewed_of(found).values())
    except (QuestionnaireMissing, QuestionnaireRefused):
        return []
    said = [_("The start page does not say %(what)s.", what=unsaid_words(each)) for each in unsaid]
    if unreviewed:
        words = ngettext(
            "%(num)d translation waits for a second reader.",
            "%(num)d translations wait for a second reader.",
            unreviewed,
        )
        said.append(words)
    return list(map(str, said))


def _wording(found: Wave, form: ReasonForm) -> ActPage:
    act = Act(
        _("Correct the wording"),
        _(
            "Labels, hints, guidance and translations are taken from the files as they are now."
            " Everything else is refused: answers before and after would not be to the same"
            " question."
        ),
        _("You can correct it again. Each correction is kept with its day and reason."),
        f"surveyapp wave correct {found.name} --because …",
    )
    return ActPage(found, act, form, known={"fields": ("reason", "excuse")})


def _days(found: Wave, form: DayForm) -> ActPage:
    act = Act(
        _("Set the last day"),
        _(
            "Everybody sees the new day from now on. Tell institutions by the mail “extension”;"
            " nothing is sent by this button."
        ),
        _(
            "Once the wave was open the day can only be made later: nobody's time is cut. The wave"
            " does not close by itself on that day."
        ),
        f"surveyapp wave extend {found.name} --closes YYYY-MM-DD",
    )
    return ActPage(found, act, form, warnings_of(found), {"fields": ("closes",)})


def _ending(found: Wave) -> ActPage:
    act = Act(
        _("End the rehearsal"),
        _(
            "Its drafts, what was sent, its contacts, invitations, mails and keys are thrown away,"
            " and the databases are written anew. That it was rehearsed stays."
        ),
        _("This cannot be undone. Backups of before still hold it, until they are deleted."),
        f"surveyapp wave end {found.name}",
    )
    return ActPage(found, act, DeskForm())


def _key_words(found: Wave) -> list[str]:
    return [key_away_words()] if is_away(current_instance(), found.name) else []
