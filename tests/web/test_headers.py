"""Headers and markup of every response, errors and files included (T24)."""

from html.parser import HTMLParser

import pytest

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.web import create_app
from surveyapp.web.access import public
from surveyapp.web.amounts import MOST_BYTES
from tests.web.people import addresses, client_with, cookies_of_everybody

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
EXACT = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
OWN_SCHEMES = ("/", "#", "?", "tel:")


class Suspicions(HTMLParser):
    """What a page may not hold: inline styles and scripts, handlers, foreign addresses."""

    def __init__(self, html):
        super().__init__()
        self.found, self._element = [], None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self._element = tag
        for name, value in attributes:
            is_inline = name == "style" or name.startswith("on")
            is_address = name in ("href", "src", "action", "formaction", "poster", "data")
            if is_inline or (is_address and value and not value.startswith(OWN_SCHEMES)):
                self.found.append((tag, name, value))
            if is_address and (value or "").startswith("//"):
                self.found.append((tag, name, value))
        if tag in ("style", "iframe", "object", "embed", "base", "meta-refresh"):
            self.found.append((tag,))

    def handle_data(self, words):
        if self._element in ("script", "style") and words.strip():
            self.found.append((self._element, words))

    def handle_endtag(self, _tag):
        self._element = None


@pytest.fixture(scope="module")
def responses(instance):
    """(what was asked, response) of every route for everybody, and of every kind of failure."""
    app = create_app(instance)  # its own, because a route is added before the first request
    app.add_url_rule("/fails", "fails", public(_fail))
    everybody = cookies_of_everybody(app, [role.value for role in StaffRole])
    asked = [
        (
            f"{method} {address} as {who}",
            client_with(app, cookie).open(address, method=method, buffered=True),
        )
        for who, cookie in everybody.items()
        for method, address, _endpoint in addresses(app)
    ]
    client = app.test_client()
    return [
        *asked,
        ("400", client.post("/answer/code", headers={"Sec-Fetch-Site": "cross-site"})),
        ("404", client.get("/no/such/page")),
        ("404 file", client.get("/static/no-such-file.css")),
        ("405", client.delete("/")),
        ("413", client.post("/answer/code", data={"code": "x" * (MOST_BYTES + 1)})),
        ("500", client.get("/fails")),
        ("HEAD", client.head("/")),
        ("OPTIONS", client.options("/")),
    ]


def _fail():
    raise LookupError


def test_every_kind_of_failure_was_met(responses):
    met = {response.status_code for _, response in responses}
    assert {200, 204, 302, 400, 403, 404, 405, 413, 500} <= met


def test_every_response_carries_the_exact_headers(responses):
    for asked, response in responses:
        wrong = {n: response.headers.get(n) for n in EXACT if response.headers.get(n) != EXACT[n]}
        assert (asked, wrong) == (asked, {})
        assert "camera=()" in response.headers["Permissions-Policy"], asked


def test_only_files_of_ours_may_be_kept_by_a_cache(responses):
    for asked, response in responses:
        is_file = "/static/dist/" in asked and response.status_code == 200
        wanted = "public, max-age=31536000" if is_file else "no-store"
        assert (asked, response.headers["Cache-Control"]) == (asked, wanted)
        assert is_file or "Cookie" in response.vary, asked


def test_no_response_names_the_software_or_a_place_in_the_code(responses):
    for asked, response in responses:
        assert "X-Powered-By" not in response.headers, asked
        assert b"Traceback" not in response.data, asked


def test_no_page_holds_inline_code_inline_style_or_a_foreign_address(responses):
    """A document that is downloaded is none: it carries its style along."""
    for asked, response in responses:
        is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
        if response.mimetype == "text/html" and not is_file:
            assert (asked, Suspicions(response.get_data(as_text=True)).found) == (asked, [])


def test_a_refused_method_says_which_are_allowed(app):
    response = app.test_client().delete("/")
    assert "GET" in response.headers.get("Allow", "")
