"""What the plan knows of those who were asked: bounds, finite intervals, rates, combinations."""

from dataclasses import replace

import pytest

from surveyapp.analysis.comparison.comparison import view, view_split
from surveyapp.analysis.comparison.composition import parts_of
from surveyapp.analysis.comparison.sampling_frame import SamplingFrame, lines_of
from surveyapp.analysis.dissemination_plan import CombinedCategory, DeclaredComparison, Show
from surveyapp.analysis.result import IntervalKind, Measure
from tests.analysis.study import (
    COLOUR,
    COUNTRY,
    PEOPLE,
    PLACES,
    RATING,
    countries,
    guarded,
    joined,
    snapshot,
    times,
)

RO, NO = (("country", "RO"),), (("country", "NO"),)
RO_NGO = (("country", "RO"), ("sector", "ngo"))
FRAME = SamplingFrame({RO: 20, NO: 12}, frozenset({"colour"}))
ANSWERS = countries("colour", [("red", 10), ("green", 5)], [("red", 6), ("green", 6)])


def seen(answers, *columns, frame=FRAME, split=None):
    make = view_split if split else view
    return make(guarded(answers, *columns, split=split), snapshot(*answers), frame)


def red(comparison, place):
    return comparison.columns[0].groups[place].values[0]


def test_the_bounds_reach_to_all_who_were_asked_to_take_part():
    assert red(seen(ANSWERS, COLOUR), 0).bounds == (0.5, 0.75)


def test_a_finite_interval_stands_beside_a_share():
    (interval,) = red(seen(ANSWERS, COLOUR), 0).intervals
    assert interval.kind is IntervalKind.FINITE_POPULATION
    assert 0.5 <= interval.low < 10 / 15 < interval.high <= 0.75


def test_where_everybody_answered_the_finite_interval_is_a_point():
    (interval,) = red(seen(ANSWERS, COLOUR), 1).intervals
    assert (interval.low, interval.high) == (0.5, 0.5)


def test_a_question_that_is_not_asked_of_all_has_no_finite_interval():
    frame = SamplingFrame({RO: 20, NO: 12})
    assert red(seen(ANSWERS, COLOUR, frame=frame), 0).intervals == ()


def test_a_frame_that_is_smaller_than_the_answers_is_not_theirs():
    frame = SamplingFrame({RO: 14, NO: 12}, frozenset({"colour"}))
    assert red(seen(ANSWERS, COLOUR, frame=frame), 0).bounds == (0.6667, 0.6667)


def test_an_interval_for_a_larger_population_needs_a_sample():
    frame = SamplingFrame(is_sample=True)
    (interval,) = red(seen(ANSWERS, COLOUR, frame=frame), 0).intervals
    assert interval.kind is IntervalKind.SUPERPOPULATION


def test_a_difference_says_how_many_stand_behind_it():
    difference = next(d for d in seen(ANSWERS, COLOUR).columns[0].differences if d.code == "red")
    assert (difference.n, difference.n_population) == ((12, 15), (12, 20))
    (interval,) = difference.intervals
    assert interval.low <= difference.value <= interval.high


TOGETHER = SamplingFrame(
    together={
        "colour": (
            CombinedCategory("cold", ("green", "blue"), "p"),
            CombinedCategory("warm", ("red", "blue"), "p"),
        )
    }
)
COLD = countries("colour", [("red", 10), ("green", 5), ("blue", 2)], [("red", 9)])


def test_several_codes_are_one_share():
    cold, warm = seen(COLD, COLOUR, frame=TOGETHER).columns[0].groups[0].together
    assert (cold.count, cold.share) == (7, 0.4118)
    assert (warm.count, warm.share) == (12, 0.7059)


def test_several_protected_codes_are_as_far_known_as_their_ranges_and_the_rest_tell():
    careful = replace(COLOUR, is_sensitive=True)
    group = seen(COLD, careful, frame=TOGETHER).columns[0].groups[0]
    red, green, blue = group.values
    assert (red.count, green.band, blue.band) == (10, (0, 7), (0, 7))
    cold, warm = group.together
    assert (cold.count, cold.share) == (7, 0.4118)
    assert (warm.count, warm.share, warm.is_hidden) == (None, None, False)
    assert (warm.band, warm.share_band) == ((10, 17), (0.5882, 1.0))


def test_several_codes_of_a_closed_group_are_hidden():
    answers = countries("colour", [("red", 3)], [("red", 9)])
    cold = seen(answers, COLOUR, frame=TOGETHER).columns[0].groups[0].together[0]
    assert (cold.count, cold.share, cold.band, cold.is_hidden) == (None, None, None, True)


def test_the_response_rate_counts_those_who_answered_among_those_asked():
    answers = joined(times(15, country="RO"), times(9, country="NO"))
    rates = seen(answers, COUNTRY).rates
    assert [(r.group, r.n, r.n_population, r.rate) for r in rates] == [
        (RO, 15, 20, 0.75),
        (NO, 9, 12, 0.75),
    ]


def test_the_rate_of_a_group_under_five_is_shown_as_its_size_is():
    answers = joined(
        times(9, country="RO", sector="authority"), times(3, country="RO", sector="ngo")
    )
    frame = SamplingFrame({RO_NGO: 8})
    shown = seen(answers, COUNTRY, frame=frame, split="sector")
    (rate,) = shown.rates
    assert (rate.n, rate.rate) == (3, 0.375)
    closed = next(group for group in shown.columns[0].groups if group.group == RO_NGO)
    assert (closed.is_hidden, closed.n_asked) == (True, rate.n)


