"""Contact: an institution that is asked, as the list of contacts says."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Disposition(StrEnum):
    """Why a contact will not answer (AAPOR's dispositions R, NC, O and those out of scope)."""

    REFUSED = "refused"
    UNDELIVERABLE = "undeliverable"
    UNABLE = "unable"
    NOT_ELIGIBLE = "not-eligible"


@dataclass(frozen=True, slots=True)
class Stratum:
    """Where an institution of the sample belongs. Both as the list of contacts says, None if not.

    country: code of a group that is compared; split_code: its class.
    """

    country: str | None
    split_code: str | None


@dataclass(frozen=True, slots=True)
class Contact:
    """One institution of the sample, as the list of contacts says.

    addressee: a person or an office in it; disposition: why it will not answer, None while it may;
    contact_id: 16 random bytes, None for one that is not kept yet.
    """

    institution: str
    language: str
    stratum: Stratum
    addressee: str | None = None
    email: str | None = None
    postal_address: str | None = None
    disposition: Disposition | None = None
    contact_id: bytes | None = None


def name_key(institution: str) -> str:
    """What two spellings of one name have in common.

    Capitals, spaces, and whether accents are letters of their own, as in lists of some machines.
    """
    return " ".join(unicodedata.normalize("NFC", institution).casefold().split())
