"""A further country by files alone: what they name is asked about on the page of a respondent."""

import shutil

import pytest
from click.testing import CliRunner

from surveyapp.command import main
from surveyapp.formats.source import kept_file
from surveyapp.instance import create_instance
from surveyapp.storage.migrations import upgrade
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.architecture.source import ROOT
from tests.journeys.conftest import open_wave
from tests.journeys.plain_client import PlainBrowser

PAGE = "/answer/page/first"
ASKED = "may contain something that points to a person"
FORM = """
questionnaire: heat
version: "1"
languages: [en]
title: Heat plans
purpose: How towns prepare for heat.
missing: []
sections:
  - name: start
    label: The start
    sensitive: false
    pages:
      - name: first
        questions: [{name: plan, type: text, label: "What is your plan?"}]
      - name: second
        questions: [{name: cost, type: integer, label: "What does it cost?"}]
"""
SWEDEN = """
screening: sweden
numbers:
  - kind: personnummer
    label: Swedish personal number
    stdnum: se.personnummer
    digits: [10, 12]
    examples: ["880320-0016", "19880320 0016"]
phones:
  calling_code: "46"
  digits: [9, 10, 11]
  national: [{begins: ["07#"], digits: 10}]
words:
  person: [hon, kvinnan]
  born: [född]
  number: [nr, nummer]
months: [januari, februari, mars, april, maj, juni, juli, augusti, september, oktober, november,
  december]
phrases:
  address: ["{capitalised}(gatan|vägen) {house}"]
  file_number: ["*mål[ ]{number}#"]
"""
FINLAND = """
screening: finland
numbers:
  - kind: hetu
    label: Finnish personal identity code
    stdnum: fi.hetu
    written: ["######-###*", "######+###*", "######@###*"]
    examples: [131052-308T]
"""
FOUND = (
    "880320-0016",
    "1988 0320 0016",
    "hennes nummer är 131052-308T",
    "131052a308t",
    "ring 070-174 06 05",
    "12 augusti 1998",
    "Storgatan 5",
    "mål nr 1234",
    "kvinnan, född 1998",
)
LEFT = ("880320-0018", "131052-308U", "1988 0320 0018", "Planen antogs den 1 juli 2014.")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A project with one questionnaire and the rules of two countries, in which one stands."""
    path = tmp_path_factory.mktemp("home")
    for name, text in (
        ("heat/questionnaire", FORM),
        ("heat/study", "study: heat\nscreening: [sweden, finland]\n"),
        ("screening/sweden", SWEDEN),
        ("screening/finland", FINLAND),
    ):
        file = path / "questionnaires" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    lists = path / "questionnaires/code_lists"
    shutil.copytree(ROOT / "questionnaires/code_lists", lists, ignore=only("missing.yaml"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_file, "LOOK_AGAIN_SECONDS", 0.0)
        patch.chdir(path)
        yield path


def only(name):
    return lambda _folder, names: {each for each in names if each != name}


@pytest.fixture(scope="module")
def app(home):
    """The application of an instance in which the questionnaire is open."""
    instance = create_instance(home / "instance", is_demo=True)
    upgrade(instance)
    open_wave(instance, "heat")
    return create_app(instance, {"TESTING": True})


@pytest.fixture
def browser(app):
    """A browser on the first page."""
    limiter.reset()
    browser = PlainBrowser(app)
    browser.go("/respond/heat/?lang=en")
    browser.send()
    browser.go(PAGE)
    return browser


def test_the_check_has_nothing_to_say(home):
    told = CliRunner().invoke(main, ["check"])
    assert "no problems" in told.output, told.output


@pytest.mark.parametrize("text", FOUND)
def test_a_number_of_the_country_is_asked_about_and_kept(browser, text):
    browser.send({"plan": [text]}, form="answer-form")
    assert browser.address == PAGE
    assert ASKED in browser.page.html
    browser.send(form="answer-form")
    assert browser.address != PAGE


@pytest.mark.parametrize("text", LEFT)
def test_what_only_looks_like_it_is_not_asked_about(browser, text):
    browser.send({"plan": [text]}, form="answer-form")
    assert browser.address != PAGE
