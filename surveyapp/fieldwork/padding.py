"""Padding: texts get one of a few sizes, so that what is sealed tells little of their length."""

import zlib
from collections.abc import Sequence

PACKED_SIZES = tuple(kibibytes * 1024 for kibibytes in (64, 256, 1024, 4096))
"""Sizes of what was sent, compressed: the gallery's longest takes a tenth of the first."""
FLAG_SIZES = (256,)
"""The one size of flags, which say who has sent."""
_LENGTH_BYTES = 4


class TooLong(ValueError):
    """A text is longer than the largest size."""


def padded(text: bytes, sizes: Sequence[int]) -> bytes:
    """A text of the first size that holds it. sizes: bytes, rising. Raises TooLong."""
    framed = len(text).to_bytes(_LENGTH_BYTES) + text
    size = next((size for size in sizes if len(framed) <= size), None)
    if size is None:
        raise TooLong("too long")
    return framed.ljust(size, b"\0")


def unpadded(framed: bytes) -> bytes:
    """The text that was padded."""
    length = int.from_bytes(framed[:_LENGTH_BYTES])
    return framed[_LENGTH_BYTES : _LENGTH_BYTES + length]


def packed(text: bytes, sizes: Sequence[int] = PACKED_SIZES) -> bytes:
    """Compressed and padded, so that nearly all texts get one size. Raises TooLong."""
    return padded(zlib.compress(text), sizes)


def unpacked(framed: bytes) -> bytes:
    """The text that was packed."""
    return zlib.decompress(unpadded(framed))
