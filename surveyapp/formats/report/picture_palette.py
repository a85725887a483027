"""Picture palette: the colours of a chart as PNG, which are places in one palette of 256.

Where a letter covers a part of a pixel, Pillow takes a place between the two places. So between the
places of words and of what they stand on lie the shades from the one to the other.
"""

from collections.abc import Iterator
from itertools import chain

from surveyapp.formats.report import palette

_PAPER = "#ffffff"
_SHADES, _SHADES_ON_STEPS = 64, 12
_TO_LINE = 13
"""The shade of a line among those from paper to soft words, which may stand across it."""

INK, WHITE, SOFT = 0, _SHADES, 2 * _SHADES
LINE = WHITE + _TO_LINE
STEPS = tuple(SOFT + 1 + n * (_SHADES_ON_STEPS + 1) for n in range(len(palette.STEPS)))
INSIDE = tuple(step + _SHADES_ON_STEPS for step in STEPS)
_FIRST = INSIDE[-1] + 1
COLOURS = tuple(range(_FIRST, _FIRST + len(palette.COLOURS)))
BANDS = tuple(range(COLOURS[-1] + 1, COLOURS[-1] + 1 + len(palette.BANDS)))


def _shades(first: str, last: str, n: int) -> Iterator[bytes]:
    """n of them, from the first colour to the one before the last."""
    ends = tuple(zip(_parts(first), _parts(last), strict=True))
    return (bytes(round(a + (b - a) * step / n) for a, b in ends) for step in range(n))


def _parts(colour: str) -> bytes:
    return bytes.fromhex(colour.removeprefix("#"))


def _on_step(step: str, inside: str) -> Iterator[bytes]:
    return chain(_shades(step, inside, _SHADES_ON_STEPS), (_parts(inside),))


PALETTE = b"".join(
    (
        *_shades(palette.INK, _PAPER, _SHADES),
        *_shades(_PAPER, palette.LINE, _TO_LINE),
        *_shades(palette.LINE, palette.SOFT, _SHADES - _TO_LINE),
        _parts(palette.SOFT),
        *chain.from_iterable(map(_on_step, palette.STEPS, palette.INSIDE)),
        *map(_parts, palette.COLOURS),
        *map(_parts, palette.BANDS),
    )
)
"""Red, green and blue of every place; the names above are places."""
