"""Mail queue: who gets a mail on an occasion, before anybody decides, and put into the outbox."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from surveyapp.fieldwork.contact import Contact
from surveyapp.fieldwork.mail_address import MailRefused, head_words, mail_address
from surveyapp.fieldwork.occasion import Occasion, is_due
from surveyapp.storage.outbox import mails_of, queue_mails
from surveyapp.study.asking import language_for
from surveyapp.study.mailing import Mailing, check_time, example_words


@dataclass(frozen=True, slots=True)
class Queued:
    """What comes of queueing. n_new: mails that are new; n_before: contacts that had theirs.

    not_asked: who will not answer, or has; uninvited: who has no invitation yet; unusable:
    institution -> why no mail can be made for it.
    """

    n_new: int
    n_before: int
    n_not_asked: int
    n_without_address: int
    n_uninvited: int
    unusable: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would come of queueing. new: contacts that would get a mail; n_again: those that would
    get another one, for theirs failed or its code was replaced.
    """

    queued: Queued
    new: tuple[bytes, ...]
    n_again: int


@dataclass(frozen=True)
class _Due:
    """Contacts that are due on an occasion, by their ids. renewed: those that get a new mail."""

    mailing: Mailing
    usable: tuple[bytes, ...]
    renewed: tuple[bytes, ...]
    unusable: Mapping[str, str]
    n_asked: int

    def queued(self, n_new: int) -> Queued:
        n_due = len(self.usable) + len(self.unusable)
        contacts = self.mailing.contacts
        with_address = (id_ for id_, each in contacts.items() if each.email)
        return Queued(
            n_new=n_new,
            n_before=len(self.usable) - n_new,
            n_not_asked=self.n_asked - n_due,
            n_without_address=len(contacts) - self.n_asked,
            n_uninvited=sum(map(self.mailing.is_uninvited, with_address)),
            unusable=self.unusable,
        )


def queue(mailing: Mailing, occasion: Occasion, *, is_again: bool = False) -> Queued:
    """Puts a mail to everybody who is due into the outbox; those who have one get no second.

    is_again: but those whose mail failed, or holds a code that was replaced since. Raises
    MailingRefused: not-open, not-published.
    """
    check_time(mailing.study, occasion)
    due = _due(mailing, occasion, is_again=is_again)
    return due.queued(queue_mails(mailing.study.wave.name, occasion, due.usable, due.renewed))


def foreseen(mailing: Mailing, occasion: Occasion) -> Foreseen:
    """What `queue` would do now, at whatever time."""
    due = _due(mailing, occasion, is_again=True)
    first = replace(due, renewed=())
    new = _without_mail(first, occasion)
    n_again = len(_without_mail(due, occasion)) - len(new)
    return Foreseen(first.queued(len(new)), new, n_again)


def _without_mail(due: _Due, occasion: Occasion) -> tuple[bytes, ...]:
    mails = mails_of(due.mailing.study.wave.name)
    before = {m.contact_id for m in mails if m.occasion == occasion} - {*due.renewed}
    return tuple(each for each in due.usable if each not in before)


def _due(mailing: Mailing, occasion: Occasion, *, is_again: bool) -> _Due:
    asked = {id_: each for id_, each in mailing.contacts.items() if each.email}
    due = [each for each in asked if is_due(occasion, mailing.standing(each))]
    unusable = dict(_unusable(mailing, occasion, due))
    usable = tuple(each for each in due if asked[each].institution not in unusable)
    lost = tuple(each for each in usable if is_again and mailing.is_lost(each, occasion))
    return _Due(mailing, usable, lost, unusable, len(asked))


def _unusable(
    mailing: Mailing, occasion: Occasion, contact_ids: Iterable[bytes]
) -> Iterator[tuple[str, str]]:
    """What could not stand in the head of a mail, before anybody tries to send it."""
    found = [mailing.contacts[each] for each in contact_ids]
    languages = {each.language for each in found}
    in_head = {each: _problem_of_head(mailing, occasion, each) for each in languages}
    for each in found:
        if problem := _problem_of_address(each) or in_head[each.language]:
            yield each.institution, problem


def _problem_of_address(each: Contact) -> str | None:
    try:
        mail_address(each.email or "", each.addressee or each.institution)
    except MailRefused as refused:
        return str(refused)
    return None


def _problem_of_head(mailing: Mailing, occasion: Occasion, language: str) -> str | None:
    """Sender and subject are the same for everybody who is written to in a language."""
    asked = language_for(mailing.study, language)
    try:
        head_words(mailing.asking(asked).sender or "")
        head_words(example_words(mailing, occasion, asked, None).subject)
    except MailRefused as refused:
        return str(refused)
    return None
