"""Ledger: what a draft was told to be saved, and which of it may be missing in the end.

Every text and number is written once only, and a form says over which answer it was written (the
mark of the cell in its hidden field). A page is saved only over that answer. So the saves of one
cell form a chain from the first answer to the last, whatever the clock says and however many write
at once; a save that was acknowledged and is not on the chain was lost.
"""

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from itertools import count
from threading import Lock


class Fate(Enum):
    """What the server said of a save."""

    TAKEN = "taken"  # it went on: it is the answer, until somebody writes over it
    HELD = "held"  # it was asked about: it stands in the field, beside the answer
    KEPT = "kept"  # saved, without a word on whether as an answer or beside it
    TURNED_AWAY = "turned away"  # nothing of it was stored
    IN_DOUBT = "in doubt"  # no answer came


ACKNOWLEDGED = frozenset({Fate.TAKEN, Fate.HELD, Fate.KEPT})
PERHAPS_ANSWER = frozenset({Fate.TAKEN, Fate.KEPT, Fate.IN_DOUBT})


@dataclass(slots=True)
class Attempt:
    """One try to save one cell. before, after: marks of the answers; typed: as in the field."""

    draft: str
    cell: str
    visit: str
    before: str
    after: str
    typed: str
    number: int
    fate: Fate = Fate.IN_DOUBT
    ended: int = 0


class Ledger:
    """All attempts, in the order in which they began; `tick` numbers what happens."""

    def __init__(self):
        self._ticks, self._lock = count(1), Lock()
        self.attempts = []

    def tick(self):
        """A number that is larger than all before."""
        with self._lock:
            return next(self._ticks)

    def begin(self, draft, cell, visit, before, after, typed):
        """Written down before it is sent; in doubt until `end`."""
        made = Attempt(draft, cell, visit, before, after, typed, self.tick())
        self.attempts.append(made)
        return made

    def end(self, attempt, fate):
        """What was said of it."""
        attempt.fate, attempt.ended = fate, self.tick()

    def of(self, draft):
        """Cell -> attempts of a draft."""
        found = defaultdict(list)
        for attempt in self.attempts:
            if attempt.draft == draft:
                found[attempt.cell].append(attempt)
        return found

    def number_of(self, *fates, draft=None):
        """How many attempts ended so."""
        return sum(1 for a in self.attempts if a.fate in fates and draft in (None, a.draft))


def ways(attempts, first, last):
    """Every way from the last answer back to the first along saves that may have been taken.

    None at all: the last answer was never written, or over nothing known.
    """
    found, open_ways = [], [(last,)]
    while open_ways:
        way = open_ways.pop()
        if way[-1] == first:
            found.append(frozenset(way))
        else:
            open_ways += [(*way, mark) for mark in _befores(attempts, way[-1]) if mark not in way]
    return found


def lost(attempts, first, last, beside=()):
    """Acknowledged saves of one cell that are nowhere, as a sentence with all that happened to it.

    first, last: marks of the answer before and after; beside: what stands typed beside the answer.
    """
    found = ways(attempts, first, last)
    if not found:
        return [f"{attempts[0].cell} was never written so:\n{history(attempts, ())}"]
    best = min(found, key=lambda way: len(_gone(attempts, way, beside)))
    gone = _gone(attempts, best, beside)
    words = " and ".join(sorted({repr(attempt.typed) for attempt in gone}))
    return [f"{attempts[0].cell} lost {words}:\n{history(attempts, best)}"] if gone else []


def _befores(attempts, mark):
    """Answers over which this one was saved; what was taken once was not taken another time."""
    perhaps = [a for a in attempts if a.after == mark and a.fate in PERHAPS_ANSWER]
    taken = [a for a in perhaps if a.fate is Fate.TAKEN]
    return {attempt.before for attempt in taken or perhaps}


def _gone(attempts, way, beside):
    """What must be on the way, or beside the answer, and is in neither place."""
    taken = [a for a in attempts if a.fate is Fate.TAKEN and a.after not in way]
    held = [a for a in _undecided(attempts) if a.after not in way and a.typed not in beside]
    return taken + held


def history(attempts, way):
    """All attempts on a cell, one a line, with a star where they lead to the last answer."""
    return "\n".join(
        f"  {'*' if a.after in way else ' '} {a.number}-{a.ended} {a.visit}:"
        f" {a.typed!r} ({a.after}) over {a.before or 'nothing'}, {a.fate.value}"
        for a in attempts
    )


def lost_in_a_table(attempts, first, last, reason, undos):
    """The same for a cell that was set aside with its table, so that its chain has loops.

    reason: mark of what a cell holds while it is set aside; undos: how often that was taken back.
    A save may be replaced once by another, and once more for each time that undo brought it back.
    """
    may_be = {first, reason} | {a.after for a in attempts if a.fate in PERHAPS_ANSWER}
    faults = [] if last in may_be else [f"{attempts[0].cell} was never written by anybody"]
    taken = [a for a in attempts if a.fate is Fate.TAKEN and a.before not in (first, reason)]
    for before in {a.before for a in taken}:
        over = {a.after for a in taken if a.before == before}
        if len(over) > 1 + undos:
            faults.append(f"{attempts[0].cell}: {len(over)} saves were taken over one answer")
    return faults


def _undecided(attempts):
    """The last attempt of each visit, where it was held or kept: nobody else can remove it."""
    latest = {a.visit: a for a in attempts if a.fate is not Fate.TURNED_AWAY}
    return [a for a in latest.values() if a.fate in (Fate.HELD, Fate.KEPT)]


@dataclass(slots=True)
class Press:
    """A button that sets something, such as the edition. began, ended: ticks."""

    what: str
    value: object
    began: int
    ended: int
    is_certain: bool


def may_stand(presses, first):
    """Values that can stand at the end: those that no certain press began to replace later."""
    certain = [p.began for p in presses if p.is_certain]
    values = {p.value for p in presses if not any(began > p.ended for began in certain)}
    return values if certain else values | {first}
