"""Mail words: subject and text of a mail, in words that a colleague can pass on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from surveyapp.fieldwork.occasion import Occasion, OccasionKind
from surveyapp.reports.letter.asking import Addressee, Asking
from surveyapp.reports.letter.asking_words import (
    code_words,
    contact_words,
    decline_words,
    effort_words,
    promise_words,
    request_words,
)


@dataclass(frozen=True, slots=True)
class MailWords:
    """What one contact reads. The subject holds no code: it is shown on locked screens."""

    subject: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MailReason:
    """Why a mail is written now.

    is_pool: nobody knows who answered; link: of the published report, None on other occasions.
    """

    occasion: Occasion
    is_pool: bool = False
    link: str | None = None


def mail_words(reason: MailReason, asking: Asking, to: Addressee) -> MailWords:
    """The mail of an occasion to one contact."""
    subject, body = _KINDS[reason.occasion.kind]
    hello = asking.translate.gettext("Good day,")
    paragraphs = (hello, *body(reason, asking, to), *_end(asking, reason))
    return MailWords(subject(asking), paragraphs)


def _invitation(reason: MailReason, asking: Asking, to: Addressee) -> Iterator[str]:
    yield request_words(asking, to.institution)
    yield from asking.purpose[:1]
    yield " ".join(effort_words(asking))
    yield from code_words(asking, to.code) if to.code else ()
    yield _pass_on(asking)
    yield promise_words(asking)
    if not reason.is_pool:
        yield decline_words(asking)


def _reminder(reason: MailReason, asking: Asking, to: Addressee) -> Iterator[str]:
    _ = asking.translate.gettext
    yield _(
        "Some time ago we asked %(institution)s to answer the questionnaire “%(title)s”.",
        institution=to.institution,
        title=asking.title,
    )
    yield _ignore(reason, asking)
    yield from _until(asking)
    yield from _how(reason, asking, to)


def _extension(reason: MailReason, asking: Asking, to: Addressee) -> Iterator[str]:
    _ = asking.translate.gettext
    if asking.day is None:
        yield _("There is more time to answer the questionnaire “%(title)s”.", title=asking.title)
    else:
        yield _(
            "There is more time to answer the questionnaire “%(title)s”: it stays open until"
            " %(day)s.",
            title=asking.title,
            day=asking.day,
        )
    yield _ignore(reason, asking)
    yield from _how(reason, asking, to)


def _report(reason: MailReason, asking: Asking, to: Addressee) -> Iterator[str]:
    _ = asking.translate.gettext
    yield _("The report on the questionnaire “%(title)s” is published:", title=asking.title)
    yield reason.link or asking.base_url
    yield _(
        "It goes to every institution that was asked, among them %(institution)s, whether it"
        " answered or not: we keep nothing that says who gave which answer. Thank you to all who"
        " answered.",
        institution=to.institution,
    )
    yield _("Please pass this message on to the colleagues whom it concerns.")


def _how(reason: MailReason, asking: Asking, to: Addressee) -> Iterator[str]:
    """How to go on: with the code while it opens something, else with what it opened."""
    _ = asking.translate.gettext
    if to.code:
        yield from code_words(asking, to.code)
        yield _pass_on(asking)
        yield decline_words(asking)
        return
    if not reason.is_pool:
        yield _("Your questionnaire was opened, so the code of the invitation is used up.")
    yield _(
        "Please go on at %(address)s with the access code that you printed when you began.",
        address=asking.code_page,
    )
    if reason.is_pool:
        yield _("If you did not begin yet, use the code of the invitation.")
    yield _("If that code is lost, write to us and we send a new invitation.")


def _until(asking: Asking) -> Iterator[str]:
    if asking.day is not None:
        yield asking.translate.gettext("It is open until %(day)s.", day=asking.day)


def _ignore(reason: MailReason, asking: Asking) -> str:
    """Why somebody who answered may be reminded all the same."""
    _ = asking.translate.gettext
    if reason.is_pool:
        return _("If you have answered, please ignore this message: we cannot know who has.")
    return _(
        "If you have answered in the last days, please ignore this message: answers are counted"
        " only together, so that we learn of them later."
    )


def _pass_on(asking: Asking) -> str:
    return asking.translate.gettext(
        "This message is meant for your institution, not for one person: please pass it on to the"
        " colleague who can answer."
    )


def _end(asking: Asking, reason: MailReason) -> Iterator[str]:
    _ = asking.translate.gettext
    yield from contact_words(asking)
    if reason.occasion.kind is not OccasionKind.REPORT:
        yield _("If you want no more messages from us, answer this one and say so.")
    yield asking.signature or asking.sender or asking.title


def _asks(asking: Asking) -> str:
    return asking.translate.gettext("Please answer: %(title)s", title=asking.title)


def _reminds(asking: Asking) -> str:
    return asking.translate.gettext("Reminder: %(title)s", title=asking.title)


def _extends(asking: Asking) -> str:
    return asking.translate.gettext("More time: %(title)s", title=asking.title)


def _publishes(asking: Asking) -> str:
    return asking.translate.gettext("The report is published: %(title)s", title=asking.title)


Subject = Callable[[Asking], str]
Body = Callable[[MailReason, Asking, Addressee], Iterator[str]]
_KINDS: Mapping[OccasionKind, tuple[Subject, Body]] = {
    OccasionKind.INVITATION: (_asks, _invitation),
    OccasionKind.REMINDER: (_reminds, _reminder),
    OccasionKind.EXTENSION: (_extends, _extension),
    OccasionKind.REPORT: (_publishes, _report),
}
