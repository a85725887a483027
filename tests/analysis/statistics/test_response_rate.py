import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.analysis.statistics.response_rate import (
    Dispositions,
    contact_rates,
    cooperation_rates,
    rate_of_counts,
    refusal_rates,
    response_rates,
)

# 34 asked of whom 4 are unknown, half of them taken to belong to the population.
ASKED = Dispositions(
    complete=18,
    partial=2,
    refusal=3,
    noncontact=5,
    other=2,
    unknown=3,
    unknown_other=1,
    eligible_part=0.5,
)
COUNTS = st.integers(0, 20)


def test_response_rates():
    assert response_rates(ASKED) == pytest.approx(
        {
            "RR1": 18 / 34,
            "RR2": 20 / 34,
            "RR3": 18 / 32,
            "RR4": 20 / 32,
            "RR5": 18 / 30,
            "RR6": 20 / 30,
        }
    )


def test_two_counts_have_response_rate_two():
    assert rate_of_counts(20, 34) == response_rates(ASKED)["RR2"]
    assert rate_of_counts(0, 34) == 0.0


def test_two_counts_of_nobody_have_none():
    assert rate_of_counts(0, 0) is None


def test_cooperation_rates():
    assert cooperation_rates(ASKED) == pytest.approx(
        {"COOP1": 18 / 25, "COOP2": 20 / 25, "COOP3": 18 / 23, "COOP4": 20 / 23}
    )


def test_refusal_rates():
    assert refusal_rates(ASKED) == pytest.approx({"REF1": 3 / 34, "REF2": 3 / 32, "REF3": 3 / 30})


def test_contact_rates():
    assert contact_rates(ASKED) == pytest.approx(
        {"CON1": 25 / 34, "CON2": 25 / 32, "CON3": 25 / 30}
    )


@pytest.mark.parametrize("rates", [response_rates, cooperation_rates, refusal_rates, contact_rates])
def test_there_are_no_rates_of_nobody(rates):
    assert set(rates(Dispositions(complete=0)).values()) == {None}


@given(st.builds(Dispositions, *[COUNTS] * 7, eligible_part=st.floats(0, 1)))
def test_leaving_out_the_unknown_never_lowers_a_rate(asked):
    rates = response_rates(asked) | refusal_rates(asked) | contact_rates(asked)
    for low, middle, high in (
        ("RR1", "RR3", "RR5"),
        ("REF1", "REF2", "REF3"),
        ("CON1", "CON2", "CON3"),
    ):
        known = [rates[name] for name in (low, middle, high) if rates[name] is not None]
        assert known == sorted(known)
