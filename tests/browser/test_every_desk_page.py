"""Every page of the desk in each of its states: in three languages, wide and on a phone.

One study is made for all; each language is one walk in one tab.
"""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from werkzeug.exceptions import HTTPException

from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.second_factor import NewFactor, fresh_secret
from surveyapp.storage.staff import set_second_factor
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.browser.conftest import DESK, HEIGHT, LOCALES, PHONE, served
from tests.browser.desk_sights import DESK_SIGHTS, EMPTY_SIGHTS, FILES, FIRST_SIGHTS, JOB_FILES
from tests.browser.every_wave import UNCONFIRMED, add_everybody, every_wave
from tests.browser.staff_person import STEP_SECONDS
from tests.browser.test_every_page import NARROWEST, WIDER_THAN_SCREEN, violations
from tests.desk.fieldwork_home import desk_of
from tests.journeys.plain_client import PlainBrowser
from tests.waiting import LONGEST
from tests.web.people import COOKIE, PASSWORD, code_of

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "ro", "nb")
BEGINNINGS = ("/desk/", "/staff/", "/coordinate/")
UNUSED = {"/staff/second-factor"}
"""Seen by nobody who has a second factor; `test_second_factor_page` looks at it."""
# What axe does not ask: names that tell things apart, and where an error leads to.
SHAPE = """() => {
  const found = [], all = (what) => [...document.querySelectorAll(what)];
  const words = (e) => (e ? e.textContent : "").replace(/\\s+/g, " ").trim();
  if (all("h1").length !== 1) found.push(`${all("h1").length} h1`);
  const told = document.querySelector(".govuk-error-summary") || document.querySelector("[data-told]");
  if (told && document.activeElement !== told) found.push("what is told has no focus");
  all("main form").forEach((form) => {
    const presses = [...form.elements].filter((e) => e.type === "submit");
    const isTyped = [...form.elements].some((e) => ["text", "password", "search"].includes(e.type));
    if (isTyped && presses.length > 1) found.push(`Enter may press one of ${presses.length}`);
  });
  all("table").forEach((table) => {
    const by = table.getAttribute("aria-labelledby");
    const name = words(table.caption) || table.getAttribute("aria-label")
      || (by && words(document.getElementById(by)));
    if (!name) found.push(`table without a name: ${words(table).slice(0, 60)}`);
    if (!table.querySelector("th[scope]")) found.push("table without heads");
  });
  all(".govuk-error-summary a").forEach((a) => {
    const to = document.getElementById(decodeURIComponent(a.hash.slice(1)));
    if (!to || !to.matches("input, select, textarea, button")) found.push(`leads to no field: ${a.hash}`);
  });
  const named = (e) => e.getAttribute("aria-label") || words(e);
  const seen = {};
  all("main button:not([aria-hidden])").forEach((e) => { (seen[named(e)] ||= []).push(e); });
  Object.entries(seen).filter(([, found]) => found.length > 1)
    .forEach(([name, several]) => found.push(`${several.length} buttons: ${name}`));
  const links = {};
  all("main a[href]").forEach((e) => { (links[named(e)] ||= new Set()).add(e.href); });
  Object.entries(links).filter(([, to]) => to.size > 1)
    .forEach(([name, to]) => found.push(`${to.size} links: ${name}`));
  const fields = {};
  all("main form").forEach((form) => form.querySelectorAll(
    "input:not([type=hidden], [aria-hidden]), select, textarea").forEach((e) => {
      const set = e.closest("fieldset"), own = (e.labels && e.labels[0]) || e;
      const name = [named(form) === words(form) ? "" : named(form),
        words(set && set.querySelector("legend")), words(own)].join(" / ");
      fields[name] = (fields[name] || 0) + 1;
    }));
  Object.entries(fields).filter(([, n]) => n > 1)
    .forEach(([name, n]) => found.push(`${n} fields: ${name}`));
  return found;
}"""
ERROR_SHOWN = """() => !!document.querySelector(
  ".govuk-error-summary, .govuk-error-message")"""


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        yield every_wave(tmp_path_factory.mktemp("every_wave") / "home", patch)


@pytest.fixture(scope="module")
def empty(study, tmp_path_factory):
    """An instance without waves, with accounts."""
    made = create_instance(tmp_path_factory.mktemp("empty") / "instance")
    upgrade(made)
    with connected(made):
        add_everybody()
    return made


@pytest.fixture(scope="module")
def first(study, tmp_path_factory):
    """An instance without anything."""
    made = create_instance(tmp_path_factory.mktemp("first") / "instance")
    upgrade(made)
    return made


