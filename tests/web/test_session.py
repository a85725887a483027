"""The session: sealed, short, fresh at every entry (T18)."""

import json
from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet

from surveyapp.instance import create_instance
from surveyapp.storage.migrations import upgrade
from surveyapp.web import create_app
from tests.journeys.conftest import open_wave
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser
from tests.web.people import COOKIE, client_with, cookie_of, signed_in

HOUR = 3600


def now():
    """Seconds as a cookie is stamped with them."""
    return int(datetime.now(UTC).timestamp())


def set_cookies(response):
    return response.headers.getlist("Set-Cookie")


@pytest.fixture(scope="module")
def https_app(tmp_path_factory):
    path = tmp_path_factory.mktemp("https") / "demo"
    made = create_instance(path, is_demo=True, base_url="https://survey.example.org")
    upgrade(made)
    open_wave(made, "service_provision")
    return create_app(made)


def test_over_http_on_this_machine_the_cookie_is_plain_and_out_of_reach_of_scripts(app):
    (cookie,) = set_cookies(app.test_client().get("/?lang=ro"))
    parts = {part.strip() for part in cookie.split(";")[1:]}
    assert cookie.startswith("surveyapp=")
    assert parts == {"HttpOnly", "Path=/", "SameSite=Lax"}


def test_over_https_the_cookie_is_bound_to_the_host(https_app):
    response = https_app.test_client().get("/?lang=ro", base_url="https://survey.example.org")
    (cookie,) = set_cookies(response)
    parts = {part.strip() for part in cookie.split(";")[1:]}
    assert cookie.startswith("__Host-surveyapp=")
    assert parts == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_leaving_over_https_takes_the_cookie_away_with_the_same_flags(https_app):
    client = https_app.test_client()
    client.get("/?lang=ro", base_url="https://survey.example.org")
    response = client.get("/leave", base_url="https://survey.example.org")
    (cookie,) = set_cookies(response)
    assert {"Secure", "HttpOnly", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert response.headers["Clear-Site-Data"] == '"cookies", "storage"'


def test_a_page_that_stores_nothing_sets_no_cookie(app):
    assert set_cookies(app.test_client().get("/")) == []


def test_nothing_can_be_read_from_the_cookie(respondent):
    sealed = cookie_of(respondent.client)
    code = respondent.page.by_id["access-code"]
    assert code not in sealed
    assert not sealed.startswith("ey")


def test_a_code_opens_a_fresh_session(app, respondent):
    code = respondent.page.by_id["access-code"]
    other = PlainBrowser(app)
    start(other, "service_provision", "en")
    planted = cookie_of(other.client)
    other.go("/answer/code").send({"code": [code]})
    assert cookie_of(other.client) != planted
    assert other.go("/answer/later").page.by_id["access-code"] == code


def test_the_token_of_forms_changes_when_a_code_is_entered(app, respondent):
    code = respondent.page.by_id["access-code"]
    other = PlainBrowser(app).go("/answer/code")
    before = held(app, other)["csrf_token"]
    other.send({"code": [code]})
    assert held(app, other).get("csrf_token") != before


def test_signing_in_starts_a_fresh_session_and_forgets_the_draft(app, respondent):
    respondent.go("/staff/sign-in")
    before = held(app, respondent)
    respondent.send({"name": ["coordinator"], "password": ["quiet-harbour-lantern"]})
    after = held(app, respondent)
    assert "staff" in after
    assert "w" not in after
    assert after.get("csrf_token") != before["csrf_token"]


def test_each_sign_in_has_a_session_of_its_own(app):
    first, second = signed_in(app, "analyst"), signed_in(app, "analyst")
    assert held(app, first)["staff"] != held(app, second)["staff"]


@pytest.mark.parametrize("place", [5, 30, 80, -5])
def test_a_cookie_that_was_changed_is_as_good_as_none(app, respondent, place):
    sealed = cookie_of(respondent.client)
    changed = list(sealed)
    changed[place] = "A" if changed[place] != "A" else "B"
    response = client_with(app, "".join(changed)).get("/answer/")
    assert response.headers["Location"] == "/answer/code"


@pytest.mark.parametrize("nonsense", ["x", "{}", "gAAAAA", "é", "a" * 5000])
def test_nonsense_in_the_cookie_is_as_good_as_none(app, nonsense):
    response = app.test_client().get("/answer/", headers={"Cookie": f"{COOKIE}={nonsense}"})
    assert response.headers["Location"] == "/answer/code"


def test_a_visit_ends_after_an_hour_without_a_request(app, instance, respondent):
    content = json.dumps(dict(held(app, respondent))).encode()
    for seconds, is_open in ((HOUR - 600, True), (HOUR + 5, False)):
        sealed = Fernet(instance.cookie_keys[0]).encrypt_at_time(content, now() - seconds)
        response = client_with(app, sealed.decode()).get("/answer/")
        assert (response.status_code == 200) is is_open


def test_a_visit_that_goes_on_is_kept_alive(app, instance, respondent):
    content = json.dumps(dict(held(app, respondent))).encode()
    sealed = Fernet(instance.cookie_keys[0]).encrypt_at_time(content, now() - HOUR // 2)
    client = client_with(app, sealed.decode())
    assert len(set_cookies(client.get("/answer/"))) == 1
    assert set_cookies(client.get("/answer/")) == []


def test_a_key_that_was_replaced_still_opens_and_a_removed_one_does_not(app, instance, respondent):
    content = json.dumps(dict(held(app, respondent))).encode()
    foreign = Fernet(Fernet.generate_key()).encrypt(content).decode()
    assert client_with(app, foreign).get("/answer/").status_code == 302


def held(app, browser):
    """What the browser's cookie holds."""
    with browser.client.session_transaction() as session:
        return dict(session)


def test_a_file_carries_no_cookie_and_does_not_vary_by_one(app, instance):
    old = {"w": {"master": "00", "wave": "x"}}
    sealed = Fernet(instance.cookie_keys[0]).encrypt_at_time(
        json.dumps(old).encode(), now() - 10 * 60
    )
    response = client_with(app, sealed.decode()).get("/static/dist/app.css", buffered=True)
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.vary
