"""Every lawful name works: questions and pages called like what forms and pages have themselves."""

import pytest

from surveyapp.instance import create_instance
from surveyapp.storage.migrations import upgrade
from surveyapp.web import create_app
from tests.journeys.conftest import open_wave
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.sent import answers_sent

NAMES = (
    *("data", "code", "errors", "main", "rendered", "form", "name", "validate", "answers"),
    *("submit", "action", "elements", "method", "meta", "process", "id", "value", "edition"),
    *("hidden_tag", "shown", "language", "checks", "mark"),
)
CONSENT = "csrf_token"
HEAD = """questionnaire: odd
version: "1"
title: Odd names
purpose: Questions that are called like something else.
consent: csrf_token
consent_given: "yes"
sections:
  - name: begin
    label: Begin
    pages:
      - name: consent
        questions:
          - {name: csrf_token, type: select_one, label: Agreed, choices: yes_no, missing: []}
"""


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    """A project with one questionnaire, in which each page is called like its only question."""
    home = tmp_path_factory.mktemp("odd")
    folder = home / "questionnaires" / "odd"
    folder.mkdir(parents=True)
    sections = "".join(
        f"  - name: {name}\n    label: About {name}\n    pages:\n      - name: {name}\n"
        f"        questions:\n          - {{name: {name}, type: text, label: About {name}}}\n"
        for name in NAMES
    )
    (folder / "questionnaire.yaml").write_text(HEAD + sections, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        made = create_instance(home / "instance", is_demo=True)
        upgrade(made)
        open_wave(made, "odd")
        yield made


@pytest.fixture(scope="module")
def app(instance):
    return create_app(instance, {"TESTING": True})


def test_a_consent_question_may_have_the_name_of_a_token(browser):
    browser.go("/respond/odd/")
    browser.send()
    browser.send({CONSENT: None}, form="answer-form")
    assert browser.status == 422
    browser.send({CONSENT: ["yes"]}, form="answer-form")
    assert browser.address == "/answer/"


def test_a_consent_of_another_visit_is_not_taken(app, instance):
    browser, other = (PlainBrowser(app).go("/respond/odd/").send() for _ in range(2))
    stolen = other.page.form("answer-form").initial()["form-token"]
    browser.send({CONSENT: ["yes"], "form-token": stolen}, form="answer-form")
    assert browser.status == 422
    assert browser.address.endswith("/consent")


def test_questions_of_every_name_are_answered_and_sent(instance, browser):
    start(browser, "odd", "en")
    browser.go("/answer/page/consent").send({CONSENT: ["yes"]}, form="answer-form")
    for name in NAMES:
        browser.go(f"/answer/page/{name}").send({name: [f"words of {name}"]}, form="answer-form")
        assert browser.status == 200, name
    for name in NAMES:
        browser.go(f"/answer/page/{name}")
        assert browser.page.form("answer-form").initial()[name] == [f"words of {name}"]
    browser.go("/answer/review").send()
    assert browser.address == "/answer/receipt"
    assert len(answers_sent(instance, "odd")) == 1
    assert all(f"words of {name}" in browser.go("/answer/copy").page.html for name in NAMES)
