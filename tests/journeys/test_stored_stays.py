"""What is stored stays; what was typed stays visible until it is mended, whatever happens."""

import re

import pytest

from surveyapp.storage.database import connected
from surveyapp.storage.workspaces import create_workspace
from tests.journeys.conftest import open_wave
from tests.journeys.filling import enter, start
from tests.journeys.plain_client import PlainBrowser

NUMBERS = "/answer/page/assisted_sex_age"
ROUTES = "/answer/page/citizenship_and_route"
TEXT = "/answer/page/proposals"
CELL, OTHER_CELL = "vic_assisted_sexage.year_3.women", "vic_assisted_sexage.year_2.total"
GALLERY = ("date", "integer", "other_specify", "rank", "soft_check", "text")
LANGUAGES = pytest.mark.parametrize("language", ["en", "ro", "nb"])


@pytest.fixture(scope="module")
def gallery(instance):
    """Opens a draft of a small questionnaire."""
    for name in GALLERY:
        open_wave(instance, name)

    def open_draft(app, name):
        with connected(instance):
            code = create_workspace(name, instance.pepper)
        return enter(PlainBrowser(app), code)

    return open_draft


def field(browser, name):
    return browser.page.form("answer-form").initial().get(name, [""])


def first_page(browser):
    return next(link for link in browser.page.links if link.startswith("/answer/page/"))


def own_fields(browser):
    """Fields of questions on the page, in order."""
    return [n for n in browser.page.form("answer-form").names() if "-" not in n and "__" not in n]


def colleague_of(app, browser):
    return enter(PlainBrowser(app), browser.go("/answer/later").page.by_id["access-code"])


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("integer", ["120"], ["12o"]),
        ("date", ["7", "5", "2014"], ["", "5", "2014"]),
        ("text", ["Words."], ["x" * 10_001]),
    ],
)
@pytest.mark.parametrize("leave", ["form-all", "form-later", "form-continue", "form-switch"])
def test_a_refused_field_keeps_what_was_stored_and_what_was_typed(
    app, gallery, name, good, bad, leave
):
    browser = gallery(app, name)
    address = first_page(browser)
    fields = own_fields(browser.go(address))[: len(good)]
    stored = {f: [v] for f, v in zip(fields, good, strict=True)}
    browser.send(stored, form="answer-form")
    typed = {f: [v] for f, v in zip(fields, bad, strict=True)}
    browser.go(address).send(typed, (leave, "ro"), "answer-form")
    copy = browser.go("/answer/copy").page.html
    assert good[-1] in copy
    browser.go(address)
    assert [field(browser, f)[0] for f in fields] == bad
    assert "govuk-error-summary" in browser.page.html
    assert "form-versions" not in browser.go("/answer/review").page.html
    browser.go(address).send(
        {f: [v] for f, v in zip(fields, good, strict=True)}, form="answer-form"
    )
    assert "govuk-error-summary" not in browser.go(address).page.html


@LANGUAGES
def test_a_ranking_with_a_tie_keeps_all_places_through_a_language_and_a_reload(
    app, gallery, language
):
    browser = gallery(app, "rank")
    browser.go(f"/answer/?lang={language}")
    browser.go(first_page(browser))
    fields = own_fields(browser)[:3]
    one, two = [v for v in browser.page.form("answer-form").values(fields[0]) if v][:2]
    typed = {fields[0]: [one], fields[1]: [one], fields[2]: [two]}
    browser.send(typed, form="answer-form")
    for button in (("form-switch", "nb"), ("form-switch", "en"), ("form-continue", "1")):
        assert {f: field(browser, f) for f in fields} == typed
        browser.send({}, button, "answer-form")
    browser.go(browser.address)
    assert {f: field(browser, f) for f in fields} == typed


