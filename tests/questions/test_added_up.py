"""Totals follow their parts, and never stand against what somebody typed."""

from surveyapp.questions.added_up import DeclaredSum, follow, is_added_up, lines_of
from surveyapp.questions.cell import BLANK, Missing, MissingReason

UNKNOWN = Missing(MissingReason.NOT_RECORDED)
LINES = {"q.a.t": ("q.a.x", "q.a.y")}


def follows(before, after, typed=()):
    return follow(LINES, before, {**before, **after}, typed)


def test_a_sum_of_columns_stands_in_every_row_of_which_all_parts_are_asked():
    sums = (DeclaredSum("t", ("x", "y"), True),)
    cells = ("q.a.x", "q.a.y", "q.a.t", "q.b.x", "q.b.t")
    assert lines_of(sums, "q", cells) == LINES


def test_a_sum_of_rows_stands_in_every_column():
    sums = (DeclaredSum("t", ("a", "b"), False),)
    cells = [f"q.{row}.{column}" for row in "abt" for column in "xy"]
    assert lines_of(sums, "q", cells) == {
        "q.t.x": ("q.a.x", "q.b.x"),
        "q.t.y": ("q.a.y", "q.b.y"),
    }


def test_totals_of_both_axes_are_added_up_from_the_inside():
    sums = (DeclaredSum("t", ("x", "y"), True), DeclaredSum("t", ("a", "b"), False))
    cells = [f"q.{row}.{column}" for row in "abt" for column in "xyt"]
    lines = lines_of(sums, "q", cells)
    assert list(lines)[-1] == "q.t.t"
    typed = {"q.a.x": 1, "q.a.y": 2, "q.b.x": 3, "q.b.y": 4}
    assert follow(lines, {}, typed) == {
        "q.a.t": 3,
        "q.b.t": 7,
        "q.t.x": 4,
        "q.t.y": 6,
        "q.t.t": 10,
    }


def test_a_total_may_be_a_part_of_another():
    sums = (DeclaredSum("t", ("x", "s"), True), DeclaredSum("s", ("y", "z"), True))
    lines = lines_of(sums, "q", [f"q.a.{column}" for column in "txsyz"])
    assert list(lines) == ["q.a.s", "q.a.t"]
    assert follow(lines, {}, {"q.a.x": 1, "q.a.y": 2, "q.a.z": 3}) == {"q.a.s": 5, "q.a.t": 6}


def test_an_empty_total_is_filled_once_all_parts_are_numbers():
    assert follows({}, {"q.a.x": 0, "q.a.y": 0}) == {"q.a.t": 0}
    assert follows({}, {"q.a.x": 3}) == {}
    assert follows({}, {"q.a.x": 3, "q.a.y": UNKNOWN}) == {}
    assert follows({"q.a.t": BLANK}, {"q.a.x": 3, "q.a.y": 4}) == {"q.a.t": 7}


def test_a_total_that_was_added_up_follows():
    before = {"q.a.x": 3, "q.a.y": 4, "q.a.t": 7}
    assert follows(before, {"q.a.x": 5}) == {"q.a.t": 9}
    assert follows(before, {"q.a.x": UNKNOWN}) == {"q.a.t": None}
    assert follows(before, {}) == {}


def test_a_total_that_was_given_stays():
    assert follows({"q.a.t": 9}, {"q.a.x": 3, "q.a.y": 4}) == {}
    assert follows({"q.a.x": 3, "q.a.y": 4, "q.a.t": 9}, {"q.a.x": 4}) == {}
    assert follows({"q.a.t": UNKNOWN}, {"q.a.x": 3, "q.a.y": 4}) == {}
    before = {"q.a.x": 3, "q.a.y": 4, "q.a.t": 7}
    assert follows(before, {"q.a.x": 5, "q.a.t": 8}, {"q.a.t"}) == {}


def test_a_total_needs_no_field_only_where_it_is_known():
    parts = LINES["q.a.t"]
    assert is_added_up({"q.a.x": 3, "q.a.y": 4, "q.a.t": 7}, "q.a.t", parts)
    assert is_added_up({"q.a.x": 3, "q.a.y": 4}, "q.a.t", parts)
    assert not is_added_up({"q.a.x": 3, "q.a.y": 4, "q.a.t": 8}, "q.a.t", parts)
    assert not is_added_up({"q.a.x": 3}, "q.a.t", parts)


def test_a_sum_beyond_the_largest_number_is_not_filled_in():
    """It could be neither typed nor imported."""
    half = 5 * 10**11
    assert follows({}, {"q.a.x": half, "q.a.y": half}) == {"q.a.t": 10**12}
    assert follows({}, {"q.a.x": half, "q.a.y": half + 1}) == {}
