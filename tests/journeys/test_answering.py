"""Answering over HTTP without scripts: nothing typed is ever lost."""

import pytest

from surveyapp.fieldwork.codes import CodeKind, new_code
from surveyapp.storage.database import connected
from surveyapp.storage.workspaces import create_workspace
from tests.journeys.filling import agree, fill_everything, start
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.sending import make_ready
from tests.journeys.sent import answers_sent

COUNTRY = "/answer/page/country_and_sector"
NUMBERS = "/answer/page/assisted_sex_age"
TEXT = "/answer/page/proposals"
FIRST_CELL = "vic_assisted_sexage.year_3.women"


def code_of(browser):
    return browser.page.by_id["access-code"]


def value(browser, name):
    return browser.page.form("answer-form").initial().get(name, [""])


def test_declining_ends_politely_and_stores_nothing(app, instance):
    browser = PlainBrowser(app)
    browser.go("/respond/service_provision/?lang=nb")
    browser.send()
    browser.send({"consent_institution": ["no"]}, form="answer-form")
    assert browser.address == "/answer/declined"
    assert browser.status == 200
    assert browser.go("/answer/").address.startswith("/answer/code")


def test_a_code_opens_the_same_answers_on_another_device(app, browser):
    start(browser, "service_provision", "en")
    code = code_of(browser)
    browser.go(COUNTRY)
    browser.send({"country": ["NO"], "sector": ["ngo"]}, form="answer-form")
    other = PlainBrowser(app).go("/answer/code")
    other.send({"code": [code.lower().replace("-", " ")]})
    assert other.address == "/answer/"
    assert value(other.go(COUNTRY), "country") == ["NO"]


def test_a_mistyped_code_says_so_and_an_unknown_one_opens_nothing(app):
    browser = PlainBrowser(app).go("/answer/code")
    browser.send({"code": ["WK7F-9M2X"]})
    assert (browser.status, "mistyped" in browser.page.html) == (400, True)
    browser.send({"code": [new_code(CodeKind.WORKSPACE)]})
    assert (browser.status, "does not open" in browser.page.html) == (400, True)


def test_what_was_saved_stays_when_the_browser_dies_after_a_page(app, browser):
    start(browser, "service_provision", "en")
    code = code_of(browser)
    browser.go(NUMBERS)
    browser.send({FIRST_CELL: ["12"]}, form="answer-form")
    again = PlainBrowser(app).go("/answer/code")
    again.send({"code": [code]})
    assert value(again.go(NUMBERS), FIRST_CELL) == ["12"]


def test_the_language_changes_in_the_middle_of_a_page_and_unsaved_input_stays(browser):
    start(browser, "service_provision", "en")
    browser.go(NUMBERS)
    browser.send({FIRST_CELL: ["1,041"]}, ("form-switch", "ro"), "answer-form")
    assert browser.page.language == "ro"
    assert value(browser, FIRST_CELL) == ["1.041"]
    browser.send({}, ("form-switch", "nb"), "answer-form")
    assert value(browser, FIRST_CELL) == ["1\u00a0041"]
    browser.send({}, ("form-continue", "1"), "answer-form")
    assert value(browser.go(NUMBERS), FIRST_CELL) == ["1\u00a0041"]


@pytest.mark.parametrize("typed", ["1e3", "NaN", "Infinity", "١", "12.5", "-4"])
def test_a_number_that_cannot_be_taken_comes_back_as_it_was_typed(browser, typed):
    start(browser, "service_provision", "en")
    browser.go(NUMBERS)
    other = "vic_assisted_sexage.year_2.total"
    browser.send({FIRST_CELL: [typed], other: ["7"]}, form="answer-form")
    assert browser.address == NUMBERS
    assert value(browser, FIRST_CELL)[0].replace("\u2212", "-") == typed
    assert value(browser, other) == ["7"]
    assert f'href="#{FIRST_CELL}"' in browser.page.html


def test_an_unknown_code_in_a_choice_loses_nothing_else(browser):
    start(browser, "service_provision", "en")
    browser.go(COUNTRY)
    browser.send({"country": ["XX"], "sector": ["ngo"]}, form="answer-form")
    assert "is not one of the answers" in browser.page.html
    assert value(browser, "sector") == ["ngo"]


def type_row(browser, **row):
    """Types the last year of the table, the year of which the core form asks every column."""
    given = {f"vic_assisted_sexage.year_3.{column}": [n] for column, n in row.items()}
    return browser.go(NUMBERS).send(given, form="answer-form")


