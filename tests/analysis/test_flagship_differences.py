"""Every difference that the flagship's plan shows, worked out again from the raw answers."""

from collections import Counter
from statistics import median

import pytest

from surveyapp.analysis.dissemination_plan import Show
from surveyapp.analysis.result import Measure
from tests.analysis import by_hand, flagship

CLOSE = 0.00011  # halves may be rounded to either side


def of_measure(measure):
    """(column, difference, its two groups) of one measure in both views."""
    made = flagship.made()
    for compared in (*made.whole.columns, *made.split.columns):
        if compared.column.name in flagship.declared():
            for each in compared.differences:
                if each.measure is measure:
                    yield compared, each, [(("country", c), *each.within) for c in each.of]


def shares(compared, groups, *codes):
    """What part of each group gave one of these codes."""
    found = [flagship.by_code(compared, group) for group in groups]
    return [sum(answer in codes for answer in each) / len(each) if each else 0 for each in found]


def test_differences_of_shares_come_out():
    checked = Counter()
    for compared, difference, groups in of_measure(Measure.PERCENTAGE_POINTS):
        later, earlier = shares(compared, groups, difference.code)
        if difference.value is not None:
            assert difference.value == pytest.approx(later - earlier, abs=CLOSE)
            checked["number"] += 1
            if difference.interval is not None:  # none where it is not public how many were asked
                low, high = difference.interval
                assert low - CLOSE <= difference.value <= high + CLOSE
        elif difference.band is not None:
            low, high = difference.band
            assert low - CLOSE <= later - earlier <= high + CLOSE
            assert not difference.is_certain or (later > earlier) is (low > 0)
            checked["range"] += 1
    assert checked["number"] > 800
    assert checked["range"] > 300


def test_what_is_shown_of_two_groups_is_a_number_only_where_both_counts_are():
    bands = {
        (compared.column.name, group.group, value.code): value.band
        for compared in flagship.made().whole.columns
        for group in compared.groups
        for value in group.values
    }
    for compared, difference, groups in of_measure(Measure.PERCENTAGE_POINTS):
        keys = [(compared.column.name, group, difference.code) for group in groups]
        if difference.value is not None and not difference.within:
            assert [bands[key] for key in keys] == [None, None]


def test_deltas_come_out():
    checked = 0
    for compared, difference, groups in of_measure(Measure.CLIFFS_DELTA):
        if difference.value is not None:
            both = [flagship.by_code(compared, group) for group in groups]
            delta = by_hand.delta(*both, compared.column.rising)
            assert difference.value == pytest.approx(delta, abs=CLOSE), compared.column.name
            checked += 1
    assert checked > 40


def test_differences_in_median_category_come_out():
    checked = 0
    for compared, difference, groups in of_measure(Measure.MEDIAN_CATEGORY):
        if difference.value is not None:
            rising = compared.column.rising
            places = [
                rising.index(by_hand.median_code(flagship.by_code(compared, group), rising))
                for group in groups
            ]
            assert difference.value == places[0] - places[1], compared.column.name
            checked += 1
    assert checked > 70


def test_differences_in_mean_points_come_out():
    checked = 0
    for compared, difference, groups in of_measure(Measure.MEAN_POINTS):
        if difference.value is not None:
            shown = {g.group: g.mean_points for g in _groups(compared)}
            later, earlier = (shown[group] for group in groups)
            assert difference.value == pytest.approx(later - earlier, abs=CLOSE)
            checked += 1
    assert checked > 30


def _groups(compared):
    made = flagship.made()
    name = compared.column.name
    columns = (*made.whole.columns, *made.split.columns)
    return [group for each in columns if each.column.name == name for group in each.groups]


def test_shifts_and_superiority_come_out():
    checked = 0
    for measure in (Measure.SHIFT, Measure.SUPERIORITY):
        for compared, difference, groups in of_measure(measure):
            if difference.value is None:
                continue
            name, column = compared.column.name, compared.column
            both = [flagship.answers_of(name, group, column)[0] for group in groups]
            assert min(map(len, both)) >= 12
            pairs = [float(a) - float(b) for a in both[0] for b in both[1]]
            above = sum(1.0 if p > 0 else 0.5 if p == 0 else 0.0 for p in pairs) / len(pairs)
            is_shift = measure is Measure.SHIFT
            found = by_hand.rounded(median(pairs)) if is_shift else above
            assert difference.value == pytest.approx(found, abs=0 if is_shift else 0.0051)
            checked += 1
    assert checked > 1


def test_of_people_no_difference_is_formed():
    made = flagship.made()
    for compared in (*made.whole.columns, *made.split.columns):
        if compared.column.counts_people and not flagship.is_secret(compared):
            assert compared.differences == ()


def test_the_parts_of_a_total_come_out():
    """From the ranges of the totals, which are people, by the ends of each."""
    made, checked = flagship.made(), 0
    totals = {(c.column.name, g.group): g.total for c in made.whole.columns for g in c.groups}
    declared = {each.name: each for each in made.publication.comparisons()}
    for composition in made.whole.compositions:
        assert declared[composition.name].show is Show.COMPOSITION
        together = {t.name: t.columns for t in declared[composition.name].together}
        found = {}
        for part in composition.parts:
            lines = [totals[n, composition.group] for n in together.get(part.line, (part.line,))]
            if None not in lines:
                found[part.line] = tuple(sum(ends) for ends in zip(*lines, strict=True))
        for part in composition.parts:
            if part.low is None:
                assert part.line not in found or len(found) < 2
                continue
            low, high = found[part.line]
            others = [ends for line, ends in found.items() if line != part.line]
            least = low / (low + sum(ends[1] for ends in others)) if low else 0
            most = high / (high + sum(ends[0] for ends in others)) if high else 0
            assert (part.low, part.high) == pytest.approx((least, most), abs=0.0051)
            checked += 1
    assert checked > 20
