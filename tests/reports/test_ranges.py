"""Closely protected figures in words: ranges, their differences, what is certain of them."""

from dataclasses import replace

import pytest

from surveyapp.analysis.result import ColumnComparison, GroupResult, IntervalKind
from surveyapp.questions.column import Column, Level
from surveyapp.reports.exhibit.base import missing_words
from surveyapp.reports.exhibit.strongest import strongest
from surveyapp.reports.exhibit.table import table_of
from surveyapp.reports.sentence.amount import AmountPart
from surveyapp.reports.sentence.people import added, total_cell
from surveyapp.reports.sentence.sentence import sentences
from surveyapp.reports.sentence.statement import LineScope, lines_of
from tests.reports.banded import GROUPS, compared, group, labels, options
from tests.reports.small_report import small_material


def said(columns, language="en", **more):
    return sentences(columns, GROUPS, labels(language), **more)


def test_a_range_stands_in_the_table_with_both_ends_and_its_group():
    shown = compared((14, {"a": (0, 4), "b": 9}), (13, {"a": 6, "b": (0, 4)}))
    first, second = table_of([shown], GROUPS, labels()).rows
    assert first.cells == ("0–4 / 14 (0–29%)", "6 / 13 (46%)", "+18 to +46")
    assert second.cells == ("9 / 14 (64%)", "0–4 / 13 (0–31%)", "−64 to −34")
    low, high = (
        part for part in first.amounts[0] if part.part in {AmountPart.LOW, AmountPart.HIGH}
    )
    assert (low.value, high.value) == (0, 4)
    assert [(a.value, a.is_signed) for a in first.amounts[2]] == [(18, True), (46, True)]


def test_a_group_whose_size_is_a_range_says_so():
    shown = compared((14, {"a": (0, 4), "b": 9}), (13, {"a": 6, "b": (0, 4)}))
    sized = replace(shown.groups[0], n=None, n_asked=None, n_band=(10, 14))
    row = table_of([replace(shown, groups=(sized, shown.groups[1]))], GROUPS, labels()).rows[0]
    assert row.cells[0] == "0–4 / 10–14 (0–29%)"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            (
                "“A”: 0–4 of 20 institutions (0–20%) in Romania and 12 of 20 institutions (60%) in"
                " Norway; more often in Norway, by 40 to 60 percentage points."
            ),
        ),
        (
            "ro",
            (
                "„A”: 0–4 din 20 de instituții (0–20\u00a0%) în Romania și 12 din 20 de instituții"
                " (60\u00a0%) în Norway; mai des în Norway, cu 40 până la 60 de puncte procentuale."
            ),
        ),
        (
            "nb",
            (
                "«A»: 0–4 av 20 virksomheter (0–20\u00a0%) i Romania og 12 av 20 virksomheter"
                " (60\u00a0%) i Norway; oftere i Norway, med 40 til 60 prosentpoeng."
            ),
        ),
    ],
)
def test_a_range_with_a_certain_sign_says_where_more_often(language, words):
    assert said(options(((0, 4), 12)), language) == (words,)


def test_where_a_range_holds_nought_it_cannot_be_told():
    (words,) = said(options(((0, 4), 2)))
    assert words.endswith("; in which group more often cannot be told.")


def test_a_mirror_says_that_it_was_said():
    (words,) = said(options(((0, 4), 12)), is_mirror=True)
    assert "; said more often in Norway, by 40 to 60" in words


def test_the_largest_of_all_is_said_only_where_no_range_reaches_it():
    certain = options((0, 20), ((0, 4), 12), (5, 5))
    assert lines_of(certain).chosen[0] is LineScope.ALL
    assert said(certain)[0].startswith("Of all 3 lines of the table, the largest difference is in")
    reached = options((0, 12), ((0, 4), 12), (5, 5))
    assert lines_of(reached).chosen[0] is not LineScope.ALL


def test_a_range_may_be_the_largest_of_all():
    words = said(options(((0, 4), (16, 20)), (5, 7)))[0]
    assert words.startswith("Of all 2 lines of the table, the largest difference is in “A”")
    assert words.endswith(", 60 to 100 percentage points.")


def test_the_largest_number_says_that_a_range_may_be_larger():
    assert said(options((0, 12), (3, 4), ((0, 4), (10, 14))))[:2] == (
        (
            "Of the 2 lines of the table of which the difference is a number (of 3), the largest"
            " is in “A”: 0 of 20 institutions (0%) in Romania and 12 of 20 institutions (60%) in"
            " Norway, 60 percentage points."
        ),
        "In 1 further line the difference is a range, which may be larger.",
    )


def test_a_number_is_not_singled_out_where_a_range_certainly_differs_by_more():
    words = said(options((0, 2), (3, 4), ((0, 4), (9, 15)), ((0, 4), (10, 16))))
    assert words[0].startswith("“D”: 0–4 of 20")
    assert "largest" not in " ".join(words)


def test_in_how_many_lines_which_country_has_more_is_counted():
    found = said(options((0, 12), (3, 4), (9, 2), ((0, 4), 2)))
    assert found[-1] == (
        "The share is larger in Romania in 1 line, in Norway in 2 lines; in 1 line it cannot be"
        " told."
    )


def test_of_one_line_nothing_is_counted():
    assert len(said(options((0, 12)))) == 1


