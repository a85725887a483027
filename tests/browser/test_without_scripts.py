"""A page of questions without JavaScript: everything works."""

import openpyxl
import pytest

from tests.browser.conftest import PHONE
from tests.browser.visitors import LEAVER

pytestmark = pytest.mark.browser

COUNTRY = "/answer/page/country_and_sector"
NUMBERS = "/answer/page/assisted_sex_age"
CELL = '[name="vic_assisted_sexage.year_2.women"]'

GAPS = """() => {
  const words = [...document.querySelectorAll(".choice > span")].map((each) => {
    const range = document.createRange();
    range.selectNodeContents(each);
    return range.getBoundingClientRect();
  });
  return words.slice(1).map((box, place) => box.top - words[place].bottom);
}"""


@pytest.fixture
def plain(desk):
    """Opens a page in a browser that runs no scripts."""
    return lambda path: desk.open(path, "respondent", "en", PHONE, scripts=False)


def test_scripts_are_really_off(plain):
    page = plain("/answer/code")
    page.fill("#code", "WK7F-9M2X")
    page.click("main button[type=submit]")
    assert page.locator("#code-error").is_visible()
    assert page.evaluate("document.scripts.length") >= 1


def test_answers_are_saved_and_come_back(plain):
    page = plain(COUNTRY)
    page.check('[name=country][value="NO"]')
    page.click("button[name=form-later]")
    address, _ = page.url.split("/answer/later")
    page.goto(address + COUNTRY)
    assert page.is_checked('[name=country][value="NO"]')


def test_the_language_changes_and_what_was_typed_stays(plain):
    page = plain(NUMBERS)
    page.fill(CELL, "1,041")
    page.click("button[name=form-switch][value=ro]")
    assert page.get_attribute("html", "lang") == "ro"
    assert page.input_value(CELL) == "1.041"


def test_a_mistake_comes_back_with_a_summary_that_leads_to_it(plain):
    page = plain(NUMBERS)
    page.fill(CELL, "1e3")
    page.click("button.govuk-button[name=form-continue]")
    page.click('.govuk-error-summary a[href="#vic_assisted_sexage.year_2.women"]')
    assert page.url.endswith("#vic_assisted_sexage.year_2.women")
    assert page.input_value(CELL) == "1e3"
    assert page.title().startswith("Error")


def test_options_of_several_lines_stand_apart(plain):
    page = plain("/answer/page/tasks_and_groups")
    assert min(page.evaluate(GAPS)) >= 8


def test_definitions_open(plain):
    page = plain("/answer/page/identified_sex_age")
    definitions = page.locator("details").first
    definitions.locator("summary").click()
    assert definitions.locator("div").first.is_visible()


def test_leaving_works_from_every_page(desk):
    page = desk.open(NUMBERS, LEAVER, "en", PHONE, scripts=False)
    page.click("a[data-leave]")
    assert page.url.endswith("/goodbye")
    page.goto(page.url.replace("/goodbye", "/answer/"))
    assert page.url.endswith("/answer/code")


def test_a_table_goes_through_a_workbook_and_a_row_is_explained(plain, tmp_path):
    page = plain(NUMBERS)
    page.click("button[name=form-sheet] >> nth=0")
    with page.expect_download() as started:
        page.click("a[href$='.xlsx']")
    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    book = openpyxl.load_workbook(path)
    rows = {row[0].value: row for row in book.active}
    column = [cell.value for cell in rows[book.active["A1"].value]].index("girls")
    rows["year_2"][column].value = 3107
    book.save(path)
    page.set_input_files("#form-file", path)
    page.click("form:has(#form-file) button[type=submit]")
    page.click("main button.govuk-button[type=submit]")
    assert page.input_value('[name="vic_assisted_sexage.year_2.girls"]') == "3,107"
    page.click("#question-vic_assisted_sexage .explanation summary")
    page.fill('[name="vic_assisted_sexage__note_year_2"]', "Counted by case.")
    page.click("button[name=form-later]")
    page.goto(page.url.split("/answer/later")[0] + NUMBERS)
    assert page.is_visible('[name="vic_assisted_sexage__note_year_2"]')
    assert page.input_value('[name="vic_assisted_sexage__note_year_2"]') == "Counted by case."
