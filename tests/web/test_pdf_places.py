"""Two PDFs are made at a time; one more waits, the others are told when to come again (F3)."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from werkzeug.exceptions import ServiceUnavailable

from surveyapp.web import pdf
from surveyapp.web.pdf import AT_ONCE, Places
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser


@pytest.fixture
def occupied():
    """All places are taken until the test ends."""
    ends, taken = threading.Event(), threading.Barrier(AT_ONCE + 1)

    def work():
        with pdf.places:
            taken.wait()
            ends.wait()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        made = [pool.submit(work) for _ in range(AT_ONCE)]
        taken.wait()
        yield
        ends.set()
        assert [each.result() for each in made] == [None] * AT_ONCE


def test_a_copy_beyond_the_places_is_told_to_come_again_and_other_pages_go_on(
    app, respondent, occupied, monkeypatch
):
    monkeypatch.setattr(pdf, "WAIT_SECONDS", 0.01)
    response = respondent.client.get("/answer/copy.pdf")
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "Please try again in a few seconds." in response.get_data(as_text=True)
    assert respondent.client.get("/answer/copy").status_code == 200
    assert start(PlainBrowser(app), "service_provision", "en").address == "/answer/"


def test_a_place_is_free_again_afterwards(respondent):
    for _ in range(AT_ONCE + 2):
        assert respondent.client.get("/answer/copy.pdf").status_code == 200


def test_nobody_waits_where_enough_wait_already():
    places = Places(1, 0)
    with places, pytest.raises(ServiceUnavailable), places:
        pytest.fail("two had the only place")
    with places:
        pass
