"""Totals are added up while their parts are typed, by the rules of the server."""

import pytest

from surveyapp.instance import create_instance
from surveyapp.storage.migrations import upgrade
from surveyapp.web import create_app
from tests.browser.conftest import desk_before, served
from tests.browser.test_every_page import AXE_SCRIPT, WIDER_THAN_SCREEN, violations
from tests.journeys.conftest import open_wave

pytestmark = pytest.mark.browser

TABLE = "/answer/page/people_page"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A site with the example of sums alone."""
    made = create_instance(tmp_path_factory.mktemp("small") / "demo", is_demo=True)
    upgrade(made)
    open_wave(made, "sums")
    with served(create_app(made)) as site:
        yield site


@pytest.fixture(params=[1280, 320])
def page(small, chrome, request):
    """A new draft on the page of the table."""
    with desk_before(small, chrome) as desk:
        opened = desk.open("/respond/sums/", width=request.param)
        opened.locator("form button[type=submit]").first.click()
        opened.wait_for_url("**/answer/")
        opened.goto(small.address + TABLE)
        yield opened


def field(page, cell):
    return page.locator(f'[name="helped.{cell}"]')


def total(page, cell):
    return page.locator(f'output[data-total="helped.{cell}"]')


def type_in(page, **cells):
    for cell, text in cells.items():
        field(page, cell.replace("_of_", ".")).fill(text)


def test_a_total_appears_while_its_parts_are_typed(page):
    type_in(page, advice_of_women="3", advice_of_men="1,040")
    assert total(page, "advice.total").text_content() == "1,043 and one unknown"
    assert field(page, "advice.total").is_visible()
    type_in(page, advice_of_unknown="0")
    assert total(page, "advice.total").text_content() == "1,043"
    assert not field(page, "advice.total").is_visible()
    type_in(page, advice_of_men="12o")
    assert total(page, "advice.total").text_content() == "3 and one unknown"
    assert field(page, "advice.total").is_visible()


def test_what_was_typed_as_a_total_comes_back_or_stays(page):
    type_in(page, advice_of_total="9", advice_of_women="3", advice_of_men="4")
    type_in(page, advice_of_unknown="1")
    assert field(page, "advice.total").input_value() == "9"
    assert total(page, "advice.total").text_content() == "8"
    type_in(page, advice_of_unknown="2")
    assert not field(page, "advice.total").is_visible()
    type_in(page, advice_of_unknown="")
    assert field(page, "advice.total").input_value() == "9"


def test_totals_of_totals_are_added_up(page):
    for row in ("advice", "shelter"):
        for column in ("women", "men", "unknown"):
            field(page, f"{row}.{column}").fill("2")
    assert total(page, "all.total").text_content() == "12"


def test_what_is_saved_is_what_was_shown(page):
    type_in(page, advice_of_women="3", advice_of_men="4", advice_of_unknown="1041")
    page.locator("button[name=form-later]").click()
    page.wait_for_url("**/answer/later*")
    page.goto(page.url.partition("/answer/")[0] + TABLE)
    assert total(page, "advice.total").text_content() == "1,048"
    assert field(page, "advice.total").count() == 0


def test_nothing_of_the_table_is_wider_than_the_page_and_axe_finds_nothing(page):
    type_in(page, advice_of_women="3", advice_of_men="400000000", advice_of_unknown="1041")
    type_in(page, shelter_of_women="300000000")
    page.evaluate(AXE_SCRIPT)
    assert violations(page, with_colours=True) == []
    assert page.evaluate(WIDER_THAN_SCREEN) == []
