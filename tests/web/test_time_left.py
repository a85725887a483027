"""A page says how long its visit lasts; staying makes it longer, never beyond its last end."""

import json
import re
from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet

from surveyapp.web.respondent.held_visit import LONGEST
from surveyapp.web.session import IDLE_SECONDS
from tests.web.people import client_with, cookie_of

LONGEST_SECONDS = int(LONGEST.total_seconds())
PAGES = ("/answer/", "/answer/review", "/answer/page/proposals", "/answer/later")
WORDS = re.compile(r"This page stays open for (\d+) minutes? without a press of a button\.")
SECONDS = re.compile(r'data-seconds="(\d+)"')


def now():
    """Seconds as a cookie is stamped with them."""
    return int(datetime.now(UTC).timestamp())


@pytest.fixture
def visit(app, instance, respondent):
    """A client whose cookie was sealed some seconds ago and whose visit ends in some seconds."""

    def make(age, until_end=LONGEST_SECONDS):
        with respondent.client.session_transaction() as session:
            content = dict(session)
        content["w"] = {**content["w"], "ends": now() + until_end}
        seal = Fernet(instance.cookie_keys[0])
        sealed = seal.encrypt_at_time(json.dumps(content).encode(), now() - age)
        return client_with(app, sealed.decode())

    return make


def seconds_on(client, page="/answer/page/proposals"):
    html = client.get(page).get_data(as_text=True)
    return int(SECONDS.search(html)[1]), html


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_a_draft_says_how_long_it_stays_open(visit, page):
    seconds, html = seconds_on(visit(0), page)
    assert WORDS.search(html)[1] == "55"
    assert "what you typed is kept, and the code saves it" in html
    assert seconds == 3300
    assert 'data-stay="/answer/stay"' in html


@pytest.mark.parametrize("age", [0, 240, 2400])
def test_the_cookie_lasts_at_least_as_long_as_the_page_says(instance, visit, age):
    """Younger than five minutes, a cookie is not sealed again with a page."""
    begun = now()
    client = visit(age)
    seconds, _ = seconds_on(client)
    sealed_at = Fernet(instance.cookie_keys[0]).extract_timestamp(cookie_of(client).encode())
    assert sealed_at + IDLE_SECONDS >= begun + seconds


def test_near_the_last_end_nothing_makes_it_longer(visit):
    seconds, html = seconds_on(visit(0, until_end=1800))
    assert seconds <= 1800
    assert "data-stay" not in html


def test_staying_renews_the_cookie_and_leaves_the_last_end(visit):
    client = visit(240)
    before = cookie_of(client)
    with client.session_transaction() as session:
        ends = session["w"]["ends"]
    answer = client.get("/answer/stay")
    assert answer.status_code == 200
    assert cookie_of(client) != before
    assert answer.get_json() == {"seconds": 3300, "may_grow": True}
    with client.session_transaction() as session:
        assert session["w"]["ends"] == ends


def test_staying_brings_nothing_beyond_the_last_end(visit):
    answer = visit(240, until_end=900).get("/answer/stay").get_json()
    assert answer["seconds"] <= 900
    assert answer["may_grow"] is False


@pytest.mark.parametrize("age", [0, IDLE_SECONDS + 5])
def test_a_visit_that_is_over_cannot_be_kept_open(app, visit, age):
    client = visit(age)
    if not age:
        client.get("/leave")
    answer = client.get("/answer/stay")
    assert answer.status_code == 403
    assert "seconds" not in answer.get_data(as_text=True)


def test_no_page_without_a_visit_speaks_of_its_end(app):
    for page in ("/", "/answer/code", "/respond/service_provision/", "/accessibility"):
        assert "data-seconds" not in app.test_client().get(page).get_data(as_text=True)
