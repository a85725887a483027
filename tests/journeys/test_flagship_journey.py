"""A whole visit over HTTP without JavaScript, in three languages (Done when 3)."""

import json

import pytest

from surveyapp.storage.database import connected
from surveyapp.storage.responses import answers_of
from tests.journeys.filling import fill_everything, start

GIVEN = {
    "country": ["RO"],
    "sector": ["ngo"],
    "inst_class_ngo": ["ngo_shelter"],
    "mandate": ["housing", "social", "policy", "return"],
    "keeps_statistics": ["yes"],
    "rn_contact": ["yes"],
}


@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_the_flagship_is_filled_and_sent_in_each_language(browser, language):
    start(browser, "service_provision", language)
    assert browser.page.language == language
    pages = fill_everything(browser, GIVEN)
    assert pages > 20
    browser.go("/answer/review")
    browser.send()
    assert browser.address == "/answer/receipt", browser.page.html
    assert len(browser.page.by_id["receipt"]) == 9


def test_answers_given_in_three_languages_are_the_same_codes(instance):
    with connected(instance):
        stored = [json.loads(text) for text in answers_of("service_provision")]
    assert len(stored) == 3
    assert stored[0] == stored[1] == stored[2]
    assert stored[0]["country"] == "RO"
