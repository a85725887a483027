"""Save and come back later, sign out, and the receipt: what stands there and what still holds."""

from datetime import date

import pytest

from surveyapp.instance import create_instance, load_instance
from surveyapp.storage.answers_tables import wave as wave_table
from surveyapp.storage.database import ANSWERS, connected, writing
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.waves import WaveState, move_wave
from surveyapp.web import create_app
from tests.journeys.conftest import open_wave
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.sending import make_ready
from tests.web.people import client_with, cookie_of

TEXT = "/answer/page/proposals"
NUMBERS = "/answer/page/assisted_sex_age"
LATER = ("form-later", "1")


def later(browser, typed=None, page=TEXT):
    return browser.go(page).send(typed or {}, LATER, "answer-form")


def sign_out(browser):
    form = next(f for f in browser.page.forms if f.action == "/leave")
    return browser.client.post(form.action, data=form.initial(), follow_redirects=True)


def test_saving_for_later_says_so_with_the_code_and_a_way_on(browser):
    start(browser, "service_provision", "en")
    code = browser.page.by_id["access-code"]
    later(browser, {"rec_national": ["More places."]})
    assert browser.address == "/answer/later?page=proposals"
    assert "<h1>Saved</h1>" in browser.page.html
    assert browser.page.by_id["access-code"] == code
    assert "Answers are taken until" not in browser.page.html  # nobody said until when
    assert TEXT in browser.page.links
    browser.go(TEXT)
    assert browser.page.form("answer-form").initial()["rec_national"] == ["More places."]


def test_a_code_is_repeated_as_it_was_given_out_however_it_was_typed(app, browser):
    start(browser, "service_provision", "en")
    code = browser.page.by_id["access-code"]
    again = PlainBrowser(app).go("/answer/code").send({"code": [code.lower().replace("-", " ")]})
    again.go("/answer/later")
    assert again.page.by_id["access-code"] == code


def test_a_code_that_this_visit_does_not_know_is_not_shown(browser):
    start(browser, "service_provision", "en")
    with browser.client.session_transaction() as session:
        del session["code"]
    later(browser)
    assert "access-code" not in browser.page.by_id
    assert "the access code that you used" in browser.page.html


def test_what_could_not_be_taken_is_said_there_too(browser):
    start(browser, "service_provision", "en")
    later(browser, {"vic_assisted_sexage.year_3.women": ["many"]}, NUMBERS)
    assert "1 answer that was typed could not be taken yet" in browser.page.html


def test_signing_out_ends_the_visit_for_every_copy_of_its_cookie(app, browser):
    start(browser, "service_provision", "en")
    code = browser.page.by_id["access-code"]
    later(browser)
    copied = cookie_of(browser.client)
    assert client_with(app, copied).get("/answer/").status_code == 200
    response = sign_out(browser)
    assert response.request.path == "/goodbye"
    assert client_with(app, copied).get("/answer/").status_code == 302
    assert browser.go("/answer/later").address == "/answer/code"
    assert browser.send({"code": [code]}).address == "/answer/"


@pytest.mark.parametrize("language", ["ro", "nb"])
def test_signing_out_stays_in_the_language_of_the_pages(browser, language):
    start(browser, "service_provision", language)
    later(browser)
    assert f'<html lang="{language}">' in sign_out(browser).get_data(as_text=True)
    assert f'<html lang="{language}">' in browser.go("/answer/").page.html


@pytest.fixture
def dated(tmp_path):
    """(instance, browser) of a round that takes answers until a day, with somebody to ask."""
    path = create_instance(tmp_path / "demo", is_demo=True).path
    with (path / "config.toml").open("a", encoding="utf-8") as config:
        config.write('contact = "Ana Pop, [ana@example.org](mailto:ana@example.org)"\n')
    made = load_instance(path)
    upgrade(made)
    open_wave(made, "service_provision")
    with connected(made), writing(ANSWERS) as connection:
        connection.execute(wave_table.update().values(closes=date(2014, 11, 28)))
    return made, start(PlainBrowser(create_app(made)), "service_provision", "en")


def test_the_last_day_is_said(dated):
    _, browser = dated
    assert "Answers are taken until 28 November 2014." in later(browser).page.html
    receipt = make_ready(browser).send().page.html
    assert "The others can answer until 28 November 2014." in receipt
    assert "Answers are taken until" not in receipt


def test_the_receipt_and_the_accessibility_statement_say_whom_to_ask(dated):
    _, browser = dated
    assert "mailto:ana@example.org" in make_ready(browser).send().page.links
    assert "mailto:ana@example.org" in browser.go("/accessibility").page.links


def test_nobody_is_named_where_the_instance_names_nobody(browser):
    make_ready(start(browser, "service_provision", "en")).send()
    assert "If you have a question" not in browser.page.html
    assert "the people who sent you the access code" in browser.go("/accessibility").page.html


def test_a_round_that_ended_does_not_say_that_something_was_saved(dated):
    made, browser = dated
    later(browser)
    with connected(made):
        move_wave("service_provision", WaveState.CLOSED)
    assert browser.go("/answer/later").address == "/answer/"


def test_the_receipt_says_what_follows_and_what_can_still_be_done(browser):
    make_ready(start(browser, "service_provision", "en")).send()
    assert browser.address == "/answer/receipt"
    for said in (
        "What happens next",
        "published only in groups of at least five institutions",
        "read before anybody else sees it",
        "What you can still do",
        "with your access code, until the answers of all are made final.",
    ):
        assert said in browser.page.html
    assert {"/answer/copy", "/answer/copy.pdf"} <= set(browser.page.links)
    assert sign_out(browser).request.path == "/goodbye"
