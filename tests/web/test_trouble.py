"""Full disks, locks, damage and conflicts: a calm page, when to come again, one line in the log."""

import hashlib
import logging
import shutil
import sqlite3
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import event

from surveyapp.instance import load_instance
from surveyapp.storage import database, turns, visits
from surveyapp.storage.database import ANSWERS, CONTACTS, db
from surveyapp.storage.drafts import DraftConflict
from surveyapp.web import create_app
from surveyapp.web.respondent.open_draft import OpenDraft
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser
from tests.waiting import wait_until
from tests.web.people import PASSWORD, client_with, cookie_of, signed_in

REFUSALS = {
    "full": ("PRAGMA max_page_count = 1", "the disk is full"),
    "read-only": ("PRAGMA query_only = ON", "the database cannot be written to"),
}


DATABASES = ("answers.db", "contacts.db")


@pytest.fixture
def own(instance, tmp_path):
    """An instance and application of its own, that may be damaged."""
    copy = load_instance(shutil.copytree(instance.path, tmp_path / "own"))
    return create_app(copy)


@contextmanager
def every_connection(app, statement):
    """Both databases refuse to write."""
    with app.app_context():
        engines = [db.engines[bind] for bind in (ANSWERS, CONTACTS)]

    def refuse(connection, _record):
        connection.execute(statement)

    for engine in engines:
        engine.dispose()
        event.listen(engine, "connect", refuse)
    try:
        yield
    finally:
        for engine in engines:
            event.remove(engine, "connect", refuse)
            engine.dispose()


@pytest.mark.parametrize("name", ["answers.db", "contacts.db"])
@pytest.mark.parametrize("is_gone", [False, True])
def test_a_database_that_is_replaced_under_the_server_takes_nothing_any_more(
    own, caplog, name, is_gone
):
    if name == "contacts.db":
        desk, address = signed_in(own, "coordinator"), "/coordinate/"
    else:
        desk, address = start(PlainBrowser(own), "service_provision", "en"), "/answer/"
    assert desk.go(address).status == 200
    path = own.extensions["surveyapp_instance"].path / name
    path.rename(path.with_name("old.db"))
    if not is_gone:
        shutil.copy(path.with_name("old.db"), path)

    def is_refused():
        desk.go(address)
        return desk.status == 503

    with caplog.at_level(logging.ERROR, logger="surveyapp"):
        wait_until(is_refused, "the refusal")
    assert "another file lies where the database was: restart the server" in caplog.text
    assert is_refused()


def hidden_of(client, address):
    """What the first form of a page sends by itself."""
    page = PlainBrowser(client.application)
    page.client = client
    return page.go(address).page.forms[0].initial()


def writes(app):
    """Kind of step -> a call that does it, each with a browser of its own."""
    visit = start(PlainBrowser(app), "service_provision", "en")
    posted = hidden_of(visit.client, "/answer/")
    visitor = PlainBrowser(app).go("/respond/service_provision/consent")
    consent = {**visitor.page.form("answer-form").initial(), "consent_institution": ["yes"]}
    staff = PlainBrowser(app).go("/staff/sign-in")
    signing = {**staff.page.form("").initial(), "name": "coordinator", "password": PASSWORD}
    return {
        "edition": lambda: visit.client.post("/answer/edition", data={**posted, "edition": "full"}),
        "aside": lambda: visit.client.post("/answer/section/services/aside", data=posted),
        "consent": lambda: visitor.client.post("/respond/service_provision/consent", data=consent),
        "sign in": lambda: staff.client.post("/staff/sign-in", data=signing),
    }


@pytest.mark.parametrize("kind", REFUSALS)
def test_every_step_that_writes_says_when_to_come_again(own, caplog, kind):
    statement, words = REFUSALS[kind]
    steps = writes(own)
    for name, step in steps.items():
        caplog.clear()
        with every_connection(own, statement), caplog.at_level(logging.ERROR, "surveyapp"):
            response = step()
        if kind == "full" and response.status_code in (302, 303):
            continue  # SQLite found room in a page that was there
        assert (name, response.status_code) == (name, 503)
        assert response.headers["Retry-After"]
        assert [line for line in caplog.messages if line.startswith(words)] == caplog.messages
        assert len(caplog.messages) == 1


@contextmanager
def locked(app):
    """Another program writes into both databases, and does not end."""
    path = app.extensions["surveyapp_instance"].path
    others = [sqlite3.connect(path / name, isolation_level=None) for name in DATABASES]
    for each in others:
        each.execute("begin immediate")
    yield
    for each in others:
        each.close()


@contextmanager
def gone(app):
    """The database of visits and sessions is not there."""
    with app.app_context():
        db.engines[CONTACTS].dispose()
    there = app.extensions["surveyapp_instance"].path / "contacts.db"
    there.rename(there.with_suffix(".away"))
    yield
    there.with_suffix(".away").rename(there)


PREVENTED = {
    "full": lambda app: every_connection(app, REFUSALS["full"][0]),
    "read-only": lambda app: every_connection(app, REFUSALS["read-only"][0]),
    "locked": locked,
    "gone": gone,
}
GOING = [
    ("get", "/leave", "/answer/", "/goodbye"),
    ("post", "/leave", "/answer/", "/goodbye?lang=en"),
    ("post", "/staff/sign-out", "/coordinate/", "/"),
]


