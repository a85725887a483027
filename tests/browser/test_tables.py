"""Tables of answers at every width, by keyboard alone, enlarged, in forced colours and on paper."""

import pytest

from tests.browser.conftest import DESK, HEIGHT, PHONE

pytestmark = pytest.mark.browser

WIDTHS = (320, PHONE, 768, DESK, 1920)
A4 = 673  # px between the margins
PAGE = "/answer/page/"
GRID, LISTS, NUMBERS = PAGE + "provision", PAGE + "rights_in_practice", PAGE + "assisted_sex_age"
EVERY_TABLE = pytest.mark.parametrize(
    "name",
    [
        "provision",
        "who_is_served",
        "obstacles",
        "waiting",
        "money",
        "assisted_sex_age",
        "returns",
        "partners",
    ],
)
IN_EVERY_LANGUAGE = pytest.mark.parametrize("language", ["en", "ro", "nb"])
PAIRS = "/answer/page/waiting"
CELL = '[name="vic_assisted_sexage.year_3.girls"]'
REASON = '[name="vic_assisted_sexage.year_3.girls__missing"]'
# What stands outside the window or is wider than its place; heads of cards are there for names.
CUT = """() => {
  const isHidden = (e) => getComputedStyle(e.closest("thead") || e).position === "absolute";
  const isCut = (e) => {
    const box = e.getBoundingClientRect(), width = document.documentElement.clientWidth;
    if (box.width < 2 || isHidden(e)) return false;
    return box.left < -0.5 || box.right > width + 0.5 || e.scrollWidth > e.clientWidth + 1;
  };
  const places = ".question :is(table, th, td, label, legend, input, select, textarea, p)";
  const root = document.scrollingElement;
  return [...document.querySelectorAll(places)].filter(isCut).map((e) => e.outerHTML.slice(0, 90))
    .concat(root.scrollWidth > root.clientWidth ? ["the page"] : []);
}"""
HEADS = "() => document.querySelector('thead').getBoundingClientRect().bottom"
FOCUSED = "() => document.activeElement.getBoundingClientRect().top"


@IN_EVERY_LANGUAGE
@EVERY_TABLE
def test_nothing_is_cut_and_nothing_scrolls_sideways(desk, name, language):
    """One visit for all widths: a page changes with the width by its style sheet alone."""
    page = desk.open(PAGE + name, "respondent", language)
    assert page.url.endswith(name)
    for fold in page.locator(".no-figure summary").all():
        fold.click()
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found[width] = page.evaluate(CUT)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4, "height": HEIGHT})
    found["paper"] = page.evaluate(CUT)
    assert {width: things for width, things in found.items() if things} == {}


def test_a_table_is_cards_until_it_fits(desk):
    page = desk.open(GRID, "respondent")
    shown = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        shown[width] = page.locator("table.grid").evaluate("e => getComputedStyle(e).display")
    assert shown == {320: "block", 360: "block", 768: "block", 1280: "table", 1920: "table"}


def test_the_heads_stay_in_sight(desk):
    page = desk.open(GRID, "respondent")
    page.locator("tr.grid-row").nth(20).evaluate("e => e.scrollIntoView()")
    head = page.locator("thead th").first.bounding_box()
    assert head["y"] == 0
    assert page.locator("thead th").first.is_visible()


def test_what_has_the_focus_is_never_below_the_heads(desk):
    page = desk.open(GRID, "respondent")
    page.locator("tr.grid-row").last.locator("input").first.focus()
    page.keyboard.press("Space")
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(FOCUSED) >= page.evaluate(HEADS)


def test_a_window_enlarged_fourfold_shows_cards_and_no_heads(desk):
    page = desk.open(GRID, "respondent", width=320)
    page.set_viewport_size({"width": 320, "height": 225})
    assert page.locator("table.grid").evaluate("e => getComputedStyle(e).display") == "block"
    page.locator("tr.grid-row").nth(20).evaluate("e => e.scrollIntoView()")
    assert page.locator("thead").bounding_box()["width"] <= 1


def test_the_longest_table_is_answered_with_the_keyboard_alone(desk):
    page = desk.open(LISTS, "respondent")
    lists = page.locator(".row-lists select")
    assert lists.count() == 16
    assert chosen_by_keyboard(page, lists, "Rar") == {"Rarely"}


def test_the_longest_table_of_two_questions_is_answered_with_the_keyboard_alone(desk):
    page = desk.open(PAIRS, "respondent")
    lists = page.locator(".joined select")
    assert lists.count() > 20
    assert chosen_by_keyboard(page, lists, "Don") == {"Don't know"}


def come_back(page, desk, path, button="button[name=form-later]"):
    """Saves and leaves, and opens the page again once the page that says so is there."""
    page.click(button)
    page.wait_for_url("**/answer/later*")
    page.goto(desk.site.address + path)


def chosen_by_keyboard(page, lists, letters):
    """What all lists say after the same letters were typed into each, from one to the next."""
    lists.first.focus()
    for _ in range(lists.count()):
        page.keyboard.type(letters)
        page.keyboard.press("Tab")
    return set(lists.evaluate_all("all => all.map((e) => e.selectedOptions[0].text)"))


