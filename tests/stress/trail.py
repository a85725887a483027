"""Trail: what an adversary sees who copies the answers' files after every step, and guesses from.

It knows who sent and who withdrew, in which order, and wants to know whose a text or a row is. The
guesses are those of `tests.attacks.linkage`: in the order of rows, and of places in the file,
where a page is filled from its end.
"""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from scipy.stats import binom

from tests.attacks.linkage import by_place, rows_in

K = 5
NOT_BY_CHANCE = 1e-6
READ = {
    "texts": "SELECT id, words FROM free_text",
    "rows": (
        "SELECT id, CAST(json_extract(answers, '$.\"vic_assisted_sexage.year_3.women\"') AS TEXT)"
        " FROM response"
    ),
}


@dataclass
class Guesses:
    """Of one attack over all runs: how many there were, and how many were right."""

    n: int = 0
    n_hits: int = 0

    def faults(self, name):
        """More hits than happen by chance once in a million runs."""
        most = binom.ppf(1 - NOT_BY_CHANCE, self.n, 1 / K)
        return [f"{name}: {self.n_hits} of {self.n} were linked"] if self.n_hits > most else []


@dataclass
class Trail:
    """One run. waiting: senders in order whose answers were not seen yet; known: what was seen.

    truth: what is read from -> sender by what it said.
    """

    folder: Path
    truth: dict
    n_copies: int = 0
    waiting: list = field(default_factory=list)
    known: dict = field(default_factory=lambda: {what: set() for what in READ})

    def follow(self, place, sent, withdrawn, guesses):
        """After a step in which these sent and these withdrew: looks, guesses, and is judged."""
        self.waiting = [each for each in self.waiting if each not in withdrawn]
        self.waiting += [each for each in sent if each not in self.waiting]
        copy = self._copied(place)
        opened = set()
        for what, query in READ.items():
            fresh = [row for row in rows_in(copy, query) if row[-1] not in self.known[what]]
            self.known[what] |= {row[-1] for row in fresh}
            senders = {row[-1]: self.truth[what][row[-1]] for row in fresh}
            self._guess(what, copy, fresh, senders, guesses)
            opened |= set(senders.values())
        self.waiting = [each for each in self.waiting if each not in opened]

    def forget(self, withdrawn):
        """What was taken back may come again, and is new then."""
        for what, truth in self.truth.items():
            self.known[what] -= {said for said, sender in truth.items() if sender in withdrawn}

    def _guess(self, what, copy, fresh, senders, guesses):
        content = b"".join(path.read_bytes() for path in sorted(copy.glob("answers.db*")))
        orders = {
            "order of rows": [said for _id, said in sorted(fresh)],
            "place in the file": by_place(content, fresh),
            "place from the end": by_place(content, fresh)[::-1],
        }
        for name, order in orders.items():
            found = guesses.setdefault(f"{what}, {name}", Guesses())
            pairs = list(zip(self.waiting, order, strict=False))
            found.n += len(pairs)
            found.n_hits += sum(senders[said] == sender for sender, said in pairs)

    def _copied(self, place):
        copy = self.folder / f"copy{self.n_copies}"
        self.n_copies += 1
        copy.mkdir(parents=True)
        for path in place.glob("answers.db*"):
            shutil.copy(path, copy)
        return copy
