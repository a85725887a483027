"""A database that takes nothing just now: buttons say so, keep what was sent, and work later."""

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
    lock.execute("BEGIN IMMEDIATE")
    browser.send({name: [value] for name, value in fields.items()})
    assert browser.status == 503
    assert "could not be saved" in browser.page.html
    lock.execute("ROLLBACK")
    browser.send()
    assert browser.address.startswith(leads_to)
    assert browser.status == 200
    if address == TEXT:
        assert WORDS in browser.go("/answer/copy").page.html


def test_agreeing_on_a_locked_database_works_when_it_is_pressed_again(browser, lock):
    browser.go("/respond/service_provision/").send()
    lock.execute("BEGIN IMMEDIATE")
    browser.send({"consent_institution": ["yes"]}, form="answer-form")
    assert browser.status == 503
    lock.execute("ROLLBACK")
    browser.send()
    assert browser.address == "/answer/"


def test_what_was_typed_on_a_locked_database_can_be_copied_and_is_asked_to_come_again(
    browser, lock
):
    start(browser, "service_provision", "en")
    browser.go("/answer/page/proposals")
    lock.execute("BEGIN IMMEDIATE")
    form = browser.page.form("answer-form")
    sent = {**form.initial(), "rec_national": [WORDS], "form-act": ["confirm"]}
    answer = browser.client.post("/answer/section/rights/aside", data=sent)
    assert (answer.status_code, answer.headers["Retry-After"].isdigit()) == (503, True)
    assert answer.get_data(as_text=True).count(WORDS) == 2  # in the form, and to be read
