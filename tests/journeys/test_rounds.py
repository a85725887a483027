"""Rounds in the browser: a page of a wave shows what the wave asks, and no round hides another."""

import re
import shutil
from datetime import UTC, datetime

import pytest

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.instance import create_instance, load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.staff import add_staff
from surveyapp.storage.waves import wave
from surveyapp.storage.workspaces import create_workspace
from surveyapp.web import create_app
from surveyapp.web.language import long_date
from surveyapp.web.limits import limiter
from tests.cli.round_home import (
    CATALOGUE,
    CHANGES,
    NAME,
    QUESTIONNAIRE,
    SCALE,
    broken,
    deleted,
    done,
    edit,
    edited,
    make_home,
    open_wave,
    send,
)
from tests.journeys.filling import enter
from tests.journeys.plain_client import PlainBrowser

PASSWORD = "quiet-harbour-lantern"
TOKEN = re.compile(
    r'name="(csrf_token|form-draft)"[^>]*value="[^"]*"|value="[^"]*"[^>]*name="csrf_token"'
)


@pytest.fixture(scope="module")
def accounts(tmp_path_factory):
    """The database with an account that may read everything; only to be copied."""
    made = create_instance(tmp_path_factory.mktemp("accounts") / "instance")
    upgrade(made)
    with connected(made):
        roles = [StaffRole.COORDINATOR, StaffRole.REVIEWER, StaffRole.CODER]
        add_staff("coordinator", roles, PASSWORD, is_together=True)
    return made.path / "contacts.db"


@pytest.fixture
def home(accounts, tmp_path, monkeypatch):
    """The project's directory, with that account."""
    made = make_home(tmp_path, monkeypatch)
    shutil.copy(accounts, made.path)
    limiter.reset()
    return tmp_path


def app_of(home):
    return create_app(load_instance(home / "instance"), {"TESTING": True})


def respondent(app, home, name="spring"):
    """A browser with an open draft of a wave."""
    instance = load_instance(home / "instance")
    with connected(instance):
        code = create_workspace(name, instance.pepper)
    return enter(PlainBrowser(app), code)


def coordinator(app):
    browser = PlainBrowser(app).go("/staff/sign-in")
    return browser.send({"name": ["coordinator"], "password": [PASSWORD]})


def read(browser, *addresses):
    """Address -> (status, page without what is fresh in every page)."""
    pages = {}
    for address in addresses:
        browser.go(address)
        pages[address] = (browser.status, TOKEN.sub("", browser.page.html))
    return pages


ASKED = (
    f"/respond/{NAME}/?lang=ro",
    f"/respond/{NAME}/spring/",
    "/answer/",
    "/answer/page/first",
    "/answer/review",
    "/answer/copy",
)
COMPARED = (
    "/coordinate/?lang=ro",
    "/coordinate/spring/",
    "/coordinate/spring/first/",
    "/coordinate/spring/pairs/",
    "/coordinate/spring/quality/",
    "/coordinate/spring/coding/",
    "/coordinate/spring/texts/",
)


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_that_happens_to_the_files_changes_a_page_of_a_round(home, change):
    open_wave()
    send(load_instance(home / "instance"))
    app = app_of(home)
    answering, comparing = respondent(app, home), coordinator(app)
    answering.go("/answer/page/first").send({"rating": ["high"]}, form="answer-form")
    before = read(answering, *ASKED) | read(comparing, *COMPARED)
    assert {status for status, _ in before.values()} == {200}
    change(home)
    assert read(answering, *ASKED) | read(comparing, *COMPARED) == before


@pytest.mark.parametrize("change", CHANGES)
def test_an_answer_is_sent_as_the_round_asks_it(home, change):
    open_wave()
    browser = respondent(app_of(home), home)
    change(home)
    browser.go("/answer/page/first").send({"rating": ["high"]}, form="answer-form")
    browser.go("/answer/review").send()
    assert browser.address == "/answer/receipt"
    assert "LEAKED" not in browser.go("/answer/copy").page.html


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("steps", [("close",), ("close", "freeze")])
def test_the_pages_of_a_finished_round_stay_as_they_were(home, change, steps):
    open_wave()
    send(load_instance(home / "instance"))
    for step in steps:
        done("wave", step, "spring")
    comparing = coordinator(app_of(home))
    before = read(comparing, *COMPARED)
    change(home)
    assert read(comparing, *COMPARED) == before


@pytest.fixture
def two_rounds(home):
    """A finished round that says Romania, an open one that says Wallachia."""
    open_wave("first", "--opens", "2014-01-01")
    send(load_instance(home / "instance"), "first", 12)
    done("wave", "close", "first")
    edit(home, QUESTIONNAIRE, "label: Romania", "label: Wallachia")
    edit(home, CATALOGUE, 'msgid "Romania"', 'msgid "Wallachia"')
    open_wave("second", "--opens", "2015-01-01")
    send(load_instance(home / "instance"), "second", 7)
    return home


def test_every_round_has_its_own_pages(two_rounds):
    browser = coordinator(app_of(two_rounds))
    overview = browser.go("/coordinate/").page
    links = [link for link in overview.links if re.fullmatch(r"/coordinate/\w+/", link)]
    assert links[1:] == [  # the first stands at the head of every page
        "/coordinate/second/",
        "/coordinate/first/",
    ]
    first, second = (browser.go(f"/coordinate/{name}/").page.html for name in ("first", "second"))
    assert "Romania" in first
    assert "Wallachia" not in first
    assert "Wallachia" in second
    assert "Romania" not in second


