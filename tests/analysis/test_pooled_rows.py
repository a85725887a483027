"""Rows of a table are published as families, in which an institution counts once."""

import pytest

from surveyapp.analysis.attack.audit import audit
from surveyapp.analysis.derivation import Base, Pool
from surveyapp.analysis.finalisation import finalise
from surveyapp.analysis.tabulation import frequencies
from surveyapp.analysis.tabulation.frequencies import count
from surveyapp.analysis.tabulation_plan import TabulationPlan
from surveyapp.analysis.tabulation_specification import tabulation_plan_of
from surveyapp.questionnaire.microdata_scope import exported_columns
from surveyapp.questionnaire.universe import Among, joined
from surveyapp.questions.column import Column, Level
from tests.analysis.pooled_by_hand import FORM, PUBLICATION, counts_by_hand, institutions
from tests.analysis.study import COUNTRY, SECTOR, snapshot, times

RO = (("country", "RO"),)
NO = (("country", "NO"),)
CODES = ("short", "middle", "long")
WAITS = tuple(
    Column(f"wait.{row}", "wait", f"wait.{row}", Level.ORDINAL, codes=CODES)
    for row in ("bed", "flat", "house")
)
PLACES = tuple(
    Column(f"n.{row}", "n", f"n.{row}", Level.RATIO, is_integer=True) for row in ("bed", "flat")
)
COLUMNS = (COUNTRY, SECTOR, *WAITS, *PLACES)
LONGEST = Pool(
    Column("wait.home", "wait", "wait.home", Level.ORDINAL, codes=CODES),
    tuple(column.name for column in WAITS),
    {code: code for code in CODES},
    CODES[::-1],
)
SUM = Pool(
    Column("n.home", "n", "n.home", Level.RATIO, is_integer=True), ("n.bed", "n.flat"), {}, ()
)
DK, NA = {"missing": "dk"}, {"missing": "na"}


@pytest.fixture(params=["long", "sets"])
def way(request, monkeypatch):
    if request.param == "sets":
        monkeypatch.setattr(frequencies, "LONG_ROWS", 0)


def counted(*answers, pool=LONGEST, **more):
    plan = TabulationPlan((pool.column,), "country", COUNTRY.codes, pools=(pool,), **more)
    return count(snapshot(*answers, columns=COLUMNS), plan).of(pool.column, RO)


def test_of_several_answers_the_one_nearest_to_the_end_counts(way):
    answers = times(3, country="RO", **{"wait.bed": "short", "wait.flat": "long"})
    assert counted(*answers) == {"long": 3}


def test_an_answer_counts_beside_reasons_of_other_rows():
    answers = times(2, country="RO", **{"wait.bed": DK, "wait.house": "short"})
    assert counted(*answers) == {"short": 2}


def test_without_an_answer_the_reason_of_all_rows_counts():
    answers = times(2, country="RO", **{"wait.bed": DK, "wait.house": DK})
    assert counted(*answers) == {"dk": 2}


def test_reasons_that_differ_count_as_left_blank():
    answers = times(2, country="RO", **{"wait.bed": DK, "wait.house": NA})
    assert counted(*answers) == {"blank": 2}


def test_an_institution_that_was_asked_no_row_is_not_counted():
    assert counted(*times(2, country="RO")) == {}


def test_numbers_are_summed_over_the_rows_that_were_asked(way):
    answers = [
        *times(2, country="RO", **{"n.bed": 4, "n.flat": 3}),
        *times(1, country="RO", **{"n.flat": 9}),
    ]
    assert counted(*answers, pool=SUM) == {7.0: 2, 9.0: 1}


def test_a_sum_lacks_what_was_asked_and_not_given():
    answers = times(2, country="RO", **{"n.bed": 4, "n.flat": DK})
    assert counted(*answers, pool=SUM) == {"dk": 2}


def test_only_institutions_of_the_base_are_counted():
    answers = [
        *times(2, country="RO", sector="ngo", **{"wait.bed": "long"}),
        *times(3, country="RO", sector="authority", **{"wait.bed": "short"}),
    ]
    base = Base("sector", ("ngo",))
    assert counted(*answers, bases={"wait.home": base}) == {"short": 3}


@pytest.mark.parametrize("seed", range(8))
def test_every_family_is_counted_as_by_hand(seed, way):
    answers = institutions(seed, {"RO": 30, "NO": 12})
    plan = tabulation_plan_of(FORM, PUBLICATION)
    table = count(snapshot(*answers, columns=FORM.columns), plan)
    by_hand = counts_by_hand(answers)
    assert {pool.column.name for pool in plan.pools} == {name for name, _ in by_hand}
    for pool in plan.pools:
        for group in (RO, NO):
            expected = by_hand[pool.column.name, group[0][1]]
            assert table.of(pool.column, group) == expected, pool.column.name


@pytest.fixture(scope="module")
def published():
    answers = snapshot(*institutions(1, {"RO": 30, "NO": 12}), columns=FORM.columns)
    return finalise(answers, FORM, PUBLICATION)


def test_the_gate_never_sees_a_row_that_is_pooled(published):
    seen = {each.column.name for each in published.table.columns}
    rows = {row for pool in published.table.plan.pools for row in pool.rows}
    assert seen >= {"waiting.housing", "receivers.housing.men", "money_from.law.state"}
    assert not seen & rows


def test_a_row_alone_of_its_family_stays_as_it_is(published):
    assert "receivers.legal.women" in {each.column.name for each in published.table.columns}


def test_small_numbers_of_a_family_with_a_closely_protected_row_are_ranges(published):
    shown = {each.column.name: each for each in published.whole.columns}
    assert shown["waiting.housing"].column.is_sensitive
    values = [v for g in shown["waiting.housing"].groups for v in g.values]
    assert all(value.count is None or value.count >= 5 for value in values)
    assert any(value.band is not None for value in values)


def test_a_family_of_other_rows_is_shown_as_it_is(published):
    shown = {each.column.name: each for each in published.whole.columns}
    values = [v for g in shown["money_from.housing.state"].groups for v in g.values]
    assert all(value.count is not None for value in values)


@pytest.mark.parametrize("seed", range(4))
def test_nobody_is_given_away_by_families(seed):
    answers = snapshot(*institutions(seed, {"RO": 25, "NO": 9}), columns=FORM.columns)
    assert audit(finalise(answers, FORM, PUBLICATION).table).is_sound


def test_whoever_answered_a_family_chose_an_option_at_least(published):
    options = published.table.plan.options["receivers.housing"]
    assert options.columns == tuple(
        f"receivers.housing.{option}" for option in ("women", "men", "children", "families")
    )
    assert (options.alone, options.most) == (frozenset(), None)
    assert len(published.table.plan.options["money_from.law"].columns) == 8


def test_a_family_is_asked_of_those_who_are_asked_one_of_its_rows():
    bed, flat = (Among(f"has.{row}", frozenset({"yes"})) for row in ("bed", "flat"))
    asked = joined(False, [bed, flat], {})
    assert asked.parts == (bed, flat)


def test_a_family_is_in_no_file_with_answers():
    names = {column.name for column in exported_columns(FORM)}
    assert "receivers.shelter.women" in names
    assert not {pool.column.name for c in PUBLICATION.comparisons() for pool in c.pools} & names
