"""The report as a page of its own: for every reader, on a desk and on a phone."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from surveyapp.formats.report.report_html import report_html
from tests.browser.conftest import DESK, HEIGHT, PHONE
from tests.browser.test_every_page import NARROWEST, WIDER_THAN_SCREEN, violations
from tests.reports.small_report import home, made, small_report

__all__ = ["home", "made"]
pytestmark = pytest.mark.browser


@pytest.fixture
def page(chrome, home):
    """A tab with the small report."""
    tab = chrome.new_page()
    tab.set_content(report_html(small_report(home)))
    yield tab
    tab.close()


@pytest.mark.parametrize(
    ("width", "shown"), [(DESK, "wide"), (PHONE, "narrow"), (NARROWEST, "narrow")]
)
def test_a_chart_is_seen_once_in_the_width_of_the_screen(page, width, shown):
    page.set_viewport_size({"width": width, "height": HEIGHT})
    charts = [each for each in page.locator("svg").all() if each.is_visible()]
    assert len(charts) == page.locator("figure").count() == 2
    assert all(f"chart--{shown}" in each.get_attribute("class") for each in charts)
    assert page.evaluate(WIDER_THAN_SCREEN) == []


def test_axe_finds_nothing_in_a_report(page):
    page.evaluate(AXE_SCRIPT)
    assert violations(page, with_colours=True) == []
