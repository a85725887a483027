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

# Words of a chart that a mark of it touches; the words of the axis stand above all marks.
OVERLAPS = """(place) => {
  const chart = document.querySelector(place);
  const marks = [...chart.querySelectorAll("circle, .chart__range, path")];
  const touch = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
    && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  return [...chart.querySelectorAll("text")].filter((words) => marks.some((mark) =>
    touch(words.getBoundingClientRect(), mark.getBoundingClientRect())))
    .map((words) => words.textContent);
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
    page.locator("#svc_provision details details > summary").click()
    table = page.locator("#svc_provision .table-scroll")
    table.evaluate("(e) => e.scrollTo(0, 400)")
    assert table.evaluate("(e) => e.scrollTop") > 0
    top = table.evaluate("(e) => e.getBoundingClientRect().top")
    assert table.locator("th").first.evaluate("(e) => e.getBoundingClientRect().bottom") > top


@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_on_a_phone_the_caption_of_a_wide_table_is_whole_wherever_that_is_scrolled_to(
    desk, language
):
    page = desk.open("/coordinate/demo/quality/", "staff", language, 320)
    table = page.locator("#tm-1")
    assert table.evaluate("(e) => e.scrollWidth > e.clientWidth")
    for left in (0, 1000):
        table.evaluate("(e, left) => e.scrollTo(left, 0)", left)
        seen = table.evaluate("(e) => [e.getBoundingClientRect().left, e.clientWidth]")
        caption = table.locator("caption").evaluate(
            "(e) => [e.getBoundingClientRect().left, e.getBoundingClientRect().width]"
        )
        assert caption == pytest.approx(seen, abs=1)


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_on_a_phone_a_chart_of_ranges_is_narrow_and_no_words_lie_over_a_mark(desk, width, language):
    page = desk.open("/coordinate/demo/services/?show=all", "staff", language, width)
    assert page.evaluate(SIDEWAYS) <= 0
    chart = page.locator("#svc_standards .chart--narrow")
    assert chart.is_visible()
    assert not page.locator("#svc_standards .chart--wide").is_visible()
    assert chart.locator(".chart__range").count() > 3
    assert page.evaluate(OVERLAPS, "#svc_standards .chart--narrow") == []


def test_a_chart_of_ranges_is_folded_out_with_the_keyboard_and_named(desk):
    page = desk.open("/coordinate/demo/services/", "staff")
    page.locator("#svc_standards summary").first.focus()
    page.keyboard.press("Enter")
    chart = page.locator("#svc_standards .chart--wide")
    assert chart.is_visible()
    described = page.get_by_role("img", name="Which standards do your services follow?")
    assert described.first.is_visible()
    assert "A range holds the figure" in chart.locator("desc").text_content()


def test_in_forced_colours_the_key_keeps_the_marks_of_the_chart(desk):
    page = desk.open("/coordinate/demo/services/?show=all", "staff")
    page.emulate_media(forced_colors="active")
    edge = page.locator("#svc_standards .key__mark--range").evaluate(
        "(e) => getComputedStyle(e).borderLeftColor"
    )
    assert edge == "rgb(81, 96, 111)"
