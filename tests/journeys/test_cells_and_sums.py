"""Cells in core, totals that are added up and zeros, in a browser without scripts."""

import pytest

from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.instance import create_instance
from surveyapp.storage.migrations import upgrade
from surveyapp.web import create_app
from tests.journeys.conftest import open_wave
from tests.journeys.sent import answers_sent

PAGE = "/answer/page/people_page"
ROWS = ("advice", "shelter", "all")
COLUMNS = ("women", "men", "unknown", "total")


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    made = create_instance(tmp_path_factory.mktemp("small") / "demo", is_demo=True)
    upgrade(made)
    for name in ("sums", "core_cells", "section_letters"):
        open_wave(made, name)
    return made


@pytest.fixture(scope="module")
def app(instance):
    return create_app(instance, {"TESTING": True})


def begin(browser, name, page=PAGE):
    browser.go(f"/respond/{name}/").send()
    return browser.go(page)


def form(browser):
    return browser.page.form("answer-form")


def values(browser, name="helped"):
    """What stands in the fields of the table, without empty ones."""
    return {
        field.removeprefix(f"{name}."): values[0]
        for field, values in form(browser).initial().items()
        if field.startswith(f"{name}.") and values != [""]
    }


def save(browser, cells, button=("form-later", "1"), name="helped"):
    """Saves some cells and comes back to the page."""
    browser.send({f"{name}.{a}": [v] for a, v in cells.items()}, button, "answer-form")
    return browser.go(PAGE)


def shows(browser, cell):
    """What the output of a total says; it has the field's id where there is no field."""
    return browser.page.by_id.get(f"helped.{cell}:total", browser.page.by_id[f"helped.{cell}"])


def has_field(browser, cell):
    return f"helped.{cell}" in form(browser).names()


def test_a_total_is_filled_in_and_follows(browser):
    begin(browser, "sums")
    assert has_field(browser, "advice.total")
    save(browser, {"advice.women": "3", "advice.men": "1040", "advice.unknown": "0"})
    assert not has_field(browser, "advice.total")
    assert shows(browser, "advice.total") == "1,043"
    save(browser, {"advice.men": "4"})
    assert shows(browser, "advice.total") == "7"


def test_a_total_with_an_unknown_part_says_what_is_known_and_keeps_its_field(browser):
    begin(browser, "sums")
    save(browser, {"advice.women": "21", "advice.men": "0", "advice.unknown__missing": "nd"})
    assert has_field(browser, "advice.total")
    assert shows(browser, "advice.total") == "21 and one unknown"
    save(browser, {"advice.men": ""})
    assert shows(browser, "advice.total") == "21 and 2 unknown"
    save(browser, {"advice.total": "47"})
    assert values(browser)["advice.total"] == "47"


def test_a_total_that_contradicts_its_parts_stays_and_is_asked_about(browser):
    begin(browser, "sums")
    save(
        browser,
        {"advice.women": "3", "advice.men": "4", "advice.unknown": "0", "advice.total": "9"},
    )
    assert values(browser)["advice.total"] == "9"
    assert shows(browser, "advice.total") == "7"
    assert "The total differs from its parts." in browser.page.html


def test_sums_of_rows_and_columns_meet(browser):
    begin(browser, "sums")
    cells = {f"{row}.{column}": "2" for row in ROWS[:2] for column in COLUMNS[:3]}
    save(browser, cells)
    assert [shows(browser, f"all.{column}") for column in COLUMNS] == ["4", "4", "4", "12"]


def test_zeros_are_written_into_empty_cells_and_taken_back(browser):
    begin(browser, "sums")
    save(browser, {"advice.women": "3", "shelter.men__missing": "nd"}, ("form-zeros", "helped"))
    found = values(browser)
    assert found["advice.women"] == "3"
    assert found["shelter.men__missing"] == "nd"
    assert {a for a, value in found.items() if value == "0"} == {
        "advice.men", "advice.unknown", "shelter.women", "shelter.unknown",
    }  # fmt: skip
    assert shows(browser, "advice.total") == "3"
    save(browser, {"advice.men": "5"}, ("form-undo", "helped"))
    assert values(browser) == {
        "advice.women": "3",
        "advice.men": "5",
        "shelter.men__missing": "nd",
    }


