"""Contacts with nothing unusual."""

from surveyapp.fieldwork.contact import Contact, Stratum
from surveyapp.fieldwork.invitation import InvitationMode
from surveyapp.storage.contacts import keep_contacts
from surveyapp.storage.invitations import invitations_of, make_invitations

TRACKED, POOL = InvitationMode.TRACKED, InvitationMode.POOL


def listed(name, country="RO", split_code=None, **changes):
    """One line of a list of contacts."""
    usual = {"institution": name, "language": "ro", "stratum": Stratum(country, split_code)}
    return Contact(**{**usual, **changes})


def invite(instance, *names, wave="spring", mode=TRACKED, **changes):
    """Keeps contacts and makes their invitations; all invitations of the wave."""
    keep_contacts(wave, [listed(name, **changes) for name in names], mode)
    make_invitations(wave, instance.pepper)
    return invitations_of(wave)
