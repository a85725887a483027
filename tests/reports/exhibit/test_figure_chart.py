"""Charts: exact shares as marks, closely protected ones as ranges, what is certain first."""

from dataclasses import replace

import pytest

from surveyapp.questions.column import TICKED, Level, Role
from surveyapp.reports.block import Mark
from surveyapp.reports.chart.chart import Dot, DotRow, PlacedDot, PlacedRange, Range
from surveyapp.reports.exhibit.chart_words import description, dot_key, scale_key
from surveyapp.reports.exhibit.figure_chart import (
    MOST_ROWS,
    code_shown,
    dot_charts,
    dot_row,
    drawn,
    is_single_scale,
    scale_charts,
    share_mark,
)
from surveyapp.reports.exhibit.table import table_of
from surveyapp.reports.sentence.sentence import sentences
from tests.reports.banded import GROUPS, compared, labels, options

SMALL, LARGE = (0, 4), (16, 20)


def protected(*pairs):
    """Options that are closely protected."""
    return tuple(
        replace(shown, column=replace(shown.column, is_sensitive=True)) for shown in options(*pairs)
    )


def scale(first, second, **more):
    """One question with an ordinal scale."""
    shown = compared(first, second, **more)
    return replace(shown, column=replace(shown.column, level=Level.ORDINAL, is_sensitive=False))


def lines(columns, code=TICKED):
    """(label, difference) of the wide chart, from the top."""
    return [(row.label, row.difference) for row in dot_charts(columns, code, labels())[0].lines]


def test_a_protected_share_is_a_range_and_no_mark_says_where_in_it_it_lies():
    wide, narrow = dot_charts(protected((6, LARGE)), TICKED, labels())
    for drawing in (wide, narrow):
        first, second = drawing.rows[0].marks
        assert isinstance(first, PlacedDot)
        assert isinstance(second, PlacedRange)
        left, right = drawing.ticks[0][0], drawing.ticks[-1][0]
        assert second.x == pytest.approx(left + 0.8 * (right - left), abs=0.1)
        assert second.x + second.width == pytest.approx(right, abs=0.1)


def test_legend_text_twin_and_alternative_text_name_the_range():
    columns = protected((6, LARGE), (9, 9))
    wide, _ = dot_charts(columns, TICKED, labels())
    key = {entry.mark: entry.words for entry in dot_key(wide, GROUPS, labels())}
    assert key[Mark.RANGE] == "a range that holds the figure (closely protected)"
    assert table_of(columns, GROUPS, labels()).rows[0].cells[1] == "16–20 / 20 (80–100%)"
    told = description(wide, "A sentence.", GROUPS, labels())
    assert told == "A sentence. A range holds the figure and says no more: A, Norway: 80–100%."


def test_a_chart_of_exact_shares_names_no_range():
    columns = options((6, 9))
    wide, _ = dot_charts(columns, TICKED, labels())
    assert Mark.RANGE not in {entry.mark for entry in dot_key(wide, GROUPS, labels())}
    assert description(wide, "A sentence.", GROUPS, labels()) == "A sentence."


def test_a_chart_without_bands_of_silence_names_none():
    wide, _ = drawn([DotRow("A", (Dot(0.2), Dot(0.4)), "+20")], labels())
    assert Mark.BAND not in {entry.mark for entry in dot_key(wide, GROUPS, labels())}
    wide, _ = drawn([DotRow("A", (Dot(0.2, 0.1, 0.3), Dot(0.4)), "+20")], labels())
    assert Mark.BAND in {entry.mark for entry in dot_key(wide, GROUPS, labels())}


ALL = "where the share lies whatever the institutions without an answer would say"
SOME = "where the share lies whatever participants that left it unanswered would say"


@pytest.mark.parametrize(
    ("populations", "words"),
    [
        ((25, 25), ALL),
        ((None, None), SOME),
        ((25, None), f"{ALL} (in some bands participants alone)"),
    ],
)
def test_the_key_says_whose_silence_the_bands_allow_for(populations, words):
    (shown,) = options((6, 9))
    groups = tuple(
        replace(group, n_population=n, values=tuple(map(with_band, group.values)))
        for group, n in zip(shown.groups, populations, strict=True)
    )
    wide, _ = dot_charts((replace(shown, groups=groups),), TICKED, labels())
    key = {entry.mark: entry.words for entry in dot_key(wide, GROUPS, labels())}
    assert key[Mark.BAND] == words


def with_band(value):
    return replace(value, bounds=(value.share - 0.1, value.share + 0.1))


def test_the_key_names_no_group_without_a_mark_and_no_difference_that_is_not_drawn():
    wide, _ = drawn([dot_row("A", (Dot(0.2), None), labels())], labels())
    assert [entry.mark for entry in dot_key(wide, GROUPS, labels())] == [Mark.FIRST]
    wide, _ = drawn([dot_row("A", (None, Dot(0.2)), labels())], labels())
    assert [entry.mark for entry in dot_key(wide, GROUPS, labels())] == [Mark.SECOND]
    wide, _ = drawn([dot_row("A", (Dot(0.3), Dot(0.2)), labels())], labels())
    assert [entry.mark for entry in dot_key(wide, GROUPS, labels())][2:] == [Mark.WORDS]


def test_the_largest_certain_difference_stands_first():
    found = lines(protected((SMALL, SMALL), (8, 12), (2, LARGE), (0, (10, 14))))
    assert found == [
        ("C", "+70 to +90"),
        ("D", "+50 to +70"),
        ("B", "+20"),
        ("A", "−20 to +20"),
    ]


