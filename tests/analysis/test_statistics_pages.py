import doctest
from pathlib import Path

import pytest

from surveyapp.analysis.result import Measure

PAGES = sorted((Path(__file__).parents[2] / "docs/statistics").glob("*.md"))
COMPARE_JSON = Path(__file__).parents[2] / "docs/compare-json.md"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_worked_example_comes_out_as_printed(page):
    result = doctest.testfile(str(page), module_relative=False)
    assert result.failed == 0


@pytest.mark.parametrize("page", [p for p in PAGES if p.stem != "index"], ids=lambda p: p.stem)
def test_a_page_has_an_example_and_a_source(page):
    text = page.read_text(encoding="utf-8")
    assert ">>>" in text
    assert "**Source.**" in text


@pytest.mark.parametrize("measure", Measure)
def test_every_measure_is_documented(measure):
    assert f"| {measure} |" in COMPARE_JSON.read_text(encoding="utf-8")