def test_the_overview_says_where_each_round_is(two_rounds):
    page = coordinator(app_of(two_rounds)).go("/coordinate/").page.html
    with connected(load_instance(two_rounds / "instance")):
        ended = wave("first").ended
    app = app_of(two_rounds)
    with app.test_request_context("/"):
        assert f"wave first, closed on {long_date(ended)}" in page
    assert "wave second, open" in page


def test_a_code_leads_to_its_own_round(two_rounds):
    app = app_of(two_rounds)
    done("wave", "open", "first")
    for name, mine, other in (
        ("first", "Romania", "Wallachia"),
        ("second", "Wallachia", "Romania"),
    ):
        page = respondent(app, two_rounds, name).go("/answer/page/first").page.html
        assert mine in page
        assert other not in page


def test_a_draft_keeps_its_round_when_another_begins_and_its_own_ends(home):
    open_wave("first")
    app = app_of(home)
    browser = respondent(app, home, "first")
    browser.go("/answer/page/first").send({"country": ["RO"]}, form="answer-form")
    edit(home, QUESTIONNAIRE, "label: Romania", "label: Wallachia")
    edit(home, CATALOGUE, 'msgid "Romania"', 'msgid "Wallachia"')
    open_wave("second")
    done("wave", "close", "first")
    copy = browser.go("/answer/copy").page.html
    assert "Romania" in copy
    assert "Wallachia" not in copy


def test_several_open_rounds_are_offered_to_choose_from(two_rounds):
    done("wave", "open", "first")
    browser = PlainBrowser(app_of(two_rounds)).go(f"/respond/{NAME}/")
    links = [f"/respond/{NAME}/{name}/" for name in ("first", "second")]
    assert [link for link in browser.page.links if link in links] == links
    for link in links:
        browser.go(link).send(form="")
        assert browser.address == "/answer/"
        name = link.split("/")[-2]
        page = browser.go("/answer/page/first").page.html
        assert {"first": "Romania", "second": "Wallachia"}[name] in page


def test_one_open_round_is_found_at_the_address_of_its_questionnaire(two_rounds):
    page = PlainBrowser(app_of(two_rounds)).go(f"/respond/{NAME}/").page
    assert page.form("").action == f"/respond/{NAME}/second/begin"


@pytest.mark.parametrize("steps", [("close",), ("close", "freeze")])
@pytest.mark.parametrize("address", [f"/respond/{NAME}/", f"/respond/{NAME}/spring/"])
def test_a_finished_round_says_so_with_its_day(home, steps, address):
    open_wave()
    for step in steps:
        done("wave", step, "spring")
    app = app_of(home)
    browser = PlainBrowser(app).go(address)
    with app.test_request_context("/"):
        today = long_date(datetime.now(UTC).date())
    assert browser.status == 404
    assert f"takes no answers any more; it ended on {today}." in browser.page.html


@pytest.mark.parametrize("address", [f"/respond/{NAME}/autumn/", "/respond/unheard_of/"])
def test_a_round_that_nobody_opened_has_no_day(home, address):
    done("wave", "new", "autumn", "--questionnaire", NAME)
    browser = PlainBrowser(app_of(home)).go(address)
    assert browser.status == 404
    assert "it ended on" not in browser.page.html


def damage(home, name="spring"):
    with connected(load_instance(home / "instance")):
        path = home / "instance/questionnaires" / wave(name).release / SCALE
    path.chmod(0o600)
    path.write_text("list: scale\n", encoding="utf-8")


def test_a_damaged_copy_is_a_calm_page_and_hides_no_other_round(two_rounds):
    app = app_of(two_rounds)
    browser = respondent(app, two_rounds, "second")
    damage(two_rounds, "second")
    for address in ("/answer/", "/answer/page/first", f"/respond/{NAME}/second/"):
        browser.go(address)
        assert browser.status == 503
        assert "What was called saved is kept" in browser.page.html
    comparing = coordinator(app).go("/coordinate/")
    assert comparing.status == 200
    assert "cannot be read" in comparing.page.html
    assert comparing.go("/coordinate/first/").status == 200
    assert PlainBrowser(app).go("/").status == 200


@pytest.mark.parametrize("change", [broken, deleted, edited])
def test_pages_of_no_round_stay_calm_whatever_the_files_are(home, change):
    app = app_of(home)
    change(home)
    for address in ("/", "/design/"):
        assert PlainBrowser(app).go(address).status == 200
    assert PlainBrowser(app).go(f"/design/{NAME}/").status in (200, 404, 503)


def test_an_open_round_is_never_called_over_because_another_one_ended(two_rounds):
    client = app_of(two_rounds).test_client()
    page = client.post(f"/respond/{NAME}/begin", data={"csrf_token": "of another visit"})
    assert b"it ended on" not in page.data


def test_a_damaged_round_hides_no_other_from_those_who_choose(two_rounds):
    done("wave", "open", "first")
    damage(two_rounds, "first")
    browser = PlainBrowser(app_of(two_rounds)).go(f"/respond/{NAME}/")
    assert (browser.status, browser.page.links.count(f"/respond/{NAME}/second/")) == (200, 1)
    assert f"/respond/{NAME}/first/" not in browser.page.links
