"""Failures: how often something went wrong lately, in memory only and without a name."""

import math
from time import monotonic

from surveyapp.storage.shared_memory import SharedTable

MOST_KEYS = 20_000
# As many as all threads of all processes may have at once, and more.
MOST_UNDER_WAY = 1_000


class Failures:
    """Counts what went wrong in the last `seconds` by key, and for now what is under way.

    A try that is under way lies apart, so that a right one never takes the place of a wrong one.
    All processes of a server count together.
    """

    def __init__(self, name: str, most: int, seconds: int) -> None:
        self.name, self.most, self.seconds = name, most, seconds
        # Beyond the limit only the latest matter, for the time until it ends.
        self._table = SharedTable(MOST_KEYS, most)
        self._under_way = SharedTable(MOST_UNDER_WAY, most)

    def begin(self, key: str) -> tuple[float, bool]:
        """A try begins, before anything is checked: its moment, and whether it is one too many.

        Tries that come at once begin one after the other, so that `most` of them at the utmost are
        not too many. One whose process dies counts as if it were under way for `seconds`.
        """
        with self._table.held():
            now, is_too_many = monotonic(), len(self._lately(key)) >= self.most
            if not is_too_many:
                self._under_way.keep(key, [*self._under_way.moments(key), now])
        return now, is_too_many

    def end(self, key: str, moment: float, *, was_wrong: bool) -> None:
        """The try of this moment was wrong; or it was right, or failed for a reason of ours."""
        with self._table.held():
            going_on = self._under_way.moments(key)
            if moment in going_on:
                going_on.remove(moment)
                self._under_way.keep(key, going_on)
            if was_wrong:
                self._table.keep(key, sorted([*self._table.moments(key), moment]))

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
            self._under_way.clear()

    def _lately(self, key: str) -> list[float]:
        """When what counts now began, in order: what went wrong, and what is under way."""
        since = monotonic() - self.seconds
        counted = [*self._table.moments(key), *self._under_way.moments(key)]
        return sorted(moment for moment in counted if moment > since)
