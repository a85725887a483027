"""A database that takes nothing just now: buttons say so, show what was typed, and work later."""

import sqlite3

import pytest
from sqlalchemy import event

from surveyapp.storage.database import ANSWERS, db
from tests.journeys.filling import start
from tests.journeys.sending import make_ready

TABLE = "/answer/table/vic_assisted_sexage/aside"
TEXT, WORDS = "/answer/page/proposals", "Words that must not be lost."


@pytest.fixture
def lock(app, instance):
    """Somebody else writes, and does not end; nobody waits for it."""
    with app.app_context():
        engine = db.engines[ANSWERS]

    def wait_for_nobody(connection, _record):
        connection.execute("PRAGMA busy_timeout=0")

    engine.dispose()
    event.listen(engine, "connect", wait_for_nobody)
    other = sqlite3.connect(instance.path / "answers.db", isolation_level=None)
    yield other
    other.close()
    event.remove(engine, "connect", wait_for_nobody)
    engine.dispose()


@pytest.mark.parametrize(
    ("address", "action", "fields", "leads_to"),
    [
        ("/answer/review", "/answer/send", {}, "/answer/receipt"),
        ("/answer/", "/answer/edition", {"edition": "full"}, "/answer/"),
        ("/answer/", "/answer/section/rights/aside", {"form-act": "confirm"}, "/answer/"),
        (TABLE, TABLE, {"form-act": "confirm"}, "/answer/page/"),
        ("/answer/decline", "", {"form-act": "stop"}, "/answer/decline"),
        (TEXT, TEXT, {"rec_national": WORDS}, "/answer/"),
    ],
)
def test_a_button_on_a_locked_database_works_when_it_is_pressed_again(
    browser, lock, address, action, fields, leads_to
):
    make_ready(start(browser, "service_provision", "en"))
    browser.go("/answer/page/figures_kept").send({"keeps_statistics": ["yes"]}, form="answer-form")
    forms = browser.go(address).page.forms
    browser.page.forms = [f for f in forms if f.method == "post" and f.action == action]
    page, typed = browser.page, {name: [value] for name, value in fields.items()}
    lock.execute("BEGIN IMMEDIATE")
    browser.send(typed)
    assert browser.status == 503
    assert browser.response.headers["Retry-After"].isdigit()
    lock.execute("ROLLBACK")
    go_back(browser, address, page).send(typed)
    assert browser.address.startswith(leads_to)
    assert browser.status == 200
    if address == TEXT:
        assert WORDS in browser.go("/answer/copy").page.html


def test_agreeing_on_a_locked_database_works_when_it_is_pressed_again(browser, lock):
    browser.go("/respond/service_provision/").send()
    address, page = browser.address, browser.page
    lock.execute("BEGIN IMMEDIATE")
    browser.send({"consent_institution": ["yes"]}, form="answer-form")
    assert browser.status == 503
    lock.execute("ROLLBACK")
    go_back(browser, address, page).send({"consent_institution": ["yes"]}, form="answer-form")
    assert browser.address == "/answer/"


def go_back(browser, address, page):
    """The page of before, as a browser keeps it."""
    browser.address, browser.page = address, page
    return browser


def test_what_was_typed_on_a_locked_database_can_be_read_and_copied(browser, lock):
    start(browser, "service_provision", "en")
    form = browser.go(TEXT).page.form("answer-form")
    lock.execute("BEGIN IMMEDIATE")
    sent = {**form.initial(), "rec_national": [WORDS], "form-act": ["confirm"]}
    answer = browser.client.post("/answer/section/rights/aside", data=sent)
    assert answer.status_code == 503
    assert WORDS in answer.get_data(as_text=True)
