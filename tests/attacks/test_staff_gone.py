"""Whoever is gone sees nothing: every route of staff, with cookies of sessions that ended (T21)."""

import pytest

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.second_factor import new_factor
from surveyapp.storage.staff import (
    activate,
    add_staff,
    change_password,
    change_roles,
    deactivate,
    end_sessions,
    remove_second_factor,
    set_second_factor,
)
from surveyapp.web import create_app
from surveyapp.web.access import PUBLIC, RESPONDENT, audience_of
from surveyapp.web.limits import limiter
from tests.web.people import PASSWORD, addresses, client_with, cookie_of, signed_in

NAME = "leaver"
ALL = tuple(StaffRole)
# What ends a session; each is tried with an account that may do everything.
ENDS = {
    "shut": lambda _pepper: deactivate(NAME),
    "shut and opened": lambda _pepper: (deactivate(NAME), activate(NAME)),
    "roles": lambda _pepper: change_roles(NAME, ALL, is_together=True),
    "password": lambda _pepper: change_password(NAME, PASSWORD),
    "second factor": lambda pepper: set_second_factor(NAME, new_factor(), pepper),
    "sessions": lambda _pepper: end_sessions(NAME),
    "all sessions": lambda _pepper: end_sessions(),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """(instance, application) of a demonstration with an account that may do everything."""
    made = create_instance(tmp_path_factory.mktemp("gone") / "demo", is_demo=True)
    upgrade(made)
    with connected(made):
        add_staff("keeper", [StaffRole.ADMIN], PASSWORD)
        add_staff(NAME, ALL, PASSWORD, is_together=True)
    return made, create_app(made)


@pytest.fixture
def cookie(site):
    """Of a session of that account."""
    limiter.reset()
    return cookie_of(signed_in(site[1], NAME).client)


def routes_of_staff(app):
    return [
        (method, address)
        for method, address, endpoint in addresses(app)
        if audience_of(app, endpoint) not in (PUBLIC, RESPONDENT)
    ]


def led_to(app, cookie, routes):
    """Where each route leads, before the question mark; the status where it leads nowhere."""
    answers = (client_with(app, cookie).open(address, method=method) for method, address in routes)
    return {a.headers.get("Location", str(a.status_code)).partition("?")[0] for a in answers}


def test_while_it_is_there_it_opens_them(site, cookie):
    routes = routes_of_staff(site[1])
    assert len(routes) > 30
    assert "/staff/sign-in" not in led_to(site[1], cookie, routes)


@pytest.mark.parametrize("end", ENDS)
def test_a_session_that_was_ended_opens_no_route_of_staff(site, cookie, end):
    made, app = site
    try:
        with connected(made):
            ENDS[end](made.pepper)
        assert led_to(app, cookie, routes_of_staff(app)) == {"/staff/sign-in"}
    finally:
        with connected(made):
            activate(NAME)
            if end == "second factor":
                remove_second_factor(NAME)


def test_a_cookie_that_was_copied_before_signing_out_opens_none(site, cookie):
    app = site[1]
    browser = signed_in(app, NAME)
    copied = cookie_of(browser.client)
    browser.go("/desk/").send()
    assert browser.address == "/"
    assert led_to(app, copied, routes_of_staff(app)) == {"/staff/sign-in"}
    assert "/staff/sign-in" not in led_to(app, cookie, routes_of_staff(app)[:3])


def test_a_role_that_was_taken_while_a_page_was_open_ends_what_is_sent_from_it(site):
    made, app = site
    browser = signed_in(app, NAME).go("/desk/staff/new")
    with connected(made):
        change_roles(NAME, [StaffRole.TRANSLATOR])
    browser.send({"name": ["friend"], "roles": ["admin"]})
    assert browser.address.startswith("/staff/sign-in")
    again = signed_in(app, NAME)
    browser.client.set_cookie("surveyapp", cookie_of(again.client))
    token = again.go("/desk/").page.form().initial()["csrf_token"][0]
    given = {"name": "friend", "roles": "admin", "csrf_token": token}
    assert browser.client.post("/desk/staff/new", data=given).status_code == 403
    with connected(made):
        change_roles(NAME, ALL, is_together=True)
