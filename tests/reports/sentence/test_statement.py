"""Claims of a sentence: superlatives, ranges, decimals, rounding, each with its right words."""

from dataclasses import replace

import pytest

from surveyapp.analysis.result import (
    ColumnComparison,
    ComposedPart,
    Difference,
    GroupResult,
    Interval,
    IntervalKind,
    Measure,
    ValueShare,
)
from surveyapp.formats.interface_words import translate_in
from surveyapp.questionnaire.wording import Wording
from surveyapp.questions.column import Column, Level, Role
from surveyapp.reports.exhibit.base import missing_words
from surveyapp.reports.exhibit.composition import largest_part
from surveyapp.reports.exhibit.rounding import rounding_of_parts, rounding_words
from surveyapp.reports.exhibit.table import table_of
from surveyapp.reports.labels import Labels, ended
from surveyapp.reports.sentence.sentence import no_comparison, sentences
from surveyapp.reports.sentence.uncertainty import uncertainty

GROUPS = ("Romania", "Norway")
WORDS = {code: code.upper() for code in "abcd"}
PATHS = tuple((code, code) for code in "abcd")


def labels(language="en"):
    return Labels(Wording(language, WORDS), translate_in(language))


def column(codes="abc", **more):
    return Column("q", "q", "q", Level.NOMINAL, codes=tuple(codes), text_paths=PATHS, **more)


def group(country, n, counts, **more):
    values = tuple(
        ValueShare(code, k, None if k is None else round(k / n, 4), None, k is None)
        for code, k in counts.items()
    )
    return GroupResult((("country", country),), n, n, {}, values, **more)


def compared(first, second, *, of=None, interval=None, intervals=()):
    """(n, code -> institutions or None) of both; every difference that both counts allow."""
    (n, ours), (m, theirs) = first, second
    gaps = tuple(
        Difference(
            ("NO", "RO"),
            Measure.PERCENTAGE_POINTS,
            code,
            None if None in (k, theirs[code]) else round(theirs[code] / m - k / n, 4),
            interval=interval,
            intervals=intervals,
        )
        for code, k in ours.items()
    )
    return ColumnComparison(
        of or column("".join(ours)), (group("RO", n, ours), group("NO", m, theirs)), gaps
    )


def said(*columns, language="en"):
    return " ".join(sentences(columns, GROUPS, labels(language)))


def test_a_superlative_says_of_how_many_lines():
    shown = compared((10, {"a": 5, "b": 5, "c": None}), (10, {"a": 9, "b": 0, "c": None}))
    assert said(shown) == (
        "Of the 2 lines of the table that can be compared (of 3), the largest difference is in"
        " “B”: 5 of 10 institutions (50%) in Romania and 0 of 10 institutions (0%) in Norway, 50"
        " percentage points."
    )


def test_a_superlative_over_everything_says_so():
    shown = compared((20, {"a": 10, "b": 5, "c": 5}), (20, {"a": 20, "b": 0, "c": 0}))
    assert said(shown).startswith("Of all 3 lines of the table, the largest difference is in “A”")


def test_equal_differences_are_told():
    shown = compared((20, {"a": 10, "b": 5, "c": 5}), (20, {"a": 0, "b": 15, "c": 5}))
    assert said(shown).endswith("The difference is as large in 1 other line.")


def test_one_line_bears_no_superlative():
    shown = compared((10, {"a": 5, "b": None, "c": None}), (10, {"a": 9, "b": None, "c": 1}))
    assert said(shown) == (
        "“A”: 5 of 10 institutions (50%) in Romania and 9 of 10 institutions (90%) in Norway, a"
        " difference of 40 percentage points. 2 other lines of the table cannot be compared."
    )


def test_yes_and_no_are_one_figure():
    shown = compared((10, {"a": 4, "b": 6}), (10, {"a": 9, "b": 1}))
    assert said(shown).startswith("“A”: 4 of 10")
    assert "largest" not in said(shown)


