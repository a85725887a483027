"""Until enough have sent, no page, count or file says that anybody has."""

import re

import pytest

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.storage.drafts import INDEX
from surveyapp.storage.sending import withdraw
from surveyapp.storage.staff import add_staff
from surveyapp.storage.waves import WaveState, move_wave
from surveyapp.study.mixing import mix
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.journeys.plain_client import PlainBrowser
from tests.reports.small_report import WAVE
from tests.storage.submissions import TODAY
from tests.study.conftest import empty, made_empty
from tests.study.waves import invited_to, sent_to
from tests.web.people import sign_in_fields

__all__ = ["empty", "made_empty"]

K, PASSWORD = 5, "quiet-harbour-lantern"
# Drawn anew for every showing of a form: its token, the mark of its button, what is sealed in it.
FRESH = re.compile(
    rb'name="(?:csrf_token|press|lost)"[^>]*value="[^"]*"|value="[^"]*"[^>]*name="(?:csrf_token|press|lost)"'
)
START = ("/", "/coordinate/", f"/coordinate/{WAVE}/")


@pytest.fixture
def invitations(empty):
    """Of institutions on the list, which all have opened theirs."""
    return invited_to(empty, K)


@pytest.fixture
def look(empty, invitations):
    """All that a stranger and staff are shown: address -> (status, headers, body)."""
    for role in (StaffRole.COORDINATOR, StaffRole.ANALYST):
        add_staff(role.value, [role], PASSWORD)
    app = create_app(empty, {"TESTING": True})
    limiter.reset()
    browsers = [PlainBrowser(app).go("/")]
    for role in (StaffRole.COORDINATOR, StaffRole.ANALYST):
        browser = PlainBrowser(app).go("/staff/sign-in")
        browsers.append(browser.send(sign_in_fields(empty, role.value)))
    return lambda: [crawled(browser) for browser in browsers]


def crawled(browser):
    """Every page that a link leads to, as it came; nothing is pressed and nobody leaves."""
    waiting, seen = list(START), {}
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in seen or not address.startswith("/") or "leave" in address:
            continue
        answer = browser.client.get(address)
        headers = sorted(pair for pair in answer.headers if pair[0] != "Set-Cookie")
        seen[address] = answer.status_code, headers, FRESH.sub(b"", answer.get_data())
        if answer.mimetype == "text/html" and answer.status_code == 200:
            waiting += browser.go(address).page.links
    return seen


def test_pages_are_the_same_byte_for_byte_until_the_fifth_is_mixed(empty, look, invitations):
    """Also those that tell which institutions on the list have answered."""
    before = look()
    assert all(len(seen) > 5 for seen in before[1:])
    *few, last = invitations
    for each in few:
        sent_to(empty, invitation=each)
        assert mix(empty, WAVE).n_mixed == 0
        assert look() == before
    sent_to(empty, invitation=last)
    assert look() == before
    assert mix(empty, WAVE).n_mixed == K
    assert look() != before


def test_four_of_a_group_that_is_closed_are_in_no_page(empty, look, invitations):
    move_wave(WAVE, WaveState.CLOSED)
    closed = look()
    move_wave(WAVE, WaveState.OPEN)
    for each in invitations[1:]:
        sent_to(empty, invitation=each)
    move_wave(WAVE, WaveState.CLOSED)
    assert mix(empty, WAVE).n_mixed == 0
    assert look() == closed


def test_no_page_tells_that_one_of_those_that_were_mixed_withdrew(empty):
    add_staff("coordinator", [StaffRole.COORDINATOR], PASSWORD)
    limiter.reset()
    browser = PlainBrowser(create_app(empty, {"TESTING": True})).go("/staff/sign-in?lang=en")
    browser.send(sign_in_fields(empty, "coordinator"))
    drafts = [sent_to(empty, invitation=each) for each in invited_to(empty, K + 1)]
    assert mix(empty, WAVE).n_mixed == K + 1
    places = (f"/desk/{WAVE}/", f"/coordinate/{WAVE}/", f"/coordinate/{WAVE}/pairs/")
    before = [FRESH.sub(b"", browser.client.get(each).get_data()) for each in places]
    assert b"<td>6</td>" in before[1]
    assert withdraw(drafts[0], {INDEX: 1}, TODAY)
    assert [FRESH.sub(b"", browser.client.get(each).get_data()) for each in places] == before
