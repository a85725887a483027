"""Failures: how often something went wrong lately, in memory only and without a name."""

import math
from time import monotonic

from surveyapp.storage.shared_memory import SharedTable

MOST_KEYS = 20_000


class Failures:
    """Counts tries of the last `seconds` by key; those that turn out right are taken back.

    All processes of a server count together.
    """

    def __init__(self, name: str, most: int, seconds: int) -> None:
        self.name, self.most, self.seconds = name, most, seconds
        # Beyond the limit only the latest matter, for the time until it ends.
        self._table = SharedTable(MOST_KEYS, most + 1)

    def count(self, key: str) -> tuple[float, bool]:
        """Counts a try before anything is checked: its moment, and whether it is one too many.

        Tries that come at once are counted one after the other, so that `most` of them at the
        utmost are not too many.
        """
        with self._table.held():
            now, counted = monotonic(), self._lately(key)
            self._table.keep(key, [*counted, now])
        return now, len(counted) >= self.most

    def take_back(self, key: str, moment: float) -> None:
        """The try was right, or failed for a reason of ours."""
        with self._table.held():
            kept = [each for each in self._table.moments(key) if each != moment]
            self._table.keep(key, kept)

    def seconds_left(self, key: str) -> int:
        """Until a try is not too many any more; 0 when it is none now."""
        with self._table.held():
            counted = self._lately(key)
        if len(counted) < self.most:
            return 0
        return math.ceil(counted[-self.most] + self.seconds - monotonic())

    def reset(self) -> None:
        """Forgets everything."""
        with self._table.held():
            self._table.clear()

    def _lately(self, key: str) -> list[float]:
        since = monotonic() - self.seconds
        return [moment for moment in self._table.moments(key) if moment > since]
