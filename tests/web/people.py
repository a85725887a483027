"""Who asks for a page in these tests, and the addresses of every route."""

import hmac
from base64 import b32decode
from datetime import UTC, datetime, timedelta

from surveyapp.storage.database import connected
from surveyapp.storage.second_factor import NewFactor, fresh_secret
from surveyapp.storage.staff import set_second_factor
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser

PASSWORD = "quiet-harbour-lantern"
COOKIE = "surveyapp"
# A value for every part of an address that varies; a route with a new part needs one here.
PARTS = {
    "questionnaire": "service_provision",
    "wave": "service_provision",
    "wave_name": "service_provision",
    "role": "figures",
    "section": "services",
    "code": "V000",
    "name": "provision",
    "filename": "dist/app.css",
    "chapter": "statistics",
    "question": "rec_national",
    "mark": "0" * 32,
    "step": "study",
    "document": "privacy-notice",
    "layout": "html",
    "job": "0" * 32,
    "occasion": "invitation",
}


def addresses(app):
    """(method, address, endpoint) of every route, HEAD and OPTIONS left out."""
    adapter = app.url_map.bind("localhost")
    return [
        (method, adapter.build(rule.endpoint, {n: PARTS[n] for n in rule.arguments}), rule.endpoint)
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
    ]


def client_with(app, cookie):
    """A client that holds one session cookie, or none."""
    client = app.test_client()
    if cookie:
        client.set_cookie(COOKIE, cookie)
    return client


def cookie_of(client):
    """The session cookie that a client holds now."""
    cookie = client.get_cookie(COOKIE)
    return cookie.value if cookie else ""


def code_of(secret, seconds=0, now=None):
    """What an app shows whose clock is wrong by some seconds: RFC 6238, from its own words."""
    shown = (now or datetime.now(UTC)) + timedelta(seconds=seconds)
    counter = int(shown.timestamp()) // 30
    digest = hmac.digest(b32decode(secret), counter.to_bytes(8), "sha1")
    at = digest[-1] & 15
    number = int.from_bytes(digest[at : at + 4]) & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def sign_in_fields(instance, name, password=PASSWORD):
    """What is typed to sign in on a real instance; the account has a fresh second factor."""
    made = NewFactor(fresh_secret(), codes=(), hashes=())
    with connected(instance):
        set_second_factor(name, made, instance.pepper)
    return {"name": [name], "password": [password], "factor": [code_of(made.secret)]}


def signed_in(app, name):
    """A browser of staff; the accounts are named like their roles."""
    browser = PlainBrowser(app).go("/staff/sign-in")
    browser.send({"name": [name], "password": [PASSWORD]})
    assert browser.client.get_cookie(COOKIE) is not None
    return browser


def cookies_of_everybody(app, roles):
    """Visitor -> session cookie: nobody, a respondent, and each role."""
    visit = start(PlainBrowser(app), "service_provision", "en")
    staff = {role: cookie_of(signed_in(app, role).client) for role in roles}
    return {"nobody": "", "respondent": cookie_of(visit.client), **staff}
