"""Box: what anybody may seal for the holder of a key, and only that holder can open.

A sealed box of NaCl: X25519 for a pair of keys of its own, XSalsa20-Poly1305 for the text. Texts
are compressed, then padded: nearly all get the same size, so that an old copy of boxes cannot be
matched with texts by their lengths.
"""

import zlib
from dataclasses import dataclass, field

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

FORMAT = b"\x01"
KEY_BYTES = 32
BOX_SIZES = tuple(kibibytes * 1024 for kibibytes in (64, 256, 1024, 4096))
"""A response of the longest form of the gallery takes a tenth of the first size."""
_LENGTH_BYTES = 4
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


def seal_box(public: bytes, plain: bytes) -> bytes:
    """Format byte and box. Raises BoxRefused when the text fits into no size."""
    packed = zlib.compress(plain)
    framed = len(packed).to_bytes(_LENGTH_BYTES) + packed
    size = next((size for size in BOX_SIZES if len(framed) <= size), None)
    if size is None:
        raise BoxRefused("The answers are too long to be sealed.")
    return FORMAT + SealedBox(PublicKey(public)).encrypt(framed.ljust(size, b"\0"))


def open_box(key: BoxKey, box: bytes) -> bytes:
    """The text that was sealed. Raises BoxRefused."""
    if box[:1] != FORMAT:
        raise BoxRefused(_NOT_OURS)
    try:
        framed = SealedBox(PrivateKey(key.private)).decrypt(box[1:])
    except (CryptoError, TypeError, ValueError) as problem:
        raise BoxRefused(_NOT_OURS) from problem
    length = int.from_bytes(framed[:_LENGTH_BYTES])
    return zlib.decompress(framed[_LENGTH_BYTES : _LENGTH_BYTES + length])
