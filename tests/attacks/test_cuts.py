"""The quick search for the best cut finds the one that a search of all pieces finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.analysis.disclosure.bands import NEVER, WIDEST, cut, is_safe, may_ask
from surveyapp.analysis.disclosure.system import bounded
from tests.attacks.test_bands import line, sized


def by_all_pieces(system, box, place):
    """The cut of least cost among all pieces, each looked at alone."""
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
    return tuple(pieces[::-1])


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
