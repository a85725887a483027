"""Open data hide every row among k others, or are refused with the reasons."""

import json
from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.analysis.microdata.public_use_file import ReleaseRefused, public_release
from surveyapp.analysis.microdata.snapshot import Origin, snapshot_of
from tests.questionnaire.forms import ask, form

SIX = [{"code": code, "label": code} for code in "abcdef"]
COUNTRY = ask("country", choices=[{"code": code, "label": code} for code in ("RO", "NO")])
FORM = form(
    [
        COUNTRY,
        ask("sector"),
        ask("staff", choices=SIX),
        ask("region", choices=SIX),
        ask("places", "integer"),
        ask("trust"),
        ask("words", "text"),
    ],
    compare_by="country",
    strata=["country", "sector"],
    identifying=["region"],
    known_outside=["staff"],
)


def opened(answers, k=5):
    texts = [json.dumps(each).encode() for each in answers]
    snapshot = snapshot_of(FORM.columns, texts, Origin(FORM.name, FORM.version, True))
    return public_release(snapshot, FORM, k, Random(1))


def answers(n=120, *, staff="a", sector="yes"):
    """As many of each country."""
    return [
        {"country": country, "sector": sector, "staff": staff, "places": 3, "trust": "no"}
        for country in ("RO", "NO")
        for _ in range(n)
    ]


def groups(made):
    by_name = {column.name: made.table.values(column) for column in made.table.columns}
    return Counter(zip(*(by_name[name] for name in made.known), strict=True))


def test_a_row_in_a_small_group_is_left_out():
    made = opened([*answers(), *answers(2, staff="b")])
    assert made.known == ("country", "sector", "staff")
    assert (made.table.n_rows, made.n_before) == (240, 244)


def test_a_known_column_that_makes_too_many_small_groups_is_left_out():
    many = [answer for code in "bcdef" for answer in answers(4, staff=code)]
    made = opened([*answers(100), *many])
    assert made.dropped == ("staff",)
    assert "staff" not in {column.name for column in made.table.columns}


def test_numbers_words_and_regions_are_not_there():
    names = [column.name for column in opened(answers()).table.columns]
    assert names == ["country", "sector", "staff", "trust"]


def test_a_small_study_is_refused_with_a_reason_for_each_group():
    with pytest.raises(ReleaseRefused) as caught:
        opened(answers(24))
    assert [str(reason).split(";")[0] for reason in caught.value.reasons] == [
        "country = RO has 24 responses",
        "country = NO has 24 responses",
    ]


def test_a_stricter_k_needs_more_responses():
    with pytest.raises(ReleaseRefused, match="open data need 220"):
        opened(answers(120), k=11)


def test_strata_that_cannot_be_kept_are_refused():
    reasons = ("dk", "na", "nd", "ref", "lt5", "blank")
    scattered = [
        {"country": country, "sector": {"missing": reason}}
        for country in ("RO", "NO")
        for reason in reasons
    ]
    with pytest.raises(ReleaseRefused, match="By country × sector, "):
        opened([*answers(100), *scattered * 4])


def test_k_is_never_below_five():
    with pytest.raises(ValueError, match="at least 5"):
        opened(answers(), k=4)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from(["yes", "no"])),
        min_size=1,
        max_size=60,
    )
)
def test_no_row_stands_in_a_group_of_fewer_than_k(more):
    extra = [{"country": "RO", "sector": sector, "staff": staff} for staff, sector in more]
    made = opened([*answers(300), *extra])
    assert min(groups(made).values()) >= made.k
    assert min(groups(made).values()) == made.smallest