@pytest.mark.parametrize("how", PREVENTED)
@pytest.mark.parametrize(("method", "address", "behind", "leads_to"), GOING)
def test_whoever_goes_is_gone_whatever_the_database_does(
    own, caplog, how, method, address, behind, leads_to
):
    is_staff = address.startswith("/staff")
    staff = signed_in(own, "coordinator") if is_staff else None
    inside = staff or start(PlainBrowser(own), "service_provision", "en")
    posted, cookie = hidden_of(inside.client, behind), cookie_of(inside.client)
    with PREVENTED[how](own), caplog.at_level(logging.ERROR, "surveyapp"):
        response = inside.client.open(
            address, method=method, data=posted if method == "post" else None
        )
        assert (response.status_code // 100, response.location) == (3, leads_to)
        assert cookie_of(inside.client) == ""
        assert how == "full" or len(caplog.messages) == 1
        assert how == "gone" or inside.client.get(leads_to).status_code == 200
    assert client_with(own, cookie).get(behind).status_code == 302


@pytest.mark.parametrize("is_staff", [False, True])
def test_an_end_that_could_not_be_written_is_written_with_a_later_page(own, monkeypatch, is_staff):
    monkeypatch.setattr(visits, "LOOK_AGAIN_SECONDS", 0)
    _method, address, behind, _leads_to = GOING[2 if is_staff else 1]
    staff = signed_in(own, "coordinator") if is_staff else None
    inside = staff or start(PlainBrowser(own), "service_provision", "en")
    posted = hidden_of(inside.client, behind)
    with inside.client.session_transaction() as session:
        number = session["staff"] if is_staff else session["w"]["visit"]
    other = start(PlainBrowser(own), "service_provision", "en")
    with locked(own):
        inside.client.post(address, data=posted)
        assert other.go("/answer/").status == 200
        assert not is_written(own, number)
    assert other.go("/answer/").status == 200
    assert is_written(own, number)


def is_written(app, number):
    row = (hashlib.sha256(number.encode()).digest(),)
    path = app.extensions["surveyapp_instance"].path / "contacts.db"
    with closing(sqlite3.connect(path)) as plain:
        found = plain.execute("select count(*) from ended_visit where id_hash = ?", row)
        return found.fetchone() == (1,)


def test_words_are_in_the_language_of_the_reader(own):
    visit = start(PlainBrowser(own), "service_provision", "nb")
    posted = {**hidden_of(visit.client, "/answer/"), "edition": ["full"]}
    with every_connection(own, REFUSALS["read-only"][0]):
        response = visit.client.post("/answer/edition", data=posted)
    assert '<html lang="nb">' in response.get_data(as_text=True)


def test_a_lock_is_told_and_pages_that_read_go_on(own, monkeypatch):
    monkeypatch.setitem(database.SQLITE_SETTINGS, "busy_timeout", ("1", 1))
    monkeypatch.setattr(turns, "LONG_SECONDS", 0.6)
    visit = start(PlainBrowser(own), "service_provision", "en")
    posted = {**hidden_of(visit.client, "/answer/"), "edition": ["full"]}
    instance = own.extensions["surveyapp_instance"]
    with closing(sqlite3.connect(instance.path / "answers.db")) as other:
        other.execute("begin immediate")
        with own.app_context():
            db.engines[ANSWERS].dispose()
        response = visit.client.post("/answer/edition", data=posted)
        assert visit.client.get("/answer/").status_code == 200
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) < 60
    assert visit.client.post("/answer/edition", data=posted).status_code == 302


def test_a_conflict_is_409_with_a_way_on(own, monkeypatch):
    visit = start(PlainBrowser(own), "service_provision", "en")
    posted = {**hidden_of(visit.client, "/answer/"), "edition": ["full"]}

    def meanwhile(*_arguments):
        raise DraftConflict(7)

    monkeypatch.setattr(OpenDraft, "commit", meanwhile)
    response = visit.client.post("/answer/edition", data=posted)
    assert response.status_code == 409
    assert response.headers["Retry-After"]
    assert "at the same moment" in response.get_data(as_text=True)


def damage_pages(path):
    with closing(sqlite3.connect(path / "answers.db")) as plain:
        plain.execute("pragma wal_checkpoint(truncate)")
        roots = plain.execute("select rootpage from sqlite_master where name = 'draft_section'")
        ((page,),) = roots.fetchall()
    held = bytearray((path / "answers.db").read_bytes())
    held[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    (path / "answers.db").write_bytes(held)


def tamper(path):
    with closing(sqlite3.connect(path / "answers.db")) as plain:
        plain.execute("update draft_section set blob = zeroblob(length(blob))")
        plain.commit()


@pytest.mark.parametrize(("harm", "status"), [(damage_pages, 503), (tamper, 500)])
def test_answers_that_cannot_be_read_are_not_called_safe(own, caplog, harm, status):
    visit = start(PlainBrowser(own), "service_provision", "en")
    cookie = cookie_of(visit.client)
    with own.app_context():
        db.engines[ANSWERS].dispose()
    harm(own.extensions["surveyapp_instance"].path)
    with caplog.at_level(logging.ERROR, "surveyapp"):
        response = client_with(own, cookie).get("/answer/")
    page = response.get_data(as_text=True)
    assert response.status_code == status
    assert "cannot be read" in page
    assert "Please tell the people who run this study" in page
    assert "called saved" not in page
    assert len(caplog.messages) == 1
    assert "pages.hub" in caplog.messages[0]
