"""A live demo site on a free port of this machine, and one Chromium for all tests."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)
from werkzeug.serving import WSGIRequestHandler, make_server

from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.browser.visitors import COOKIE, LEAVER, VISITORS
from tests.filled_demo import copy_of_demo
from tests.waiting import LONGEST

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LOCALES = {"en": "en-GB", "ro": "ro-RO", "nb": "nb-NO"}
DESK, PHONE = 1280, 360
HEIGHT = 900
LEFT_WHILE_LOADING = "net::ERR_ABORTED"


class Silent(WSGIRequestHandler):
    """Handles requests without writing a line for each."""

    def log_request(self, *_arguments: object) -> None:
        """Keeps quiet."""


@dataclass
class Site:
    """The running site; `cookies` of those who visit it, by (visitor, language)."""

    app: Flask
    address: str
    cookies: dict[tuple[str, str], str] = field(default_factory=dict)

    def cookie(self, visitor: str, language: str) -> str:
        """The session of a visitor whose draft is prepared once; one who leaves, each time."""
        key = (visitor, language)
        if key not in self.cookies or visitor == LEAVER:
            self.cookies[key] = VISITORS[visitor](self.app, language)
        return self.cookies[key]


@contextmanager
def served(app: Flask) -> Iterator[Site]:
    """The site of an application on a free port, until the block ends."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(app, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of the demo: an open wave with invented answers, a code, one account of staff."""
    made = copy_of_demo(tmp_path_factory, tmp_path_factory.mktemp("site") / "demo")
    with served(create_app(made)) as running:
        yield running


@pytest.fixture(scope="session")
def chrome(chromium: str) -> Iterator[Browser]:
    """The browser, started once."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=list(ARGUMENTS), timeout=LONGEST * 1000
        )
        yield started
        started.close()


@dataclass
class CheckSession:
    """Opens pages as a visitor, in a language; notes everything that a browser complains about.

    A desk is for one test: a clock that is turned, a cache that is switched off or a route that is
    cut belongs to the context, not to the page, and would reach every page that is opened later.
    """

    site: Site
    chrome: Browser
    contexts: dict[tuple[str, str, bool], BrowserContext] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def open(
        self,
        path: str,
        visitor: str = "nobody",
        language: str = "en",
        width: int = DESK,
        *,
        scripts: bool = True,
    ) -> Page:
        """A fresh tab at a path."""
        page = self.blank(visitor, language, width, scripts=scripts)
        page.goto(self.site.address + path)
        return page

    def blank(
        self, visitor: str, language: str, width: int = DESK, *, scripts: bool = True
    ) -> Page:
        """A fresh tab with the visitor's cookie."""
        context = self._context(visitor, language, scripts=scripts)
        context.clear_cookies()
        cookie = self.site.cookie(visitor, language)
        if cookie:
            context.add_cookies([{"name": COOKIE, "value": cookie, "url": self.site.address}])
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.on("console", self._note_message)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", lambda request: self._note_address(request.url))
        page.on("requestfailed", self._note_failure)
        return page

    def close(self) -> None:
        """Closes every tab with all that was done to its context."""
        for context in self.contexts.values():
            context.close()

    def _context(self, visitor: str, language: str, *, scripts: bool) -> BrowserContext:
        key = (visitor, language, scripts)
        if key not in self.contexts:
            made = self.chrome.new_context(locale=LOCALES[language], java_script_enabled=scripts)
            made.set_default_timeout(LONGEST * 1000)
            self.contexts[key] = made
        return self.contexts[key]

    def _note_message(self, message: ConsoleMessage) -> None:
        # An answer such as 404 or 422 to a whole page is part of what is tested.
        is_status = message.text.startswith("Failed to load resource")
        if message.type in ("error", "warning") and not is_status:
            self.complaints.append(f"console: {message.text}")

    def _note_failure(self, request: Request) -> None:
        """A page that is left while it loads is no failure: the reader was quicker."""
        if not (request.is_navigation_request() and request.failure == LEFT_WHILE_LOADING):
            self.complaints.append(f"failed: {request.url} ({request.failure})")

    def _note_address(self, url: str) -> None:
        if not url.startswith((self.site.address, "data:", "about:")):
            self.complaints.append(f"foreign address: {url}")


@contextmanager
def desk_before(site: Site, chrome: Browser) -> Iterator[CheckSession]:
    """A desk for one test; fails it when the browser complained or asked a foreign address."""
    limiter.reset()
    made = CheckSession(site, chrome)
    yield made
    made.close()
    assert made.complaints == []


@pytest.fixture
def desk(site: Site, chrome: Browser) -> Iterator[CheckSession]:
    """A desk of the test's own before the site of the demo."""
    with desk_before(site, chrome) as made:
        yield made


@pytest.fixture(scope="session")
def screenshots() -> Path | None:
    """Where pictures of the main pages are kept under `make pictures`; None otherwise."""
    if os.environ.get("SURVEYAPP_PICTURES") != "keep":
        return None
    folder = Path(__file__).parents[2] / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
