"""Pauses: random moments between the deeds, and how long a run took; the tool's only clock.

What the tests run of the tool is not measured and not bounded by it.
"""

import time

pause = time.sleep


class Stopwatch:
    """Runs from the moment when it is made."""

    def __init__(self):
        self._began = time.monotonic()

    @property
    def seconds(self):
        """Since it was made."""
        return time.monotonic() - self._began
