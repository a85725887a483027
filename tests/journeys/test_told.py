"""What a page says that a press did, or did not do: only after that press, in this browser."""

import pytest

from surveyapp.storage.database import connected
from surveyapp.storage.waves import WaveState, move_wave
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.sending import opened
from tests.journeys.sent import answers_sent

NAME, WITHDRAW = "service_provision", "/answer/withdraw"
NUMBERS, CELL = "/answer/page/assisted_sex_age", "vic_assisted_sexage.year_3.women"
CLAIMS = {
    "/answer/?withdrawn=1": "The answers were withdrawn",
    "/answer/?saved=1": "Saved. You can close this page",
    "/answer/?unasked=3": "that you just gave",
    "/answer/review?changed=1": "Something was saved after this summary",
    "/answer/review?not_done=1": "Nothing was sent yet",
    "/answer/decline?changed=1": "Please decide again",
    "/answer/hand-over?taken=1": "The code was taken back",
    f"{NUMBERS}?filled=5": "were taken over",
    f"{NUMBERS}?saved=1": "Saved on",
    "/answer/table/vic_assisted_sexage/sheet?refused=1": "too large",
}


@pytest.fixture
def code(browser):
    """The code of a draft with one answer."""
    start(browser, NAME, "en")
    browser.go(NUMBERS).send({CELL: ["120"]}, form="answer-form")
    return browser.go("/answer/").page.by_id["access-code"]


def end_visit(browser):
    browser.client.delete_cookie("surveyapp", path="/")
    return browser


@pytest.mark.parametrize("address", CLAIMS)
def test_an_address_alone_says_nothing_that_did_not_happen(browser, code, address):
    browser.go(address)
    assert browser.status == 200
    assert CLAIMS[address] not in browser.page.html


def test_what_was_told_is_told_no_more_after_another_press(site):
    _instance, app, code = site
    browser = opened(app, code).go(WITHDRAW)
    press(browser)
    assert CLAIMS["/answer/?withdrawn=1"] in browser.page.html
    told = browser.address
    browser.go(NUMBERS).send({CELL: ["120"]}, form="answer-form")
    assert CLAIMS["/answer/?withdrawn=1"] not in browser.go(told).page.html


def press(browser):
    form = next(f for f in browser.page.forms if f.action.partition("?")[0] in ("", WITHDRAW))
    return browser.send(form=form.identifier)


def test_a_withdrawal_after_the_visit_ended_is_asked_again_and_says_so(site):
    instance, app, code = site
    browser = end_visit(opened(app, code).go(WITHDRAW))
    press(browser)
    assert browser.status == 403
    assert "Nothing was withdrawn." in browser.page.html
    assert "will be saved" not in browser.page.html
    browser.send({"form-code": [code]}, form="answer-form")
    assert browser.address == f"{WITHDRAW}?not_done=1"
    assert "Nothing was withdrawn yet" in browser.page.html
    assert len(answers_sent(instance, NAME)) == 1
    press(browser)
    assert browser.address == "/answer/?withdrawn=1"
    assert answers_sent(instance, NAME) == []


@pytest.mark.parametrize(
    ("address", "action", "leads_to"),
    [
        ("/answer/decline", "", "/answer/decline?not_done=1"),
        ("/answer/", "/answer/edition", "/answer/?not_done=1"),
        (
            "/answer/",
            "/answer/section/rights/aside",
            "/answer/section/rights/aside?not_done=1",
        ),
    ],
)
def test_any_other_button_is_pressed_again_where_it_is(browser, code, address, action, leads_to):
    found = next(f for f in browser.go(address).page.forms if f.action == action)
    browser.page.forms = [found]
    end_visit(browser).send({"form-act": ["stop"], "edition": ["full"]})
    assert browser.status == 403
    assert "What you pressed was not done." in browser.page.html
    browser.send({"form-code": [code]}, form="answer-form")
    assert browser.address == leads_to
    assert "was not done yet" in browser.page.html


def test_a_page_of_another_code_does_not_say_that_something_typed_waits(app, browser, code):
    other = start(PlainBrowser(app), NAME, "en").page.by_id["access-code"]
    browser.go("/answer/decline")
    form = next(f for f in browser.page.forms if "form-versions" in f.names())
    browser.client.post("/answer/code", data={"code": other})
    browser.page.forms = [form]
    browser.send({"form-act": ["stop"]})
    assert browser.status == 409
    assert "Nothing was done" in browser.page.html
    assert "what you typed" not in browser.page.html


@pytest.mark.parametrize(("language", "words"), [("en", "women"), ("nb", "kvinner")])
def test_what_was_typed_after_the_end_stands_under_the_words_of_its_question(
    browser, code, language, words
):
    browser.go(f"{NUMBERS}?lang={language}")
    end_visit(browser).send({CELL: ["121"]}, form="answer-form")
    assert browser.status == 403
    assert "Field 1" not in browser.page.html
    typed = browser.page.html.partition('<dl class="typed">')[2].casefold()
    assert words in typed
    assert "121" in typed


def test_words_of_a_round_that_takes_no_answers_are_shown_to_nobody(site):
    instance, app, code = site
    press(opened(app, code).go(WITHDRAW))
    browser = opened(app, code).go(NUMBERS)
    with connected(instance):
        move_wave(NAME, WaveState.CLOSED)
    end_visit(browser).send({CELL: ["121"]}, form="answer-form")
    assert browser.status == 403
    assert "Field 1" in browser.page.html
