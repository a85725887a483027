"""Mailing: which contacts of a wave get a mail on an occasion, and the mail that each gets."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from functools import cached_property

from surveyapp.fieldwork.contact import Contact, Stratum
from surveyapp.fieldwork.invitation import InvitationMode, InvitationStatus
from surveyapp.fieldwork.mail_address import mail_address
from surveyapp.fieldwork.occasion import Occasion, OccasionKind, Standing
from surveyapp.formats.mail.mail_message import mail_message
from surveyapp.mail_settings import MailSettings, is_this_machine
from surveyapp.reports.letter.asking import Addressee, Asking
from surveyapp.reports.letter.mail_words import MailReason, MailWords, mail_words
from surveyapp.storage.contacts import SampleRefused, contacts_of, invitation_mode_of
from surveyapp.storage.invitations import Invitation, invitations_of
from surveyapp.storage.outbox import FAILED, MailStatus, mails_of
from surveyapp.storage.waves import WaveState, check_no_rehearsal
from surveyapp.study.asking import asking_of, language_for
from surveyapp.study.publication import record_of
from surveyapp.study.study import Study

BLANK_CODE = "VXXX-XXXX-XXXX-XXXX-XXXX"
"""Stands in previews, which people show to others."""
BLANK = "……"


class MailingRefused(ValueError):
    """Mails cannot be queued or sent now; `code` says why."""

    def __init__(self, code: str, wave: str) -> None:
        super().__init__(f"{code}: {wave}")
        self.code, self.wave = code, wave


@dataclass(frozen=True)
class Mailing:
    """The contacts of one wave and their invitations, as they are when it is made."""

    study: Study
    mode: InvitationMode
    _askings: dict[str, Asking] = field(default_factory=dict, repr=False)

    @cached_property
    def contacts(self) -> Mapping[bytes, Contact]:
        """Those that are kept, by their ids."""
        return {each.contact_id: each for each in self._kept() if each.contact_id}

    @cached_property
    def invitations(self) -> Mapping[bytes, Invitation]:
        """Contact -> its own invitation; none in mode `pool`."""
        found = invitations_of(self.study.wave.name)
        return {each.contact_id: each for each in found if each.contact_id}

    @cached_property
    def with_mail(self) -> frozenset[bytes]:
        """Contacts that were sent a mail that did not fail."""
        sent = (each for each in mails_of(self.study.wave.name) if each.status is MailStatus.SENT)
        return frozenset(each.contact_id for each in sent)

    @cached_property
    def failed(self) -> frozenset[tuple[bytes, Occasion]]:
        """Contacts to which a mail of an occasion was refused, or came back."""
        mails = mails_of(self.study.wave.name)
        return frozenset((m.contact_id, m.occasion) for m in mails if m.status in FAILED)

    def is_lost(self, contact_id: bytes, occasion: Occasion) -> bool:
        """Whether the mail of an occasion is of no use: it failed, or its code was replaced since.

        Sending marks an invitation as given, so that a new one beside a sent mail is another one.
        """
        standing = self.standing(contact_id)
        is_replaced = standing.has_mail and standing.status is InvitationStatus.NEW
        return is_replaced or (contact_id, occasion) in self.failed

    def is_uninvited(self, contact_id: bytes) -> bool:
        """Whether it may answer, and nobody made an invitation for it; not told in mode `pool`."""
        standing = self.standing(contact_id)
        is_tracked = self.mode is InvitationMode.TRACKED
        return is_tracked and standing.disposition is None and standing.status is None

    def standing(self, contact_id: bytes) -> Standing:
        """Where a contact stands."""
        its = self.invitations.get(contact_id)
        disposition = self.contacts[contact_id].disposition
        has_mail = contact_id in self.with_mail
        return Standing(disposition, self.mode, its.status if its else None, has_mail)

    def words(
        self, occasion: Occasion, to: Contact, code: str | None, link: str | None
    ) -> MailWords:
        """What one contact reads."""
        reason = MailReason(occasion, self.mode is InvitationMode.POOL, link)
        asking = self.asking(language_for(self.study, to.language))
        return mail_words(reason, asking, Addressee(to.institution, to.addressee, code=code))

    def message(self, settings: MailSettings, to: Contact, words: MailWords) -> EmailMessage:
        """The mail to one contact. Raises MailRefused for an address or words that cannot be."""
        asking = self.asking(language_for(self.study, to.language))
        sender = mail_address(settings.sender, asking.sender or "")
        address = mail_address(to.email or "", to.addressee or to.institution)
        return mail_message(words, sender, address, asking.language)

    def needs_code(self, occasion: Occasion, standing: Standing) -> bool:
        """Whether a mail gives a contact a code that still opens something."""
        if occasion.kind is OccasionKind.REPORT:
            return False
        if self.mode is InvitationMode.POOL:
            return occasion.kind is OccasionKind.INVITATION
        return standing.is_unopened

    def asking(self, language: str) -> Asking:
        """What the study says in a language of the questionnaire, read once."""
        if language not in self._askings:
            self._askings[language] = asking_of(self.study, language)
        return self._askings[language]

    def _kept(self) -> tuple[Contact, ...]:
        return contacts_of(self.study.wave.name)


def mailing_of(study: Study) -> Mailing:
    """Raises SampleRefused: no-contacts."""
    mode = invitation_mode_of(study.wave.name)
    if mode is None:
        raise SampleRefused("no-contacts", study.wave.name)
    return Mailing(study, mode)


def check_time(study: Study, occasion: Occasion) -> None:
    """Raises MailingRefused: not-open, not-published; WaveRefused: rehearsal, for the report."""
    wave = study.wave
    if occasion.kind is OccasionKind.REPORT:
        check_no_rehearsal(wave)
        if wave.state is not WaveState.FROZEN or record_of(study) is None:
            raise MailingRefused("not-published", wave.name)
    elif not wave.takes_answers:
        raise MailingRefused("not-open", wave.name)


def check_server(study: Study) -> MailSettings:
    """The settings by which a wave's mails may be sent.

    A demonstration sends none but to this machine. Raises MailingRefused: no-server, demonstration.
    """
    settings = study.instance.mail
    if settings is None:
        raise MailingRefused("no-server", study.wave.name)
    if study.wave.is_synthetic and not is_this_machine(settings.host):
        raise MailingRefused("demonstration", study.wave.name)
    return settings


def example_words(
    mailing: Mailing, occasion: Occasion, language: str, link: str | None
) -> MailWords:
    """The mail of an occasion to nobody, in any language of the questionnaire."""
    is_pool = mailing.mode is InvitationMode.POOL
    status = None if is_pool else InvitationStatus.NEW
    has_code = mailing.needs_code(occasion, Standing(None, mailing.mode, status))
    nobody = Contact(BLANK, language, Stratum(None, None))
    return mailing.words(occasion, nobody, BLANK_CODE if has_code else None, link)


def samples(mailing: Mailing, contact_ids: list[bytes], most: int = 3) -> list[Contact]:
    """A few of these contacts, of as many languages as there are."""
    found = [mailing.contacts[each] for each in contact_ids]
    seen = Counter[str]()
    turns: list[tuple[int, int]] = []
    for each in found:
        turns.append((seen[each.language], len(turns)))
        seen[each.language] += 1
    return [found[place] for _, place in sorted(turns)[:most]]
