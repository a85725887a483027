import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.analysis.microdata.snapshot import snapshot_of, write_snapshot
from surveyapp.analysis.tabulation import frequencies
from surveyapp.analysis.tabulation.frequencies import TablesDiffer, count
from tests.analysis.study import (
    COLOUR,
    COLUMNS,
    ORIGIN,
    PLACES,
    RATING,
    counted,
    plan,
    snapshot,
    texts,
)

RO, NO = (("country", "RO"),), (("country", "NO"),)
REASONS = ("dk", "ref", "blank", "lt5")
CELLS = {
    "country": st.sampled_from(["RO", "NO"]),
    "sector": st.sampled_from(["authority", "ngo", {"missing": "blank"}]),
    "colour": st.sampled_from(["red", "green", "blue", *({"missing": r} for r in REASONS)]),
    "places": st.one_of(
        st.integers(0, 9), st.sampled_from(REASONS).map(lambda reason: {"missing": reason})
    ),
}
STUDIES = st.lists(st.fixed_dictionaries({}, optional=CELLS), max_size=30)


def test_codes_and_reasons_are_counted_by_country():
    answers = [
        {"country": "RO", "colour": "red"},
        {"country": "RO", "colour": "red"},
        {"country": "RO", "colour": {"missing": "dk"}},
        {"country": "NO", "colour": "blue"},
    ]
    table = counted(answers, COLOUR)
    assert table.of(COLOUR, RO) == {"red": 2, "dk": 1}
    assert table.of(COLOUR, NO) == {"blue": 1}


def test_numbers_are_counted_by_value():
    answers = [{"country": "RO", "places": n} for n in (3, 3, 10)]
    assert counted(answers, PLACES).of(PLACES, RO) == {3.0: 2, 10.0: 1}


def test_a_response_without_country_is_in_no_group():
    assert counted([{"colour": "red"}], COLOUR).counts == {}


def test_a_response_without_sector_is_counted_apart():
    table = counted([{"country": "RO", "colour": "red"}], COLOUR, split="sector")
    assert table.of(COLOUR, (("country", "RO"), ("sector", ""))) == {"red": 1}


def test_two_tables_of_different_plans_are_not_merged():
    with pytest.raises(TablesDiffer):
        counted([], COLOUR).merge(counted([], RATING))


@settings(max_examples=25)
@given(STUDIES, STUDIES)
def test_merging_is_the_same_as_counting_at_once(first, second):
    merged = counted(first, COLOUR, PLACES).merge(counted(second, COLOUR, PLACES))
    assert merged == counted(first + second, COLOUR, PLACES)


@settings(max_examples=25)
@given(STUDIES)
def test_both_ways_to_count_agree(answers):
    study, wanted = snapshot(*answers), plan(COLOUR, PLACES, split="sector")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frequencies, "LONG_ROWS", -1)
        by_sets = count(study, wanted)
    assert by_sets == count(study, wanted)


@pytest.mark.parametrize("long_rows", [0, 1000])
def test_a_file_is_counted_like_the_table_in_memory(tmp_path, monkeypatch, long_rows):
    monkeypatch.setattr(frequencies, "LONG_ROWS", long_rows)
    answers = [{"country": "RO", "colour": "red", "places": n % 3} for n in range(9)]
    written = write_snapshot(snapshot_of(COLUMNS, texts(*answers), ORIGIN), tmp_path)
    assert count(written, plan(COLOUR, PLACES)) == counted(answers, COLOUR, PLACES)