def test_at_nought_there_is_no_superlative():
    equal = compared((10, {"a": 5, "b": 5, "c": 0}), (20, {"a": 10, "b": 10, "c": 0}))
    assert said(equal) == (
        "In none of the 3 lines of the table that can be compared (of 3) do the groups stand a"
        " percentage point apart."
    )
    one = compared((14, {"a": 0, "b": None, "c": None}), (7, {"a": 0, "b": None, "c": None}))
    assert "difference" not in said(one)


def test_what_is_never_compared_is_not_called_too_few():
    shown = compared((10, {"a": 4, "b": 6}), (10, {"a": 9, "b": 1}))
    beside = ColumnComparison(shown.column, shown.groups, ())
    assert said(beside) == "The groups stand side by side and are not compared."


def ranked(option, first, second):
    each = Column(
        f"q.{option}", "q", "q", Level.ORDINAL, Role.RANK, ("0", "1"), option=option,
        line_path=option,
    )  # fmt: skip
    groups = (
        group("RO", 9, {}, mean_points=first),
        group("NO", 9, {}, mean_points=second),
    )
    gap = None if None in (first, second) else round(second - first, 4)
    return ColumnComparison(
        each, groups, (Difference(("NO", "RO"), Measure.MEAN_POINTS, None, gap),)
    )


def test_most_points_are_said_of_what_can_be_compared():
    assert said(ranked("a", 3.0, 1.7), ranked("b", 3.0, 2.0), ranked("c", None, 4.0)) == (
        "Most points among the 2 lines of the table that can be compared (of 3), from the"
        " institutions in Romania: “A”, “B” (3); from those in Norway: “B” (2)."
    )
    assert said(ranked("a", 3.0, 1.7), ranked("c", None, 4.0)) == no_comparison(labels())


def test_points_and_their_differences_have_the_decimals_of_their_rounding_and_a_sign():
    rows = table_of([ranked("a", 1.7, 3.0), ranked("b", 2.0, 0.5)], GROUPS, labels()).rows
    assert [row.cells for row in rows] == [("1.7", "3", "+1.3"), ("2", "0.5", "−1.5")]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (5.0, "5"),
        (1.7, "1,7"),
        (1040.0, "1.040"),
        (0.0, "0"),
        (-0.25, "−0,25"),
        (1.3000000001, "1,3"),
    ],
)
def test_a_figure_has_the_decimals_that_it_has(value, words):
    assert labels("ro").figure(value) == words


def test_the_range_names_its_figure_and_its_unit():
    ours, theirs = {"a": 4, "b": None, "c": None}, {"a": 9, "b": None, "c": None}
    shown = compared((10, ours), (10, theirs), interval=(-0.01, 0.49))
    assert uncertainty((shown,), GROUPS, labels("ro")) == (
        "Ponderea „A”, Norway minus Romania: +50 de puncte procentuale. Orice ar spune instituțiile"
        " fără răspuns, această diferență se află între −1 și +49 de puncte procentuale."
    )


def test_a_range_of_one_number_is_said_as_one():
    ours, theirs = {"a": 4, "b": None, "c": None}, {"a": 9, "b": None, "c": None}
    kind = IntervalKind.FINITE_POPULATION
    shown = compared((10, ours), (10, theirs), intervals=(Interval(kind, 0.5, 0.5),))
    assert uncertainty((shown,), GROUPS, labels()).endswith(
        "If silence has nothing to do with the answer, it is +50 percentage points (finite"
        " population, 95%)."
    )


def test_percentages_that_do_not_add_up_are_told_once():
    thirds = compared((6, {"a": 2, "b": 2, "c": 2}), (6, {"a": 2, "b": 2, "c": 2}))
    halves = compared((10, {"a": 5, "b": 5}), (10, {"a": 4, "b": 6}))
    assert rounding_words((thirds, thirds), labels()) == (
        "Percentages are rounded and do not always add up to 100."
    )
    assert rounding_words((halves,), labels()) == ""
    assert rounding_of_parts([[0.3333, 0.3333, 0.3333]], labels()).endswith("add up to 100.")
    assert rounding_of_parts([[0.5, 0.5], [0.3333, None]], labels()) == ""


