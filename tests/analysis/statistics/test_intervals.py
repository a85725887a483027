import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from surveyapp.analysis.statistics import intervals
from surveyapp.analysis.statistics.estimates import nonresponse_bounds
from surveyapp.analysis.statistics.intervals import (
    Proportion,
    finite_difference,
    finite_interval,
    newcombe,
    wilson,
)

ROUNDING = 1e-12


@st.composite
def parts(draw):
    """A group that somebody answered."""
    n_valid = draw(st.integers(1, 40))
    return Proportion(draw(st.integers(0, n_valid)), n_valid, n_valid + draw(st.integers(0, 40)))


def test_an_interval_of_nobody_does_not_exist():
    assert finite_interval(0, 0, 7) is None
    assert wilson(0, 0) is None


@pytest.mark.parametrize("interval", [newcombe, finite_difference])
def test_a_difference_with_nobody_has_no_interval(interval):
    assert interval(Proportion(0, 0, 7), Proportion(3, 5, 6)) is None


def test_one_silent_institution_may_have_said_yes_or_no():
    assert finite_interval(2, 5, 6) == (2 / 6, 3 / 6)


def test_more_confidence_makes_the_finite_interval_wider():
    low, high = finite_interval(4, 9, 30, 0.99)
    assert low < finite_interval(4, 9, 30)[0]
    assert high > finite_interval(4, 9, 30)[1]


def test_nobody_in_the_sample_leaves_the_population_open_above():
    # z squared over n plus z squared, with z = 1.959964.
    assert wilson(0, 5) == (0.0, pytest.approx(3.841459 / 8.841459, abs=1e-6))


def test_a_large_round_takes_the_short_way():
    low, high = finite_interval(200_000, 430_000, 1_000_000)
    assert low == pytest.approx(0.463990, abs=1e-6)
    assert high == pytest.approx(0.466243, abs=1e-6)


@given(parts())
def test_the_short_way_is_no_narrower(part):
    numbers = (part.count, part.n_valid, part.n_asked)
    exact = finite_interval(*numbers)
    low, high = intervals._not_refused(part, 0.025)
    assert low / part.n_asked <= exact[0] + ROUNDING
    assert exact[1] <= high / part.n_asked + ROUNDING


@given(parts())
def test_the_share_lies_inside_both_intervals(part):
    for low, high in (
        finite_interval(part.count, part.n_valid, part.n_asked),
        wilson(part.count, part.n_valid),
    ):
        assert low <= part.share <= high


@given(parts())
def test_the_finite_interval_stays_within_what_the_silent_could_do(part):
    low, high = finite_interval(part.count, part.n_valid, part.n_asked)
    least, most = nonresponse_bounds(part.count, part.n_valid, part.n_asked)
    assert least - ROUNDING <= low <= high <= most + ROUNDING


@given(parts())
def test_nothing_is_uncertain_when_all_answered(part):
    assert finite_interval(part.count, part.n_valid, part.n_valid) == (part.share, part.share)


@given(parts())
def test_those_who_said_no_have_the_mirrored_interval(part):
    low, high = finite_interval(part.count, part.n_valid, part.n_asked)
    others = finite_interval(part.n_valid - part.count, part.n_valid, part.n_asked)
    assert others == pytest.approx((1 - high, 1 - low))


@given(parts(), st.integers(2, 4))
def test_twice_as_many_institutions_know_the_share_better(part, copies):
    low, high = wilson(part.count, part.n_valid)
    more = wilson(part.count * copies, part.n_valid * copies)
    assert more[1] - more[0] < high - low


@pytest.mark.parametrize("interval", [newcombe, finite_difference])
@example(a=Proportion(0, 1, 1), b=Proportion(0, 4, 6))  # the last sum meets the tail exactly
@given(a=parts(), b=parts())
def test_swapping_the_groups_turns_the_interval_round(interval, a, b):
    low, high = interval(a, b)
    assert interval(b, a) == pytest.approx((-high, -low))


@pytest.mark.parametrize("interval", [newcombe, finite_difference])
@given(a=parts(), b=parts())
def test_the_difference_lies_inside_its_interval(interval, a, b):
    low, high = interval(a, b)
    assert -1 - ROUNDING <= low <= a.share - b.share + ROUNDING
    assert a.share - b.share - ROUNDING <= high <= 1 + ROUNDING


@given(a=parts(), b=parts())
def test_two_complete_groups_differ_by_a_known_amount(a, b):
    complete = [Proportion(part.count, part.n_valid, part.n_valid) for part in (a, b)]
    exact = a.share - b.share
    assert finite_difference(*complete) == pytest.approx((exact, exact))


@given(a=parts(), b=parts())
def test_the_difference_stays_within_what_the_silent_could_do(a, b):
    low, high = finite_difference(a, b)
    first, second = (nonresponse_bounds(p.count, p.n_valid, p.n_asked) for p in (a, b))
    assert first[0] - second[1] - ROUNDING <= low
    assert high <= first[1] - second[0] + ROUNDING


def test_many_silent_institutions_take_the_short_way():
    a, b = Proportion(300, 1000, 1300), Proportion(500, 1200, 1500)
    counted = finite_difference(a, b)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(intervals, "LARGEST_TABLE", 0)
        joined = finite_difference.__wrapped__(a, b)
    assert joined == pytest.approx(counted, abs=0.002)
