"""What was sent is taken back with the code, changed, and sent again; until it is final."""

from surveyapp.storage.database import connected
from surveyapp.storage.waves import WaveState, move_wave
from tests.journeys.sending import opened
from tests.journeys.sent import answers_sent

NAME, TEXT, SUPPORT = "service_provision", "/answer/page/proposals", "rec_national"


def move(instance, *states):
    with connected(instance):
        for state in states:
            move_wave(NAME, state)


def press(browser):
    """Presses the button on the page that asks."""
    forms = browser.page.forms
    form = next(form for form in forms if form.action.partition("?")[0] in ("", "/answer/withdraw"))
    return browser.send(form=form.identifier)


def test_sent_answers_are_withdrawn_changed_and_sent_again(site):
    instance, app, code = site
    browser = opened(app, code)
    number = browser.page.by_id["receipt-number"]
    press(browser.go("/answer/withdraw"))
    assert browser.address == "/answer/?withdrawn=1"
    assert "The answers were withdrawn" in browser.page.html
    assert answers_sent(instance, NAME) == []
    browser.go(TEXT).send({SUPPORT: ["Said after all."]}, form="answer-form")
    browser.go("/answer/review").send()
    assert browser.page.by_id["receipt-number"] == number
    (sent,) = answers_sent(instance, NAME)
    assert sent[SUPPORT] == "Said after all."
    assert "Said after all." in browser.go("/answer/copy").page.html


def test_pressed_twice_it_leads_to_the_same_place(site):
    instance, app, code = site
    tabs = [opened(app, code).go("/answer/withdraw") for _ in range(2)]
    for tab in tabs:
        assert press(tab).address == "/answer/?withdrawn=1"
    assert answers_sent(instance, NAME) == []


def test_what_a_colleague_sent_again_meanwhile_is_not_withdrawn_by_an_old_page(site):
    instance, app, code = site
    one, two = (opened(app, code).go("/answer/withdraw") for _ in range(2))
    press(one)
    one.go("/answer/review").send()
    press(two)
    assert two.address == "/answer/withdraw?changed=1"
    assert "sent again after this page was shown" in two.page.html
    assert len(answers_sent(instance, NAME)) == 1
    press(two)
    assert answers_sent(instance, NAME) == []


def test_a_look_withdraws_nothing(site):
    instance, app, code = site
    opened(app, code).go("/answer/withdraw")
    assert len(answers_sent(instance, NAME)) == 1


def test_nothing_that_was_not_sent_can_be_withdrawn(site):
    _instance, app, code = site
    browser = opened(app, code)
    press(browser.go("/answer/withdraw"))
    assert browser.go("/answer/withdraw").address == "/answer/"


def test_a_closed_wave_gives_answers_back_for_good(site):
    instance, app, code = site
    move(instance, WaveState.CLOSED)
    tabs = [opened(app, code).go("/answer/withdraw") for _ in range(2)]
    for browser in tabs:
        assert "They cannot be sent again" in browser.page.html
        assert press(browser).address == "/answer/?withdrawn=1"
        assert "The answers were withdrawn" in browser.page.html
        assert "Send them again" not in browser.page.html
        assert "receipt-number" not in browser.page.by_id
    assert answers_sent(instance, NAME) == []


def test_a_frozen_wave_gives_nothing_back(site):
    instance, app, code = site
    late = opened(app, code).go("/answer/withdraw")
    move(instance, WaveState.CLOSED, WaveState.FROZEN)
    press(late)
    assert late.status == 409
    browser = opened(app, code)
    assert "made final" in browser.page.html
    assert browser.go("/answer/withdraw").address == "/answer/receipt"
    assert len(answers_sent(instance, NAME)) == 1


def test_the_page_that_asks_speaks_every_language(site):
    _instance, app, code = site
    for language, words in (("ro", "Retrageți"), ("nb", "Trekk tilbake")):
        browser = opened(app, code).go(f"/answer/withdraw?lang={language}")
        assert browser.page.language == language
        assert words in browser.page.html
