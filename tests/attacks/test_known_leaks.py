"""The ways in which earlier designs gave answers away, each beside a control that falls."""

from collections import Counter
from dataclasses import replace
from itertools import combinations_with_replacement
from statistics import median, stdev

import pytest

from surveyapp.analysis.attack.audit import audit
from surveyapp.analysis.attack.audit_result import AuditProblem
from surveyapp.analysis.comparison.comparison import view
from surveyapp.analysis.comparison.comparison_json import to_json
from surveyapp.analysis.disclosure.cross import protect_cross
from surveyapp.analysis.disclosure.dissemination_record import Issue, record_of
from surveyapp.analysis.disclosure.figure import TableCell
from surveyapp.analysis.disclosure.gate import protect
from surveyapp.analysis.disclosure.seal import SEAL
from surveyapp.analysis.tabulation.crosstab import count_pair
from surveyapp.analysis.tabulation.frequencies import count
from surveyapp.questionnaire.universe import Among
from tests.analysis.study import (
    COLOUR,
    PEOPLE,
    PLACES,
    RATING,
    RULES,
    countries,
    snapshot,
    times,
)
from tests.attacks.listing import narrow, tables
from tests.attacks.study import (
    COLOURS,
    NO,
    RATINGS,
    RO,
    column_of,
    published,
    study_plan,
)
from tests.attacks.test_bands import line, sized

LT5 = {"missing": "lt5"}
ISSUE = Issue("small", "w", "", "2026-11-30")
FIVE = (19, 20, 22, 25, 29)
MOST = 40


def sets_of_five(fits):
    """Every five whole numbers that fit what was printed of them."""
    return [five for five in combinations_with_replacement(range(15, MOST), 5) if fits(five)]


def places(*numbers):
    return [{"country": "RO", "places": number} for number in numbers] + times(
        9, country="NO", places=30
    )


class TestNumbersOfFive:
    """L1: total, spread and median of a small group leave one set of numbers."""

    def test_a_total_a_spread_and_a_median_leave_one_set(self):
        told = sum(FIVE), round(stdev(FIVE), 2), median(FIVE)
        assert sets_of_five(lambda f: (sum(f), round(stdev(f), 2), median(f)) == told) == [FIVE]

    def test_classes_leave_hundreds_of_sets(self):
        group = column_of(published(places(*FIVE), study_plan(PLACES)), "places").groups[RO]
        told = {code: band.exact for code, band in group.cells.items()}
        assert told == {"10-19": 1, "20-49": 4}
        left = sets_of_five(lambda f: sum(10 <= number < 20 for number in f) == 1)
        assert len(left) > 1000

    def test_nothing_else_is_printed_of_them_anywhere(self):
        answers = places(*FIVE)
        table = published(answers, study_plan(PLACES))
        (found,) = [
            group
            for column in to_json(view(table, snapshot(*answers)))["columns"]
            for group in column["groups"]
            if column["column"] == "places" and group["group"] == {"country": "RO"}
        ]
        assert [found[name] for name in ("mean", "total", "mean_band")] == [None, None, None]
        assert found["median"] == "20-49"


class TestFewerThanFivePeople:
    """L2: a total with rounded ends, and how many answered "fewer than five", are one number."""

    def totals(self, known, n_below_five):
        return range(known + n_below_five, known + 4 * n_below_five + 1)

    def test_rounding_to_the_nearest_beside_the_count_leaves_one_total(self):
        told = 5 * round(8 / 5), 5 * round(11 / 5), 1
        left = {
            total
            for known in range(60)
            if (5 * round((known + 1) / 5), 5 * round((known + 4) / 5), 1) == told
            for total in self.totals(known, 1)
        }
        assert len(left) < 8  # of the known numbers three are left, and with the next figure one

    @pytest.mark.parametrize("known", range(12))
    def test_outward_rounding_leaves_at_least_five_totals(self, known):
        answers = [
            *({"country": "RO", "people": n} for n in (known, 0, 1, 2, 3, 4)),
            {"country": "RO", "people": LT5},
            *times(9, country="NO", people=30),
        ]
        group = column_of(published(answers, study_plan(PEOPLE)), "people").groups[RO]
        assert group.missing == {}
        if group.summary is not None:
            low, high = group.summary.total
            assert high - low >= 5
            assert low <= known + 11 < high


