"""Two questions in one table over HTTP without scripts: each keeps its cells, errors and place."""

import pytest

from surveyapp.storage.database import connected
from surveyapp.storage.workspaces import create_workspace
from tests.journeys.conftest import open_wave
from tests.journeys.filling import enter, fill_everything
from tests.journeys.plain_client import PlainBrowser

SERVICES, REFERRAL = "/answer/page/services_page", "/answer/page/referral_page"


@pytest.fixture(scope="module")
def code_maker(instance):
    open_wave(instance, "joined_tables")

    def new():
        with connected(instance):
            return create_workspace("joined_tables", instance.pepper)

    return new


@pytest.fixture
def browser(app, code_maker):
    return enter(PlainBrowser(app), code_maker())


def stands(browser, page):
    found = browser.go(page).page.form("answer-form").initial()
    return {n: v for n, v in found.items() if "-" not in n and v != [""]}


def save(browser, page, changes):
    return browser.go(page).send(changes, ("form-later", "1"), "answer-form")


def test_a_row_has_a_list_for_either_question_and_is_read_once(browser):
    page = browser.go(SERVICES).page
    names = [n for n in page.form("answer-form").names() if n.startswith("svc_")]
    rows = ("shelter", "psych", "legal", "interp")
    assert names == [f"{q}.{row}" for row in rows for q in ("svc_wait", "svc_quality")]
    assert page.html.count('<th scope="row"') == 4
    assert page.html.count("<fieldset") == 0
    heads = [
        page.html.index(f'<th scope="col" id="{q}:label"') for q in ("svc_wait", "svc_quality")
    ]
    assert heads == sorted(heads)


def test_answers_and_reasons_of_both_are_kept_apart_and_can_be_emptied(browser):
    given = {"svc_wait.legal": ["w2"], "svc_quality.legal": ["4"], "svc_quality.psych": ["dk"]}
    save(browser, SERVICES, given)
    assert stands(browser, SERVICES) == given
    save(browser, SERVICES, {"svc_wait.legal": [""]})
    assert stands(browser, SERVICES) == {n: given[n] for n in given if n != "svc_wait.legal"}


def test_ticks_of_both_are_kept_apart(browser):
    given = {"referral_in": ["police", "ngo"], "referral_out": ["health"]}
    save(browser, REFERRAL, given)
    assert stands(browser, REFERRAL) == given


def test_an_error_of_one_question_leads_to_its_own_place_and_loses_nothing(browser):
    typed = {"referral_in": ["police"], "referral_out": ["ngo", "na"]}
    page = browser.go(REFERRAL).send(typed, ("form-continue", "1"), "answer-form").page
    assert 'href="#referral_out"' in page.html
    assert "A4: “Not applicable to us” excludes the other answers" in page.html
    assert {"referral_in", "referral_out", "question-referral_out"} <= page.by_id.keys()
    assert stands(browser, REFERRAL) == typed


def test_an_unknown_answer_of_a_row_is_told_in_its_cell(browser):
    page = (
        browser.go(SERVICES)
        .send({"svc_quality.legal": ["9"], "svc_wait.legal": ["w2"]}, form="answer-form")
        .page
    )
    assert 'href="#svc_quality.legal"' in page.html
    assert 'id="svc_quality.legal:error"' in page.html
    assert "Legal counselling: " in page.html


def test_the_summary_keeps_the_questions_apart(browser):
    save(browser, SERVICES, {"svc_wait.legal": ["w2"], "svc_quality.legal": ["4"]})
    html = browser.go("/answer/review").page.html
    for name in ("svc_wait", "svc_quality"):
        assert f'id="review-{name}"' in html
        assert f"#question-{name}" in html


def test_the_whole_form_is_filled_and_sent_without_scripts(browser):
    assert fill_everything(browser) == 2
    assert browser.go("/answer/review").send().address == "/answer/receipt"