class Walk:
    """Goes through pages in one tab, as several people in turn."""

    def __init__(self, chrome, site, instance, language):
        self.context = chrome.new_context(locale=LOCALES[language])
        self.context.set_default_timeout(LONGEST * 1000)
        self.page, self.site, self.language = self.context.new_page(), site, language
        self._instance, self._cookies = instance, {"nobody": ""}
        self.titles, self.found, self.visited = {}, {}, set()

    def come_as(self, visitor):
        """From now on this one holds the tab."""
        if visitor not in self._cookies:
            self._cookies[visitor] = self._signed_in(visitor)
        self.context.clear_cookies()
        if self._cookies[visitor]:
            cookie = {"name": "surveyapp", "value": self._cookies[visitor]}
            self.context.add_cookies([{**cookie, "url": self.site.address}])

    def _signed_in(self, visitor):
        """The session of somebody who typed a code again, unless it is the one who does not."""
        limiter.reset()
        factor = NewFactor(fresh_secret(), codes=(), hashes=())
        with connected(self._instance):
            set_second_factor(visitor, factor, self._instance.pepper)
        browser = PlainBrowser(self.site.app).go(f"/staff/sign-in?lang={self.language}")
        code = code_of(factor.secret)
        browser.send({"name": [visitor], "password": [PASSWORD], "factor": [code]})
        if visitor != UNCONFIRMED:
            browser.go("/staff/confirm?next=/desk/")
            browser.send({"factor": [code_of(factor.secret, STEP_SECONDS)]})
        assert browser.address == "/desk/", browser.page.html
        return browser.client.get_cookie(COOKIE).value

    def go(self, sight, parts):
        """Opens a page and does on it what makes it this kind of page."""
        limiter.reset()
        self.come_as(sight.visitor)
        self.page.set_viewport_size({"width": DESK, "height": HEIGHT})
        address = sight.path.format(**parts)
        answer = self.page.goto(self._in_language(address))
        self._visit(answer, address)
        if sight.act:
            sight.act(self.page)
            self._visit()
        if sight.visitor != "nobody":
            assert "/staff/sign-in" not in self.page.url, sight
        return answer.status

    def look(self, sight):
        """What is wrong with the page as it is."""
        self.page.evaluate(AXE_SCRIPT)
        yield "shape", self.page.evaluate(SHAPE)
        yield "title", self._wrong_title(sight)
        if self.language == "en":
            yield "axe", violations(self.page, with_colours=True)
        for width in (PHONE, NARROWEST):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            yield f"wider than {width}", self.page.evaluate(WIDER_THAN_SCREEN)
        yield "axe on a phone", violations(self.page, with_colours=False)

    def _in_language(self, address):
        mark = "&" if "?" in address else "?"
        return f"{self.site.address}{address}{mark}lang={self.language}"

    def _visit(self, answer=None, address=""):
        """Notes where somebody arrived, and the address that led there."""
        if answer is None or answer.status < 400:
            here = self.page.url.removeprefix(self.site.address)
            asked = () if "/confirm" in here else (address,)
            self.visited |= {each.partition("?")[0] for each in (here, *asked)}

    def _wrong_title(self, sight):
        title, is_bad = self.page.title(), self.page.evaluate(ERROR_SHOWN)
        error = {"en": "Error:", "ro": "Eroare:", "nb": "Feil:"}[self.language]
        if title.startswith(error) != is_bad:
            yield f"error shown: {is_bad}, title: {title}"
        here = self.page.url.partition("?")[0], self.page.text_content("h1")
        there = self.titles.setdefault(title, here)
        if there != here and not is_bad and not sight.act and answers_itself(self.page):
            yield f"the title of {there} too: {title}"


def answers_itself(page):
    """Whether the page is what its address says, and not a refusal that several give alike."""
    return page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus") < 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_and_no_phone_scrolls_sideways(chrome, study, empty, first, language):
    homes = (
        (study.instance, study.app, DESK_SIGHTS),
        (empty, create_app(empty), EMPTY_SIGHTS),
        (first, create_app(first), FIRST_SIGHTS),
    )
    found, visited = {}, set()
    for instance, app, sights in homes:
        with served(app) as site:
            walk = Walk(chrome, site, instance, language)
            for sight in sights:
                status = walk.go(sight, study.parts)
                if status >= 400 and status not in (403, 409):
                    found[sight.name, "status"] = status
                for what, wrong in walk.look(sight):
                    if things := list(wrong):
                        found[sight.name, what] = things
            visited |= walk.visited
            walk.context.close()
    assert found == {}
    assert unvisited(study.app, visited) == set()


