"""Whoever guesses codes learns nothing from the answers: a code that never was is answered as one
that is gone. Times are not compared, for no test of ours measures time.
"""

import re

import pytest
from sqlalchemy import delete

from surveyapp.fieldwork.codes import CodeKind, new_code, read_code
from surveyapp.fieldwork.envelope import CodeKeys
from surveyapp.storage.answers_tables import grant
from surveyapp.storage.database import ANSWERS, writing
from surveyapp.storage.workspaces import create_workspace
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.journeys.plain_client import PlainBrowser
from tests.reports.small_report import WAVE
from tests.study.conftest import empty, made_empty

__all__ = ["empty", "made_empty"]

FRESH = re.compile(r'name="csrf_token"[^>]*>|<input[^>]*csrf_token[^>]*>')
NOT_COMPARED = {"Set-Cookie", "Content-Length"}


@pytest.fixture
def answer(empty):
    """What comes back for a code: status, headers, address and page without what was typed."""
    app = create_app(empty, {"TESTING": True})

    def send(code):
        limiter.reset()
        browser = PlainBrowser(app).go("/answer/code")
        browser.send({"code": [code]})
        answered = browser.response
        headers = sorted(
            p for p in answered.headers if p[0] not in ("Set-Cookie", "Content-Length")
        )
        page = FRESH.sub("", answered.get_data(as_text=True)).replace(code, "")
        return answered.status_code, headers, browser.address, page

    return send


def test_a_code_that_never_was_is_answered_as_one_that_is_gone(empty, answer):
    gone = create_workspace(WAVE, empty.pepper)
    keys = CodeKeys.of(read_code(gone).secret, empty.pepper)
    with writing(ANSWERS) as connection:
        assert connection.execute(delete(grant).where(grant.c.locator == keys.locator)).rowcount
    never = [answer(new_code(CodeKind.WORKSPACE)) for _ in range(5)]
    assert [each == answer(gone) for each in never] == [True] * 5


def test_codes_of_another_instance_are_answered_alike(empty, answer):
    foreign = create_workspace(WAVE, b"p" * 32)
    assert answer(foreign) == answer(new_code(CodeKind.WORKSPACE))


def test_a_code_that_opens_is_answered_otherwise(empty, answer):
    """What is compared tells the two apart."""
    assert answer(create_workspace(WAVE, empty.pepper)) != answer(new_code(CodeKind.WORKSPACE))
