"""Linkage of institutions on the list with answers, from all backups and a stolen key.

The adversary has a copy of all files after each sending and each mixing, and one private key of the
wave, or both. In which order institutions sent is in the copies for whoever can open flags.
"""

import random
import secrets
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from surveyapp.fieldwork.box import open_box
from surveyapp.storage.database import connected
from surveyapp.storage.study_keys import KeyPurpose, private_key_of
from surveyapp.study.mixing import mix
from tests.attacks.linkage import EVERY, N, rows_in
from tests.reports.small_report import WAVE
from tests.study.waves import invited_to, sent_to

ID_BYTES = 16
POOL, FLAGS = "SELECT id, box FROM sealed_response", "SELECT id, box FROM sealed_flag"
ANSWERED = "SELECT invitation_id, status FROM invitation WHERE status = 'answered'"


@dataclass
class Backups:
    """What the adversary has. copies: folders of all files, one after each step."""

    folder: Path
    study_key: object = None
    flag_key: object = None
    copies: list[Path] = field(default_factory=list)

    def copy(self, instance):
        place = self.folder / f"copy{len(self.copies)}"
        place.mkdir(parents=True)
        for path in instance.path.glob("*.db*"):
            shutil.copy(path, place)
        self.copies.append(place)


def invited_and_mixed(instance, folder):
    """(invitation -> its word, backups with both keys) of a wave with a list of contacts."""
    backups = Backups(folder)
    with connected(instance):
        words = {each: secrets.token_hex(8) for each in invited_to(instance, N)}
        senders = random.SystemRandom().sample(list(words), N)
        for n, invitation_id in enumerate(senders, start=1):
            sent_to(instance, invitation=invitation_id, note=words[invitation_id])
            backups.copy(instance)
            if n % EVERY == 0:
                mix(instance, WAVE)
                backups.copy(instance)
        backups.study_key = private_key_of(instance, WAVE)
        backups.flag_key = private_key_of(instance, WAVE, KeyPurpose.FLAG)
    return words, backups


def with_flag_key(backups):
    """Invitation -> word: who sent is known, and in the pool under which id; rows are matched.

    Those of a mixing in the order of their ids in the pool get what is new in the order of its ids.
    """
    return _matched(backups, lambda place: _opened_flags(place, backups.flag_key))


def with_order_of_sending(backups):
    """The same in the order in which they sent, which the copies show to whoever opens flags."""
    seen = {}
    for place in backups.copies:
        for who in _opened_flags(place, backups.flag_key):
            seen.setdefault(who, len(seen).to_bytes(2))
    waiting = {place: _opened_flags(place, backups.flag_key) for place in backups.copies}
    return _matched(backups, lambda place: {who: seen[who] for who in waiting[place]})


def with_study_key(backups):
    """Invitation -> word: what waits is read, and paired with flags that came at the same moment.

    Who answered is known of each mixing; those who did get the words in the order of their flags.
    """
    guess, told, kept = {}, set(), {}
    for place in backups.copies:
        waiting = {i: _word(open_box(backups.study_key, box)) for i, box in rows_in(place, POOL)}
        fresh_flags = sorted(i for i, _box in rows_in(place, FLAGS) if i not in kept)
        fresh_words = sorted(set(waiting.values()) - set(kept.values()))
        kept |= dict(zip(fresh_flags, fresh_words, strict=True))
        answered = {i for i, _status in _contacts(place)} - told
        gone = set(kept) - {i for i, _box in rows_in(place, FLAGS)} - set(guess)
        told |= answered
        left = sorted(flag for flag in gone if kept[flag] not in guess.values())
        guess |= dict(zip(sorted(answered), (kept[flag] for flag in left), strict=False))
    return guess


def with_both_keys(backups):
    """Invitation -> word: a flag names its box, and both are opened; no guess is left."""
    guess = {}
    for place in backups.copies:
        pool = dict(rows_in(place, POOL))
        for who, pool_id in _opened_flags(place, backups.flag_key).items():
            if pool_id in pool:
                guess[who] = _word(open_box(backups.study_key, pool[pool_id]))
    return guess


def _matched(backups, place_of):
    guess, before, known = {}, {}, set()
    for place in backups.copies:
        fresh = sorted(row for row in rows_in(place) if row[1] not in known)
        known |= {word for _id, word in fresh}
        if fresh:
            senders = sorted(before, key=before.get)
            guess |= dict(zip(senders, (word for _id, word in fresh), strict=False))
        before = place_of(place)
    return guess


def _opened_flags(place, key):
    """Invitation -> id in the pool, of all flags that wait in a copy."""
    opened = [open_box(key, box) for _id, box in rows_in(place, FLAGS)]
    return {text[:ID_BYTES]: text[ID_BYTES:] for text in opened}


def _contacts(place):
    with closing(sqlite3.connect(place / "contacts.db")) as connection:
        return connection.execute(ANSWERED).fetchall()


def _word(text):
    return text.split(b'"note":"')[1][:16].decode()
