"""Linkage: who has every byte and knows who sent when wants to know who gave which answer.

The adversary has copies of the databases and their logs from after each sending and each mixing,
and knows in which order institutions sent. Answers hold a word that tells nothing of the sender;
the truth is which word is whose.
"""

import secrets
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from scipy.stats import binom

from surveyapp.storage.database import connected
from surveyapp.study.mixing import mix
from tests.reports.small_report import NAME, WAVE
from tests.storage.submissions import store_many, submission
from tests.study.waves import sent_to

N, K, EVERY = 30, 5, 7
RESPONSES = "SELECT id, json_extract(answers, '$.note') FROM response"
TEXTS = "SELECT id, words FROM free_text"
WAL_HEADER, FRAME_HEADER, PAGE = 32, 24, 4096


@dataclass
class Trail:
    """What the adversary has. folder: for copies; copies: of all files, one after each step, with
    how many had sent by then; read: what words are read from.
    """

    folder: Path
    read: str = RESPONSES
    copies: list[tuple[Path, int]] = field(default_factory=list)

    def copy(self, instance, n_sent):
        place = self.folder / f"copy{len(self.copies)}"
        place.mkdir(parents=True)
        for path in instance.path.glob("answers.db*"):
            shutil.copy(path, place)
        self.copies.append((place, n_sent))


def sent_and_mixed(instance, folder):
    """(words, trail) of institutions that send, with a mixing now and then."""
    words, trail = [secrets.token_hex(8) for _ in range(N)], Trail(folder)
    with connected(instance):
        for n, word in enumerate(words, start=1):
            sent_to(instance, note=word)
            trail.copy(instance, n)
            if n % EVERY == 0:
                mix(instance, WAVE)
                trail.copy(instance, n)
    return words, trail


def sent_long_and_short(instance, folder):
    """(texts, trail) of institutions whose answers are from very short to very long."""
    texts, trail = [secrets.token_hex(n) for n in (1, 1_000, 3_000, 9_000, 30_000)], Trail(folder)
    with connected(instance):
        for n, text in enumerate(texts, start=1):
            sent_to(instance, note=text)
            trail.copy(instance, n)
    return texts, trail


def stored_when_sent(instance, folder):
    """The same of a store that makes a response at once of what is sent: it must fall."""
    words, trail = [secrets.token_hex(8) for _ in range(N)], Trail(folder)
    with connected(instance):
        for n, word in enumerate(words, start=1):
            answers = {"country": "RO", "note": word}
            store_many([submission(questionnaire=NAME, answers=answers, withdraw_tag=None)])
            trail.copy(instance, n)
    return words, trail


def by_order_of_rows(trail):
    """Sender -> word: those who had sent, in order, get what is new, in the order of the rows."""
    return _guessed(trail, trail.copies, lambda fresh: [word for _id, word in sorted(fresh)])


def by_place_in_the_files(trail):
    """The same in the order in which words lie in the bytes of the last copy."""
    content = _content(trail.copies[-1][0])
    return _guessed(trail, trail.copies, lambda fresh: by_place(content, fresh))


def by_commits_in_the_log(trail):
    """The same with the log of every copy cut at each commit."""
    cuts = [(cut, n) for place, n in trail.copies for cut in _cuts(place)]
    return _guessed(trail, cuts, lambda fresh: [word for _id, word in sorted(fresh)])


ATTACKS = (by_order_of_rows, by_place_in_the_files, by_commits_in_the_log)


def hits(guess, words):
    """How many words were given to whom they belong. words: by sender."""
    return sum(words[sender] == word for sender, word in guess.items())


def most_by_chance(n, among=K):
    """Most hits of n guesses, each among so many, but for one time in a thousand."""
    return int(binom.ppf(0.999, n, 1 / among))


def readable(place, words):
    """Those words that lie anywhere in the files of a copy, also in pages that are free."""
    content = _content(place)
    return [word for word in words if word.encode() in content]


def sealed_lengths(place):
    """How long the sealed responses in a copy are."""
    with closing(sqlite3.connect(place / "answers.db")) as connection:
        return {n for (n,) in connection.execute("SELECT length(box) FROM sealed_response")}


def draft_lengths(place):
    """How long the rows of drafts in a copy are."""
    with closing(sqlite3.connect(place / "answers.db")) as connection:
        return {n for (n,) in connection.execute("SELECT length(blob) FROM draft_section")}


def guess_of(steps, order):
    """Sender -> word: at each step those who had sent and have none get what is new, in order.

    steps: (rows, how many had sent); a row ends with its word.
    """
    known, guess, n_given = set(), {}, 0
    for rows, n_sent in steps:
        fresh = [row for row in rows if row[-1] not in known]
        known.update(row[-1] for row in fresh)
        guess |= dict(zip(range(n_given, n_sent), order(fresh), strict=False))
        n_given += len(fresh)
    return guess


def _guessed(trail, copies, order):
    return guess_of(((rows_in(place, trail.read), n) for place, n in copies), order)


def rows_in(place, read=RESPONSES):
    """(id, word) of a copy."""
    with closing(sqlite3.connect(place / "answers.db")) as connection:
        return connection.execute(read).fetchall()


def _content(place):
    return b"".join(path.read_bytes() for path in sorted(place.glob("answers.db*")))


def by_place(content, fresh):
    """Words in the order in which they lie in bytes."""
    return sorted((row[-1] for row in fresh), key=lambda word: content.find(word.encode()))


def _cuts(place):
    """Copies of a copy, with its log up to each commit; the last is the copy itself."""
    log = place / "answers.db-wal"
    content = log.read_bytes() if log.exists() else b""
    frame = FRAME_HEADER + PAGE
    ends = [
        start + frame
        for start in range(WAL_HEADER, len(content) - frame + 1, frame)
        if content[start + 4 : start + 8] != bytes(4)  # pages of the database after a commit
    ]
    for number, end in enumerate(ends[:-1]):
        cut = place / f"cut{number}"
        cut.mkdir()
        shutil.copy(place / "answers.db", cut)
        (cut / "answers.db-wal").write_bytes(content[:end])
        yield cut
    yield place