class TestRunningTheSoftwareAgain:
    """L3: whoever runs the gate on every table that fits keeps those with the same holes."""

    def naive(self, counts):
        """Small counts and what is nearly all become ranges; everything else is exact."""
        n = sum(counts)
        return tuple((0, 4) if c < 5 else (n - 4, n) if c > n - 5 else (c, c) for c in counts)

    def test_ranges_around_the_true_counts_tell_them(self):
        part = sized(line(3, 14))
        alike = {}
        for counts in tables(part.system):
            alike.setdefault(self.naive(counts), []).append(counts)
        assert any(narrow(part.system, own) for own in alike.values())

    # That ours tell nothing is what `test_bands` lists.


LEADS_ON = Among("colour", frozenset({"red", "green"}))


def routed(n_blue=3):
    """Of 21 institutions those that did not say blue are asked for a rating."""
    return [
        *times(10, country="RO", colour="red", rating="1"),
        *times(8, country="RO", colour="green", rating="2"),
        *times(n_blue, country="RO", colour="blue"),
        *times(9, country="NO", colour="red", rating="1"),
    ]


class TestRouting:
    """L4: how many were asked tells how many gave the answer that leads there."""

    plan = study_plan(COLOURS, RATINGS, universe={"rating": LEADS_ON})

    def test_a_gate_that_is_blind_tells_the_answer(self):
        blind = published(routed(), study_plan(COLOURS, RATINGS))
        told = column_of(blind, "rating").groups[RO].n_asked
        assert 21 - told == 3
        found = audit(replace(blind, plan=self.plan, seal=SEAL))
        problems = {(each.problem, each.figure.column) for each in found.findings}
        assert (AuditProblem.TELLS_A_ROUTE, "rating") in problems
        assert (AuditProblem.TOO_NARROW, "colour") in problems

    def test_ours_prints_no_size_that_tells_it(self):
        table = published(routed(), self.plan)
        group = column_of(table, "rating").groups[RO]
        assert (group.n, group.n_asked) == (None, None)
        assert audit(table).is_sound

    def test_a_standard_question_that_hangs_on_it_is_protected_as_well(self):
        table = published(routed(), study_plan(COLOURS, RATING, universe={"rating": LEADS_ON}))
        assert column_of(table, "rating").groups[RO].n is None
        assert audit(table).is_sound

    def test_two_questions_after_nested_answers_tell_nothing(self):
        answers = [{**each, "places": 3} if each["colour"] == "red" else each for each in routed()]
        universe = {"rating": LEADS_ON, "places": Among("colour", frozenset({"red"}))}
        table = published(answers, study_plan(COLOURS, RATINGS, PLACES, universe=universe))
        assert audit(table).is_sound


IS_RED = {"rating": Among("colour", frozenset({"red"}))}
FEW = [
    *times(9, country="RO", colour="red", rating="1"),
    *times(1, country="NO", colour="red", rating="1"),
    *times(3, country="NO", colour="blue"),
]
"""Of four Norwegian institutions one is asked on."""


def sized_as_before(table, name, group, n_asked, n):
    """What a gate printed that told the size of every closed group."""
    column = column_of(table, name)
    told = replace(column.groups[group], n_asked=n_asked, n=n)
    changed = replace(column, groups={**column.groups, group: told})
    columns = tuple(changed if each is column else each for each in table.columns)
    return replace(table, columns=columns, seal=SEAL)


class TestSizesOfClosedGroups:
    """L8: of four institutions nothing is shown, but how many of them were asked on."""

    plan = study_plan(COLOUR, RATING, universe=IS_RED)

    def test_a_size_for_every_question_tells_who_answered_what(self):
        before = sized_as_before(published(FEW, self.plan), "rating", NO, 1, 1)
        found = {(each.problem, each.figure) for each in audit(before).findings}
        figure = TableCell("rating", NO, "n_asked")
        assert found == {
            (AuditProblem.TELLS_A_ROUTE, figure),
            (AuditProblem.SMALL_GROUP, figure),
        }

    def test_ours_tells_no_size(self):
        table = published(FEW, self.plan)
        for name in ("colour", "rating"):
            group = column_of(table, name).groups[NO]
            assert (group.is_closed, group.n_asked, group.n) == (True, None, None)
        assert column_of(table, "country").groups[NO].n == 4
        assert audit(table).is_sound

    def test_a_class_that_stands_beside_a_closed_one_is_closed_in_what_hangs_on_it(self):
        """Ten less seven would be what the three others answered, whom nobody asked on."""
        answers = [
            *times(7, country="RO", sector="authority", colour="red", rating="1"),
            *times(3, country="RO", sector="ngo", colour="blue"),
        ]
        table = published(answers, study_plan(COLOUR, RATING, split="sector", universe=IS_RED))
        for sector in ("authority", "ngo"):
            group = column_of(table, "rating").groups[*RO, ("sector", sector)]
            assert (group.is_closed, group.n_asked) == (True, None)
        assert column_of(table, "rating").groups[RO].n == 7
        assert audit(table).is_sound

    def test_what_leads_on_where_few_answered_closes_a_group_in_which_many_did(self):
        """Whoever gave no answer is asked on: so many less all is what the three answered."""
        answers = [
            *times(6, country="RO", colour={"missing": "dk"}, rating="1"),
            *times(2, country="RO", colour="green", rating="2"),
            *times(1, country="RO", colour="red"),
        ]
        is_not_red = {"rating": Among("colour", frozenset({"red"}), holds=False)}
        table = published(answers, study_plan(COLOUR, RATING, universe=is_not_red))
        group = column_of(table, "rating").groups[RO]
        assert (group.is_closed, group.n_asked, group.n) == (True, None, None)

    def test_the_record_of_an_earlier_release_tells_it_no_more(self):
        before = sized_as_before(published(FEW, self.plan), "rating", NO, 1, 1)
        counts = count(snapshot(*FEW), self.plan)
        table = protect(counts, RULES, record=record_of(before, (), ISSUE))
        assert column_of(table, "rating").groups[NO].n_asked is None