def test_a_soft_check_is_asked_once_and_its_reason_is_kept(browser):
    start(browser, "service_provision", "en")
    type_row(browser, women="2", men="3", girls="0", boys="0", unknown="0", total="9")
    assert browser.address == NUMBERS
    assert "2014: The sum of the columns is 5, but the total is 9." in browser.page.html
    browser.send({"vic_assisted_sexage__why_V1": ["one is counted twice"]}, form="answer-form")
    assert browser.address != NUMBERS
    review = browser.go("/answer/review")
    assert "one is counted twice" in review.page.html


def test_a_check_that_needs_a_reason_stops_sending_until_there_is_one(browser):
    make_ready(start(browser, "service_provision", "en"))
    gate = {"keeps_statistics": ["yes"]}
    browser.go("/answer/page/figures_kept").send(gate, form="answer-form")
    could_send = browser.go("/answer/review").page
    type_row(browser, women="20", men="30", girls="0", boys="0", unknown="0", total="90")
    browser.send(form="answer-form")
    assert "form-versions" not in browser.go("/answer/review").page.html
    browser.page = could_send
    assert browser.send().address != "/answer/receipt"
    why = {"vic_assisted_sexage__why_V1": ["40 are known only in total"]}
    browser.go(NUMBERS).send(why, form="answer-form")
    assert browser.go("/answer/review").send().address == "/answer/receipt"


def test_personal_data_in_a_text_is_asked_about_and_never_blocks(browser):
    start(browser, "service_provision", "en")
    browser.go(TEXT)
    browser.send({"rec_national": ["Write to ana.pop@example.org"]}, form="answer-form")
    assert browser.address == TEXT
    assert value(browser, "rec_national") == ["Write to ana.pop@example.org"]
    browser.send(form="answer-form")
    assert browser.address != TEXT


def test_an_expired_visit_asks_for_the_code_and_saves_what_was_typed(app, browser):
    start(browser, "service_provision", "en")
    code = code_of(browser)
    browser.go(NUMBERS)
    browser.client.delete_cookie("surveyapp", path="/")
    browser.send({FIRST_CELL: ["33"]}, form="answer-form")
    assert browser.status == 403
    browser.send({"form-code": [code]})
    assert value(browser.go(NUMBERS), FIRST_CELL) == ["33"]


def test_figures_that_are_not_kept_are_marked_with_one_press_and_undone(browser):
    start(browser, "service_provision", "en")
    browser.go(NUMBERS)
    browser.send({FIRST_CELL: ["8"]}, ("form-aside", "vic_assisted_sexage"), "answer-form")
    assert "There is 1 answer here." in browser.page.html
    browser.send({}, ("form-act", "confirm"))
    assert value(browser, FIRST_CELL + "__missing") == ["nd"]
    browser.send({}, ("form-undo", "vic_assisted_sexage"), "answer-form")
    assert value(browser, FIRST_CELL) == ["8"]
    assert value(browser, "vic_assisted_sexage.year_3.men__missing") == [""]


def test_zero_blank_and_a_reason_stay_three_different_things(browser):
    start(browser, "service_provision", "en")
    browser.go(NUMBERS)
    zero, blank, reason = (f"vic_assisted_sexage.year_3.{c}" for c in ("women", "men", "girls"))
    browser.send({zero: ["0"], reason + "__missing": ["lt5"]}, form="answer-form")
    browser.go(NUMBERS)
    assert value(browser, zero) == ["0"]
    assert value(browser, blank) == [""]
    assert value(browser, reason + "__missing") == ["lt5"]


def test_sending_twice_leads_to_the_same_receipt_and_one_response(app, instance, browser):
    start(browser, "service_provision", "en")
    code = code_of(browser)
    before = len(answers_sent(instance, "service_provision"))
    fill_everything(
        browser,
        {"country": ["RO"], "sector": ["ngo"], "mandate": ["social"], "keeps_statistics": ["no"]},
    )
    browser.go("/answer/review")
    twin = PlainBrowser(app).go("/answer/code")
    twin.send({"code": [code]})
    twin.go("/answer/review")
    browser.send()
    first = browser.page.by_id["receipt-number"]
    twin.send()
    assert twin.page.by_id["receipt-number"] == first
    assert len(answers_sent(instance, "service_provision")) == before + 1


def test_a_page_posted_after_sending_shows_what_was_typed(browser):
    start(browser, "service_provision", "en")
    fill_everything(
        browser,
        {"country": ["RO"], "sector": ["ngo"], "mandate": ["social"], "keeps_statistics": ["no"]},
    )
    browser.go(COUNTRY)
    stale = browser.page
    browser.go("/answer/review").send()
    browser.page, browser.address = stale, COUNTRY
    browser.send({"country": ["NO"]}, form="answer-form")
    assert browser.status == 409
    assert "NO" in browser.page.html


