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
    most_by_chance,
    rows_in,
)
from tests.attacks.test_linkage import RUNS, home, tally, trails
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


def texts_in_order_of_responses(trail):
    """(word that stays, text) at the same place, each by its ids in the last copy."""
    place, _n = trail.copies[-1]
    notes, texts = sorted(rows_in(place)), sorted(rows_in(place, TEXTS))
    return [(note[-1], text[-1]) for note, text in zip(notes, texts, strict=True)]


@pytest.mark.slow
def test_a_text_is_linked_with_its_sender_or_its_response_no_better_than_by_chance(home, tmp_path):
    joined = 0

    def joining():
        nonlocal joined
        for words, trail in trails(home, tmp_path, written_and_mixed):
            joined += sum(pair in words for pair in texts_in_order_of_responses(trail))
            yield words, trail

    counts = tally(joining(), ATTACKS, lambda words: [text for _note, text in words])
    for name, (n, right) in counts.items():
        assert n == RUNS * N_MIXED
        assert right <= most_by_chance(n), name
    assert joined <= most_by_chance(RUNS * N_MIXED, EVERY)


@pytest.mark.slow
def test_texts_under_ids_that_follow_their_responses_fall(home, tmp_path, monkeypatch):
    right = responses.text_rows

    def following(wave, country, texts, response, secret):
        return ({**row, "id": response} for row in right(wave, country, texts, response, secret))

    monkeypatch.setattr(responses, "text_rows", following)
    ((words, trail),) = trails(home, tmp_path, written_and_mixed, 1)
    assert sum(pair in words for pair in texts_in_order_of_responses(trail)) == N_MIXED
