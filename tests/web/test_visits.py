"""A visit ends when it is left, for every copy of its cookie, and after half a day at last."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import event

from surveyapp.storage.database import CONTACTS, db
from surveyapp.web import create_app
from surveyapp.web.respondent.held_visit import LONGEST
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser
from tests.web.people import PASSWORD, client_with, cookie_of

PAGES = ("/answer/", "/answer/review", "/answer/copy", "/answer/page/proposals")


def opens(app, cookie, address="/answer/"):
    return client_with(app, cookie).get(address).status_code == 200


def copied(respondent):
    return cookie_of(respondent.client)


def ended_rows(instance):
    with closing(sqlite3.connect(instance.path / "contacts.db")) as plain:
        return plain.execute("select * from ended_visit").fetchall()


def leave(browser):
    browser.go("/leave")


def decline(browser):
    browser.go("/respond/service_provision/consent")
    browser.send({"consent_institution": ["no"]}, form="answer-form")


def enter_another_code(browser):
    other = start(PlainBrowser(browser.client.application), "service_provision", "en")
    browser.go("/answer/code").send({"code": [other.page.by_id["access-code"]]})


def sign_in(browser):
    browser.go("/staff/sign-in")
    browser.send({"name": ["coordinator"], "password": [PASSWORD]})


@pytest.mark.parametrize("page", PAGES)
def test_no_copy_of_the_cookie_opens_a_visit_that_was_left(app, respondent, page):
    cookie = copied(respondent)
    assert opens(app, cookie, page)
    leave(respondent)
    assert not opens(app, cookie, page)


@pytest.mark.parametrize("end", [leave, decline, enter_another_code, sign_in])
def test_whatever_takes_the_draft_from_a_browser_ends_the_visit(app, respondent, end):
    cookie = copied(respondent)
    end(respondent)
    assert not opens(app, cookie)


def test_a_visit_that_was_left_stays_ended_when_the_server_starts_again(app, instance, respondent):
    cookie = copied(respondent)
    leave(respondent)
    assert not opens(create_app(instance), cookie)


def test_leaving_does_not_end_the_visit_of_a_colleague(app, respondent):
    code = respondent.page.by_id["access-code"]
    colleague = PlainBrowser(app).go("/answer/code").send({"code": [code]})
    leave(respondent)
    assert opens(app, cookie_of(colleague.client))


def test_the_code_opens_the_draft_again_after_leaving(app, respondent):
    code = respondent.page.by_id["access-code"]
    leave(respondent)
    back = PlainBrowser(app).go("/answer/code").send({"code": [code]})
    assert back.address == "/answer/"


def test_what_is_kept_of_a_left_visit_leads_nowhere(instance, respondent):
    with respondent.client.session_transaction() as session:
        held = dict(session["w"])
    before = ended_rows(instance)
    leave(respondent)
    (row,) = [row for row in ended_rows(instance) if row not in before]
    assert len(row[0]) == 32
    assert len(row[1]) == len("2014-09-01")
    assert held["visit"].encode() not in (instance.path / "contacts.db").read_bytes()


def test_a_visit_ends_after_half_a_day_however_busy_it_was(app, instance, respondent):
    with respondent.client.session_transaction() as session:
        content = dict(session)
    left = content["w"]["ends"] - datetime.now(UTC).timestamp()
    assert abs(left - LONGEST.total_seconds()) < 3600
    assert timedelta(hours=8) <= LONGEST <= timedelta(days=1)
    content["w"] = {**content["w"], "ends": int(datetime.now(UTC).timestamp()) - 1}
    fresh = Fernet(instance.cookie_keys[0]).encrypt(json.dumps(content).encode()).decode()
    for page in PAGES:
        assert not opens(app, fresh, page)


@pytest.mark.parametrize("lacking", ["ends", "visit"])
def test_a_visit_from_before_this_rule_is_over(app, instance, respondent, lacking):
    with respondent.client.session_transaction() as session:
        content = dict(session)
    content["w"] = {k: v for k, v in content["w"].items() if k != lacking}
    fresh = Fernet(instance.cookie_keys[0]).encrypt(json.dumps(content).encode()).decode()
    assert not opens(app, fresh)


def test_going_on_does_not_move_the_end(app, instance, respondent):
    with respondent.client.session_transaction() as session:
        content = dict(session)
    old = Fernet(instance.cookie_keys[0]).encrypt_at_time(
        json.dumps(content).encode(), int(datetime.now(UTC).timestamp()) - 3000
    )
    client = client_with(app, old.decode())
    client.get("/answer/")
    with client.session_transaction() as session:
        assert session["w"]["ends"] == content["w"]["ends"]


def test_what_was_typed_after_the_end_is_saved_when_the_code_is_typed(app, respondent):
    code = respondent.page.by_id["access-code"]
    respondent.go("/answer/page/proposals")
    shown = respondent.page.form("answer-form").initial()
    late = PlainBrowser(app)
    late.client.set_cookie("surveyapp", copied(respondent))
    leave(respondent)
    posted = {**shown, "rec_national": ["Words that took a while."]}
    response = late.client.post("/answer/page/proposals", data=posted)
    assert response.status_code == 403
    assert "Words that took a while." in response.get_data(as_text=True)
    late._arrive(response)
    late.send({"form-code": [code]})
    late.go("/answer/page/proposals")
    assert late.page.form("answer-form").initial()["rec_national"] == ["Words that took a while."]


def test_a_disk_that_is_full_ends_the_visit_all_the_same(app, respondent):
    cookie = copied(respondent)
    with app.app_context():
        engine = db.engines[CONTACTS]

    def no_writing(connection, _record):
        connection.execute("PRAGMA query_only = ON")

    engine.dispose()
    event.listen(engine, "connect", no_writing)
    try:
        response = respondent.client.get("/leave")
        assert response.location == "/goodbye"
        assert response.headers["Clear-Site-Data"] == '"cookies", "storage"'
        assert cookie_of(respondent.client) == ""
        assert not opens(app, cookie)
    finally:
        event.remove(engine, "connect", no_writing)
        engine.dispose()
    leave(start(PlainBrowser(app), "service_provision", "en"))
    assert not opens(create_app(app.extensions["surveyapp_instance"]), cookie)
