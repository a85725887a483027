"""Grids without a mouse and without sight: names, order, keys (features A17)."""

import pytest

from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

GRID, NUMBERS = "/answer/page/provision", "/answer/page/assisted_sex_age"
WIDTHS = pytest.mark.parametrize("width", [DESK, PHONE])
ROWS_AND_HEADS = """() => {
  const words = (e) => e.textContent.trim().replace(/\\s+/g, " ");
  const grid = document.querySelector("table.grid");
  return [[...grid.querySelectorAll("tbody th")].map(words),
          [...grid.querySelectorAll("thead th[id]")].map(words)];
}"""
FOCUSED = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect();
  const row = e.closest("tr");
  return {
    place: [...document.querySelectorAll("*")].indexOf(e),
    rowTop: row ? row.getBoundingClientRect().top + scrollY : null,
    tag: e.tagName,
    isSeen: box.width > 1 && box.height > 1,
  };
}"""


def names_of(page, role):
    """Accessible names of all elements of a role, as Chromium tells them to a screen reader."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    found = [n for n in nodes if n.get("role", {}).get("value") == role and not n["ignored"]]
    return [node["name"]["value"] for node in found]


@WIDTHS
@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_every_radio_of_a_grid_is_named_by_its_row_and_its_option(desk, language, width):
    page = desk.open(GRID, "respondent", language, width)
    rows, options = page.evaluate(ROWS_AND_HEADS)
    assert len(rows) > 20
    expected = [f"{row} {option}" for row in rows for option in options]
    assert names_of(page, "radio") == expected


@WIDTHS
def test_every_number_of_a_grid_is_named_by_its_row_and_its_column(desk, width):
    page = desk.open(NUMBERS, "respondent", "nb", width)
    rows, columns = page.evaluate(ROWS_AND_HEADS)
    names = names_of(page, "textbox")
    assert [f"{row} {column}" for row in rows for column in columns] == names


@WIDTHS
@pytest.mark.parametrize("path", [GRID, NUMBERS], ids=["choices", "numbers"])
def test_the_tabulator_follows_the_order_of_reading(desk, path, width):
    page = desk.open(path, "respondent", "en", width)
    stops = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["tag"] == "BODY":
            break
        stops.append(stop)
    places = [stop["place"] for stop in stops]
    rows = [stop["rowTop"] for stop in stops if stop["rowTop"] is not None]
    assert places == sorted(places)
    assert rows == sorted(rows)
    assert len(rows) >= 18
    assert [stop for stop in stops if not stop["isSeen"]] == []


def test_a_grid_is_answered_with_the_keyboard_alone(desk):
    page = desk.open(GRID, "respondent", "en")
    page.locator("table.grid input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    chosen = page.locator("table.grid tr.grid-row").first.locator("input:checked")
    assert chosen.count() == 1
    second = page.locator("table.grid tr.grid-row").first.locator("input").nth(1)
    assert second.is_checked()


def test_a_radio_group_has_no_answer_before_one_is_given(desk):
    page = desk.open(GRID, "respondent", "en")
    rows = page.locator("table.grid tr.grid-row")
    assert rows.nth(1).locator("input:checked").count() == 0


@WIDTHS
def test_what_is_touched_is_large_enough(desk, width):
    page = desk.open(GRID, "respondent", "en", width)
    heights = page.eval_on_selector_all(
        "table.grid label", "all => all.map((e) => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
