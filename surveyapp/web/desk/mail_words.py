"""Mail words: occasions, how far mails are, and why none can be queued or sent."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from surveyapp.fieldwork.occasion import Occasion, OccasionKind
from surveyapp.formats.mail.delivery_report import DeliveryFailure
from surveyapp.storage.outbox import MailStatus
from surveyapp.study.mail_bounces import Bounce
from surveyapp.study.mailing import MailingRefused

Words = Callable[[], str]
_STATUS: Mapping[MailStatus, Words] = {
    MailStatus.WAITING: lambda: _("waits"),
    MailStatus.SENDING: lambda: _("is being sent"),
    MailStatus.SENT: lambda: _("sent"),
    MailStatus.REFUSED: lambda: _("refused by a server"),
    MailStatus.BOUNCED: lambda: _("came back"),
}
_REFUSALS: Mapping[str, Words] = {
    "not-open": lambda: _("The wave takes no answers, so that nobody can be asked for any."),
    "not-published": lambda: _("Nothing is published of this wave yet. Freeze it first."),
    "no-server": lambda: _(
        "No mail server is set. Whoever runs this instance sets it (administrators: Settings)."
    ),
    "demonstration": lambda: _(
        "A demonstration sends no mails but to a server on its own machine."
    ),
    "no-link": lambda: _(
        "Please write where the report stands, such as https://example.org/report."
    ),
}
_KINDS: Mapping[OccasionKind, Words] = {
    OccasionKind.INVITATION: lambda: _("Invitation"),
    OccasionKind.EXTENSION: lambda: _("More time"),
    OccasionKind.REPORT: lambda: _("Report"),
}


def occasion_words(occasion: Occasion) -> str:
    """What an occasion is called."""
    if occasion.kind is OccasionKind.REMINDER:
        return str(_("Reminder %(number)s", number=occasion.number))
    return _KINDS[occasion.kind]()


def whom_words(occasion: Occasion, *, is_pool: bool) -> str:
    """To whom its mails go."""
    match occasion.kind:
        case OccasionKind.INVITATION:
            if is_pool:
                return str(_("To all institutions, each with a code by chance."))
            return str(_("To institutions that have not opened their invitation."))
        case OccasionKind.REPORT:
            return str(_("To all who were asked, but not to those that take no part."))
        case _ if is_pool:
            return str(_("To all institutions: nobody knows which have answered."))
        case _:
            return str(
                _(
                    "To institutions that were asked and had not answered at the last mixing. Some"
                    " may have answered since; the mail says so."
                )
            )


def status_words(status: MailStatus) -> str:
    """How far a mail is."""
    return _STATUS[status]()


def mailing_words(refused: MailingRefused) -> str:
    """Why no mail can be queued or sent now."""
    return mailing_code_words(refused.code)


def mailing_code_words(code: str) -> str:
    """The same by its code."""
    return _REFUSALS[code]()


def bounce_words(bounce: Bounce) -> str:
    """What came of one report, without the institution."""
    if bounce.institution is None:
        return str(_("This report is about no mail of ours; nothing was marked."))
    if bounce.failure.is_dead_address:
        return str(_("The address is dead: no mail goes there any more until it is corrected."))
    return str(_("The mail is marked as failed; the address may still be right."))


def told_by(failure: DeliveryFailure) -> str:
    """What the server said: the address and its code."""
    return f"{failure.recipient} ({failure.status})"
