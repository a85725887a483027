"""Envelope: keys that only the holder of a code has, and how drafts are sealed with them.

HKDF-SHA256 derives keys from the code's 90 random bits (no slow hash is needed for those) and a
pepper that is kept apart from the databases. XChaCha20-Poly1305 seals; every sealed text is padded
to a few sizes, so that its length says little (what was sent is compressed before, so that its
length says nothing), and bound to its place, so that rows cannot be
swapped or rolled back into another section.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.exceptions import CryptoError
from nacl.secret import Aead

from surveyapp.fieldwork.padding import TooLong, packed, padded, unpacked, unpadded

FORMAT, PACKED = b"\x01", b"\x02"
"""First byte of what is sealed: padded, or compressed and padded."""
MASTER_BYTES = 32
ID_BYTES = 16
PADDED_SIZES = tuple(kibibytes * 1024 for kibibytes in (4, 16, 64, 256, 1024, 4096))
_SHORTEST = len(FORMAT) + Aead.NONCE_SIZE + Aead.MACBYTES + PADDED_SIZES[0]


class EnvelopeRefused(ValueError):
    """A sealed text cannot be opened: wrong key, wrong place, changed, or of another format."""


class EnvelopeTooSmall(EnvelopeRefused):
    """A text is longer than the largest size that is sealed."""


class KeyReplaced(EnvelopeRefused):
    """A section has another key by now than the one that is held."""


class DraftKeys(Protocol):
    """What opens a draft, or some sections of it."""

    @property
    def workspace_id(self) -> bytes:
        """Names the workspace inside sealed texts."""

    @property
    def form_key(self) -> bytes:
        """Marks the forms of whoever holds these keys."""

    def section_key(self, section: str, epoch: int = 0) -> bytes:
        """Key of one section. Raises EnvelopeRefused where it is not held, KeyReplaced."""

    def row_id(self, section: str) -> bytes:
        """Where a section is kept. Raises EnvelopeRefused where it is not known."""

    def may_write(self, section: str) -> bool:
        """Whether whoever holds these keys may change a section."""


@dataclass(frozen=True, slots=True)
class CodeKeys:
    """What a code gives: where its grant lies, and the key that opens it."""

    locator: bytes
    kek: bytes = field(repr=False)

    @classmethod
    def of(cls, secret: str, pepper: bytes) -> "CodeKeys":
        """Keys of a code's eighteen random symbols."""
        symbols = secret.encode()
        return cls(_derive(symbols, b"loc", pepper)[:ID_BYTES], _derive(symbols, b"kek", pepper))

    @property
    def form_key(self) -> bytes:
        """Marks the forms of a visit with this code alone, where it opens a part of a draft."""
        return _derive(self.kek, b"form")


@dataclass(frozen=True, slots=True)
class WorkspaceKeys:
    """All keys of one workspace; they follow from its master key, which no database holds.

    Each is derived once, for as long as this object lives.
    """

    master: bytes = field(repr=False)
    _known: dict[bytes, bytes] = field(
        default_factory=dict[bytes, bytes], init=False, repr=False, compare=False
    )

    @classmethod
    def fresh(cls) -> "WorkspaceKeys":
        """Keys of a new workspace."""
        return cls(secrets.token_bytes(MASTER_BYTES))

    @property
    def workspace_id(self) -> bytes:
        """Names the workspace inside sealed texts."""
        return self._of(b"ws")[:ID_BYTES]

    @property
    def pool_id(self) -> bytes:
        """The same for every try to send this workspace."""
        return self._of(b"pool")[:ID_BYTES]

    @property
    def flag_id(self) -> bytes:
        """Where it waits sealed that this workspace's institution has sent."""
        return self._of(b"flag")[:ID_BYTES]

    @property
    def withdraw_tag(self) -> bytes:
        """Finds the response again for whoever holds the code, and nobody else.

        A hash, so that a stolen database does not hold what would withdraw a response.
        """
        return hashlib.sha256(self._of(b"withdraw")).digest()

    @property
    def text_secret(self) -> bytes:
        """Travels with what is sent, so that its texts get the tags of `text_tag`."""
        return self._of(b"texts")

    def section_key(self, section: str, epoch: int = 0) -> bytes:
        """Key of one section; a new epoch makes earlier hand-over codes useless."""
        suffix = f":{epoch}" if epoch else ""
        return self._of(f"section:{section}{suffix}".encode())

    @property
    def form_key(self) -> bytes:
        """Marks the forms of this draft, so that no other draft takes what is typed there."""
        return self._of(b"form")

    def row_id(self, section: str) -> bytes:
        """Where a section is kept."""
        return self._of(f"row:{section}".encode())[:ID_BYTES]

    def may_write(self, _section: str) -> bool:
        """Whoever holds the master key changes everything."""
        return True

    def _of(self, use: bytes) -> bytes:
        if use not in self._known:
            self._known[use] = _derive(self.master, use)
        return self._known[use]


