"""The coordinator signs in, reads a chapter, and takes its tables; nothing small is shown."""

import csv
import io

import pytest

from surveyapp.cli.demo import fill_demo
from surveyapp.instance import create_instance
from surveyapp.storage.migrations import upgrade
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.journeys.plain_client import PlainBrowser

CHAPTERS = ("statistics", "legislation", "services", "case_management", "recommendations")


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """The demo instance, filled."""
    made = create_instance(tmp_path_factory.mktemp("study") / "demo", is_demo=True)
    upgrade(made)
    fill_demo(made, show_progress=False)
    return made


@pytest.fixture(scope="module")
def study_app(study):
    return create_app(study, {"TESTING": True})


@pytest.fixture
def coordinator(study, study_app):
    """A browser that is signed in."""
    limiter.reset()
    browser = PlainBrowser(study_app).go("/staff/sign-in?next=/coordinate/")
    browser.send({"name": [study.demo["staff"]], "password": [study.demo["password"]]})
    assert browser.address == "/coordinate/", browser.page.html
    return browser


def test_a_second_filling_keeps_what_is_there(study):
    before = dict(study.demo)
    fill_demo(study, show_progress=False)
    assert study.demo == before


def test_nobody_reads_a_comparison_without_signing_in(study_app):
    browser = PlainBrowser(study_app).go("/coordinate/demo/services/")
    assert browser.address.startswith("/staff/sign-in")


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(study_app):
    limiter.reset()
    pages = []
    for name in ("coordinator", "nobody"):
        browser = PlainBrowser(study_app).go("/staff/sign-in")
        browser.send({"name": [name], "password": ["wrong password here"]})
        pages.append((browser.status, "Name or password is wrong." in browser.page.html))
    assert pages == [(400, True), (400, True)]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_is_shown_with_the_synthetic_banner(coordinator, chapter):
    coordinator.go(f"/coordinate/demo/{chapter}/")
    assert coordinator.status == 200
    assert "NOT REAL" in coordinator.page.html
    assert "Descriptive, not representative" in coordinator.page.html


@pytest.mark.parametrize("language", ["ro", "nb"])
def test_a_chapter_is_shown_in_the_readers_language(coordinator, language):
    coordinator.go(f"/coordinate/demo/services/?lang={language}")
    assert coordinator.page.language == language
    name = {"ro": "România", "nb": "Norge"}[language]
    assert name in coordinator.page.html


def test_the_overview_says_who_answered_then_what_stands_out_then_the_chapters(coordinator):
    page = coordinator.go("/coordinate/demo/").page.html
    heads = ("Who answered</h2>", "What stands out</h2>", "Chapters</h2>")
    places = [page.index(head) for head in heads]
    assert places == sorted(places)
    assert page[places[1] : places[2]].count("<li>") == 5
    assert "groups gave one answer" in page
    assert "Norway: 6 of 6 answered “State or local budget” to" in page


def test_the_split_shows_authorities_alone(coordinator):
    everybody = coordinator.go("/coordinate/demo/services/").page.html
    assert "34 institutions asked" in everybody
    authorities = coordinator.go("/coordinate/demo/services/?among=authority").page.html
    assert "34 institutions asked" not in authorities


def test_the_file_holds_what_the_page_shows_and_no_small_count(coordinator):
    response = coordinator.client.get("/coordinate/demo/services.csv")
    rows = list(csv.DictReader(io.StringIO(response.get_data(as_text=True))))
    assert {row["synthetic"] for row in rows} == {"1"}
    assert {row["question"] for row in rows} >= {"svc_provision", "svc_quality"}
    counts = [row for row in rows if row["figure"] == "count" and row["value"]]
    assert counts
    assert all(float(row["value"]) == 0 or float(row["value"]) >= 5 for row in counts)


def test_signing_out_ends_the_session_on_the_server(study_app, coordinator):
    kept = coordinator.client.get_cookie("surveyapp")
    form = next(f for f in coordinator.page.forms if f.action.endswith("sign-out"))
    coordinator.client.post(form.action, data=form.initial())
    again = PlainBrowser(study_app)
    again.client.set_cookie("surveyapp", kept.value)
    assert again.go("/coordinate/").address.startswith("/staff/sign-in")