def test_a_page_with_errors_is_reloaded_without_blaming_a_colleague(browser):
    start(browser, "service_provision", "en")
    browser.go(NUMBERS).send({CELL: ["5x"]}, form="answer-form")
    assert browser.status == 200
    again = browser.go(browser.address).page.html
    assert "by a colleague" not in again
    browser.send({CELL: ["5"]}, form="answer-form")
    browser.go(NUMBERS)
    assert "by a colleague" not in browser.page.html
    assert field(browser, CELL) == ["5"]
    assert "The saved figure is" not in browser.page.html
    browser.send({CELL: ["6x"]}, form="answer-form")
    assert "The saved figure is 5 until you mend it." in browser.page.html


def test_a_number_of_one_language_means_the_same_after_a_switch(browser):
    start(browser, "service_provision", "ro")
    browser.go(NUMBERS).send({CELL: ["1.000"], OTHER_CELL: ["2,000"]}, form="answer-form")
    assert field(browser, CELL) == ["1.000"]
    browser.send({}, ("form-switch", "en"), "answer-form")
    assert field(browser, CELL) == ["1,000"]
    assert field(browser, OTHER_CELL) == ["2,000"]  # asked about in Romanian, where it was typed
    browser.send({}, ("form-continue", "1"), "answer-form")
    assert field(browser.go(NUMBERS), OTHER_CELL) == ["2,000"]
    assert "govuk-error-summary" in browser.page.html


def test_a_table_button_loses_nothing_of_the_tables_beside_it(browser):
    start(browser, "service_provision", "en")
    browser.go("/answer/page/country_and_sector")
    browser.send({"country": ["RO"], "sector": ["ngo"]}, form="answer-form")
    mandate = {"mandate": ["identification", "social"]}
    browser.go("/answer/page/tasks_and_groups").send(mandate, form="answer-form")
    browser.go("/answer/page/figures_kept").send({"keeps_statistics": ["yes"]}, form="answer-form")
    edition = next(f for f in browser.go("/answer/").page.forms if "edition" in f.action)
    browser.client.post(edition.action, data={**edition.initial(), "edition": "full"})
    browser.go(ROUTES)
    typed = next(n for n in own_fields(browser) if n.startswith("vic_citizenship."))
    browser.send({typed: ["15 persons"]}, ("form-aside", "vic_route"), "answer-form")
    assert field(browser.go(ROUTES), typed) == ["15 persons"]
    assert "govuk-error-summary" in browser.page.html
    nd = next(
        n
        for n in browser.page.form("answer-form").names()
        if n.startswith("vic_route.") and n.endswith("__missing")
    )
    assert field(browser, nd) == ["nd"]
    browser.send({}, ("form-undo", "vic_route"), "answer-form")
    assert field(browser, nd) == [""]
    assert field(browser, typed) == ["15 persons"]


def test_undo_touches_only_what_was_set_aside(browser):
    start(browser, "service_provision", "en")
    browser.go(NUMBERS).send({CELL + "__missing": ["nd"], OTHER_CELL: ["4"]}, form="answer-form")
    browser.go(NUMBERS).send({}, ("form-aside", "vic_assisted_sexage"), "answer-form")
    browser.send({}, ("form-act", "confirm"))
    browser.send({}, ("form-undo", "vic_assisted_sexage"), "answer-form")
    assert field(browser, CELL + "__missing") == ["nd"]
    assert field(browser, OTHER_CELL) == ["4"]


@LANGUAGES
def test_two_colleagues_in_one_table_lose_nothing(app, browser, language):
    start(browser, "service_provision", language)
    colleague = colleague_of(app, browser).go(NUMBERS)
    browser.go(NUMBERS)
    colleague.send({CELL: ["2012"]}, ("form-later", "1"), "answer-form")
    browser.send({OTHER_CELL: ["2014"]}, form="answer-form")
    browser.go(NUMBERS)
    plain = [
        field(browser, name)[0].translate({0xA0: None, 0x2C: None, 0x2E: None})
        for name in (CELL, OTHER_CELL)
    ]
    assert plain == ["2012", "2014"]


