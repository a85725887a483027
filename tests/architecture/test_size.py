"""Functions and modules stay small enough to read."""

import statistics

from tests.architecture.source import (
    PACKAGE,
    ROOT,
    functions,
    length,
    long_functions,
    long_modules,
    read_sources,
)

LONGEST_FUNCTION = 45
LONGEST_MODULE = 300
CODE = (PACKAGE, ROOT / "benchmarks")
"""Migrations are written once and stay as they ran."""


def test_no_function_has_more_than_45_lines():
    assert not long_functions(read_sources(*CODE), LONGEST_FUNCTION)


def test_no_module_has_more_than_300_lines():
    assert not long_modules(read_sources(*CODE), LONGEST_MODULE)


def test_nine_functions_in_ten_have_at_most_16_lines():
    lengths = [length(f) for source in read_sources(PACKAGE) for f in functions(source)]
    assert statistics.quantiles(lengths, n=10)[8] <= 16


def test_half_the_modules_have_at_most_100_lines():
    assert statistics.median(source.n_lines for source in read_sources(PACKAGE)) <= 100


def test_a_long_function_is_found(tmp_path):
    (tmp_path / "planted.py").write_text("def long():\n" + "    x = 1\n" * 45)
    planted = read_sources(tmp_path, root=tmp_path)
    assert long_functions(planted, LONGEST_FUNCTION) == ["planted.py:1 long has 46 lines"]


def test_a_long_module_is_found(tmp_path):
    (tmp_path / "planted.py").write_text("x = 1\n" * 301)
    planted = read_sources(tmp_path, root=tmp_path)
    assert long_modules(planted, LONGEST_MODULE) == ["planted.py has 301 lines"]
