"""Sample: whom a wave asks, stratum by stratum, and what became of them as of the last mixing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from surveyapp.analysis.plan_file.scoring import WHOLE
from surveyapp.analysis.statistics.response_rate import Dispositions
from surveyapp.analysis.tabulation_plan import class_of, split_codes
from surveyapp.fieldwork.contact import Contact, Disposition, Stratum
from surveyapp.fieldwork.invitation import InvitationMode, InvitationStatus
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.storage.contacts import (
    ListChanges,
    SampleRefused,
    contacts_of,
    dispose,
    keep_contacts,
)
from surveyapp.storage.invitations import Invitation, invitations_of
from surveyapp.storage.waves import Wave, WaveState

Population = Mapping[str, Mapping[str, int]]
"""Country -> class of the split, `all` without one -> institutions that were asked."""


@dataclass(frozen=True, slots=True)
class StratumResponse:
    """What became of the institutions of one stratum, in institutions.

    asked: all on the list; opened: those that exchanged their invitation, answered ones among
    them; answered: as of the last mixing; disposed: why others will not answer.
    """

    asked: int = 0
    opened: int = 0
    answered: int = 0
    disposed: Mapping[Disposition, int] = field(default_factory=dict)

    @property
    def dispositions(self) -> Dispositions:
        """As the AAPOR counts them: whoever was asked, can answer and did not is a non-contact.

        The list names the institutions, so all belong to the population but those that it turned
        out not to. A response counts as partial at least. Source: AAPOR (2023), Standard
        Definitions, 10th edition, surveys of specifically named persons.
        """
        refusal, other, ineligible = (
            self.disposed.get(each, 0)
            for each in (Disposition.REFUSED, Disposition.UNABLE, Disposition.NOT_ELIGIBLE)
        )
        left = self.asked - ineligible - self.answered - refusal - other
        return Dispositions(0, self.answered, refusal, max(0, left), other)


def keep_list(
    wave: Wave, listed: Sequence[Contact], mode: InvitationMode, seen: str | None = None
) -> ListChanges:
    """Keeps a list of contacts. Raises SampleRefused: frozen, and as `keep_contacts`."""
    _check_not_frozen(wave)
    return keep_contacts(wave.name, listed, mode, seen)


def keep_disposition(
    wave: Wave, institutions: Iterable[str], disposition: Disposition | None
) -> int:
    """Keeps why contacts will not answer; how many there were. Raises SampleRefused: frozen.

    The population of a frozen wave, of which figures were published, stays as it is.
    """
    named = frozenset(institutions)
    before = {each.disposition for each in contacts_of(wave.name) if each.institution in named}
    if disposition is None or Disposition.NOT_ELIGIBLE in {disposition, *before}:
        _check_not_frozen(wave)
    return dispose(wave.name, named, disposition)


def _check_not_frozen(wave: Wave) -> None:
    if wave.state is WaveState.FROZEN:
        raise SampleRefused("frozen", wave.name)


def population_of(wave: str, form: Questionnaire) -> Population:
    """Whom the list of contacts names, but those that turned out not to belong; {} without a list.

    By the classes that are published. Whoever has answered is counted among the answers, and so
    among those that were asked, whatever was said of it.
    """
    classes = split_codes(form)
    answered = _answered(invitations_of(wave))
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in contacts_of(wave):
        belongs = each.disposition is not Disposition.NOT_ELIGIBLE or each.contact_id in answered
        if form.compare_by and each.stratum.country and belongs:
            part = class_of(each.stratum.split_code, classes) if classes else WHOLE
            counted[each.stratum.country][part] += 1
    return {country: dict(classes) for country, classes in counted.items()}


def response_of(wave: str) -> dict[Stratum, StratumResponse]:
    """Every stratum of the list. Who has answered is counted so, whatever was said of it."""
    contacts, invitations = contacts_of(wave), invitations_of(wave)
    strata = {each.contact_id: each.stratum for each in contacts}
    asked = Counter(each.stratum for each in contacts)
    answered = _answered(invitations)
    others = [each for each in contacts if each.contact_id not in answered]
    disposed = Counter((each.stratum, each.disposition) for each in others if each.disposition)
    reached = Counter(
        (strata.get(each.contact_id, each.stratum), each.status) for each in invitations
    )
    return {
        stratum: StratumResponse(
            asked[stratum],
            reached[stratum, InvitationStatus.OPENED] + reached[stratum, InvitationStatus.ANSWERED],
            reached[stratum, InvitationStatus.ANSWERED],
            {each: disposed[stratum, each] for each in Disposition if disposed[stratum, each]},
        )
        for stratum in sorted(asked, key=lambda each: (each.country or "", each.split_code or ""))
    }


def answered_by_country(wave: str) -> dict[str, int]:
    """Country -> institutions of the list that have answered as of the last mixing; {} without."""
    counted: Counter[str] = Counter()
    for stratum, each in response_of(wave).items():
        if stratum.country:
            counted[stratum.country] += each.answered
    return dict(counted)


def _answered(invitations: Iterable[Invitation]) -> frozenset[bytes | None]:
    """Contacts that have answered, as of the last mixing; none in mode `pool`."""
    found = (each for each in invitations if each.status is InvitationStatus.ANSWERED)
    return frozenset(each.contact_id for each in found) - {None}