def test_protected_lines_stand_below_the_others_under_a_line_of_their_own():
    mixed = (*options((1, 2)), *protected((0, 0), (2, LARGE))[1:])
    wide, _ = dot_charts(mixed, TICKED, labels())
    assert [row.label for row in wide.lines] == ["A", "B"]
    assert wide.note.words == "closely protected: ranges instead of small numbers"
    first, second = (row.label_y for row in wide.rows)
    assert first < wide.note.y < second
    assert dot_charts(protected((2, LARGE)), TICKED, labels())[0].note is None


def test_a_group_that_is_too_small_has_no_mark_and_the_line_says_so():
    (shown,) = options((6, 9))
    small = replace(shown.groups[1], values=(), is_hidden=True)
    (gap,) = shown.differences
    shown = replace(
        shown,
        groups=(shown.groups[0], small),
        differences=(replace(gap, value=None, is_hidden=True),),
    )
    wide, _ = dot_charts((shown,), TICKED, labels())
    assert len(wide.rows[0].marks) == 1
    assert lines((shown,)) == [("A", "too few")]


def test_groups_that_are_only_set_beside_each_other_have_no_difference():
    (shown,) = options((6, 9))
    assert lines((replace(shown, differences=()),)) == [("A", "")]


def test_the_answer_of_a_grid_is_the_one_that_surely_differs_most():
    rows = [compared((20, {"a": SMALL, "b": 8}), (20, {"a": LARGE, "b": 12})) for _ in range(2)]
    assert code_shown(rows) == "a"
    unsure = [
        compared((20, {"a": (8, 12), "b": (0, 9)}), (20, {"a": (8, 12), "b": (5, 20)}))
        for _ in range(2)
    ]
    assert code_shown(unsure) == "b"


def test_a_scale_is_stacked_only_where_all_of_it_is_exact():
    exact = scale((20, {"a": 4, "b": 6, "c": 10}), (20, {"a": 2, "b": 8, "c": 10}))
    assert is_single_scale((exact,))
    ranges = scale((20, {"a": SMALL, "b": 6, "c": (10, 14)}), (20, {"a": 2, "b": 8, "c": 10}))
    assert not is_single_scale((ranges,))
    wide, _ = dot_charts((ranges,), None, labels())
    assert [row.label for row in wide.lines] == ["A", "B", "C"]


def test_a_scale_of_one_group_alone_says_that_the_other_is_too_small():
    exact = scale((20, {"a": 4, "b": 6, "c": 10}), (20, {"a": 2, "b": 8, "c": 10}))
    values = tuple(replace(v, count=None, share=None) for v in exact.groups[1].values)
    small = replace(exact.groups[1], values=values, is_hidden=True)
    wide, _ = scale_charts(replace(exact, groups=(exact.groups[0], small)), GROUPS, labels())
    assert [(bar.label, bool(bar.segments)) for bar in wide.bars] == [
        ("Romania", True),
        ("Norway: too few", False),
    ]


@pytest.mark.parametrize("count", [3, 4, 5, 6, 7])
def test_classes_of_numbers_are_stacked_up_to_seven_each_in_a_colour_of_its_own(count):
    codes = ("0", "1-4", "5-9", "10-19", "20-49", "50-99", "100+", "200+")[:count]
    (shown,) = options((6, 9))
    column = replace(
        shown.column, role=Role.ANSWER, level=Level.ORDINAL, codes=codes, is_classed=True
    )
    assert is_single_scale((replace(shown, column=column),))
    assert len({entry.mark for entry in scale_key(codes)}) == count


def test_eight_classes_are_lines_in_their_order():
    codes = tuple("abcdefgh")
    (shown,) = options((6, 9))
    column = replace(
        shown.column, role=Role.ANSWER, level=Level.ORDINAL, codes=codes, is_classed=True
    )
    assert not is_single_scale((replace(shown, column=column),))


def test_a_part_of_people_is_a_range_that_is_not_closely_protected():
    row = dot_row("Women", (share_mark((0.5, 0.6)), share_mark((0.2, 0.2))), labels())
    assert row.marks == (Range(0.5, 0.6), Dot(0.2))
    assert row.difference == "−40 to −30"
    wide, _ = drawn([row], labels())
    words = {entry.words for entry in dot_key(wide, GROUPS, labels())}
    assert "a range that holds the figure" in words


def test_more_ranges_than_can_be_told_are_counted():
    rows = [DotRow(name, (Dot(0.5), Range(0, 0.2)), "") for name in "abcdefghi"]
    wide, _ = drawn(rows, labels())
    assert description(wide, "", GROUPS, labels()).endswith(
        "f, Norway: 0–20%. 3 other ranges stand in the table."
    )


def test_the_answer_of_a_grid_is_the_one_that_the_sentence_tells():
    first = compared((20, {"a": 2, "b": 8, "c": 10}), (20, {"a": 12, "b": 2, "c": 6}))
    second = compared((20, {"a": 10, "b": 8, "c": 2}), (20, {"a": 10, "b": 1, "c": 9}))
    rows = tuple(
        replace(shown, column=replace(shown.column, name=f"q.{name}", line_path=name))
        for name, shown in zip("cd", (first, second), strict=True)
    )
    assert code_shown(rows) == "a"
    (sentence, *_more) = sentences(rows, GROUPS, labels())
    assert "“C: A”" in sentence


def test_lines_for_which_a_chart_has_no_room_are_counted():
    rows = [DotRow(str(n), (Dot(0.2), Dot(0.4)), "+20") for n in range(MOST_ROWS + 2)]
    assert [each.n_left for each in drawn(rows, labels())] == [2, 2]
    assert [each.n_left for each in drawn(rows[:MOST_ROWS], labels())] == [0, 0]
