"""The benchmark of the envelopes runs, at a tiny size, and its control does what it says."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from benchmarks import envelopes
from benchmarks.clock import Clock
from benchmarks.figures_on_page import written_between
from benchmarks.flagship import make_open, sender_to, submissions
from benchmarks.former import WAYS
from benchmarks.measured import measured_here
from benchmarks.mixing_cost import PARTS
from surveyapp.instance import load_instance
from surveyapp.storage.answers_tables import response, sealed_flag, sealed_response
from surveyapp.storage.database import ANSWERS, connected, reading

N = 2


def n_rows(table):
    with reading(ANSWERS) as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


@pytest.mark.parametrize(("way", "stored"), [("sealed", (0, N, N)), ("stored at once", (N, 0, 0))])
def test_each_way_stores_what_it_says(tmp_path, way, stored):
    make_open(tmp_path / "instance", N)
    instance = load_instance(tmp_path / "instance")
    with connected(instance):
        sender_to(instance, WAYS[way]).all(submissions(N))
        assert tuple(map(n_rows, (response, sealed_response, sealed_flag))) == stored


def test_a_clock_adds_up_what_is_spent_also_on_what_fails():
    clock = Clock()
    with pytest.raises(ZeroDivisionError):
        clock.timed("part", lambda: 1 / 0)()
    assert list(clock.parts) == ["part"]
    assert clock.timed("part", lambda: 7)() == 7


@pytest.mark.slow
def test_the_whole_run_measures_sending_and_mixing(tmp_path):
    before = [vars(module)[name] for _part, module, name in PARTS]
    sizes = envelopes.Sizes(rounds=1, visits=1, calls=2, waiting=30)
    lines = envelopes.Bench(sizes, Path(tmp_path), measured_here).report()
    assert [vars(module)[name] for _part, module, name in PARTS] == before
    assert sum(line.endswith(("| yes |", "| **no** |")) for line in lines) == 3
    assert any(line.startswith("| mixing ") and "anew" not in line for line in lines)


def test_the_page_has_the_markers_and_the_rest_of_it_is_kept():
    page = envelopes.PAGE.read_text(encoding="utf-8")
    assert page.count(envelopes.START) == page.count(envelopes.END) == 1
    written = written_between(page, ["new"], envelopes.START, envelopes.END)
    assert f"{envelopes.START}\nnew\n{envelopes.END}" in written
    assert written.partition(envelopes.START)[0] == page.partition(envelopes.START)[0]
    assert written.partition(envelopes.END)[2] == page.partition(envelopes.END)[2]