def test_where_no_sign_is_certain_that_is_said():
    shown = compared((20, {"a": (0, 9), "b": (11, 20)}), (20, {"a": (2, 9), "b": (11, 18)}))
    three = compared(
        (20, {"a": (0, 9), "b": (2, 9), "c": (0, 9)}), (20, {"a": (0, 9), "b": (2, 9), "c": (0, 9)})
    )
    assert said((three,)) == (
        (
            "In none of the 3 lines of the table that can be compared (of 3) is it certain in which"
            " group the share is larger."
        ),
    )
    assert said((shown,))[0].endswith("cannot be told.")


def test_no_reason_is_told_of_closely_protected_answers_but_their_number():
    shown = compared((14, {"a": (0, 4), "b": 9}), (13, {"a": 6, "b": (0, 4)}))
    silent = replace(shown.groups[0], n_asked=16)
    words = missing_words([replace(shown, groups=(silent, shown.groups[1]))], GROUPS, labels())
    assert words.startswith("Romania: 14 of 16 institutions asked gave an answer (2 gave no answer")
    assert "a range that holds the figure" in words


@pytest.mark.parametrize(
    ("n", "is_sensitive", "words"),
    [
        (3, False, "3 of 14 institutions asked gave an answer; too few answered (fewer than 5)."),
        (6, True, "6 of 14 institutions asked gave an answer; too few answered (fewer than 7)."),
        (6, False, "6 of 14 institutions asked gave an answer; too few answered."),
    ],
)
def test_a_group_that_is_too_small_says_so_once_with_its_size(n, is_sensitive, words):
    column = Column("q", "q", "q", Level.NOMINAL, codes=("a",), is_sensitive=is_sensitive)
    closed = GroupResult((("country", "NO"),), 14, n, {}, (), is_hidden=True)
    shown = ColumnComparison(column, (group("RO", 14, {"a": 9}), closed), ())
    told = missing_words([shown], GROUPS, labels())
    assert told.endswith(f"Norway: {words}")
    assert table_of([shown], GROUPS, labels()).rows[0].cells[1:] == (None, None)


@pytest.mark.parametrize(
    ("total", "words"),
    [((10.0, 15.0), "10–14"), ((0.0, 5.0), "fewer than 5"), ((0.0, 0.0), "0"), (None, None)],
)
def test_the_upper_end_of_a_sum_of_people_is_not_reached(total, words):
    assert total_cell(total, labels()).words == words


def test_sums_of_people_add_up_by_the_ends_that_can_be_reached():
    assert added([(10.0, 15.0), (0.0, 5.0)]) == (10, 19)
    assert total_cell(added([(10.0, 15.0), (0.0, 5.0)]), labels()).words == "10–18"
    assert added([(0.0, 0.0), (0.0, 0.0)]) == (0, 0)
    assert added([(10.0, 15.0), None]) is None


@pytest.mark.parametrize(
    ("code", "language", "words"),
    [
        ("0", "en", "0"),
        ("1-4", "nb", "1–4"),
        ("1000+", "en", "1,000 or more"),
        ("1000+", "nb", "1\u00a0000 eller mer"),
        ("500-999", "ro", "500–999"),
        ("<0", "en", "below 0"),
        ("<0", "ro", "sub 0"),
    ],
)
def test_a_class_of_numbers_is_written_as_the_language_writes_it(code, language, words):
    column = Column("q", "q", "q", Level.ORDINAL, codes=(code,), is_classed=True)
    assert labels(language).code(column, code) == words


def test_the_median_of_numbers_is_a_class():
    column = Column("q", "q", "q", Level.ORDINAL, codes=("1-4", "20-49"), is_classed=True)
    groups = tuple(
        GroupResult((("country", country),), 14, 14, {}, (), median=median, mean=mean)
        for country, median, mean in (("RO", "20-49", 28.9), ("NO", "1-4", None))
    )
    assert said((ColumnComparison(column, groups, ()),)) == (
        "The median institution has 20–49 in Romania and 1–4 in Norway.",
    )


def test_what_stands_out_allows_for_ranges_and_for_the_silent(home):
    material = small_material(home)
    columns = []
    for shown in material.comparison.columns:
        if shown.column.name != "keeps":
            columns.append(replace(shown, differences=()))
            continue
        bounds = ((0.1, 0.3), (0.55, 0.9))
        groups = tuple(
            replace(g, values=tuple(_ranged(v, ends) for v in g.values))
            for g, ends in zip(shown.groups, bounds, strict=True)
        )
        gaps = tuple(
            replace(d, value=None, band=(0.3, 0.7), interval=(0.6, 0.7), n_population=(30, 20),
                    interval_kind=IntervalKind.NONRESPONSE)
            for d in shown.differences
        )  # fmt: skip
        columns.append(replace(shown, groups=groups, differences=gaps))
    comparison = replace(material.comparison, columns=tuple(columns))
    (found,) = strongest(replace(material, comparison=comparison).findings)
    assert found.least == 25
    assert found.words == (
        "Romania 10–40% (1–4 of 12), Norway 10–40% (1–4 of 10). Wherever in their ranges the"
        " figures lie, and whatever the institutions without an answer would say, at least 25"
        " percentage points lie between them."
    )


def _ranged(value, bounds):
    return replace(value, count=None, share=None, band=(1, 4), share_band=(0.1, 0.4), bounds=bounds)