def declared(*together):
    names = (PEOPLE.name, "girls", "boys")
    return DeclaredComparison("x", "X4", (), names, Show.COMPOSITION, "p", together=together)


def test_columns_that_are_taken_together_are_one_line():
    children = CombinedCategory("children", (), "p", ("girls", "boys"))
    assert lines_of(declared(children)) == {"people": ("people",), "children": ("girls", "boys")}


def test_each_line_is_a_part_of_the_total_of_all():
    # From twelve answers on there is a total of places, which is exact; that of people is not.
    answers = joined(*(times(6, country="RO", people=10, places=n) for n in (10, 41)))
    frame = SamplingFrame(compositions={"parts": {"p": ("people",), "q": ("places", "people")}})
    (ro, _no) = seen(answers, PEOPLE, PLACES, frame=frame).compositions
    people, both = (120, 125), (306 + 120, 306 + 125)
    assert [(part.line, part.low, part.high) for part in ro.parts] == [
        ("p", round(120 / (120 + both[1]), 2), round(125 / (125 + both[0]), 2)),
        ("q", round(both[0] / (both[0] + people[1]), 2), round(both[1] / (both[1] + 120), 2)),
    ]


def test_lines_of_people_are_ranges_as_their_totals_are():
    girls = replace(PEOPLE, name="places", question="places", cell="places")
    answers = times(6, country="RO", people=10, places=20)
    frame = SamplingFrame(compositions={"parts": {"p": ("people",), "q": ("places",)}})
    (ro, _no) = seen(answers, PEOPLE, girls, frame=frame).compositions
    first, second = ro.parts
    assert first.low <= round(60 / 180, 2) <= first.high
    assert first.low < first.high
    assert second.low <= round(120 / 180, 2) <= second.high


def test_one_line_alone_is_not_divided():
    answers = countries("people", [(10, 9)], [(10, 9)])
    frame = SamplingFrame(compositions={"parts": {"people": ("people",)}})
    assert seen(answers, PEOPLE, frame=frame).compositions[0].parts[0].low is None


def test_a_line_whose_total_is_hidden_has_no_part():
    answers = joined(times(3, country="RO", people=5), times(9, country="RO", rating="1"))
    frame = SamplingFrame(compositions={"parts": {"people": ("people",)}})
    ro = seen(answers, PEOPLE, RATING, frame=frame).compositions[0]
    assert [(part.low, part.high) for part in ro.parts] == [(None, None)]


def test_parts_with_fewer_than_five_are_ranges():
    parts = parts_of([(10.0, 40.0), (90.0, 90.0)])
    assert parts[0] == (pytest.approx(0.1), pytest.approx(40 / 130))
    assert parts[1] == (pytest.approx(90 / 130), pytest.approx(0.9))


def test_of_columns_that_count_unlike_things_no_difference_is_formed():
    answers = countries("places", [(10, 9)], [(20, 9)])
    frame = SamplingFrame(side_by_side=frozenset({"places"}))
    beside, compared = (
        seen(answers, PLACES, frame=each).columns[0] for each in (frame, SamplingFrame())
    )
    assert len(compared.differences) > 0
    assert beside.differences == ()
    assert beside.groups == compared.groups


def test_a_shift_has_intervals_from_twelve_answers_on():
    twelve = countries("places", [(14, 6), (36, 6)], [(28, 6), (75, 6)])
    eleven = countries("places", [(14, 6), (36, 5)], [(28, 6), (75, 6)])
    shift, none = (
        next(d for d in seen(each, PLACES).columns[0].differences if d.measure is Measure.SHIFT)
        for each in (twelve, eleven)
    )
    (interval,) = shift.intervals
    assert interval.low <= shift.value <= interval.high
    assert (none.value, none.intervals) == (None, ())


def test_a_delta_has_all_three_intervals_in_a_sample():
    answers = countries("rating", [("1", 9), ("5", 6)], [("1", 5), ("5", 6)])
    frame = SamplingFrame({RO: 20, NO: 14}, frozenset({"rating"}), is_sample=True)
    (delta,) = [
        d
        for d in seen(answers, RATING, frame=frame).columns[0].differences
        if d.measure is Measure.CLIFFS_DELTA
    ]
    assert [interval.kind for interval in delta.intervals] == list(IntervalKind)


def test_a_code_off_the_scale_does_not_count_for_the_median():
    answers = countries("rating", [("1", 6), ("2", 7), ("5", 20)], [("1", 9)])
    plain, on_scale = (
        seen(answers, RATING, frame=frame).columns[0].groups[0].median
        for frame in (SamplingFrame(), SamplingFrame(off_scale_codes={"rating": ("5",)}))
    )
    assert (plain, on_scale) == ("5", "2")


def test_a_code_off_the_scale_whose_count_is_a_range_leaves_the_median_unknown():
    answers = countries("rating", [("1", 6), ("2", 7), ("5", 2)], [("1", 9)])
    frame = SamplingFrame(off_scale_codes={"rating": ("5",)})
    known, unknown = (
        seen(answers, column, frame=frame).columns[0].groups[0].median
        for column in (RATING, replace(RATING, is_sensitive=True))
    )
    assert (known, unknown) == ("2", None)
