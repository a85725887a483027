"""Required questions are marked and stop on their page; every other way leaves it."""

import pytest

from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser

COUNTRY = "/answer/page/country_and_sector"
CLASS = "/answer/page/class_and_area"
STAYS = f"{COUNTRY}?lacking=sector"
WORDS = "Please answer this question: it is required."
CONTINUE = ("form-continue", "1")


def value(browser, name):
    return browser.page.form("answer-form").initial().get(name, [])


def legend_of(browser, name):
    return browser.page.html.partition(f'id="{name}:label"')[2].partition("</legend>")[0]


@pytest.fixture
def asked(browser):
    """A browser on the page with the first two required questions."""
    return start(browser, "service_provision", "en").go(COUNTRY)


@pytest.mark.parametrize(
    ("language", "word"), [("en", "required"), ("ro", "obligatorie"), ("nb", "obligatorisk")]
)
def test_a_required_question_says_so_in_its_legend_and_no_other_does(browser, language, word):
    start(browser, "service_provision", language).go(COUNTRY)
    assert f"({word})" in legend_of(browser, "country")
    assert f"({word})" in legend_of(browser, "sector")
    browser.go("/answer/page/proposals")
    assert word not in legend_of(browser, "rec_national")


def test_an_empty_required_question_stops_the_page_and_keeps_the_rest(asked):
    asked.send({"country": ["NO"]}, CONTINUE, "answer-form")
    assert asked.address == STAYS
    assert (value(asked, "country"), value(asked, "sector")) == (["NO"], [])
    assert asked.page.html.count(WORDS) == 2  # in the summary and at the question
    assert 'href="#sector"' in asked.page.html
    assert 'href="#country"' not in asked.page.html
    asked.send({"sector": ["ngo"]}, CONTINUE, "answer-form")
    assert asked.address == "/answer/page/class_and_area"


def test_a_page_that_is_opened_blames_nobody(asked):
    assert WORDS not in asked.page.html


@pytest.mark.parametrize(
    ("button", "leads"),
    [
        (("form-later", "1"), "/answer/later?page=country_and_sector"),
        (("form-all", "1"), "/answer/"),
        (("form-back", "1"), "/answer/page/capacity"),
        (("form-switch", "ro"), f"{COUNTRY}?saved=1"),
    ],
)
def test_every_other_button_leaves_with_what_was_typed(asked, button, leads):
    asked.send({"country": ["NO"]}, button, "answer-form")
    assert asked.address == leads
    assert value(asked.go(COUNTRY), "country") == ["NO"]


def test_another_language_says_again_what_is_missing(asked):
    asked.send({"country": ["NO"]}, CONTINUE, "answer-form")
    asked.send({}, ("form-switch", "nb"), "answer-form")
    assert asked.page.language == "nb"
    assert 'href="#sector"' in asked.page.html


def test_a_change_from_the_review_stops_as_well_and_leads_back_then(asked):
    asked.go(f"{COUNTRY}?back=review").send({"country": ["NO"]}, CONTINUE, "answer-form")
    assert asked.address == f"{COUNTRY}?back=review&lacking=sector"
    asked.send({"sector": ["ngo"]}, CONTINUE, "answer-form")
    assert asked.address == "/answer/review"


def test_an_answer_of_a_colleague_is_as_good(app, asked):
    code = asked.go("/answer/").page.by_id["access-code"]
    colleague = PlainBrowser(app).go("/answer/code").send({"code": [code]})
    asked.go(COUNTRY)
    colleague.go(COUNTRY).send({"sector": ["ngo"]}, ("form-later", "1"), "answer-form")
    asked.send({"country": ["NO"]}, CONTINUE, "answer-form")
    assert asked.address == CLASS


def test_what_cannot_be_read_is_told_once_and_as_that(asked):
    asked.send({"country": ["XX"], "sector": ["ngo"]}, CONTINUE, "answer-form")
    assert "is not one of the answers" in asked.page.html
    assert WORDS not in asked.page.html


def test_a_required_question_that_is_not_asked_stops_nobody(asked):
    asked.send({"country": ["NO"], "sector": ["ngo"]}, CONTINUE, "answer-form")
    assert "inst_class_authority" not in asked.page.form("answer-form").names()
    asked.send({"inst_class_ngo": ["ngo_shelter"]}, CONTINUE, "answer-form")
    assert asked.address != CLASS
