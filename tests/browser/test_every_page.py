"""Every kind of page, in three languages, on a desk and on a phone."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.conftest import DESK, HEIGHT, PHONE
from tests.browser.sights import SIGHTS, Sight

pytestmark = pytest.mark.browser

NARROWEST = 320
EVERY = pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
IN_EVERY_LANGUAGE = pytest.mark.parametrize("language", ["en", "ro", "nb"])
RUN_AXE = """(options) => axe.run(options).then((result) => result.violations.map(
  (v) => ({id: v.id, nodes: v.nodes.slice(0, 3).map((n) => n.html)})))"""
WIDER_THAN_SCREEN = """() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > root.clientWidth + 0.5)
    .map((e) => `${e.tagName} ${e.id || e.className}`).slice(0, 8);
}"""


@EVERY
@IN_EVERY_LANGUAGE
def test_axe_finds_nothing_and_no_phone_scrolls_sideways(desk, screenshots, sight, language):
    """One visit for all widths: a page changes with the width by its style sheet alone."""
    page = arrive(desk, sight, language)
    assert page.locator("html").get_attribute("lang") == language
    found = {}
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        keep_picture(page, screenshots, sight, language, width)
        colours = language == "en" and (width == DESK or not sight.is_long)
        found[f"axe at {width}"] = violations(page, with_colours=colours)
    for width in (PHONE, NARROWEST):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found[f"wider than {width}"] = page.evaluate(WIDER_THAN_SCREEN)
    assert {what: things for what, things in found.items() if things} == {}


def arrive(desk, sight: Sight, language: str):
    """The page, with axe in it, and with done on it what makes it this kind of page."""
    page = desk.open(sight.path, sight.visitor, language)
    if sight.act:
        sight.act(page)
    page.evaluate(AXE_SCRIPT)
    return page


def keep_picture(page, screenshots, sight: Sight, language: str, width: int) -> None:
    """A picture for people to look at, where they asked for it; nothing is compared."""
    if screenshots and sight.is_pictured:
        page.screenshot(path=screenshots / f"{sight.name}-{language}-{width}.png", full_page=True)


def violations(page, *, with_colours: bool) -> list[tuple[str, list[str]]]:
    """What axe finds. Colours are slow to measure and the same in every language."""
    rules = {"target-size": {"enabled": True}, "color-contrast": {"enabled": with_colours}}
    found = page.evaluate(RUN_AXE, {"reporter": "no-passes", "rules": rules})
    return [(v["id"], v["nodes"]) for v in found]
