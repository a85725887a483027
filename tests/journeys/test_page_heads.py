"""Every page has a heading of its own, and counts the pages that will be asked."""

import re

import pytest

from tests.journeys.conftest import open_wave


@pytest.fixture(scope="module", autouse=True)
def _gallery(instance):
    for name in ("start_page", "routing_between_pages"):
        open_wave(instance, name)


def begin(browser, name, language="en"):
    """The section list of a questionnaire that asks for no consent."""
    return browser.go(f"/respond/{name}/?lang={language}").send(form="")


def headings(browser):
    html = browser.page.html
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL).group(1)
    return [" ".join(re.sub(r"<[^>]+>", "", each).split()) for each in found], title


def test_a_page_is_called_by_its_title(browser):
    begin(browser, "start_page").go("/answer/page/tasks")
    assert headings(browser) == (
        ["Tasks and places"],
        "Tasks and places – Your work – What people read first",
    )


def test_a_page_with_one_question_is_called_by_the_question(browser):
    begin(browser, "start_page").go("/answer/page/people")
    heading = "A3 How many people did you assist last year?"
    assert headings(browser) == ([heading], f"{heading} – Your work – What people read first")
    assert browser.page.html.count("How many people did you assist last year?") == 2


def test_the_note_of_a_section_stands_on_its_first_page_alone(browser):
    note = "This note stands on the first page"
    begin(browser, "start_page")
    assert note in browser.go("/answer/page/tasks").page.html
    assert note not in browser.go("/answer/page/people").page.html


def test_the_counter_counts_pages_that_are_asked(browser):
    begin(browser, "routing_between_pages").go("/answer/page/shelter_page")
    assert "page 1 of" not in browser.page.html
    browser.send({"has_shelter": ["yes"]}, form="answer-form")
    assert "page 2 of 2" in browser.page.html
    browser.go("/answer/page/shelter_page")
    assert "page 1 of 2" in browser.page.html
    browser.send({"has_shelter": ["no"]}, form="answer-form")
    assert "page 1 of" not in browser.go("/answer/page/shelter_page").page.html


def test_a_page_without_a_title_is_called_by_its_section_and_number(browser):
    begin(browser, "routing_between_pages").go("/answer/page/shelter_page")
    browser.send({"has_shelter": ["yes"]}, form="answer-form")
    browser.send({"shelter_places": ["5"]}, form="answer-form")
    assert headings(browser.go("/answer/page/places_page")) == (
        ["Shelter – page 2"],
        "Shelter – page 2 – A page that is left out",
    )
