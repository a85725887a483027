"""The benchmark of the analysis runs, at a tiny size, so that it cannot rot."""

import os

import pytest

from benchmarks import analysis, counting
from benchmarks.coded import NAME, Size, coded_texts, questionnaire, write_coded_snapshot
from benchmarks.figures_on_page import written_between
from benchmarks.measured import measured, measured_here
from benchmarks.refreshing import same_columns
from surveyapp.analysis.microdata.snapshot import Origin, snapshot_of, write_snapshot

SIZE = Size(600, 12)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """The drawn answers as a snapshot file."""
    path = tmp_path_factory.mktemp("drawn") / "drawn.parquet"
    write_coded_snapshot(SIZE, path)
    return path


def test_the_drawn_snapshot_is_the_one_of_the_drawn_texts(drawn, tmp_path):
    texts = (text.encode() for text in coded_texts(SIZE))
    columns = questionnaire(SIZE.n_columns).columns
    made = snapshot_of(columns, texts, Origin(NAME, "1", synthetic=True))
    real = write_snapshot(made, tmp_path)
    assert same_columns(real.source, drawn)


@pytest.mark.parametrize("keys", analysis.GROUPINGS)
def test_all_ways_give_the_same_counts(drawn, keys):
    ways = (way for name, way in analysis.WAYS.items() if name != analysis.GATED)
    first, *others = (way(drawn, keys, SIZE.n_columns) for way in ways)
    assert first
    assert all(each == first for each in others)


def test_the_gate_shows_nothing_but_what_was_counted(drawn):
    shown = counting.surveyapp_comparison(drawn, ("country",), SIZE.n_columns)
    counted = counting.surveyapp_counts(drawn, ("country",), SIZE.n_columns)
    assert shown
    assert shown.items() <= counted.items()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Setting a new row on a DataFrame:DeprecationWarning")
def test_the_whole_run_measures_and_judges_everything(tmp_path):
    sizes = analysis.Sizes(SIZE, SIZE, tableone_rows=300, rounds=1, requests=1)
    watch = analysis.Watch()
    lines = analysis.Bench(sizes, tmp_path, watch, measured_here).report()
    assert watch.n_steps == analysis.N_STEPS
    judged = [line for line in lines if line.endswith(("| yes |", "| **no** |"))]
    assert len(judged) == 21


def test_a_call_is_measured_in_a_process_of_its_own():
    found = measured(os.getpid)
    assert found.result != os.getpid()
    assert 1 < found.megabytes < 10_000


def test_the_figures_stand_between_their_markers_and_the_rest_is_kept():
    page = f"before\n{analysis.START}\nold\n{analysis.END}\nafter\n"
    written = written_between(page, ["new"], analysis.START, analysis.END)
    assert written == f"before\n{analysis.START}\nnew\n{analysis.END}\nafter\n"


def test_the_page_has_the_markers():
    page = analysis.PAGE.read_text(encoding="utf-8")
    assert page.count(analysis.START) == page.count(analysis.END) == 1


def test_an_aim_that_is_missed_says_so():
    assert analysis.Aim("counts", 2.5, 2, " ×").line() == "| counts | 2.50 × | ≤ 2 × | **no** |"
    assert analysis.Aim("quicker", 250, 200, " ×", is_least=True).line().endswith("| yes |")
