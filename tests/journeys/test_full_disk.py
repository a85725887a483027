"""A disk that is full loses nothing that was typed and nothing that was saved."""

import pytest
from sqlalchemy import event

from surveyapp.storage.database import ANSWERS, db
from tests.journeys.filling import start

NUMBERS = "/answer/page/assisted_sex_age"
CELL = "vic_assisted_sexage.year_3.women"


@pytest.fixture
def full_disk(app):
    """SQLite refuses every further page, as on a disk that is full."""

    def no_room(connection, _record):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    with app.app_context():
        engine = db.engines[ANSWERS]
    engine.dispose()
    event.listen(engine, "connect", no_room)
    yield
    event.remove(engine, "connect", no_room)
    engine.dispose()


def test_a_full_disk_shows_the_page_again_with_what_was_typed(app, browser, request):
    start(browser, "service_provision", "en")
    browser.go(NUMBERS).send({CELL: ["12"]}, form="answer-form")
    browser.go(NUMBERS)
    request.getfixturevalue("full_disk")
    browser.go("/answer/page/proposals")
    browser.send({"rec_national": ["Long words. " * 1200]}, form="answer-form")
    assert browser.status in (422, 503)
    browser.send({"rec_national": ["Words. " * 250]}, form="answer-form")
    assert browser.status == 503
    assert "could not be saved" in browser.page.html
    assert browser.page.form("answer-form").initial()["rec_national"][0].startswith("Words.")
    assert browser.go(NUMBERS).page.form("answer-form").initial()[CELL] == ["12"]