def test_what_one_colleague_is_asked_stands_in_nobody_elses_field(app, browser):
    start(browser, "service_provision", "en")
    colleague = colleague_of(app, browser).go(TEXT)
    browser.go(TEXT)
    colleague.send({"rec_national": ["Theirs."]}, form="answer-form")
    browser.send({"rec_national": ["Mine."]}, form="answer-form")
    assert field(browser, "rec_national") == ["Mine."]
    assert "Theirs." in browser.page.html
    colleague.go(TEXT)
    assert field(colleague, "rec_national") == ["Theirs."]
    assert "Mine." in colleague.page.html
    colleague.send({}, form="answer-form")
    assert field(colleague.go(TEXT), "rec_national") == ["Theirs."]
    browser.go(TEXT).send({}, form="answer-form")
    assert field(colleague.go(TEXT), "rec_national") == ["Mine."]


def test_an_answer_that_closes_answered_questions_says_which_and_can_be_undone(browser):
    start(browser, "service_provision", "en")
    gate = "/answer/page/figures_kept"
    browser.go(gate).send({"keeps_statistics": ["yes"]}, form="answer-form")
    browser.go(NUMBERS).send({CELL: ["12"]}, form="answer-form")
    browser.go(gate).send({"keeps_statistics": ["no"]}, ("form-switch", "ro"), "answer-form")
    browser.send({}, ("form-switch", "en"), "answer-form")
    assert "1 answer that you gave is no longer asked for" in browser.page.html
    assert field(browser.go(NUMBERS), CELL) == ["12"]
    browser.go(gate).send({}, form="answer-form")
    assert browser.go(NUMBERS).address != NUMBERS
    browser.go(gate).send({"keeps_statistics": ["yes"]}, form="answer-form")
    assert field(browser.go(NUMBERS), CELL) == ["12"]


def test_words_of_other_choose_it_are_tidied_screened_and_never_cut(app, gallery):
    browser = gallery(app, "other_specify")
    address = first_page(browser)
    browser.go(address)
    other = next(n for n in browser.page.form("answer-form").names() if n.endswith("__other"))
    words = "Asistență pentru bărbați,\u000b dar NU pentru minori " + "x" * 120
    browser.send({other: [words]}, form="answer-form")
    assert field(browser.go(address), other) == [
        words.replace("\u000b ", " ").replace("\u000b", " ")
    ]
    browser.send({other: ["y" * 201]}, form="answer-form")
    assert field(browser, other) == ["y" * 201]
    browser.send({other: ["call ana.pop@example.org"]}, form="answer-form")
    assert "may contain something that points to a person" in browser.page.html


def test_a_long_page_is_read_and_a_text_beyond_the_limit_stays_on_it(browser):
    start(browser, "service_provision", "en")
    long = "ă" * 60_000
    browser.go(TEXT).send(
        {"rec_national": [long], "rec_transnational": ["Kept."]}, form="answer-form"
    )
    assert browser.status == 200
    assert field(browser, "rec_national") == [long]
    assert "60,000 characters" in browser.page.html
    assert field(browser, "rec_transnational") == ["Kept."]


def test_links_that_leave_a_page_save_what_was_typed(browser):
    start(browser, "service_provision", "en")
    for button in ("form-all", "form-back", "form-later"):
        browser.go(NUMBERS).send({CELL: [str(len(button))]}, (button, "1"), "answer-form")
        assert browser.address != NUMBERS
        assert field(browser.go(NUMBERS), CELL) == [str(len(button))]
    inside = [link for link in browser.page.links if link.startswith("/answer")]
    assert inside == []


def test_a_page_that_says_it_is_in_no_language_of_ours_is_read_in_that_of_the_visit(browser):
    start(browser, "service_provision", "ro")
    browser.go(NUMBERS).send({CELL: ["1.041"], "form-language": ["xx_YY"]}, form="answer-form")
    assert browser.status == 200
    assert field(browser.go(NUMBERS), CELL) == ["1.041"]


