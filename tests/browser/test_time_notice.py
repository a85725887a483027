"""Shortly before a visit ends the page says so and can be kept open, on a clock that we turn."""

import pytest

pytestmark = pytest.mark.browser

TEXT = "/answer/page/proposals"
FIELD = "#rec_national"
PLACE = ".time-left"
KEPT = 3300


@pytest.fixture
def page(desk):
    """A page with words typed into it, on a clock that stands until it is turned."""
    opened = desk.blank("respondent", "en")
    opened.clock.install()
    opened.goto(desk.site.address + TEXT)
    opened.fill(FIELD, "typed before the end")
    return opened


def turn(page, seconds):
    """Turns the clock of the page."""
    page.clock.run_for(seconds * 1000)


def turn_to_the_end(page, seconds_before):
    """Turns it until so many seconds before the end that the page knows of."""
    left = int(page.locator(PLACE).get_attribute("data-seconds"))
    turn(page, left - seconds_before)


def state(page):
    return page.locator(PLACE).get_attribute("data-state")


def test_nothing_is_said_while_there_is_time(page):
    turn_to_the_end(page, 600)
    assert state(page) is None
    assert page.locator(PLACE).inner_text() == ""


def test_before_the_end_it_is_said_politely_and_the_page_stays_on_request(page):
    turn_to_the_end(page, 240)
    assert state(page) == "soon"
    assert page.locator(PLACE).get_attribute("role") == "status"
    assert page.evaluate("document.activeElement.id") == "rec_national"  # nothing takes the focus
    page.click(f"{PLACE} button")
    page.wait_for_selector(f"{PLACE}[data-state=stayed]")
    assert page.evaluate("document.activeElement.id") == "rec_national"
    assert page.input_value(FIELD) == "typed before the end"
    turn(page, KEPT - 600)
    assert state(page) == "stayed"
    turn(page, 400)
    assert state(page) == "soon"


def test_when_it_is_over_the_page_says_what_to_do(page):
    turn_to_the_end(page, -60)
    assert state(page) == "over"
    assert page.locator(f"{PLACE} button").count() == 0
    assert page.input_value(FIELD) == "typed before the end"


def test_a_visit_that_was_left_elsewhere_says_so(page):
    turn_to_the_end(page, 240)
    page.context.clear_cookies()
    page.click(f"{PLACE} button")
    page.wait_for_selector(f"{PLACE}[data-state=over]")


def test_near_its_last_end_nothing_promises_more(page):
    page.evaluate("delete document.querySelector('.time-left').dataset.stay")
    turn_to_the_end(page, 240)
    assert state(page) == "last"
    assert page.locator(f"{PLACE} button").count() == 0


def test_where_the_network_fails_the_button_stays(desk, page):
    turn_to_the_end(page, 240)
    page.route("**/answer/stay", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.click(f"{PLACE} button")
    assert state(page) == "soon"
    assert page.locator(f"{PLACE} button").is_visible()
    desk.complaints.clear()  # the browser complains of what was done to it
