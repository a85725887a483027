"""Our measures against R, to six digits; golden/README.md says how the values were made."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from surveyapp.analysis.statistics import inference
from surveyapp.analysis.statistics.agreement import (
    cohens_kappa,
    nominal_alpha,
    percentage_agreement,
)
from surveyapp.analysis.statistics.dominance import (
    cliffs_delta_interval,
    finite_cliffs_delta,
    nonresponse_cliffs_delta,
)
from surveyapp.analysis.statistics.estimates import (
    Distribution,
    cliffs_delta,
    cramers_v,
    hodges_lehmann,
    probability_of_superiority,
)
from surveyapp.analysis.statistics.inference import (
    benjamini_hochberg,
    fisher,
    mann_whitney,
)
from surveyapp.analysis.statistics.intervals import (
    Proportion,
    _not_refused,
    finite_difference,
    finite_interval,
    newcombe,
    wilson,
)
from surveyapp.analysis.statistics.shift_intervals import shift_interval

GOLDEN = Path(__file__).parent / "golden"
K = 5
RANDOM = np.random.default_rng(1)
MONTE_CARLO = {"three_by_three", "unlike", "weak"}


def cases(name):
    """Parameters of one golden file."""
    read = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case.get("name")) for case in read]


def six_digits(expected):
    return pytest.approx(expected, rel=1e-6, abs=1e-6)


def distribution(numbers):
    return Distribution.of(Counter(map(float, numbers)))


def both(case):
    return distribution(case["a"]), distribution(case["b"])


def on_one_scale(case):
    """Both groups as counts per category."""
    values = sorted({*case["a"], *case["b"]})
    return tuple([case[group].count(value) for value in values] for group in "ab")


@pytest.mark.parametrize("case", cases("shares"))
def test_intervals_of_a_share(case):
    count, n_valid, n_asked = case["group"]
    assert finite_interval(count, n_valid, n_asked) == six_digits(tuple(case["finite"]))
    assert wilson(count, n_valid) == six_digits(tuple(case["wilson"]))


@pytest.mark.parametrize("case", cases("shares"))
def test_each_tail_inverted_by_itself(case):
    assert _not_refused(Proportion(*case["group"]), 0.025) == tuple(case["each_tail"])


@pytest.mark.parametrize("case", cases("share_differences"))
def test_intervals_of_a_difference_of_shares(case):
    a, b = Proportion(*case["a"]), Proportion(*case["b"])
    assert newcombe(a, b) == six_digits(tuple(case["newcombe"]))
    assert finite_difference(a, b) == six_digits(tuple(case["finite"]))


@pytest.mark.parametrize("case", cases("numbers"))
def test_measures_of_two_groups(case):
    a, b = both(case)
    assert cliffs_delta(*on_one_scale(case)) == six_digits(case["delta"])
    assert hodges_lehmann(a, b) == six_digits(case["hodges_lehmann"])
    assert probability_of_superiority(a, b) == six_digits(case["superiority"])


@pytest.mark.parametrize("case", cases("numbers"))
def test_intervals_of_cliffs_delta(case):
    counts = on_one_scale(case)
    assert cliffs_delta_interval(*counts) == six_digits(tuple(case["delta_interval"]))
    least, most = nonresponse_cliffs_delta(*counts, tuple(case["asked"]))
    low, high = case["finite_delta_before_bounds"]
    expected = (max(low, least), min(high, most))
    assert finite_cliffs_delta(*counts, tuple(case["asked"])) == six_digits(expected)


@pytest.mark.parametrize("case", cases("numbers"))
def test_the_interval_of_the_shift(case):
    assert shift_interval(*both(case)) == six_digits(tuple(case["shift_interval"]))


@pytest.mark.parametrize("case", cases("numbers"))
def test_mann_whitney_exact_with_ties(case, monkeypatch):
    monkeypatch.setattr(inference, "EXACT_BELOW", 99)
    outcome = mann_whitney(*both(case), K)
    assert outcome.statistic == six_digits(case["mann_whitney_statistic"])
    assert outcome.p_value == six_digits(case["mann_whitney_exact"])


@pytest.mark.parametrize("case", [c for c in cases("numbers") if c.id != "large"])
def test_mann_whitney_exact_with_ties_by_another_package(case):
    p_value = mann_whitney(*both(case), K).p_value
    assert p_value == six_digits(case["mann_whitney_exactranktests"])


@pytest.mark.parametrize("case", cases("numbers"))
def test_mann_whitney_with_the_normal_distribution(case, monkeypatch):
    monkeypatch.setattr(inference, "EXACT_BELOW", 0)
    assert mann_whitney(*both(case), K).p_value == six_digits(case["mann_whitney_normal"])


@pytest.mark.parametrize("case", cases("tables"))
def test_cramers_v(case):
    assert cramers_v(np.array(case["table"])) == six_digits(case["cramers_v"])


@pytest.mark.parametrize("case", [c for c in cases("tables") if c.id not in MONTE_CARLO])
def test_fisher(case):
    assert fisher(np.array(case["table"]), K, RANDOM) == six_digits(case["fisher"])


@pytest.mark.parametrize("case", [c for c in cases("tables") if c.id in MONTE_CARLO])
def test_fisher_of_larger_tables_comes_near(case):
    p_value = fisher(np.array(case["table"]), K, np.random.default_rng(1))
    assert p_value == pytest.approx(case["fisher"], abs=0.015)


def test_benjamini_hochberg():
    (case,) = cases("adjusted")
    adjusted = benjamini_hochberg(case.values[0]["p"])
    assert adjusted == six_digits(case.values[0]["adjusted"])


@pytest.mark.parametrize("case", cases("agreement"))
def test_agreement(case):
    joint = np.array(case["joint"])
    assert percentage_agreement(joint) == six_digits(case["agreement"])
    assert cohens_kappa(joint) == six_digits(case["kappa"])
    assert nominal_alpha(joint) == six_digits(case["nominal_alpha"])