BOTH = [
    *times(8, country="RO", colour="red", rating="1"),
    *times(7, country="RO", colour="red", rating="2"),
    *times(9, country="RO", colour="green", rating="1"),
    *times(6, country="RO", colour="green", rating="2"),
    *times(1, country="RO", colour="red", rating={"missing": "dk"}),
]
"""One of sixteen that said red gave no rating."""


class TestCrossTables:
    """L9: a cross-table less the column beside it is what those answered who are not in it."""

    def crossed(self):
        plan = study_plan(COLOUR, RATING)
        table = published(BOTH, plan)
        counts = count_pair(snapshot(*BOTH), plan, "colour", "rating")
        return table, protect_cross(counts, table, "colour", "rating", has_split=False)

    def test_all_lines_together_tell_what_the_one_left_out_answered(self):
        table, cross = self.crossed()
        cells = Counter((each["colour"], each["rating"]) for each in BOTH[:-1])
        shown = {pair: cells[pair] for pair in cross.groups[RO].cells}
        naive = {**cross.groups, RO: replace(cross.groups[RO], cells=shown)}
        alone = column_of(table, "colour").groups[RO].cells["red"].exact
        assert alone - sum(n for pair, n in shown.items() if pair[0] == "red") == 1
        found = audit(table, [replace(cross, groups=naive, seal=SEAL)])
        assert {each.problem for each in found.findings} == {AuditProblem.SMALL_REST}

    def test_ours_leaves_a_line_out(self):
        table, cross = self.crossed()
        cells = cross.groups[RO].cells
        assert [cells["red", "1"], cells["red", "2"]] == [8, None]
        assert audit(table, [cross]).is_sound


class TestReleases:
    """L5: two releases of a round with one institution more are its answers."""

    def colours(self, *more):
        answers = countries("colour", [("red", 6), ("green", 6)], [("red", 9)])
        return published([*answers, *more], study_plan(COLOUR))

    def test_one_institution_more_is_found(self):
        earlier = record_of(self.colours(), (), ISSUE)
        later = self.colours({"country": "RO", "colour": "blue"})
        found = audit(later, earlier=[earlier])
        assert {each.problem for each in found.findings} == {AuditProblem.CHANGED}

    def test_five_institutions_more_are_a_new_group(self):
        earlier = record_of(self.colours(), (), ISSUE)
        later = self.colours(*times(5, country="RO", colour="blue"))
        assert audit(later, earlier=[earlier]).is_sound

    def test_the_same_figures_again_are_sound(self):
        earlier = record_of(self.colours(), (), ISSUE)
        assert audit(self.colours(), earlier=[earlier]).is_sound


class TestUnanimity:
    """L7: at nought and at all everybody's answer is known."""

    ANSWERS = countries("colour", [("red", 14)], [("blue", 9)])

    def test_a_standard_question_is_listed_for_the_coordinator(self):
        found = published(self.ANSWERS, study_plan(COLOUR)).group_disclosures
        assert [(each.group, each.code, each.count) for each in found] == [
            (RO, "red", 14),
            (NO, "blue", 9),
        ]

    def test_of_a_closely_protected_one_neither_all_nor_nobody_is_told(self):
        cells = column_of(published(self.ANSWERS, study_plan(COLOURS)), "colour").groups[RO].cells
        assert all(band.width >= 5 for band in cells.values())
        assert Counter(band.exact for band in cells.values()) == {None: 3}
