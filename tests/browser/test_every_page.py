"""Every kind of page, in three languages, on a desk and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, HEIGHT, PHONE
from tests.browser.sights import SIGHTS, Sight

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "ro", "nb")
AXE_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
EVERY = pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
OVERFLOW = """() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > root.clientWidth + 0.5)
    .map((e) => `${e.tagName} ${e.id || e.className}`).slice(0, 8);
}"""


def arrive(desk, sight: Sight, language: str, width: int):
    page = desk.open(sight.path, sight.visitor, language, width)
    if sight.act:
        sight.act(page)
    return page


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("language", LANGUAGES)
@EVERY
def test_axe_finds_nothing(desk, screenshots, sight, language, width):
    page = arrive(desk, sight, language, width)
    assert page.locator("html").get_attribute("lang") == language
    page.screenshot(path=screenshots / f"{sight.name}-{language}-{width}.png", full_page=True)
    found = Axe().run(page, options=AXE_OPTIONS).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found] == []


@pytest.mark.parametrize("language", LANGUAGES)
@EVERY
def test_a_phone_never_scrolls_sideways(desk, sight, language):
    page = arrive(desk, sight, language, PHONE)
    assert page.evaluate(OVERFLOW) == []
    page.set_viewport_size({"width": 320, "height": HEIGHT})
    assert page.evaluate(OVERFLOW) == []
