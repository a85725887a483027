"""Requests that another site makes a browser send (T25)."""

import pytest

from surveyapp.fieldwork.codes import CodeKind, new_code
from surveyapp.web import create_app
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.sent import answers_sent
from tests.web.people import PASSWORD, addresses, client_with, cookie_of, signed_in

EVIL = "https://evil.example"
PAGE = "/answer/page/country_and_sector"
POSTED = {
    "country": "NO",
    "form-shown": "country:: sector::",
    "form-language": "en",
    "form-act": "confirm",
    "edition": "full",
    "consent_institution": "yes",
}


LEAVE = "/leave"
"""Ends the visit from wherever it is asked for, because that must never fail; no draft changes."""


def posts(app):
    return [a for method, a, _ in addresses(app) if method == "POST" and a != LEAVE]


def seen(app, cookie):
    """What a respondent sees of the draft."""
    client = client_with(app, cookie)
    page = PlainBrowser(app)
    page.client = client
    country = page.go(PAGE).page.form("answer-form").initial().get("country")
    edition = next(f for f in page.go("/answer/").page.forms if f.action == "/answer/edition")
    return country, edition.values("edition"), "Undo" in page.page.html


@pytest.mark.parametrize("token", [None, "nonsense", "of somebody else"])
def test_a_post_without_the_right_token_changes_nothing(app, instance, respondent, token):
    cookie = cookie_of(respondent.client)
    before = seen(app, cookie)
    sent_before = answers_sent(instance, "service_provision")
    if token == "of somebody else":
        token = start(PlainBrowser(app), "service_provision", "en").page.forms[0].initial()
        token = token["form-draft"][0]
    for address in posts(app):
        data = {**POSTED, **({"csrf_token": token, "form-draft": token} if token else {})}
        response = client_with(app, cookie).post(address, data=data)
        assert response.status_code < 500, address
    assert seen(app, cookie) == before
    assert answers_sent(instance, "service_provision") == sent_before


@pytest.mark.parametrize("whose", ["nobody's", "its own", "another draft's"])
def test_a_code_beside_the_answers_does_not_replace_the_mark(app, respondent, whose):
    cookie = cookie_of(respondent.client)
    before = seen(app, cookie)
    codes = {
        "nobody's": lambda: new_code(CodeKind.WORKSPACE),
        "its own": lambda: respondent.go("/answer/").page.by_id["access-code"],
        "another draft's": lambda: start(PlainBrowser(app), "service_provision", "en").page.by_id[
            "access-code"
        ],
    }
    response = client_with(app, cookie).post(PAGE, data={**POSTED, "form-code": codes[whose]()})
    assert response.status_code in (403, 409)
    assert seen(app, cookie) == before


def test_no_address_that_is_only_visited_changes_a_draft(app, respondent):
    cookie = cookie_of(respondent.client)
    respondent.go(PAGE).send({"country": ["RO"], "sector": ["ngo"]}, form="answer-form")
    before = seen(app, cookie)
    for method, address, _ in addresses(app):
        if method == "GET" and address != LEAVE:
            client_with(app, cookie).get(address, buffered=True)
    assert seen(app, cookie) == before


def test_a_sign_in_without_the_token_is_refused(app):
    given = {"name": "coordinator", "password": PASSWORD}
    client = app.test_client()
    assert client.post("/staff/sign-in", data=given).status_code == 400
    assert client.get("/coordinate/").status_code == 302


def test_a_sign_out_from_elsewhere_does_not_sign_out(app):
    cookie = cookie_of(signed_in(app, "coordinator").client)
    client_with(app, cookie).post("/staff/sign-out")
    assert client_with(app, cookie).get("/coordinate/").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": EVIL},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://localhost.evil.example"},
    ],
    ids=str,
)
def test_a_post_that_another_site_started_is_refused_everywhere(app, headers):
    for address in posts(app):
        response = app.test_client().post(address, data=POSTED, headers=headers)
        assert (address, response.status_code) == (address, 400)


def test_another_site_cannot_end_a_visit_by_a_post(app, respondent):
    cookie = cookie_of(respondent.client)
    client_with(app, cookie).post(LEAVE, headers={"Sec-Fetch-Site": "cross-site"})
    assert client_with(app, cookie).get("/answer/").status_code == 200


def test_another_site_cannot_open_its_own_draft_in_our_browser(app, respondent):
    code = respondent.page.by_id["access-code"]
    victim = app.test_client()
    victim.post("/answer/code", data={"code": code}, headers={"Sec-Fetch-Site": "cross-site"})
    assert victim.get("/answer/").status_code == 302


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin", "Origin": "null"}],
    ids=str,
)
def test_a_post_of_our_own_page_passes(app, headers):
    response = app.test_client().post("/answer/code", data={"code": "x"}, headers=headers)
    assert b"mistyped" in response.data


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example"]
)
def test_another_name_in_the_host_header_gets_no_page(app, host):
    response = app.test_client().get("/", headers={"Host": host})
    assert response.status_code == 400
    assert host not in response.get_data(as_text=True)
    assert response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8123"])
def test_the_names_of_this_machine_are_answered_on_any_port(instance, host):
    assert create_app(instance).test_client().get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/coordinate/",
        "http:evil.example",
        "/\t/evil.example",
        "/%2f/evil.example",
        "///evil.example/coordinate/",
        "javascript:alert(1)",
        "/no/such/page",
        "/coordinate/\r\nSet-Cookie: planted=1",
    ],
)
def test_after_sign_in_nobody_is_sent_to_another_site(app, wanted):
    browser = PlainBrowser(app).go("/staff/sign-in")
    token = browser.page.form().initial()["csrf_token"][0]
    given = {"name": "coordinator", "password": PASSWORD, "next": wanted, "csrf_token": token}
    response = browser.client.post("/staff/sign-in", data=given)
    assert response.headers["Location"] == "/desk/"
    assert "planted" not in str(response.headers)


def test_after_sign_in_one_comes_to_the_page_one_wanted(app):
    browser = PlainBrowser(app).go("/coordinate/service_provision/")
    assert browser.address.startswith("/staff/sign-in?next=")
    browser.send({"name": ["coordinator"], "password": [PASSWORD]})
    assert browser.address == "/coordinate/service_provision/"
