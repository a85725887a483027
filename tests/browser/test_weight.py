"""What a first visit loads: few requests, few bytes, only from here."""

import pytest

from tests.waiting import wait_until

pytestmark = pytest.mark.browser

MOST_REQUESTS, MOST_BYTES = 4, 50_000
PAGES = ("/", "/answer/page/country_and_sector", "/answer/page/provision", "/answer/page/ranking")


def load_afresh(desk, path):
    """(address, bytes on the line with headers) of everything that a first visit loads."""
    page = desk.blank("respondent", "en")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    addresses, sizes = {}, {}
    session.on(
        "Network.requestWillBeSent",
        lambda event: addresses.update({event["requestId"]: event["request"]["url"]}),
    )
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    page.goto(desk.site.address + path, wait_until="networkidle")
    return [(address, sizes.get(key, 0)) for key, address in addresses.items()]


@pytest.mark.parametrize("path", PAGES)
def test_a_first_visit_needs_few_requests_and_few_bytes(desk, path):
    loaded = load_afresh(desk, path)
    assert 2 <= len(loaded) <= MOST_REQUESTS, loaded
    assert 2_000 < sum(size for _, size in loaded) <= MOST_BYTES, loaded


def test_a_second_page_loads_no_style_and_no_script_again(desk):
    page = desk.open("/answer/page/country_and_sector", "respondent")
    page.goto(desk.site.address + "/answer/page/ranking")
    sizes = """() => performance.getEntriesByType("resource")
      .filter((e) => e.name.includes("/static/")).map((e) => e.transferSize)"""
    # They are listed a moment after they came.
    wait_until(lambda: len(page.evaluate(sizes)) == 2, "the list of what was loaded")
    assert page.evaluate(sizes) == [0, 0]