@dataclass(frozen=True, slots=True)
class SectionKey:
    """What opens one section. epoch: how often its key was replaced before this one."""

    row_id: bytes
    key: bytes = field(repr=False)
    epoch: int
    may_write: bool

    @classmethod
    def of(cls, keys: WorkspaceKeys, section: str, epoch: int, *, may_write: bool) -> "SectionKey":
        """That of a section as it is sealed now."""
        return cls(keys.row_id(section), keys.section_key(section, epoch), epoch, may_write)


@dataclass(frozen=True, slots=True)
class LimitedKeys:
    """Keys of some sections alone; neither the master key nor what was sent follows from them.

    sections: section -> what opens it.
    """

    workspace_id: bytes
    form_key: bytes = field(repr=False)
    sections: Mapping[str, SectionKey]

    def section_key(self, section: str, epoch: int = 0) -> bytes:
        """Key of one section. Raises EnvelopeRefused where it is not held, KeyReplaced."""
        held = self._held(section)
        if held.epoch != epoch:
            raise KeyReplaced("another key")
        return held.key

    def row_id(self, section: str) -> bytes:
        """Where a section is kept. Raises EnvelopeRefused where it is not known."""
        return self._held(section).row_id

    def may_write(self, section: str) -> bool:
        """Whether a section may be changed as well as read."""
        return section in self.sections and self.sections[section].may_write

    def _held(self, section: str) -> SectionKey:
        if section not in self.sections:
            raise EnvelopeRefused("not handed over")
        return self.sections[section]


def text_tag(secret: bytes, address: str) -> bytes:
    """Finds one text again for whoever holds the code, and tells nothing of the others.

    secret: `WorkspaceKeys.text_secret`, which no database holds once it is opened.
    """
    return hmac.digest(secret, address.encode(), "sha256")


def seal(key: bytes, plain: bytes, associated: bytes, *, is_packed: bool = False) -> bytes:
    """Format byte, random nonce, ciphertext of the padded text.

    is_packed: compressed before, so that nearly all texts get one size. Raises EnvelopeTooSmall
    when the text is longer than the largest size.
    """
    try:
        framed = packed(plain) if is_packed else padded(plain, PADDED_SIZES)
    except TooLong as problem:
        raise EnvelopeTooSmall("too long") from problem
    form = PACKED if is_packed else FORMAT
    return form + bytes(Aead(key).encrypt(framed, form + associated))


def open_sealed(key: bytes, sealed: bytes, associated: bytes) -> bytes:
    """The text that was sealed for this place. Raises EnvelopeRefused."""
    form = sealed[:1]
    if form not in (FORMAT, PACKED):
        raise EnvelopeRefused("unknown format")
    if len(sealed) < _SHORTEST:
        raise EnvelopeRefused("cannot be opened")
    try:
        framed = bytes(Aead(key).decrypt(sealed[1:], form + associated))
    except CryptoError as problem:
        raise EnvelopeRefused("cannot be opened") from problem
    return unpacked(framed) if form == PACKED else unpadded(framed)


def _derive(secret: bytes, use: bytes, salt: bytes | None = None) -> bytes:
    return HKDF(SHA256(), 32, salt=salt, info=b"surveyapp/v1/" + use).derive(secret)
