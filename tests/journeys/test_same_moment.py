"""Two colleagues at the same moment: what one saves decides what the other is asked."""

import pytest

from surveyapp.storage.drafts import draft_state, open_workspace
from surveyapp.web.respondent.pages import answer
from surveyapp.web.respondent.visit import Visit, revise
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser

CLASS, PRACTICE = "/answer/page/class_and_area", "/answer/page/feedback_and_gaps"


@pytest.fixture
def authority(browser):
    """The code of a draft of an authority that is asked for a good practice."""
    start(browser, "service_provision", "en")
    code = browser.page.by_id["access-code"]
    browser.go("/answer/page/country_and_sector")
    browser.send({"country": ["RO"], "sector": ["authority"]}, form="answer-form")
    browser.go(CLASS).send({"inst_class_authority": ["social"]}, form="answer-form")
    form = next(f for f in browser.go("/answer/").page.forms if f.action.endswith("/edition"))
    browser.client.post(form.action, data={**form.initial(), "edition": "full"})
    return code


def visit_of(instance, code):
    workspace = open_workspace(code, instance.pepper)
    return Visit(workspace, draft_state(workspace), "en", "visit of a colleague")


def test_an_answer_that_closes_what_a_colleague_saves_meanwhile_is_asked_about(
    app, instance, browser, authority
):
    colleague = PlainBrowser(app).go("/answer/code").send({"code": [authority]})
    form = {n: list(v) for n, v in colleague.go(CLASS).page.form("answer-form").initial().items()}
    form["inst_class_authority"] = ["police"]
    browser.go(PRACTICE)
    answered = []

    def answer_while_it_is_saved(visit):
        outcome = answer(visit, visit.full.page("class_and_area"), form)
        if not answered:
            answered.append(browser.send({"good_practice": ["Said."]}, form="answer-form"))
        return outcome

    with app.test_request_context():
        saved, outcome = revise(visit_of(instance, authority), answer_while_it_is_saved)
        assert saved.draft["inst_class_authority"] == "social"
        assert saved.draft["good_practice"] == "Said."
        assert outcome.unread
