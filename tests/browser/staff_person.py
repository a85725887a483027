"""Somebody of the staff before a browser: goes to pages, fills in forms, has an app for codes."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from tests.waiting import LONGEST
from tests.web.people import code_of

STEP_SECONDS = 30
OWN_PASSWORD = "quiet harbour lantern {}"


class Person:
    """One account in a browser of its own. Every code of the app is typed once, as it must be."""

    def __init__(self, chrome, address, name, *, scripts):
        self.name, self.address = name, address
        self.context = chrome.new_context(locale="en-GB", java_script_enabled=scripts)
        self.context.set_default_timeout(LONGEST * 1000)
        self.page = self.context.new_page()
        self.secret, self.recovery, self._last_step = None, [], 0

    @property
    def path(self):
        """Where the browser is."""
        return urlsplit(self.page.url).path

    def go(self, path):
        """Follows an address; types a code where one is asked for again."""
        response = self.page.goto(self.address + path)
        assert response.status < 400, (path, response.status, self.page.text_content("main"))
        return self._confirmed()

    def _confirmed(self):
        """Types a code where the page that was asked for wants one first."""
        if self.path == "/staff/confirm":
            self.page.fill("#factor", self.code())
            self.press("Continue")
            assert self.path != "/staff/confirm", self.text
        return self

    def fill(self, **fields):
        """Types into fields by their ids."""
        for name, value in fields.items():
            self.page.fill(f"[id='{name}']", value)
        return self

    def press(self, label, within="main"):
        """Presses the button of these words."""
        self.page.locator(within).get_by_role("button", name=label, exact=True).click()
        self.page.wait_for_load_state()
        return self

    def follow(self, label):
        """Follows the first link of these words in the page."""
        self.page.locator("main").get_by_role("link", name=label, exact=True).first.click()
        self.page.wait_for_load_state()
        return self._confirmed()

    def sees(self, words):
        """That these words stand on the page."""
        assert words in self.text, (self.path, words, self.text)
        return self

    @property
    def text(self):
        """All words of the page."""
        return " ".join((self.page.text_content("main") or "").split())

    def sign_in(self, password):
        """Signs in; sets the second factor up where the account has none yet."""
        self.page.goto(f"{self.address}/staff/sign-in")
        self.fill(name=self.name, password=password)
        if self.secret:
            self.fill(factor=self.code())
        self.press("Sign in")
        if self.path == "/staff/second-factor":
            self.set_up_factor()
            return self.sign_in(password)
        assert self.path == "/desk/", self.text
        return self

    def set_up_factor(self):
        """Gives the secret to the app and keeps the recovery codes."""
        self.secret = self.page.text_content("#factor-secret")
        self.fill(factor=self.code())
        self.press("Set up")
        self.recovery = self.page.locator(".recovery-codes li").all_text_contents()
        assert len(self.recovery) == 8, self.text

    def code(self):
        """The next code that was not typed yet: of the app, else one for the day it is lost."""
        here = int(datetime.now(UTC).timestamp()) // STEP_SECONDS
        for step in (here - 1, here, here + 1):
            if step > self._last_step:
                self._last_step = step
                return code_of(self.secret, (step - here) * STEP_SECONDS)
        return self.recovery.pop()

    def upload(self, field, name, content, mime):
        """Chooses a file."""
        self.page.set_input_files(f"#{field}", {"name": name, "mimeType": mime, "buffer": content})
        return self

    def download(self, link):
        """(name, content) of the file behind a link, asked for as the browser asks."""
        address = link.get_attribute("href")
        answer = self.context.request.get(self.address + address)
        assert answer.status == 200, (address, answer.status)
        assert answer.headers["content-disposition"].startswith("attachment")
        return address.rpartition("/")[2], answer.body()
