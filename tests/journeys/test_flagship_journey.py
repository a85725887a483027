"""A whole visit over HTTP without JavaScript, in three languages (Done when 3)."""

from tests.journeys.filling import fill_everything, start
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.sent import answers_sent

GIVEN = {
    "country": ["RO"],
    "sector": ["ngo"],
    "inst_class_ngo": ["ngo_shelter"],
    "mandate": ["housing", "social", "policy", "return"],
    "keeps_statistics": ["yes"],
    "rn_contact": ["yes"],
}


def test_the_flagship_is_filled_in_three_languages_and_stored_as_the_same_codes(app, instance):
    for language in ("en", "ro", "nb"):
        browser = PlainBrowser(app)
        start(browser, "service_provision", language)
        assert browser.page.language == language
        assert fill_everything(browser, GIVEN) > 20
        browser.go("/answer/review").send()
        assert browser.address == "/answer/receipt", browser.page.html
        assert len(browser.page.by_id["receipt-number"]) == 9
    stored = answers_sent(instance, "service_provision")
    assert len(stored) == 3
    assert stored[0] == stored[1] == stored[2]
    assert stored[0]["country"] == "RO"
