"""Buttons of the desk at one moment, and again after a failure: one act, one line of the log."""

import sqlite3
from threading import Barrier, Thread

import pytest
from sqlalchemy import event

from surveyapp.storage.database import ANSWERS, connected, db
from surveyapp.storage.staff_log import log_lines
from surveyapp.storage.waves import WaveState, wave
from tests.desk.fieldwork_home import WAVE, app, at, desk, home, keep, made_home, other

__all__ = ["app", "desk", "home", "made_home", "other"]

CORRECTION = {"addressee": ["Somebody else"]}


def lines(home):
    with connected(home):
        return [(each.action, each.about, each.how_many) for each in log_lines()]


def at_once(*presses):
    """Status of each answer to (browser, address, values), all sent at one moment."""
    barrier, statuses = Barrier(len(presses)), []

    def send(browser, address, values):
        barrier.wait()
        statuses.append(browser.client.post(address, data=values).status_code)

    threads = [Thread(target=send, args=each) for each in presses]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return sorted(statuses)


def button(browser, page, end):
    """(address, what is sent) of a button of a page."""
    browser.go(page)
    acts = [each for each in browser.page.forms if "press" in each.names()]
    found = next(each for each in acts if (each.action or page).endswith(end))
    return found.action or page, found.initial()


BUTTONS = [
    ("invitations/", "/make", {}, ("invitations made", WAVE, 12)),
    ("", "/correct", CORRECTION, ("contact corrected", WAVE, None)),
    ("mails/invitation/", "/queue", {}, ("mail queued", f"{WAVE} invitation", 12)),
    ("close", "/close", {}, ("wave closed", WAVE, None)),
]


@pytest.mark.parametrize("n_people", [1, 2])
def test_of_two_presses_at_once_one_acts_and_one_line_says_so(home, desk, other, n_people):
    keep(desk)
    place = at(desk, 1).address
    for page, end, changes, line in BUTTONS:
        address = f"/desk/{WAVE}/{page}" if page else place
        presses = []
        for browser in [desk, other][:n_people]:
            action, sent = button(browser, address, end)
            presses.append((browser, action, {**sent, **changes}))
        before = len(lines(home))
        statuses = at_once(*presses * (3 - n_people))  # by one: the same showing, sent twice
        assert lines(home)[before:] == [line]
        assert set(statuses) <= {303, 409}


@pytest.fixture
def lock(app, home):
    """Somebody else writes answers, and does not end; nobody waits for it."""
    with app.app_context():
        engine = db.engines[ANSWERS]

    def wait_for_nobody(connection, _record):
        connection.execute("PRAGMA busy_timeout=0")

    engine.dispose()
    event.listen(engine, "connect", wait_for_nobody)
    held = sqlite3.connect(home.path / "answers.db", isolation_level=None)
    yield held
    held.close()
    event.remove(engine, "connect", wait_for_nobody)
    engine.dispose()


def test_a_button_that_failed_can_be_pressed_again_on_the_same_page(home, desk, lock):
    address, sent = button(desk, f"/desk/{WAVE}/close", "/close")
    lock.execute("BEGIN IMMEDIATE")
    assert desk.client.post(address, data=sent).status_code == 503
    lock.execute("ROLLBACK")
    assert desk.client.post(address, data=sent).status_code == 303
    with connected(home):
        assert wave(WAVE).state is WaveState.CLOSED
    before = lines(home)
    assert desk.client.post(address, data=sent).status_code == 303
    assert lines(home) == before


def test_a_button_that_was_refused_is_refused_again_and_not_taken_for_done(desk):
    address, sent = button(desk, f"/desk/{WAVE}/wording", "/wording")
    sent["reason"] = ["a word was wrong"]
    for _press in range(2):
        assert desk.client.post(address, data=sent).status_code == 409


def test_settings_that_were_kept_as_they_are_are_in_no_line(home, desk):
    address, sent = button(desk, "/desk/settings/study", "/study")
    before = lines(home)
    assert desk.client.post(address, data=sent).status_code == 302
    assert lines(home) == before