def test_more_detail_shows_more_questions_and_keeps_answers(browser):
    start(browser, "service_provision", "en")
    browser.go(COUNTRY)
    browser.send({"country": ["RO"], "sector": ["ngo"]}, form="answer-form")
    browser.go("/answer/")
    form = next(f for f in browser.page.forms if f.action.endswith("/answer/edition"))
    browser.client.post(form.action, data={**form.initial(), "edition": "full"})
    browser.go("/answer/page/class_and_area")
    assert "region_ro" in browser.page.form("answer-form").names()
    assert value(browser.go(COUNTRY), "country") == ["RO"]


def test_a_code_leads_to_the_start_page_then_to_consent_and_later_to_the_sections(app, instance):
    with connected(instance):
        code = create_workspace("service_provision", instance.pepper)
    start_page = "/respond/service_provision/service_provision/"
    browser = PlainBrowser(app).go("/answer/code").send({"code": [code]})
    assert browser.address == start_page
    browser.go(next(link for link in browser.page.links if link.endswith("/consent")))
    agree(browser)
    assert browser.address == "/answer/"
    assert start_page in browser.page.links
    again = PlainBrowser(app).go("/answer/code").send({"code": [code]})
    assert again.address == "/answer/"
    assert "/answer/" in again.go(start_page).page.links


def test_ten_wrong_codes_are_enough(app):
    browser = PlainBrowser(app)
    for _ in range(11):
        browser.go("/answer/code").send({"code": [new_code(CodeKind.WORKSPACE)]})
    assert "Too many wrong codes" in browser.page.html


def test_leaving_forgets_the_visit_and_shows_a_neutral_page(browser):
    start(browser, "service_provision", "ro")
    browser.go("/leave")
    assert browser.address == "/goodbye"
    assert "trafic" not in browser.page.html.lower()
    assert browser.go("/answer/").address == "/answer/code"


def test_two_colleagues_on_one_page_lose_nothing(app, browser):
    start(browser, "service_provision", "en")
    code = code_of(browser)
    colleague = PlainBrowser(app).go("/answer/code")
    colleague.send({"code": [code]})
    colleague.go(NUMBERS)
    browser.go(NUMBERS)
    second = "vic_assisted_sexage.year_2.total"
    colleague.send({FIRST_CELL: ["40"]}, ("form-later", "1"), "answer-form")
    browser.send({FIRST_CELL: ["50"], second: ["60"]}, form="answer-form")
    assert browser.address == NUMBERS
    assert value(browser, FIRST_CELL) == ["50"]
    assert "Another answer was saved in the meantime" in browser.page.html
    assert "40" in browser.page.html
    assert value(colleague.go(NUMBERS), FIRST_CELL) == ["40"]
    browser.send(form="answer-form")
    assert value(colleague.go(NUMBERS), FIRST_CELL) == ["50"]


def test_a_stale_page_does_not_undo_what_a_colleague_saved(app, browser):
    start(browser, "service_provision", "en")
    code = code_of(browser)
    colleague = PlainBrowser(app).go("/answer/code")
    colleague.send({"code": [code]})
    browser.go(COUNTRY)
    colleague.go(COUNTRY).send({"country": ["NO"]}, form="answer-form")
    browser.send({"sector": ["ngo"]}, form="answer-form")
    browser.go(COUNTRY)
    assert (value(browser, "country"), value(browser, "sector")) == (["NO"], ["ngo"])


def test_a_change_from_the_review_leads_back_to_the_review(browser):
    start(browser, "service_provision", "en")
    browser.go("/answer/review")
    change = next(link for link in browser.page.links if "country_and_sector" in link)
    browser.go(change.split("#", maxsplit=1)[0])
    browser.send({"country": ["RO"], "sector": ["ngo"]}, form="answer-form")
    assert browser.address == "/answer/review"


def test_the_review_lists_what_has_no_answer_with_a_link_to_each(browser):
    start(browser, "service_provision", "en")
    browser.go("/answer/review")
    assert "questions have no answer" in browser.page.html
    assert "#review-target_groups" in browser.page.links


def test_a_section_that_is_not_our_task_is_set_aside_with_one_press_and_comes_back(browser):
    start(browser, "service_provision", "en")
    browser.go(TEXT).send({"rec_national": ["More places."]}, form="answer-form")
    browser.go("/answer/")
    form = next(f for f in browser.page.forms if "recommendations/aside" in f.action)
    asked = browser.client.post(form.action, data=form.initial()).get_data(as_text=True)
    assert "There is 1 answer here." in asked
    shown = {"form-count": "1", "form-act": "confirm"}
    browser.client.post(form.action, data={**form.initial(), **shown})
    browser.go("/answer/")
    assert "not our task" in browser.page.html
    review = browser.go("/answer/review").page.html
    assert "More places." not in review
    assert "Not applicable to us" in review
    browser.client.post(form.action, data={**form.initial(), "form-act": "undo"})
    assert value(browser.go(TEXT), "rec_national") == ["More places."]
