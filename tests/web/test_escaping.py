"""What people type is shown as they typed it, and never becomes markup (T26)."""

from html.parser import HTMLParser

import pytest

from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser

CORPUS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    '" autofocus onfocus="alert(1)',
    "' style='background:url(javascript:alert(1))",
    "{{ 7 * 7 }}{% print(config) %}",
    "{0.__class__.__mro__} {year_1} %(day)s %s",
    "<!-- --><style>*{display:none}</style>",
    "&lt;script&gt; &#60;b&#62; &amp;",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "\u202egnp.exe <b>bidi</b> \u2028<i>line</i>",
    "<b>\u0000</b>",
    "＜script＞alert(1)＜/script＞",
)
EVERYTHING = "\n".join(CORPUS).replace("\u0000", "").replace("\u2028", "\n")
HARMLESS = "Words in general terms.\n" * 4
PAGES = ("/answer/review", "/answer/copy")
SUMS = {"women": "2", "men": "3", "girls": "0", "boys": "0", "unknown": "0", "total": "9"}


class Skeleton(HTMLParser):
    """The elements of a page with the names of their attributes, in order."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, tuple(name for name, _ in attributes)))


def skeleton(html):
    return Skeleton(html).elements


def answered_with(app, words):
    """A browser whose draft holds these words in every place where words can be typed."""
    browser = PlainBrowser(app)
    start(browser, "service_provision", "en")
    browser.go("/answer/page/proposals")
    names = browser.page.form("answer-form").names()
    texts = [n for n in names if n.startswith("rec_") and "__" not in n]
    browser.send({name: [words] for name in texts}, form="answer-form")
    browser.go("/answer/page/assisted_sex_age")
    sums = {f"vic_assisted_sexage.year_1.{c}": [n] for c, n in SUMS.items()}
    browser.send(sums, form="answer-form")
    one_line = " ".join(words.split())[:480]
    browser.send({"vic_assisted_sexage__why_V1": [one_line]}, form="answer-form")
    browser.go("/answer/page/tasks_and_groups")
    browser.send({"mandate": ["other"], "mandate__other": [one_line[:190]]}, form="answer-form")
    return browser


@pytest.fixture(scope="module")
def attacked(app):
    return answered_with(app, EVERYTHING)


@pytest.fixture(scope="module")
def harmless(app):
    return answered_with(app, HARMLESS)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_answers_has_the_same_elements_whatever_was_typed(attacked, harmless, page):
    assert skeleton(attacked.go(page).page.html) == skeleton(harmless.go(page).page.html)


@pytest.mark.parametrize("name", ["proposals", "assisted_sex_age", "tasks_and_groups"])
def test_a_page_to_answer_has_the_same_elements_whatever_was_typed(attacked, harmless, name):
    address = f"/answer/page/{name}"
    assert skeleton(attacked.go(address).page.html) == skeleton(harmless.go(address).page.html)


def test_what_was_typed_comes_back_as_it_was_typed(attacked):
    attacked.go("/answer/page/proposals")
    (shown,) = attacked.page.form("answer-form").initial()["rec_national"]
    assert shown.replace("\r\n", "\n") == EVERYTHING


def test_what_was_typed_stands_in_the_copy_to_keep(attacked):
    shown = "".join(attacked.go("/answer/copy").page.html.split())
    assert "{{7*7}}{%print(config)%}" in shown
    assert "{0.__class__.__mro__}" in shown


@pytest.mark.parametrize("typed", CORPUS)
def test_what_cannot_be_taken_comes_back_without_becoming_markup(app, harmless, typed):
    field = "vic_assisted_sexage.year_1.women"
    address = "/answer/page/assisted_sex_age"
    browser = start(PlainBrowser(app), "service_provision", "en").go(address)
    plain = browser.send({field: ["many"]}, form="answer-form").page.html
    browser.go(address)
    shown = browser.send({field: [typed]}, form="answer-form").page.html
    assert browser.status == 200
    assert skeleton(shown) == skeleton(plain)


@pytest.mark.parametrize("typed", CORPUS)
def test_codes_names_and_addresses_never_become_markup(browser, typed):
    attempts = [
        lambda: browser.client.get("/staff/sign-in", query_string={"next": typed}),
        lambda: browser.client.get("/", query_string={"lang": typed}),
        lambda: browser.client.get(f"/respond/{typed.replace('/', '')}/"),
        lambda: browser.client.post("/answer/page/proposals", data={"rec_national": typed}),
        lambda: browser.client.post(
            "/answer/page/proposals", data={typed: "x", "form-code": typed}
        ),
        lambda: browser.client.post("/answer/code", data={"form-code": typed}),
        lambda: browser.client.post("/staff/sign-in", data={"name": typed, "next": typed}),
    ]
    for attempt in attempts:
        response = attempt()
        assert response.status_code < 500
        elements = skeleton(response.get_data(as_text=True))
        assert {"script"} & {tag for tag, names in elements if "src" not in names} == set()
        assert [names for _, names in elements if any(n.startswith("on") for n in names)] == []
        assert {"img", "svg", "style", "math"} & {tag for tag, _ in elements} == set()
