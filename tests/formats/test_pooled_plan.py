"""A plan that pools rows is refused where a family would have no meaning or tell too much."""

import shutil

import pytest

from surveyapp.formats.check.questionnaire_check import check
from surveyapp.formats.source import kept_file
from surveyapp.formats.source.analysis_file import load_publication
from tests.formats.broken import break_in
from tests.formats.broken_plan import FORM, PLAN, PLANNED

ALL_ROWS = "questions: [care]\n        merge: two\n        pool: kinds\n        nearest: below\n"
UNMERGED = "questions: [care]\n        pool: kinds\n"
COLUMN_OF_PLACES = "columns: [{code: n, label: Number}]"
SUMS = "sums: {rows: {there: [here]}}"
FAMILY = "rows: [bed, room]}"
FAMILY_OF_PLACES = (
    PLAN,
    FAMILY,
    f"{FAMILY}, {{name: all, label: Everywhere, rows: [here, there]}}",
)
POOLED_PLACES = (
    PLAN,
    "columns: [places.*.n]\n        show: totals",
    "questions: [places]\n        pool: kinds",
)
UNFLAGGED = (PLAN, "    questions: [places]\nmerges", "    questions: [spare]\nmerges")


@pytest.fixture
def planned(tmp_path, monkeypatch):
    """A project with the sound plan; files are looked at again on every call."""
    home = shutil.copytree(PLANNED, tmp_path / "home")
    monkeypatch.chdir(home)
    monkeypatch.setattr(kept_file, "LOOK_AGAIN_SECONDS", 0.0)
    return home


def codes_in(root):
    return {problem.code for problem in check([root / PLAN]).problems}


def changed(root, *edits):
    for edit in edits:
        break_in(root, edit)
    return codes_in(root)


def test_a_family_stands_where_its_first_row_was(planned):
    (declared,) = [each for each in load_publication("planned").comparisons() if each.pools]
    assert declared.columns == ("care.housing", "care.cure")
    (pool,) = declared.pools
    assert pool.rows == ("care.bed", "care.room")
    assert pool.column.codes == ("below", "high")
    assert pool.preference == ("below", "high")
    assert pool.column.line_path == "planned_analysis.pools.kinds.housing"


def test_the_other_end_of_a_scale_counts_first_when_it_is_named(planned):
    break_in(planned, (PLAN, "nearest: below", "nearest: high"))
    (declared,) = [each for each in load_publication("planned").comparisons() if each.pools]
    assert declared.pools[0].preference == ("high", "below")


def test_a_family_takes_all_its_rows_where_a_comparison_names_one(planned):
    break_in(planned, (PLAN, "questions: [care]", "columns: [care.bed]"))
    (declared,) = [each for each in load_publication("planned").comparisons() if each.pools]
    assert declared.columns == ("care.housing",)
    assert declared.pools[0].rows == ("care.bed", "care.room")


def test_rows_that_are_picked_are_not_pooled(planned):
    form = (planned / FORM).read_text(encoding="utf-8")
    (planned / FORM).write_text(f"{form}            pick_rows: 2\n", encoding="utf-8")
    assert "pool-unfit" in codes_in(planned)


def test_options_that_stand_alone_are_in_no_family(planned):
    form = (planned / FORM).read_text(encoding="utf-8")
    several = form.replace("grid_select_one", "grid_select_multiple")
    (planned / FORM).write_text(several + "            exclusive: [low]\n", encoding="utf-8")
    assert "pool-unfit" in changed(planned, (PLAN, ALL_ROWS, UNMERGED))


def test_several_answers_have_no_nearest_one(planned):
    form = (planned / FORM).read_text(encoding="utf-8")
    several = form.replace("grid_select_one", "grid_select_multiple")
    (planned / FORM).write_text(several, encoding="utf-8")
    nearest = UNMERGED + "        nearest: low\n"
    assert codes_in(planned) >= {"merge-unfit"}
    assert changed(planned, (PLAN, ALL_ROWS, nearest)) == {"nearest-unfit"}


def test_several_answers_are_pooled_option_by_option(planned):
    form = (planned / FORM).read_text(encoding="utf-8")
    (planned / FORM).write_text(
        form.replace("grid_select_one", "grid_select_multiple"), encoding="utf-8"
    )
    assert changed(planned, (PLAN, ALL_ROWS, UNMERGED)) == set()
    (declared,) = [each for each in load_publication("planned").comparisons() if each.pools]
    assert declared.columns[:3] == tuple(f"care.housing.{c}" for c in ("low", "middle", "high"))


@pytest.mark.parametrize("key", ["counts: people", "level: interval", SUMS])
def test_numbers_without_a_sum_of_their_own_are_in_no_family(planned, key):
    more = (FORM, COLUMN_OF_PLACES, f"{COLUMN_OF_PLACES}\n            {key}")
    assert "pool-unfit" in changed(planned, more, FAMILY_OF_PLACES, POOLED_PLACES)


def test_other_numbers_are_summed(planned):
    changed(planned, FAMILY_OF_PLACES, POOLED_PLACES, UNFLAGGED)
    (places,) = [e for e in load_publication("planned").comparisons() if e.name == "places"]
    assert places.columns == ("places.all.n",)
    assert places.pools[0].preference == ()


def test_a_scale_must_say_which_end_counts(planned):
    break_in(planned, (PLAN, "        nearest: below\n", ""))
    (problem,) = check([planned / PLAN]).problems
    assert problem.code == "nearest-unfit"
    assert problem.mend == "write nearest: with below or high"


def test_an_end_of_a_scale_says_nothing_without_a_pool(planned):
    found = changed(planned, (PLAN, "        pool: kinds\n        nearest", "        nearest"))
    assert found == {"key-unfit", "unused-in-plan"}


def test_a_family_is_not_called_like_a_row(planned):
    assert "name-used-twice" in changed(planned, (PLAN, "name: housing", "name: cure"))


def test_a_row_is_not_pooled_towards_both_ends(planned):
    other = "      - {name: again, questions: [care], merge: two, pool: kinds, nearest: high}\n"
    found = changed(planned, (PLAN, "      - name: care\n", f"{other}      - name: care\n"))
    assert found == {"two-pools"}


def test_a_pool_is_shown_as_measures(planned):
    found = changed(planned, (PLAN, "nearest: below", "nearest: below\n        show: totals"))
    assert "key-unfit" in found
