"""A walk through pages of the desk in one tab, and what is wrong with each."""

from axe_playwright_python.base import AXE_SCRIPT

from surveyapp.storage.database import connected
from surveyapp.storage.second_factor import NewFactor, fresh_secret
from surveyapp.storage.staff import set_second_factor
from surveyapp.web.limits import limiter
from tests.browser.conftest import DESK, HEIGHT, LOCALES, PHONE
from tests.browser.every_wave import UNCONFIRMED
from tests.browser.staff_person import STEP_SECONDS
from tests.browser.test_every_page import NARROWEST, WIDER_THAN_SCREEN, violations
from tests.journeys.plain_client import PlainBrowser
from tests.waiting import LONGEST
from tests.web.people import COOKIE, PASSWORD, code_of

# What axe does not ask: names that tell things apart, and where an error leads to.
SHAPE = """() => {
  const found = [], all = (what) => [...document.querySelectorAll(what)];
  const words = (e) => (e ? e.textContent : "").replace(/\\s+/g, " ").trim();
  if (all("h1").length !== 1) found.push(`${all("h1").length} h1`);
  const told = document.querySelector(".govuk-error-summary")
    || document.querySelector("[data-told]");
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
    const isField = to && to.matches("input, select, textarea, button");
    if (!isField) found.push(`leads to no field: ${a.hash}`);
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
