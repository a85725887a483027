"""From an empty instance to accounts, on a phone, in three languages: nothing for axe to find."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from surveyapp.instance import create_instance
from surveyapp.storage.migrations import upgrade
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.browser.conftest import desk_before, served
from tests.browser.test_every_page import AXE_SCRIPT, WIDER_THAN_SCREEN, violations
from tests.web.people import PASSWORD, code_of

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "ro", "nb"]
PHONE = 320


@dataclass
class Walk:
    """Somebody who goes through the pages of staff."""

    page: Page
    address: str

    def looked_at(self):
        """What axe finds, and what is wider than a phone."""
        self.page.evaluate(AXE_SCRIPT)
        return [*violations(self.page, with_colours=True), *self.page.evaluate(WIDER_THAN_SCREEN)]

    def go(self, path):
        self.page.goto(self.address + path)

    def fill(self, **typed):
        for field, words in typed.items():
            self.page.fill(f"#{field}", words)

    def press(self, action="", leads_to="**"):
        """The button of the form that is sent to an address with this end."""
        form = f'form[action$="{action}"] ' if action else "main form "
        self.page.click(f"{form}button.govuk-button >> nth=0")
        self.page.wait_for_url(leads_to)


@pytest.fixture(params=LANGUAGES)
def walk(tmp_path, chrome, request):
    """A phone before an instance without any account."""
    made = create_instance(tmp_path / "study")
    upgrade(made)
    limiter.reset()
    with served(create_app(made)) as site, desk_before(site, chrome) as desk:
        yield Walk(desk.open(f"/?lang={request.param}", width=PHONE), site.address)


def test_from_the_first_account_to_all_others(walk):
    seen = []

    def look():
        seen.append((walk.page.url, walk.looked_at()))

    walk.page.click('a[href="/staff/first"]')
    look()
    walk.fill(name="ada", password=PASSWORD, again="something else")
    walk.press()
    look()
    assert walk.page.input_value("#name") == "ada"
    walk.fill(password=PASSWORD, again=PASSWORD)
    walk.press(leads_to="**/staff/second-factor")
    secret = walk.page.text_content("#factor-secret")
    walk.fill(factor=code_of(secret))
    walk.press()
    codes = walk.page.locator(".recovery-codes code").all_text_contents()
    walk.go("/staff/sign-in")
    look()
    walk.fill(name="ada", password=PASSWORD, factor=codes[0])
    walk.press(leads_to="**/desk/")
    look()
    walk.go("/desk/staff/")
    look()
    walk.go("/desk/staff/new")
    look()
    walk.fill(factor="12345")
    walk.press("/staff/confirm")
    look()
    walk.fill(factor=codes[1])
    walk.press("/staff/confirm", "**/desk/staff/new")
    walk.fill(name="maria")
    walk.press("/desk/staff/new")
    look()
    assert walk.page.input_value("#name") == "maria"
    walk.page.check('input[value="coordinator"]')
    walk.press("/desk/staff/new")
    look()
    assert len(walk.page.text_content("#password")) == 20
    for path in ("account/maria/", "account/ada/"):
        walk.go(f"/desk/staff/{path}")
        look()
    for path in ("/desk/log/", "/staff/account", "/staff/account/recovery-codes"):
        walk.go(path)
        look()
    walk.press("/recovery-codes")
    look()
    assert [(url, found) for url, found in seen if found] == []
    assert len(seen) == 15
