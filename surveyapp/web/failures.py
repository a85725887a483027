"""Failures: how often something went wrong lately, in memory only and without a name."""

import math
from threading import Lock
from time import monotonic

MOST_KEYS = 20_000


class Failures:
    """Counts tries of the last `seconds` by key; those that turn out right are taken back."""

    def __init__(self, name: str, most: int, seconds: int) -> None:
        self.name, self.most, self.seconds = name, most, seconds
        self._lock, self._moments = Lock(), dict[str, list[float]]()

    def count(self, key: str) -> tuple[float, bool]:
        """Counts a try before anything is checked: its moment, and whether it is one too many.

        Tries that come at once are counted one after the other, so that `most` of them at the
        utmost are not too many.
        """
        with self._lock:
            now, counted = monotonic(), self._lately(key)
            is_too_many = len(counted) >= self.most
            # Beyond the limit only the latest matter, for the time until it ends.
            self._moments[key] = [*counted[-self.most :], now]
            if len(self._moments) > MOST_KEYS:
                self._forget_old()
        return now, is_too_many

    def take_back(self, key: str, moment: float) -> None:
        """The try was right, or failed for a reason of ours."""
        with self._lock:
            kept = [each for each in self._moments.get(key, []) if each != moment]
            self._moments[key] = kept
            if not kept:
                del self._moments[key]

    def seconds_left(self, key: str) -> int:
        """Until a try is not too many any more; 0 when it is none now."""
        with self._lock:
            counted = self._lately(key)
        if len(counted) < self.most:
            return 0
        return math.ceil(counted[-self.most] + self.seconds - monotonic())

    def reset(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._moments.clear()

    def _lately(self, key: str) -> list[float]:
        since = monotonic() - self.seconds
        return [moment for moment in self._moments.get(key, []) if moment > since]

    def _forget_old(self) -> None:
        """Old keys first; when all are young, the half that was counted first."""
        held = {key: lately for key in self._moments if (lately := self._lately(key))}
        self._moments = dict(list(held.items())[-MOST_KEYS // 2 :])
