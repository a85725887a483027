"""A desk is a test's own: what one test does to its browser, no other meets."""

import pytest

from tests.browser.conftest import desk_before

pytestmark = pytest.mark.browser

CLOCK = "Date.now.toString().includes('[native code]')"


def test_a_clock_that_one_desk_turns_runs_by_itself_at_the_next(site, chrome):
    with desk_before(site, chrome) as first:
        page = first.blank("nobody", "en")
        page.clock.install()
        page.goto(site.address)
        assert page.evaluate(CLOCK) is False
        assert first.open("/").evaluate(CLOCK) is False  # it belongs to the whole context
    with desk_before(site, chrome) as second:
        assert second.open("/").evaluate(CLOCK) is True
