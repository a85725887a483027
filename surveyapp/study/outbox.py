"""Outbox: how many mails of each occasion wait, were sent or failed, and to whom they failed."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.fieldwork.occasion import Occasion
from surveyapp.storage.outbox import FAILED, TO_SEND, MailStatus, mails_of
from surveyapp.study.mailing import Mailing

Counts = Mapping[Occasion, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Outbox:
    """What is in it. counts: occasion -> status -> mails; weeks: occasion -> week -> mails sent.

    failed: (institution, occasion) of those that a server refused or that came back.
    """

    counts: Counts
    weeks: Counts
    failed: tuple[tuple[str, Occasion], ...]

    @property
    def n_waiting(self) -> int:
        """Mails that the next sending takes."""
        return sum(self.n_of(each, status) for each in self.counts for status in TO_SEND)

    @property
    def waiting(self) -> tuple[Occasion, ...]:
        """Occasions of which some mail waits."""
        return tuple(each for each in self.counts if any(self.n_of(each, s) for s in TO_SEND))

    def n_of(self, occasion: Occasion, status: MailStatus) -> int:
        """Mails of an occasion that are so far."""
        return self.counts.get(occasion, {}).get(status, 0)


def outbox_of(mailing: Mailing) -> Outbox:
    """The outbox of a wave, occasions in the order of their names."""
    mails = sorted(mails_of(mailing.study.wave.name), key=lambda each: each.occasion.written)
    counts: defaultdict[Occasion, Counter[str]] = defaultdict(Counter)
    weeks: defaultdict[Occasion, Counter[str]] = defaultdict(Counter)
    for each in mails:
        counts[each.occasion][each.status.value] += 1
        if each.sent_week:
            weeks[each.occasion][each.sent_week] += 1
    known = mailing.contacts
    failed = [
        (known[each.contact_id].institution, each.occasion)
        for each in mails
        if each.status in FAILED and each.contact_id in known
    ]
    return Outbox(counts, weeks, tuple(sorted(failed, key=lambda each: (each[0], each[1].written))))
