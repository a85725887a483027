"""Wave closing: no more answers are taken, and what waits in large enough groups is opened."""

from collections.abc import Callable
from pathlib import Path

from surveyapp.instance import Instance
from surveyapp.storage.waves import Wave, WaveState, move_wave
from surveyapp.study.mixing import Mixing, mix


def close_wave(
    instance: Instance,
    name: str,
    brought: Path | None = None,
    tell: Callable[[Wave], None] = lambda _closed: None,
) -> tuple[Wave, Mixing | None]:
    """Lets an open wave take no more answers; the wave, and what came of mixing it.

    brought: as of `mix`. tell: is told of the wave once it is closed, before it is mixed. None
    instead of a mixing for a rehearsal, which is never mixed. Where the mixing fails, the wave is
    closed all the same, and is mixed later. Raises WaveRefused, else as `mix`.
    """
    closed = move_wave(name, WaveState.CLOSED)
    tell(closed)
    return closed, None if closed.is_rehearsal else mix(instance, name, brought=brought)
