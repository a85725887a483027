"""Box: what anybody may seal for the holder of a key, and only that holder can open.

A sealed box of NaCl: X25519 for a pair of keys of its own, XSalsa20-Poly1305 for the text. Texts
are compressed, then padded: nearly all get the same size, so that an old copy of boxes cannot be
matched with texts by their lengths.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from surveyapp.fieldwork.padding import PACKED_SIZES, TooLong, packed, unpacked

FORMAT = b"\x01"
KEY_BYTES = 32
_NOT_OURS = "A sealed response cannot be opened with this key, or is damaged."


class BoxRefused(ValueError):
    """A box cannot be opened with this key, or a text is too long for any box."""


@dataclass(frozen=True, slots=True)
class BoxKey:
    """Both halves of a key. private: 32 bytes that open boxes."""

    private: bytes = field(repr=False)

    @classmethod
    def fresh(cls) -> "BoxKey":
        """A key of its own."""
        return cls(bytes(PrivateKey.generate()))

    @property
    def public(self) -> bytes:
        """The 32 bytes that seal."""
        return bytes(PrivateKey(self.private).public_key)


def seal_box(public: bytes, plain: bytes, sizes: Sequence[int] = PACKED_SIZES) -> bytes:
    """Format byte and box. sizes: bytes, rising. Raises BoxRefused when the text fits into none."""
    try:
        framed = packed(plain, sizes)
    except TooLong as problem:
        raise BoxRefused("The answers are too long to be sealed.") from problem
    return FORMAT + SealedBox(PublicKey(public)).encrypt(framed)


def open_box(key: BoxKey, box: bytes) -> bytes:
    """The text that was sealed. Raises BoxRefused."""
    if box[:1] != FORMAT:
        raise BoxRefused(_NOT_OURS)
    try:
        framed = SealedBox(PrivateKey(key.private)).decrypt(box[1:])
    except (CryptoError, TypeError, ValueError) as problem:
        raise BoxRefused(_NOT_OURS) from problem
    return unpacked(framed)
