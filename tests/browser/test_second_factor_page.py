"""A second factor is set up in a browser, on a phone, in three languages."""

import pytest

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.staff import add_staff
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.browser.conftest import desk_before, served
from tests.browser.test_every_page import AXE_SCRIPT, WIDER_THAN_SCREEN, violations
from tests.web.people import PASSWORD, code_of

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "ro", "nb"]


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """A site that is no demonstration, with an account for each language."""
    made = create_instance(tmp_path_factory.mktemp("factor") / "study")
    upgrade(made)
    with connected(made):
        for language in LANGUAGES:
            add_staff(language, [StaffRole.COORDINATOR], PASSWORD)
    limiter.reset()
    with served(create_app(made)) as site:
        yield site


@pytest.fixture(params=LANGUAGES)
def page(real, chrome, request):
    """An account without a second factor that has just signed in."""
    with desk_before(real, chrome) as desk:
        opened = desk.open(f"/staff/sign-in?lang={request.param}", width=320)
        opened.fill("#name", request.param)
        opened.fill("#password", PASSWORD)
        assert opened.get_attribute("#factor", "autocomplete") == "one-time-code"
        assert looked_at(opened) == []
        opened.press("#factor", "Enter")
        opened.wait_for_url("**/staff/second-factor")
        yield opened


def looked_at(page):
    """What axe finds, and what is wider than a phone."""
    page.evaluate(AXE_SCRIPT)
    return [*violations(page, with_colours=True), *page.evaluate(WIDER_THAN_SCREEN)]


def test_a_factor_is_set_up_and_asked_for(real, page):
    secret = page.text_content("#factor-secret")
    assert looked_at(page) == []
    page.fill("#factor", code_of(secret))
    page.press("#factor", "Enter")
    page.wait_for_selector(".recovery-codes li >> nth=7")
    assert looked_at(page) == []
    recovery = page.text_content(".recovery-codes li >> nth=0")
    name = page.get_attribute("html", "lang")[:2]
    page.goto(f"{real.address}/staff/sign-in")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.fill("#factor", recovery)
    page.press("#factor", "Enter")
    page.wait_for_url("**/desk/")
