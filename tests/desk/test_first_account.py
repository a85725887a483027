"""The first account: from this machine or with the token, once, and by one of two at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.instance import create_instance, load_instance
from surveyapp.storage.account import accounts
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.web import create_app
from surveyapp.web.first_token import first_path
from surveyapp.web.limits import limiter
from tests.desk.staffed import START, logged
from tests.journeys.plain_client import PlainBrowser
from tests.web.people import PASSWORD, code_of

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}
FIRST = "/staff/first"


@pytest.fixture
def empty(tmp_path):
    """An instance without any account."""
    made = create_instance(tmp_path / "study")
    upgrade(made)
    limiter.reset()
    return made


@pytest.fixture
def app(empty):
    return create_app(empty, {"TESTING": True})


def typed(name="ada", **changes):
    given = {"name": [name], "password": [PASSWORD], "again": [PASSWORD], "runs_study": ["y"]}
    return {**given, **changes}


def known(instance):
    with connected(instance):
        return {each.name: each.roles for each in accounts(START)}


def test_from_the_front_page_to_the_desk(app, empty):
    browser = PlainBrowser(app).go("/?lang=en")
    assert FIRST in browser.page.links
    browser.go(FIRST).send(typed())
    assert browser.address == "/staff/second-factor"
    secret = browser.page.by_id["factor-secret"]
    browser.send({"factor": [code_of(secret)]})
    assert browser.page.html.count("<li><code>") == 8
    browser.go("/staff/sign-in")
    code = code_of(secret, 30)
    browser.send({"name": ["ada"], "password": [PASSWORD], "factor": [code]})
    assert browser.address == "/desk/"
    assert known(empty) == {"ada": (StaffRole.COORDINATOR, StaffRole.ADMIN)}
    assert logged(empty)[:2] == [("account made", "ada"), ("signed in", "")]
    assert FIRST not in browser.go("/").page.links


def test_whoever_only_changes_accounts_is_no_coordinator(app, empty):
    PlainBrowser(app).go(FIRST).send(typed(runs_study=None))
    assert known(empty) == {"ada": (StaffRole.ADMIN,)}


def test_once_there_is_an_account_the_page_leads_to_signing_in(app, empty):
    browser, late = PlainBrowser(app).go(FIRST), PlainBrowser(app).go(FIRST)
    browser.send(typed())
    assert late.send(typed("eve")).address == "/staff/sign-in"
    assert PlainBrowser(app).go(FIRST).address == "/staff/sign-in"
    assert PlainBrowser(app).go(first_path(app)).address == "/staff/sign-in"
    assert list(known(empty)) == ["ada"]


def test_of_two_at_once_one_is_made(app, empty):
    browsers = {name: PlainBrowser(app).go(FIRST) for name in ("ada", "eve")}
    with ThreadPoolExecutor(2) as pool:
        ended = list(pool.map(lambda name: browsers[name].send(typed(name)).address, browsers))
    assert sorted(ended) == ["/staff/second-factor", "/staff/sign-in"]
    assert len(known(empty)) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-For": "192.0.2.7"},
        {"X-Real-IP": "192.0.2.7"},
        {"Forwarded": "for=192.0.2.7"},
        {"Via": "1.1 proxy"},
        {"X-Forwarded-Proto": "https"},
    ],
)
def test_what_something_passed_on_is_not_of_this_machine(app, empty, headers):
    client = app.test_client()
    assert client.get(FIRST, headers=headers).status_code == 403
    assert client.post(FIRST, headers=headers, data={"name": "eve"}).status_code == 403
    assert known(empty) == {}


def test_strangers_are_told_where_it_is_made_and_need_the_token(app, empty):
    client = app.test_client()
    for address in (FIRST, f"{FIRST}?token=", f"{FIRST}?token=guessed"):
        assert client.get(address, environ_base=ELSEWHERE).status_code == 403
    path = first_path(app)
    assert client.get(path, environ_base=ELSEWHERE).status_code == 200
    assert client.get(first_path(app), environ_base=ELSEWHERE).status_code == 200
    assert client.get(path, environ_base=ELSEWHERE).status_code == 403  # a newer one was printed


def test_before_a_token_was_printed_an_empty_one_is_none(app):
    answer = app.test_client().get(f"{FIRST}?token=", environ_base=ELSEWHERE)
    assert answer.status_code == 403


def test_a_proxy_that_is_declared_is_not_this_machine(empty, tmp_path):
    config = empty.path / "config.toml"
    config.write_text(config.read_text() + 'trusted_proxies = ["127.0.0.1"]\n')
    client = create_app(load_instance(empty.path)).test_client()
    assert client.get(FIRST).status_code == 403
    assert client.get(FIRST, headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 403


def test_a_site_with_a_name_for_others_needs_the_token_from_everywhere(tmp_path):
    made = create_instance(tmp_path / "study", base_url="https://survey.example.org")
    upgrade(made)
    app = create_app(made)
    client = app.test_client()
    at = {"base_url": "https://survey.example.org"}
    assert client.get(FIRST, **at).status_code == 403
    assert client.get(first_path(app), **at).status_code == 200


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"again": ["something else here"]}, "differ"),
        ({"password": ["short"], "again": ["short"]}, "at least 12"),
        ({"name": " "}, "1 to 80 characters"),
    ],
)
def test_what_is_wrong_is_said_and_the_name_stands(app, empty, changes, words):
    browser = PlainBrowser(app).go(f"{FIRST}?lang=en").send(typed(**changes))
    assert (browser.status, words in browser.page.html) == (400, True)
    assert browser.page.form().initial()["name"] == [changes.get("name", "ada")]
    assert known(empty) == {}


def test_a_page_of_another_site_makes_none(app, empty):
    browser = PlainBrowser(app).go(FIRST)
    given = {name: value[0] for name, value in typed().items()}
    assert browser.client.post(FIRST, data=given).status_code == 400
    given["csrf_token"] = browser.page.form().initial()["csrf_token"][0]
    answer = browser.client.post(FIRST, data=given, headers={"Origin": "http://evil.example"})
    assert answer.status_code == 400
    assert known(empty) == {}