def test_what_was_decided_on_another_tab_is_asked_about_when_the_first_is_sent_again(app, browser):
    start(browser, "service_provision", "en")
    colleague = colleague_of(app, browser).go(TEXT)
    browser.go(TEXT)
    colleague.send({"rec_national": ["Theirs."]}, form="answer-form")
    browser.send({"rec_national": ["Mine."]}, form="answer-form")
    asked = browser.address, browser.page
    browser.go(TEXT).send({"rec_national": ["Decided."]}, form="answer-form")
    browser.address, browser.page = asked
    browser.send({}, form="answer-form")
    assert field(browser, "rec_national") == ["Mine."]
    assert "Decided." in browser.page.html
    browser.send({}, form="answer-form")
    assert field(browser.go(TEXT), "rec_national") == ["Mine."]


def test_the_error_summary_says_in_which_row_and_column(browser):
    start(browser, "service_provision", "en")
    browser.go(NUMBERS).send({CELL: ["12o"], OTHER_CELL: ["12o"]}, form="answer-form")
    lines = re.findall(r'<li><a href="#([^"]+)">[^:]+: ([^:]+): “12o”', browser.page.html)
    assert lines == [(OTHER_CELL, "2013, Total"), (CELL, "2014, Women (18+)")]


def test_a_reason_that_is_too_long_says_so_beside_its_field(app, gallery):
    browser = gallery(app, "soft_check")
    page = first_page(browser)
    browser.go(page).send({"women": ["2"], "men": ["3"], "total": ["9"]}, form="answer-form")
    browser.send({"total__why_sum": ["x" * 501]}, form="answer-form")
    assert browser.page.by_id["total__why_sum:error"]
    assert 'aria-describedby="check-total__why_sum:words total__why_sum:error"' in browser.page.html
    assert field(browser, "total__why_sum") == ["x" * 501]
    browser.send({"total": ["5"]}, form="answer-form")
    assert browser.address == "/answer/"
    assert "form-versions" in browser.go("/answer/review").page.html


def test_a_table_that_is_set_aside_asks_about_nothing_typed_into_it_until_it_is_undone(browser):
    start(browser, "service_provision", "en")
    browser.go(NUMBERS).send({CELL: ["12o"], OTHER_CELL: ["4"]}, form="answer-form")
    browser.send({}, ("form-aside", "vic_assisted_sexage"), "answer-form")
    browser.send({}, ("form-act", "confirm"))
    assert "govuk-error-summary" not in browser.page.html
    assert field(browser, CELL + "__missing") == field(browser, OTHER_CELL + "__missing") == ["nd"]
    browser.send({}, ("form-undo", "vic_assisted_sexage"), "answer-form")
    assert (field(browser, CELL), field(browser, OTHER_CELL)) == (["12o"], ["4"])
    assert "“12o” is not a number" in browser.page.html


def test_the_summary_shows_no_words_that_would_not_be_sent(app, gallery):
    mine = gallery(app, "other_specify")
    page = first_page(mine)
    mine.go(page).send({"funding": ["other"], "funding__other": ["first"]}, form="answer-form")
    theirs = colleague_of(app, mine).go(page)
    mine.go(page)
    theirs.send({"funding__other": ["a new donor"]}, form="answer-form")
    mine.send({"funding": ["state"], "funding__other": [""]}, form="answer-form")
    summary = theirs.go("/answer/review")
    assert "The state" in summary.page.html
    assert "a new donor" not in summary.page.html
    summary.send()
    assert summary.address == "/answer/receipt"
    assert "a new donor" not in summary.go("/answer/copy").page.html


@pytest.mark.parametrize("act", [None, "keep", "stop", "undo", "erase"])
def test_nothing_is_declined_where_nobody_was_asked_to_agree(app, gallery, act):
    browser = gallery(app, "integer")
    page = first_page(browser)
    name = own_fields(browser.go(page))[0]
    browser.send({name: ["12"]}, form="answer-form")
    mark = browser.go(page).page.form("answer-form").initial()["form-draft"]
    if act:
        data = {"form-draft": mark, "form-act": act}
        assert browser.client.post("/answer/decline", data=data).status_code == 404
    else:
        assert browser.go("/answer/decline").status == 404
    assert field(browser.go(page), name) == ["12"]
