"""Asking words: the sentences that letters and mails share."""

from collections.abc import Iterator

from surveyapp.questionnaire.estimate import minutes_words
from surveyapp.reports.letter.asking import Asking


def request_words(asking: Asking, institution: str) -> str:
    """Who asks whom to answer what."""
    _ = asking.translate.gettext
    if asking.sender is None:
        return _(
            "We ask %(institution)s to answer the questionnaire “%(title)s”.",
            institution=institution,
            title=asking.title,
        )
    return _(
        "%(sender)s asks %(institution)s to answer the questionnaire “%(title)s”.",
        sender=asking.sender,
        institution=institution,
        title=asking.title,
    )


def effort_words(asking: Asking) -> Iterator[str]:
    """How long it takes, how it can be shared, and until when."""
    _ = asking.translate.gettext
    if asking.minutes is not None:
        needed = minutes_words(asking.minutes, asking.translate)
        yield _("Filling it in takes %(minutes)s.", minutes=needed)
    yield _(
        "Several colleagues can share the work; you can stop at any point and continue later, on"
        " another device too. Most questions may be left out."
    )
    if asking.day is not None:
        yield _("Please answer by %(day)s.", day=asking.day)


def promise_words(asking: Asking) -> str:
    """How answers are protected, in one sentence."""
    return asking.translate.ngettext(
        "The answers are confidential: no institution is named, and figures are published only of"
        " groups of at least %(num)d institution.",
        "The answers are confidential: no institution is named, and figures are published only of"
        " groups of at least %(num)d institutions.",
        asking.smallest,
    )


def code_words(asking: Asking, code: str) -> Iterator[str]:
    """How a code is used: where, how often, and what comes of it."""
    _ = asking.translate.gettext
    yield _("To begin, open this address and confirm on the page that you want to begin:")
    yield asking.link(code)
    yield _("Or go to %(address)s and type this code:", address=asking.invitation_page)
    yield code
    yield _(
        "It opens your questionnaire once. The page then shows an access code of your own: print"
        " it, for with it you and your colleagues come back, and nobody can show it again."
    )


def decline_words(asking: Asking) -> str:
    """How an institution says that it takes no part."""
    return asking.translate.gettext(
        "If your institution does not take part, say so on the page of the same address; then no"
        " reminder comes."
    )


def contact_words(asking: Asking) -> Iterator[str]:
    """Whom to ask back, where somebody is named."""
    if asking.contact is not None:
        yield asking.translate.gettext("Questions: %(contact)s", contact=asking.contact)
