"""The quick search for the best cut finds the one that a search of all pieces finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.analysis.disclosure.bands import (
    NEVER,
    WIDEST,
    answered,
    asked_for,
    cut,
    is_safe,
    may_ask,
)
from surveyapp.analysis.disclosure.safety import unsafe_values
from surveyapp.analysis.disclosure.system import bounded
from tests.attacks.test_bands import led, line, options, sized


def by_all_pieces(system, box, place):
    """The pieces of several values of the cut of least cost, each piece looked at alone."""
    low, high = box[place]
    size = high - low + 1
    best, came = [0] + [NEVER] * size, [0] * (size + 1)
    for start in range(size):
        for end in [*range(start, min(size, start + WIDEST * system.k)), size - 1]:
            cost = best[start] + (end - start + 1) * (end - start)
            piece = [(low + start, low + end)]
            if cost < best[end + 1] and may_ask(system, box, place, piece):
                best[end + 1], came[end + 1] = cost, start
    if best[size] >= NEVER:
        return (box[place],)
    pieces, end = [], size
    while end:
        pieces.append((low + came[end], low + end - 1))
        end = came[end]
    return tuple(piece for piece in pieces[::-1] if piece[0] < piece[1])


@settings(max_examples=40)
@given(st.integers(2, 5), st.integers(7, 26), st.data())
def test_every_cut_of_a_line_is_the_best_one(n_codes, n, data):
    system = sized(line(n_codes, n)).system
    box = system.box()
    if not is_safe(system, box):
        return
    for place in range(n_codes):
        found = cut(system, box, place)
        assert found == by_all_pieces(system, box, place)
        piece = data.draw(st.sampled_from(found))
        box = bounded(system, (*box[:place], piece, *box[place + 1 :]))


LONG = {
    "two codes": sized(line(2, 90)),
    "two strata": sized(line(3, 260, 190, 70)),
    "options": sized(options(3, 120, alone="c")),
    "asked on": sized(line(3, 150), led(frozenset("a"), 3), n_everybody=170),
    "asked on after an option": sized(
        options(2, 90), led(frozenset("1"), column="x.a"), n_everybody=110
    ),
}


@settings(max_examples=60)
@given(st.sampled_from(sorted(LONG)), st.data())
def test_what_is_unsafe_in_a_long_range_is_found_without_looking_at_every_value(name, data):
    system = LONG[name].system
    box = system.box()
    if not is_safe(system, box):
        return
    for place in data.draw(st.permutations(range(len(box))))[:4]:
        low, high = box[place]
        by_value = [n for n in range(low, high + 1) if not may_ask(system, box, place, [(n, n)])]
        assert unsafe_values(system, box, place) == by_value
        count = data.draw(st.integers(low, high))
        pieces = (*cut(system, box, place), (count, count))
        box = answered(system, box, place, pieces, count)


def test_a_long_range_is_cut_as_by_all_pieces():
    system = LONG["two codes"].system
    assert cut(system, system.box(), 0) == by_all_pieces(system, system.box(), 0)
    assert cut(system, system.box(), 0) == ((0, 4), (86, 90))


def test_millions_of_answers_are_asked_for_as_quickly_as_some():
    counts = (2_999_993, 4, 1_000_003)
    system = sized(line(3, sum(counts))).system
    told = asked_for(system, system.box(), (0, 1, 2), counts)
    assert told == ((2_999_993, 2_999_993), (0, 4), (1_000_003, 1_000_007))
