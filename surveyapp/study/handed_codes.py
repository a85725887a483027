"""Handed codes: codes that somebody gives to institutions by hand, on paper or by word of mouth."""

from surveyapp.fieldwork.invitation import InvitationStatus
from surveyapp.instance import Instance
from surveyapp.storage.contacts import contacts_of
from surveyapp.storage.invitations import draw_all, invitations_of, mark_invited
from surveyapp.storage.waves import Wave, WaveRefused, WaveState
from surveyapp.storage.workspaces import create_workspaces

MOST_CODES = 10_000
UNUSED = frozenset({InvitationStatus.NEW, InvitationStatus.INVITED})


def codes_to_hand_out(instance: Instance, wave_name: str) -> tuple[tuple[str, ...], ...]:
    """Every code of a wave's invitations that nobody has used; they count as given from now on.

    (institution, code) each; in mode `pool` (country, class, code), each code once for good.
    """
    names = {each.contact_id: each.institution for each in contacts_of(wave_name)}
    unused = [each for each in invitations_of(wave_name) if each.status in UNUSED]
    own = [each for each in unused if each.contact_id in names]
    rows = [(names[each.contact_id], each.code(instance.pepper)) for each in own]
    mark_invited(each.invitation_id for each in own)
    return (*sorted(rows), *_drawn(instance, wave_name))


def make_codes(instance: Instance, wave: Wave, count: int) -> tuple[str, ...]:
    """Codes that open a draft each, for a wave without a list; they are kept nowhere.

    Raises WaveRefused: closed, where they would open nothing.
    """
    if wave.state not in (WaveState.DRAFT, WaveState.OPEN):
        raise WaveRefused("closed", wave.name)
    return tuple(create_workspaces(wave.name, instance.pepper, count))


def _drawn(instance: Instance, wave_name: str) -> list[tuple[str, ...]]:
    """By stratum; within one the codes stand in no order of anything."""
    codes = (
        (each.stratum.country or "", each.stratum.split_code or "", each.code(instance.pepper))
        for each in draw_all(wave_name)
    )
    return sorted(codes)
