"""Nothing leads from a text to who wrote it, or to the other answers of the same response."""

import secrets

import pytest

from surveyapp.storage import responses
from surveyapp.storage.database import connected
from surveyapp.study.mixing import mix
from tests.attacks.linkage import (
    ATTACKS,
    EVERY,
    TEXTS,
    N,
    Trail,
    hits,
    most_by_chance,
    rows_in,
)
from tests.attacks.test_linkage import RUNS, home, trails
from tests.reports.small_report import WAVE
from tests.study.conftest import made_empty
from tests.study.waves import sent_to

__all__ = ["home", "made_empty"]
N_MIXED = N - N % EVERY


def written_and_mixed(instance, folder):
    """(pairs of a word that stays and one that is free text, trail) of institutions that send."""
    words = [(secrets.token_hex(8), secrets.token_hex(8)) for _ in range(N)]
    trail = Trail(folder, TEXTS)
    with connected(instance):
        for n, (note, text) in enumerate(words, start=1):
            sent_to(instance, note=note, helps__other=text)
            trail.copy(instance, n)
            if n % EVERY == 0:
                mix(instance, WAVE)
                trail.copy(instance, n)
    return words, trail


def joined(found):
    """How many texts stand at the place of their response, each by its ids in the last copy."""
    return sum(pair in words for words, trail in found for pair in _pairs(trail.copies[-1][0]))


def _pairs(place):
    notes, texts = sorted(rows_in(place)), sorted(rows_in(place, TEXTS))
    return [(note[-1], text[-1]) for note, text in zip(notes, texts, strict=True)]


@pytest.mark.slow
def test_a_text_is_linked_with_its_sender_or_its_response_no_better_than_by_chance(home, tmp_path):
    found = list(trails(home, tmp_path, written_and_mixed))
    for attack in ATTACKS:
        guesses = [(attack(trail), [text for _note, text in words]) for words, trail in found]
        n = sum(len(guess) for guess, _words in guesses)
        assert n == RUNS * N_MIXED
        assert sum(hits(*each) for each in guesses) <= most_by_chance(n), attack.__name__
    assert joined(found) <= most_by_chance(RUNS * N_MIXED, EVERY)


@pytest.mark.slow
def test_texts_under_ids_that_follow_their_responses_fall(home, tmp_path, monkeypatch):
    right = responses.text_rows

    def following(wave, country, texts, response, secret):
        return ({**row, "id": response} for row in right(wave, country, texts, response, secret))

    monkeypatch.setattr(responses, "text_rows", following)
    found = list(trails(home, tmp_path, written_and_mixed, 1))
    assert joined(found) == N_MIXED