REACHED = """() => [...document.querySelectorAll(
  "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
  .filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility()
    && !(e.type === "radio" && !e.checked && [...document.getElementsByName(e.name)]
      .some((o) => o !== e && (o.checked || (o.compareDocumentPosition(e) & 4)
        && ![...document.getElementsByName(e.name)].some((c) => c.checked)))))
  .map((e, n) => { e.dataset.place = n; return n; })"""
FOCUS = """() => {
  const e = document.activeElement, box = e.getClientRects()[0];
  const style = getComputedStyle(e), label = e.closest(".choice");
  const isSeen = style.outlineStyle !== "none" || style.boxShadow !== "none"
    || (label && getComputedStyle(label).outlineStyle !== "none");
  const at = document.elementFromPoint(
    Math.max(1, Math.min(innerWidth - 2, box.left + Math.min(box.width / 2, 12))),
    Math.max(1, Math.min(innerHeight - 2, box.top + Math.min(box.height / 2, 12))));
  const isBare = at && (e.contains(at) || at.contains(e) || (label && label.contains(at)));
  return [Number(e.dataset.place ?? -1), isSeen, !!isBare, e.outerHTML.slice(0, 90)];
}"""
WALKED = (
    *(f"/desk/spring/{end}" for end in ("", "institutions/", "institutions/list", "mails/")),
    *(f"/desk/spring/{end}" for end in ("invitations/", "close", "institutions/{institution}/")),
    *("/desk/waves/new", "/desk/past/documents/", "/desk/past/jobs/{done}/", "/staff/account"),
)
WALKED_BY = {
    "coordinator": WALKED,
    "reviewer": ("/desk/past/", "/coordinate/past/texts/", "/coordinate/past/quality/"),
    "coder": ("/coordinate/past/coding/",),
    "key-in": ("/desk/spring/paper/",),
    "admin": ("/desk/", "/desk/staff/", "/desk/staff/new", "/desk/log/", "/desk/settings/study"),
}


@pytest.mark.parametrize("colours", ["none", "active"], ids=["colours", "forced colours"])
def test_the_keyboard_reaches_all_in_the_order_of_the_page_at_four_times_the_size(
    chrome, study, colours
):
    found = {}
    with served(study.app) as site:
        walk = Walk(chrome, site, study.instance, "en")
        page = walk.page
        for role, addresses in WALKED_BY.items():
            walk.come_as(role)
            page.set_viewport_size({"width": NARROWEST, "height": 256})
            page.emulate_media(forced_colors=colours)
            for address in addresses:
                page.goto(site.address + address.format(**study.parts))
                found[address] = list(wrong_on_the_way(page))
        walk.context.close()
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def wrong_on_the_way(page):
    """What is skipped, out of order, not seen or covered when only Tab is pressed."""
    places = page.evaluate(REACHED)
    for place in places:
        page.keyboard.press("Tab")
        at, is_seen, is_bare, html = page.evaluate(FOCUS)
        if at != place:
            yield f"{place} expected, {at} reached: {html}"
            return
        if not is_seen:
            yield f"no focus to be seen: {html}"
        if not is_bare:
            yield f"covered: {html}"
    page.keyboard.press("Shift+Tab")
    if places[1:] and page.evaluate(FOCUS)[0] != places[-2]:
        yield "no way back"
    page.goto(page.url)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    if not page.evaluate("!!document.activeElement.closest('main, footer')"):
        yield "the first link does not skip to the content"


def unvisited(app, visited):
    """Rules of pages of the desk at which nobody arrived."""
    adapter = app.url_map.bind("localhost")
    seen = set(FILES) | set(JOB_FILES)
    for path in visited:
        try:
            seen.add(adapter.match(path, method="GET")[0])
        except HTTPException:
            continue
    return {
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(BEGINNINGS) and "GET" in rule.methods
        if rule.endpoint not in seen and rule.rule not in UNUSED
    }


def test_what_is_no_page_is_a_file(study):
    for endpoint, address in FILES.items():
        assert study.app.url_map.bind("localhost").match(address)[0] == endpoint
        role = "admin" if address.startswith(("/desk/log", "/desk/privacy")) else "coordinator"
        answer = desk_of(study.instance, study.app, role).client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["Content-Disposition"].startswith("attachment"), address