def test_what_is_set_aside_after_zeros_is_undone_first(browser):
    begin(browser, "sums")
    save(browser, {}, ("form-zeros", "helped"))
    browser.send({}, ("form-aside", "helped"), "answer-form")
    browser.send({}, ("form-act", "confirm"), next(f.identifier for f in browser.page.forms[-1:]))
    browser.go(PAGE)
    assert set(values(browser).values()) == {"nd"}
    save(browser, {}, ("form-undo", "helped"))
    assert set(values(browser).values()) == {"0"}
    assert shows(browser, "all.total") == "0"
    save(browser, {}, ("form-undo", "helped"))
    assert values(browser) == {}


def test_the_core_form_shows_and_sends_only_its_cells(browser, instance):
    begin(browser, "core_cells")
    fields = [n for n in form(browser).names() if "-" not in n and "__" not in n]
    assert fields == [
        "helped.year_1.total", "helped.year_2.women", "helped.year_2.men", "helped.year_2.total",
        "quality.year_2",
    ]  # fmt: skip
    switch(browser, "full")
    assert "helped.year_1.women" in form(browser.go(PAGE)).names()
    save(browser, {"year_1.women": "3", "year_1.total": "8", "year_2.men": "2"})
    switch(browser, "core")
    browser.go(PAGE)
    assert values(browser) == {"year_1.total": "8", "year_2.men": "2"}
    save(browser, {"year_2.men": "4"}, ("form-zeros", "helped"))
    switch(browser, "full")
    assert values(browser.go(PAGE)) == {
        "year_1.women": "3", "year_1.total": "8", "year_2.women": "0", "year_2.men": "4",
        "year_2.total": "0",
    }  # fmt: skip
    switch(browser, "core")
    browser.go("/answer/review")
    assert browser.page.html.count("(not answered)") == 1
    browser.send(form=next(f.identifier for f in browser.page.forms if "send" in f.action))
    assert "receipt" in browser.address
    (sent,) = answers_sent(instance, "core_cells")
    assert not any("year_1.women" in address for address in sent)
    assert sent["helped.year_1.total"] == 8
    assert sent["quality.year_2"] == {"missing": "blank"}
    assert not any("quality.year_1" in address for address in sent)


def test_a_page_that_was_opened_in_another_edition_loses_nothing(browser):
    begin(browser, "core_cells")
    switch(browser, "full")
    full = browser.go(PAGE).page
    switch(browser, "core")
    browser.page, browser.address = full, PAGE
    save(browser, {"year_1.women": "3", "year_2.men": "2"})
    switch(browser, "full")
    assert values(browser.go(PAGE)) == {"year_1.women": "3", "year_2.men": "2"}


def test_numbers_keep_the_letter_of_their_section(browser):
    begin(browser, "section_letters", "/answer/page/training_page")
    assert '<span class="question__number">C1</span>' in browser.page.html
    letters = [section.letter for section in load_release("section_letters").sections]
    assert letters == ["A", "C", "B"]


def switch(browser, edition):
    browser.go("/answer/")
    found = next(f for f in browser.page.forms if f.action.endswith("/answer/edition"))
    values = {**found.initial(), "edition": edition}
    browser.client.post(found.action, data=values)


def test_undo_is_offered_only_while_there_is_something_to_undo(browser):
    begin(browser, "sums")
    undo = 'name="form-undo"'
    assert undo not in browser.page.html
    save(browser, {"advice.women": "3"}, ("form-zeros", "helped"))
    assert undo in browser.page.html
    save(browser, {}, ("form-undo", "helped"))
    assert undo not in browser.page.html
    assert values(browser) == {"advice.women": "3"}
    browser.send({}, ("form-aside", "helped"), "answer-form")
    browser.send({}, ("form-act", "confirm"), next(f.identifier for f in browser.page.forms[-1:]))
    assert undo in browser.page.html
    save(browser, {}, ("form-undo", "helped"))
    assert undo not in browser.page.html
