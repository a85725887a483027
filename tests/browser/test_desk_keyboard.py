"""The desk with the keyboard alone, at four times the size, also in forced colours."""

import pytest

from tests.browser.conftest import served
from tests.browser.desk_walk import Walk
from tests.browser.test_every_desk_page import study
from tests.browser.test_every_page import NARROWEST

pytestmark = pytest.mark.browser
__all__ = ["study"]
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