@pytest.mark.parametrize(
    ("first", "second", "is_told"),
    [
        ((7, 26), (7, 12), False),  # 27 and 58 %, 31.4 points
        ((3, 11), (10, 17), False),  # 27 and 59 %, 31.6 points
        ((4, 15), (7, 12), True),  # 27 and 58 %, 31.7 points
    ],
)
def test_a_difference_that_does_not_follow_from_what_is_printed_is_told(first, second, is_told):
    sides = ((n, {"a": count, "b": None}) for count, n in (first, second))
    words = "Percentages are rounded; differences are taken before rounding."
    assert rounding_words((compared(*sides),), labels()) == (words if is_told else "")


def test_reasons_of_several_rows_are_not_read_as_institutions():
    rows = [
        ColumnComparison(
            Column(f"q.{row}", "q", f"q.{row}", Level.NOMINAL, codes=("a",)),
            tuple(GroupResult((("country", c),), 5, 3, {"blank": 2}) for c in ("RO", "NO")),
            (),
        )
        for row in "xy"
    ]
    wording = Wording("en", {"code_lists.missing.blank": "Left blank"})
    words = Labels(wording, translate_in("en"))
    assert missing_words(rows, GROUPS, words).startswith(
        "Romania: 3 of 5 institutions asked gave an answer (in all rows together: Left blank 4)."
    )
    assert "(Left blank 2)" in missing_words(rows[:1], GROUPS, words)


def parts(*ends):
    return [(name, (ComposedPart(name, *each),)) for name, each in zip("abc", ends, strict=False)]


def test_a_part_is_the_largest_only_where_no_range_reaches_it():
    assert largest_part(parts((0.5, 0.6), (0.2, 0.4)), 0)[0] == "a"
    assert largest_part(parts((0.3, 0.6), (0.2, 0.4)), 0) is None
    assert largest_part(parts((0.5, 0.6), (None, None)), 0) is None
    assert largest_part(parts((0.0, 0.0), (0.0, 0.0)), 0) is None


@pytest.mark.parametrize(
    ("title", "words"), [("An index", "An index."), ("Which one?", "Which one?")]
)
def test_a_title_before_a_sentence_ends(title, words):
    assert ended(title) == words


def test_where_only_those_who_were_asked_are_known_the_others_are_not_spoken_for():
    ours, theirs = {"a": 4, "b": None}, {"a": 9, "b": None}
    shown = compared((10, ours), (10, theirs), interval=(-0.01, 0.49))
    some = tuple(replace(each, n_population=(10, None)) for each in shown.differences)
    told = uncertainty((replace(shown, differences=some),), GROUPS, labels())
    assert told.endswith("institutions that took no part are not counted.")
    sure = tuple(replace(each, interval=(0.5, 0.5)) for each in some)
    assert uncertainty((replace(shown, differences=sure),), GROUPS, labels()) == ""


def test_points_are_not_rounded_percentages():
    ranked = column(("ranked", "unranked"), role=Role.RANK)
    shown = compared((15, {"ranked": 4}), (12, {"ranked": 7}), of=ranked)
    assert rounding_words((shown,), labels()) == ""


def test_sums_of_people_have_no_difference_beside_them():
    counted = compared((10, {}), (10, {}), of=column("", counts_people=True))
    assert table_of((counted,), GROUPS, labels()).heads == GROUPS


def test_a_row_with_several_options_closes_once_and_without_an_option():
    rows = [
        ColumnComparison(
            replace(column(role=Role.OPTION, line_path=row, column_path=option), cell=f"q.{row}"),
            tuple(group(c, 3, {"1": None}, is_hidden=row == "a") for c in ("RO", "NO")),
            (),
        )
        for row in "ab"
        for option in "cd"
    ]
    told = missing_words(rows, GROUPS, labels())
    assert "Norway, in 1 row: too few answered (fewer than 5) – A." in told
