"""Collection pause: Python's search for cycles of dead objects, stopped for a while.

A publication is hundreds of thousands of small objects without a cycle, all of which are kept; the
search walks through them and the questionnaire again and again, a quarter of the work, and finds
nothing. What is dead without a cycle is freed all the same. The same holds for the check of a large
questionnaire, and while the parts of a command are loaded.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_pause() -> Iterator[None]:
    """No search until the end. Of pauses that overlap in several threads the first one ends it."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
