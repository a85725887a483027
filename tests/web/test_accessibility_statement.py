"""The statement stands at the foot of every page, with the day of the test and whom to tell."""

import re

import pytest

from surveyapp.web.public.accessibility import TESTED_ON
from tests.journeys.plain_client import PlainBrowser

STATEMENT = "/accessibility"
LANGUAGES = pytest.mark.parametrize("language", ["en", "ro", "nb"])


@pytest.mark.parametrize(
    "page", ["/answer/", "/answer/page/proposals", "/answer/review", "/answer/later"]
)
def test_every_page_of_a_respondent_leads_to_it(respondent, page):
    assert STATEMENT in respondent.go(page).page.links


@LANGUAGES
def test_it_says_in_every_language_when_and_what_was_tested(app, language):
    html = PlainBrowser(app).go(f"{STATEMENT}?lang={language}").page.html
    shown = html.partition("<main")[2].partition("</main>")[0]
    assert str(TESTED_ON.year) in shown
    for word in ("Chromium", "axe", "WCAG", "320", "400", "200", "PDF"):
        assert word in shown
    assert "%%" not in shown


def test_it_says_what_nobody_has_tried(app):
    html = PlainBrowser(app).go(f"{STATEMENT}?lang=en").page.html
    assert re.search(r"Nobody has tried the pages with a screen reader", html)
