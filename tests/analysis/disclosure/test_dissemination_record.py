"""A record holds everything that was shown, and the gate shows it again."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.analysis.attack.audit import audit
from surveyapp.analysis.disclosure.cross import protect_cross
from surveyapp.analysis.disclosure.dissemination_record import (
    Issue,
    RecordUnreadable,
    changes_of,
    cross_again,
    record_from_json,
    record_of,
    record_to_json,
    table_from_json,
    table_to_json,
)
from surveyapp.analysis.disclosure.gate import protect
from surveyapp.analysis.tabulation.crosstab import count_pair
from surveyapp.analysis.tabulation.frequencies import count
from surveyapp.questionnaire.universe import Among
from tests.analysis.study import COLOUR, PLACES, RATING, RULES, countries, snapshot, times
from tests.attacks.study import (
    COLOURS,
    NO,
    RATINGS,
    RO,
    column_of,
    published,
    random_study,
    study_plan,
)

ASKED_ON = {
    "red": {"rating": "1", "places": 3},
    "green": {"rating": "2"},
    "blue": {"places": 30},
}
ISSUE = Issue("small", "spring", "a" * 64, "2014-12-01")
MANY = countries("colour", [("red", 8), ("green", 7)], [("red", 9), ("blue", 6)])


def record(table, crosses=()):
    return record_of(table, crosses, ISSUE)


def again(before, answers, plan):
    """What the gate shows of a later reading, with the record of an earlier one."""
    return protect(count(snapshot(*answers), plan), RULES, record=before)


def crossed(answers, plan, table):
    counts = count_pair(snapshot(*answers), plan, "colour", "rating")
    return protect_cross(counts, table, "colour", "rating", has_split=False)


class TestJson:
    @settings(max_examples=40)
    @given(st.integers(0, 10**9))
    def test_a_table_comes_back_as_it_was(self, seed):
        answers, plan = random_study(seed)
        table = published(answers, plan)
        read, crosses = table_from_json(table_to_json(table), plan)
        assert read == table
        assert crosses == ()
        assert repr(read.columns) == repr(table.columns)

    @settings(max_examples=20)
    @given(st.integers(0, 10**9))
    def test_a_record_comes_back_as_it_was(self, seed):
        kept = record(published(*random_study(seed)))
        assert record_from_json(record_to_json(kept)) == kept

    def test_a_cross_table_comes_back_as_it_was(self):
        answers = [{**each, "rating": "12345"[n % 5]} for n, each in enumerate(MANY)]
        plan = study_plan(COLOUR, RATING)
        table = published(answers, plan)
        named = (("both", crossed(answers, plan, table)),)
        assert table_from_json(table_to_json(table, named), plan) == (table, named)
        assert record_from_json(record_to_json(record(table, named))).crosses == named

    @pytest.mark.parametrize("text", [b"", b"{}", b"[1]", b"\xff", b'{"issue": 3}'])
    def test_anything_else_is_unreadable(self, text):
        with pytest.raises(RecordUnreadable):
            record_from_json(text)
        with pytest.raises(RecordUnreadable):
            table_from_json(text, study_plan(COLOUR))


class TestAgain:
    @settings(max_examples=40)
    @given(st.integers(0, 10**9))
    def test_the_same_answers_with_their_own_record_show_the_same(self, seed):
        answers, plan = random_study(seed)
        table = published(answers, plan)
        assert again(record(table), answers, plan) == table

    @pytest.mark.parametrize("more", [1, 4])
    def test_one_to_four_institutions_more_change_nothing(self, more):
        plan = study_plan(COLOUR)
        table = published(MANY, plan)
        later = again(record(table), [*MANY, *times(more, country="RO", colour="blue")], plan)
        assert column_of(later, "colour") == column_of(table, "colour")
        assert audit(later, earlier=[record(table)]).is_sound

    def test_five_institutions_more_are_shown(self):
        plan = study_plan(COLOUR)
        table = published(MANY, plan)
        later = again(record(table), [*MANY, *times(5, country="RO", colour="blue")], plan)
        assert column_of(later, "colour").groups[RO].n == 20
        assert column_of(later, "colour").groups[NO] == column_of(table, "colour").groups[NO]

    def test_five_more_of_whom_some_have_no_class_change_nothing(self):
        plan = study_plan(COLOUR, split="sector")
        before = record(published(MANY, plan))
        some = times(5, country="RO", sector="authority", colour="blue")
        nameless = times(2, country="RO", colour="red")
        assert column_of(again(before, [*MANY, *some], plan), "colour").groups[RO].n == 20
        assert (
            column_of(again(before, [*MANY, *some, *nameless], plan), "colour").groups[RO].n == 15
        )

    def test_one_that_left_while_another_came_changes_nothing(self):
        plan = study_plan(COLOUR)
        table = published(MANY, plan)
        later = again(record(table), [*MANY[1:], {"country": "RO", "colour": "blue"}], plan)
        assert column_of(later, "colour") == column_of(table, "colour")

    def test_a_closely_protected_column_never_changes(self):
        plan = study_plan(COLOURS)
        table = published(MANY, plan)
        later = again(record(table), [*MANY, *times(6, country="RO", colour="blue")], plan)
        assert column_of(later, "colour") == column_of(table, "colour")

    def test_a_column_that_nobody_was_asked_before_is_shown(self):
        plan = study_plan(COLOUR, RATING)
        before = record(published(MANY, plan))
        assert "rating" not in before.columns
        later = again(before, [{**each, "rating": "1"} for each in MANY], plan)
        assert column_of(later, "rating").groups[RO].n == 15
        assert "rating" in before.with_more(later, ()).columns

    def test_nothing_is_shown_of_a_column_in_other_codes(self):
        before = record(published(MANY, study_plan(COLOURS)))
        merged = replace(COLOURS, codes=("warm", "cold"))
        recodes = {"colour": {"red": "warm", "green": "cold", "blue": "cold"}}
        later = again(before, MANY, replace(study_plan(merged), recodes=recodes))
        assert all(group.is_closed for group in column_of(later, "colour").groups.values())
        assert not list(changes_of(later, before))

    def test_classes_of_numbers_stay_those_of_the_record(self):
        answers = [{"country": c, "places": 3 + n} for c in ("RO", "NO") for n in range(9)]
        table = published(answers, study_plan(PLACES))
        scaled = replace(study_plan(PLACES), scales={"places": (0, 7)})
        assert column_of(again(record(table), answers, scaled), "places") == column_of(
            table, "places"
        )


class TestMore:
    """What comes later is asked for beside what was told."""

    @settings(max_examples=60)
    @given(st.integers(0, 10**9))
    def test_an_audit_of_both_together_finds_nothing(self, seed):
        answers, plan = random_study(seed)
        random = Random(seed)
        first = tuple(c for c in plan.columns if c.name == "country" or random.random() < 0.5)
        before = record(published(answers, replace(plan, columns=first)))
        later = again(before, answers, plan)
        found = audit(later, earlier=[before])
        assert found.findings == ()
        for column in first:
            if column.name in before.columns:
                assert column_of(later, column.name).groups == before.columns[column.name].groups

    def test_what_hangs_on_a_question_that_was_told_by_class_is_not_asked_for(self):
        answers = [
            {"country": "RO", "sector": sector, "colour": colour, **rated}
            for sector in ("authority", "ngo")
            for colour, n, rated in (("red", 10, {"rating": "1"}), ("blue", 7, {}))
            for _ in range(n)
        ]
        universe = {"rating": Among("colour", frozenset({"red"}))}
        whole = study_plan(COLOURS, RATINGS, split="sector", universe=universe)
        alone = replace(whole, columns=(whole.columns[0], COLOURS))
        before = record(published(answers, alone))
        assert any(
            len(g) > 1 for g, f in before.columns["colour"].groups.items() if not f.is_closed
        )
        later = again(before, answers, whole)
        assert column_of(later, "rating").groups[RO].is_closed

    def test_a_question_that_the_plan_lacks_now_still_hinders_its_neighbours(self):
        universe = {"rating": Among("colour", frozenset({"red", "green"}))}
        universe["places"] = Among("colour", frozenset({"red", "blue"}))
        answers = [{**each, **ASKED_ON[each["colour"]]} for each in MANY]
        plan = study_plan(COLOURS, RATINGS, PLACES, universe=universe)
        country, colour, rating, places = plan.columns
        alone = replace(plan, columns=(country, colour, places))
        before = record(published(answers, replace(plan, columns=(country, colour, rating))))
        assert not column_of(again(None, answers, alone), "places").groups[RO].is_closed
        assert column_of(again(before, answers, alone), "places").groups[RO].is_closed


class TestCrosses:
    ANSWERS = tuple({**each, "rating": "12"[n % 2]} for n, each in enumerate(MANY))
    PLAN = study_plan(COLOUR, RATING)

    def test_the_same_is_shown_again(self):
        table = published(self.ANSWERS, self.PLAN)
        cross = crossed(self.ANSWERS, self.PLAN, table)
        before = record(table, (("both", cross),))
        assert cross_again(cross, table, before) == cross

    def test_nothing_is_shown_of_one_whose_columns_changed(self):
        table = published(self.ANSWERS, self.PLAN)
        before = record(table, (("both", crossed(self.ANSWERS, self.PLAN, table)),))
        more = [*self.ANSWERS, *times(5, country="RO", colour="blue", rating="3")]
        later = again(before, more, self.PLAN)
        found = cross_again(crossed(more, self.PLAN, later), later, before)
        assert all(group.is_closed for group in found.groups.values())

    def test_one_that_was_not_shown_before_is_shown(self):
        table = published(self.ANSWERS, self.PLAN)
        cross = crossed(self.ANSWERS, self.PLAN, table)
        assert cross_again(cross, table, record(table)) == cross
        assert record(table).with_more(table, (("both", cross),)).crosses == (("both", cross),)
