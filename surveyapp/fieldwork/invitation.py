"""Invitation: a code that opens one empty draft, once; made from the pepper, and so kept nowhere.

Whoever has the databases without the pepper has no code. Whoever has both can make the codes again,
as a mailer must that was stopped half-way; one that was used opens nothing any more. The access
code that is given for it hangs on a random word of the page where the button was pressed as well.
"""

from enum import StrEnum

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from surveyapp.fieldwork.codes import RANDOM_SYMBOLS, SYMBOLS, AccessCode, CodeKind

_USE = b"surveyapp/v1/invitation"
_IN_EXCHANGE = b"surveyapp/v1/exchange"
_SYMBOL_BITS = 5
_CODE_BYTES = 12


class InvitationMode(StrEnum):
    """Whether it is known which contact was given which invitation."""

    TRACKED = "tracked"
    POOL = "pool"


class InvitationStatus(StrEnum):
    """How far an invitation is. Answered: as of the last mixing."""

    NEW = "new"
    INVITED = "invited"
    OPENED = "opened"
    ANSWERED = "answered"
    REVOKED = "revoked"


def invitation_code(invitation_id: bytes, pepper: bytes) -> AccessCode:
    """The code of an invitation, always the same; 90 bits that only the pepper leads to."""
    return AccessCode(CodeKind.INVITATION, _symbols(invitation_id, pepper, _USE))


def code_in_exchange(invitation_id: bytes, page_word: bytes, pepper: bytes) -> AccessCode:
    """The access code that an invitation is exchanged for: the same for a page that is sent twice.

    page_word: 16 random bytes that only the page holds; nobody else can make the code.
    """
    secret = _symbols(invitation_id + page_word, pepper, _IN_EXCHANGE)
    return AccessCode(CodeKind.WORKSPACE, secret)


def _symbols(of: bytes, pepper: bytes, use: bytes) -> str:
    made = HKDF(SHA256(), _CODE_BYTES, salt=pepper, info=use).derive(of)
    number = int.from_bytes(made)
    return "".join(SYMBOLS[number >> _SYMBOL_BITS * n & 31] for n in range(RANDOM_SYMBOLS))
