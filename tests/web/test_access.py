"""Every route says who may use it, and nobody else can (T21)."""

import pytest
from flask import Flask

from surveyapp.fieldwork.staff_role import StaffRole, permissions_of
from surveyapp.storage.database import connected
from surveyapp.storage.staff import add_staff, deactivate
from surveyapp.web import create_app
from surveyapp.web.access import RouteUndeclared, audience_of, enforce_access, public
from tests.architecture.source import ROOT
from tests.web.people import PASSWORD, addresses, client_with, cookies_of_everybody, signed_in
from tests.web.roles_page import BEGIN, written

ROLES = [role.value for role in StaffRole]
PAGE = ROOT / "docs/security/roles.md"


@pytest.fixture(scope="module")
def everybody(app):
    return cookies_of_everybody(app, ROLES)


def test_every_route_says_who_may_use_it(app):
    silent = [r.rule for r in app.url_map.iter_rules() if audience_of(app, r.endpoint) is None]
    assert silent == []


def test_a_route_that_does_not_say_who_may_use_it_stops_the_start(instance):
    app = Flask(__name__)
    app.extensions["surveyapp_instance"] = instance
    app.add_url_rule("/new", "new", lambda: "open to everybody by mistake")
    with pytest.raises(RouteUndeclared, match="/new"):
        enforce_access(app)


def test_a_route_added_after_the_start_without_a_declaration_is_shut(instance):
    app = create_app(instance)
    app.add_url_rule("/late", "late", lambda: "open to everybody by mistake")
    assert app.test_client().get("/late").status_code == 403


def test_no_public_route_serves_the_coordinator(app):
    wrong = [
        (method, address)
        for method, address, endpoint in addresses(app)
        if address.startswith("/coordinate") and audience_of(app, endpoint).name != "staff"
    ]
    assert wrong == []


@pytest.mark.golden
def test_the_matrix_is_as_the_documentation_prints_it(app, everybody, rewrites_golden):
    """Rewritten by `make golden`; a changed line is a changed permission: review it."""
    routes = [
        (
            *(method, rule, endpoint, audience_of(app, endpoint).is_confirmed),
            [_what_opens(client_with(app, c), method, address) for c in everybody.values()],
        )
        for (method, address, endpoint), rule in _with_rules(app)
    ]
    told, _mark, kept = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    if rewrites_golden:
        PAGE.write_text(told + written(routes, everybody), encoding="utf-8")
        kept = written(routes, everybody).removeprefix(BEGIN)
    assert BEGIN + kept == written(routes, everybody)


def test_every_route_of_staff_is_open_to_a_role_that_the_matrix_names(app):
    """No permission that nobody has, and no route of staff without one but the second factor's."""
    asked = {audience_of(app, endpoint) for _m, _a, endpoint in addresses(app)}
    needed = {audience.permission for audience in asked if audience.name == "staff"}
    assert None not in needed
    assert needed <= permissions_of(StaffRole)


def test_an_account_that_was_shut_loses_its_open_session(app, instance):
    with connected(instance):
        add_staff("leaver", [StaffRole.COORDINATOR], PASSWORD)
    browser = signed_in(app, "leaver")
    assert browser.go("/coordinate/").address == "/coordinate/"
    with connected(instance):
        deactivate("leaver")
    assert browser.go("/coordinate/").address.startswith("/staff/sign-in")


def test_signing_out_ends_the_session_on_the_server(app):
    browser = signed_in(app, "coordinator")
    browser.go("/coordinate/")
    kept = browser.client.get_cookie("surveyapp").value
    browser.send(form="")
    assert browser.address == "/"
    assert client_with(app, kept).get("/coordinate/").status_code == 302


def test_files_outside_the_static_folder_cannot_be_reached(app):
    client = app.test_client()
    for path in ("../__init__.py", "..%2f__init__.py", "dist/../../access.py", "/etc/passwd"):
        assert client.get(f"/static/{path}", follow_redirects=True).status_code == 404


def test_a_declared_route_added_late_is_open_as_declared(instance):
    app = create_app(instance)
    app.add_url_rule("/late", "late", public(lambda: "for everybody"))
    assert app.test_client().get("/late").status_code == 200


def _with_rules(app):
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)
    names = [rule.rule for rule in rules for _ in rule.methods - {"HEAD", "OPTIONS"}]
    return zip(addresses(app), names, strict=True)


def _what_opens(client, method, address):
    """What stands behind the door for this visitor, before anything that the page itself asks."""
    response = client.open(address, method=method, follow_redirects=True, buffered=True)
    arrived = response.request.path
    if arrived != address and arrived in ("/staff/sign-in", "/answer/code"):
        return {"/staff/sign-in": "sign-in", "/answer/code": "code"}[arrived]
    if response.status_code == 403:
        return "code" if b'name="form-code"' in response.data else "refused"
    return "open"


@pytest.mark.parametrize("visitor", ["nobody", "respondent", "coordinator"])
def test_a_head_is_answered_as_the_get_that_it_stands_for(app, everybody, visitor):
    for method, address, endpoint in addresses(app):
        if method == "GET" and endpoint != "respondent.leave_page":
            head, got = (
                client_with(app, everybody[visitor]).open(address, method=each, buffered=True)
                for each in ("HEAD", "GET")
            )
            assert (address, head.status_code) == (address, got.status_code)
            assert head.location == got.location
            assert head.data == b""
