"""Text of twice the size, and the colours of the reader in place of ours."""

import pytest

pytestmark = pytest.mark.browser

PAGES = {
    "radios": ("/answer/page/country_and_sector", "respondent"),
    "text": ("/answer/page/proposals", "respondent"),
    "sections": ("/answer/", "respondent"),
    "review": ("/answer/review", "checked"),
    "later": ("/answer/later", "respondent"),
}
EVERY = pytest.mark.parametrize("kind", PAGES)
SIDEWAYS = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
EDGES = """() => [...document.querySelectorAll("main .govuk-button, main input, main textarea")]
  .filter((e) => e.offsetWidth > 1 && !["radio", "checkbox", "hidden"].includes(e.type))
  .filter((e) => getComputedStyle(e).borderTopStyle === "none")
  .map((e) => e.outerHTML.slice(0, 80))"""
OUTLINE = """() => {
  const style = getComputedStyle(document.activeElement);
  return [style.outlineStyle, parseFloat(style.outlineWidth) >= 2];
}"""


@EVERY
def test_text_of_twice_the_size_scrolls_nothing_sideways(desk, kind):
    path, visitor = PAGES[kind]
    page = desk.open(path, visitor, "ro")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(SIDEWAYS) <= 0


@EVERY
def test_in_forced_colours_buttons_have_an_edge_and_the_focus_is_seen(desk, kind):
    path, visitor = PAGES[kind]
    page = desk.open(path, visitor)
    page.emulate_media(forced_colors="active")
    assert page.evaluate(EDGES) == []
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINE) == ["solid", True]


@pytest.mark.parametrize(
    "chapter", ["statistics", "legislation", "services", "case_management", "recommendations"]
)
def test_a_chapter_at_twice_the_size_is_a_third_of_what_it_was_unfolded(desk, chapter):
    page = desk.open(f"/coordinate/demo/{chapter}/", "staff", "ro", 640)
    assert page.evaluate("document.documentElement.scrollHeight") <= 31_516 / 3
    assert page.evaluate(SIDEWAYS) <= 0


def test_the_heads_of_a_long_table_stay_in_sight(desk):
    page = desk.open("/coordinate/demo/services/?show=all", "staff")
    page.locator(".figure__fold details > summary").first.click()
    table = page.locator(".table-scroll").first
    table.evaluate("(e) => e.scrollTo(0, 400)")
    assert table.evaluate("(e) => e.scrollTop") > 0
    top = table.evaluate("(e) => e.getBoundingClientRect().top")
    assert table.locator("th").first.evaluate("(e) => e.getBoundingClientRect().bottom") > top