def test_a_list_is_named_by_its_row_and_empties_again(desk):
    page = desk.open(LISTS, "respondent", "ro", scripts=False)
    first = page.locator(".row-lists select").first
    name = page.locator(".row-lists label").first.inner_text()
    assert page.get_by_role("combobox", name=name, exact=True).first.is_visible()
    for value in ("rarely", ""):
        page.goto(desk.site.address + LISTS)
        first.select_option(value)
        come_back(page, desk, LISTS)
        assert first.input_value() == value


def test_a_reason_is_chosen_in_the_fold_and_changed_from_its_cell_without_scripts(desk):
    page = desk.open(NUMBERS, "respondent", width=PHONE, scripts=False)
    assert not page.locator(REASON).is_visible()
    page.click(".no-figure summary")
    page.select_option(REASON, "lt5")
    come_back(page, desk, NUMBERS)
    cell = page.locator(f"td:has({CELL})")
    assert "Fewer than 5" in cell.inner_text()
    cell.locator("a").click()
    assert page.url.endswith("#vic_assisted_sexage.year_3.girls__missing")
    page.select_option(REASON, "")
    come_back(page, desk, NUMBERS)
    assert not page.locator(REASON).is_visible()


def test_a_figure_takes_the_place_of_a_reason_and_gives_it_back(desk):
    page = desk.open(NUMBERS, "respondent")
    page.click(".no-figure summary")
    page.select_option(REASON, "nd")
    page.fill(CELL, "4")
    assert page.input_value(REASON) == ""
    page.fill(CELL, "")
    assert page.input_value(REASON) == "nd"


def test_a_refused_figure_is_named_in_the_row_below_with_row_and_column(desk):
    page = desk.open(NUMBERS, "respondent", width=PHONE)
    page.fill(CELL, "120")
    come_back(page, desk, NUMBERS, "button[name=form-later]:not([data-enter])")
    page.fill(CELL, "12o")
    page.click("button.govuk-button[name=form-continue]")
    below = page.locator(f"tr:has({CELL}) + tr.grid-error")
    assert "2014, Girls" in below.inner_text()
    assert "“12o” is not a number" in below.inner_text()
    assert "The saved figure is 120 until you mend it." in below.inner_text()
    page.fill(CELL, "")
    come_back(page, desk, NUMBERS, "button[name=form-later]:not([data-enter])")
    assert page.input_value(CELL) == ""


def test_colours_chosen_by_the_reader_leave_fields_heads_and_rows_visible(desk):
    page = desk.open(NUMBERS, "respondent")
    page.emulate_media(forced_colors="active")
    edges = page.evaluate("""() => [[".grid input", "Top"], [".grid thead th", "Bottom"],
      [".grid tr.grid-row", "Bottom"]].map(([where, side]) =>
        parseFloat(getComputedStyle(document.querySelector(where))[`border${side}Width`]))""")
    assert all(edge >= 1 for edge in edges)


def test_on_paper_a_text_is_whole_and_a_field_is_its_words(desk):
    page = desk.open(PAGE + "proposals", "respondent")
    text = "\n".join(f"Line {n} " + "of a long text " * 8 for n in range(30))
    field = page.locator("textarea").first
    field.fill(text)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert not field.is_visible()
    shown = page.locator("textarea + .on-paper").first
    assert shown.inner_text().strip() == text.strip()
    assert shown.evaluate("e => e.scrollHeight <= e.clientHeight + 1")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".on-paper").count() == 0
    assert field.is_visible()


@pytest.mark.parametrize("width", [A4, PHONE])
def test_on_paper_a_figure_and_its_reason_are_words(desk, width):
    page = desk.open(NUMBERS, "respondent")
    page.fill(CELL, "1041")
    page.click(".no-figure summary")
    page.select_option(REASON.replace("girls", "boys"), "nd")
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(f"{CELL} + .on-paper").inner_text() == "1041"
    assert page.locator(f"{CELL} + .on-paper").is_visible()
    assert page.locator(".no-figure .on-paper:visible").all_inner_texts() == [
        "We do not record this"
    ]


def test_on_paper_a_long_text_is_whole_without_scripts(desk):
    page = desk.open(PAGE + "proposals", "respondent", scripts=False)
    field = page.locator("textarea").first
    field.fill("\n".join(f"Line {n}" for n in range(40)))
    page.emulate_media(media="print")
    assert field.evaluate("e => e.scrollHeight <= e.clientHeight + 1")


def test_a_word_longer_than_the_window_is_broken_beside_its_box(desk):
    page = desk.open(PAGE + "tasks_and_groups", "respondent", "nb", width=320)
    page.evaluate(
        "() => document.querySelectorAll('.choice > span, .reason > span')"
        ".forEach((words) => { words.textContent = 'Personvernkonsekvensvurdering'.repeat(2); })"
    )
    assert page.evaluate(CUT) == []
