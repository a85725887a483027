"""Digit run: neighbouring groups of digits in a text, and the numbers that they may be."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

SEPARATOR = r"(?: - |[ \-./])"
"""What people put between the groups of one number."""
_DIGITS = re.compile(r"[0-9]+")
_BETWEEN_GROUPS = re.compile(SEPARATOR)


@dataclass(frozen=True, slots=True)
class DigitRun:
    """Neighbouring groups of digits; `start` and `end` are places in the text."""

    groups: tuple[str, ...]
    start: int
    end: int

    @property
    def digits(self) -> str:
        """All of them, joined."""
        return "".join(self.groups)


def digit_runs(text: str) -> Iterator[DigitRun]:
    """The longest runs of groups of digits with one separator between them."""
    found = list(_DIGITS.finditer(text))
    if not found:
        return
    run = [found[0]]
    for before, after in pairwise(found):
        if not _BETWEEN_GROUPS.fullmatch(text, before.end(), after.start()):
            yield _run(run)
            run = []
        run.append(after)
    yield _run(run)


def in_any_grouping(runs: Iterable[DigitRun], n_digits: int) -> Iterator[str]:
    """Neighbouring whole groups that make this many digits together, joined."""
    for run in runs:
        for start in range(len(run.groups)):
            joined = ""
            for group in run.groups[start : start + n_digits]:
                joined += group
                if len(joined) >= n_digits:
                    break
            if len(joined) == n_digits:
                yield joined


def _run(found: list[re.Match[str]]) -> DigitRun:
    return DigitRun(tuple(m.group() for m in found), found[0].start(), found[-1].end())
