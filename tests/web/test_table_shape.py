"""From which width a table is one, and how its rows stand together."""

import pytest

from surveyapp.web.respondent.table_shape import MOST_ROWS, STEPS, grid_class, groups


@pytest.mark.parametrize(
    ("n_rows", "sizes"),
    [(0, [0]), (1, [1]), (9, [9]), (10, [5, 5]), (19, [7, 6, 6]), (26, [9, 9, 8]), (28, [7] * 4)],
)
def test_groups_are_about_as_large_as_each_other(n_rows, sizes):
    found = list(groups(range(n_rows)))
    assert [len(group) for group in found] == sizes
    assert max(sizes) <= MOST_ROWS
    assert [pair for group in found for pair in group] == list(enumerate(range(n_rows), start=1))


def test_a_table_of_few_short_columns_is_one_on_a_narrow_window():
    assert grid_class(["2012", "2013", "2014"]) == "grid grid--from-40"


def test_more_and_longer_columns_need_a_wider_window():
    short, long = ["Yes", "No"], ["Tilgjengelighet", "Samordningsorgan"]
    widths = [grid_class((heads * 4)[:n]) for heads in (short, long) for n in (3, 5, 7)]
    assert [w.split()[1] for w in widths] == [
        "grid--from-40", "grid--from-40", "grid--from-48",
        "grid--from-40", "grid--from-64", "grid--from-69",
    ]  # fmt: skip


def test_too_many_columns_stay_cards():
    assert grid_class(["Samordningsorgan"] * 8) == "grid grid--many"
    assert grid_class([str(n) for n in range(15)]) == "grid grid--many"


def test_a_word_ends_at_a_stroke_and_a_hyphen():
    assert grid_class(["abcdef/abcdef"] * 7) == grid_class(["abcdef abc-def"] * 7)


def test_no_columns_at_all_fit_everywhere():
    assert grid_class([]) == f"grid grid--from-{STEPS[0]}"
