"""Every kind of page, in three languages, on a desk and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, HEIGHT, PHONE
from tests.browser.sights import SIGHTS, Sight

pytestmark = pytest.mark.browser

NARROWEST = 320
EVERY = pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
IN_EVERY_LANGUAGE = pytest.mark.parametrize("language", ["en", "ro", "nb"])
WIDER_THAN_SCREEN = """() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > root.clientWidth + 0.5)
    .map((e) => `${e.tagName} ${e.id || e.className}`).slice(0, 8);
}"""


@EVERY
@IN_EVERY_LANGUAGE
def test_axe_finds_nothing_on_a_desk(desk, screenshots, sight, language):
    page = arrive(desk, sight, language, DESK)
    assert page.locator("html").get_attribute("lang") == language
    keep_picture(page, screenshots, sight, language, DESK)
    assert violations(page, language) == []


@EVERY
@IN_EVERY_LANGUAGE
def test_a_phone_shows_it_without_violations_and_without_scrolling_sideways(
    desk, screenshots, sight, language
):
    page = arrive(desk, sight, language, PHONE)
    keep_picture(page, screenshots, sight, language, PHONE)
    assert page.evaluate(WIDER_THAN_SCREEN) == []
    assert violations(page, language) == []
    page.set_viewport_size({"width": NARROWEST, "height": HEIGHT})
    assert page.evaluate(WIDER_THAN_SCREEN) == []


def arrive(desk, sight: Sight, language: str, width: int):
    """The page, with done on it what makes it this kind of page."""
    page = desk.open(sight.path, sight.visitor, language, width)
    if sight.act:
        sight.act(page)
    return page


def keep_picture(page, screenshots, sight: Sight, language: str, width: int) -> None:
    """A picture for people to look at; nothing is compared."""
    if sight.is_pictured:
        page.screenshot(path=screenshots / f"{sight.name}-{language}-{width}.png", full_page=True)


def violations(page, language: str) -> list[tuple[str, list[str]]]:
    """What axe finds. Colours are the same in every language and slow to measure: English only."""
    rules = {"target-size": {"enabled": True}, "color-contrast": {"enabled": language == "en"}}
    found = Axe().run(page, options={"reporter": "no-passes", "rules": rules}).response
    return [(v["id"], [node["html"] for node in v["nodes"]][:3]) for v in found["violations"]]
