"""Accounts on the desk: made, changed, shut; and what nobody may do to them."""

import shlex
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import quote, unquote

import pytest
from markupsafe import escape

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.storage.account import accounts
from surveyapp.storage.database import connected
from surveyapp.storage.staff import (
    StaffRefused,
    add_staff,
    change_password,
    change_roles,
    deactivate,
)
from surveyapp.storage.staff_session import sign_in
from surveyapp.web import create_app
from tests.desk.staffed import START, logged, press, signed_in
from tests.web.people import PASSWORD, client_with, cookie_of

NEW, ADA, MARIA = "/desk/staff/new", "/desk/staff/account/ada/", "/desk/staff/account/maria/"


@pytest.fixture
def at(enter, confirm):
    """The administrator on a page that a code was typed for."""
    return lambda address: confirm(enter("ada").go(address), "ada")


def known(study):
    with connected(study):
        return {each.name: each for each in accounts(START)}


def shown_password(browser):
    return browser.page.by_id["password"]


def test_an_account_is_made_with_a_password_that_is_shown_once(at, study):
    browser = at(NEW)
    press(browser, NEW, {"name": ["ola"], "roles": ["coder", "reviewer"]})
    with connected(study):
        assert sign_in("ola", shown_password(browser), START)
    assert known(study)["ola"].roles == (StaffRole.REVIEWER, StaffRole.CODER)
    assert logged(study)[-1] == ("account made", "ola")
    assert "ola" in browser.go("/desk/staff/").page.html


def test_pressing_twice_makes_one_account_and_one_line(at, study):
    browser = at(NEW)
    form = browser.page
    press(browser, NEW, {"name": ["ola"], "roles": ["coder"]})
    browser.page, browser.address = form, NEW
    assert press(browser, NEW, {"name": ["ola"], "roles": ["coder"]}).address == "/desk/staff/"
    assert logged(study).count(("account made", "ola")) == 1


@pytest.mark.parametrize(
    ("name", "roles", "words"),
    [
        ("", ["coder"], "1 to 80 characters"),
        ("a/b", ["coder"], "no slash"),
        ("..", ["coder"], "no slash"),
        ("maria", ["coder"], "already an account"),
        ("ola", [], "at least one role"),
        ("ola", ["coordinator", "coder"], "may not both know"),
        ("ola", ["king"], "try again"),
    ],
)
def test_what_cannot_be_made_is_said_and_what_was_typed_stands(at, study, name, roles, words):
    browser = at(NEW)
    before = known(study)
    press(browser, NEW, {"name": [name], "roles": roles})
    assert (browser.status, words in browser.page.html) == (400, True)
    kept = browser.page.form().initial()
    assert (kept["name"], kept.get("roles", [])) == ([name], [r for r in roles if r != "king"])
    assert known(study) == before


def test_new_roles_hold_at_once_and_sign_out(at, enter, study):
    maria = enter("maria")
    assert maria.go("/coordinate/").status == 200
    browser = at(MARIA)
    press(browser, "/roles", {"roles": ["translator"]})
    assert known(study)["maria"].roles == (StaffRole.TRANSLATOR,)
    assert logged(study)[-1] == ("role changed", "maria")
    assert maria.go("/coordinate/").address.startswith("/staff/sign-in")


@pytest.mark.parametrize("name", ["<b>ola", "a?b=c&d#e", "50% Øyvind", "o'neil $(x)"])
def test_any_name_stays_text_and_has_a_page_that_a_code_leads_back_to(
    at, confirm, clock, study, name
):
    browser = at(NEW)
    press(browser, NEW, {"name": [name], "roles": ["translator"]})
    html = browser.go("/desk/staff/").page.html
    assert f">{escape(name)}</a>" in html
    address = f"/desk/staff/account/{quote(name)}/"
    clock.later(minutes=11)
    confirm(browser.go(address), "ada")
    assert (browser.status, browser.response.request.path) == (200, unquote(address))
    assert f"surveyapp staff deactivate {escape(shlex.quote(name))}" in browser.page.html
    press(browser, "/shut")
    assert not known(study)[name].is_active


def test_roles_that_are_kept_apart_are_refused_with_the_page_as_it_was_typed(at, study):
    browser = press(at(MARIA), "/roles", {"roles": ["coordinator", "analyst"]})
    assert (browser.status, "may not both know" in browser.page.html) == (409, True)
    assert known(study)["maria"].roles == (StaffRole.COORDINATOR,)
    (form,) = [f for f in browser.page.forms if f.action.endswith("/roles")]
    assert form.initial()["roles"] == ["coordinator", "analyst"]


def test_nobody_gives_themselves_roles(at, study):
    browser = at(ADA)
    assert not [form for form in browser.page.forms if form.action.endswith("/roles")]
    given = {**browser.page.form().initial(), "roles": ["admin", "coordinator"]}
    given = browser.client.post(f"{ADA}roles", data=given)
    assert given.status_code == 409
    assert known(study)["ada"].roles == (StaffRole.ADMIN,)


def test_the_last_administrator_stays(at, study):
    browser = press(at(ADA), "/shut")
    assert (browser.status, "last account" in browser.page.html) == (409, True)
    with connected(study):
        for change in (deactivate, lambda name: change_roles(name, [StaffRole.CODER])):
            with pytest.raises(StaffRefused, match="last-admin"):
                change("ada")
        add_staff("eva", [StaffRole.ADMIN], PASSWORD)
        deactivate("ada")
        with pytest.raises(StaffRefused, match="last-admin"):
            deactivate("eva")


def test_two_administrators_who_shut_each_other_at_once_leave_one(study):
    with connected(study):
        add_staff("eva", [StaffRole.ADMIN], PASSWORD)

    def shut(name):
        with connected(study):
            try:
                deactivate(name)
            except StaffRefused as refused:
                return refused.code
        return "shut"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(shut, ("ada", "eva"))) == ["last-admin", "shut"]


def test_a_shut_account_sees_nothing_and_can_be_opened_again(at, enter, study):
    maria = enter("maria")
    browser = press(at(MARIA), "/shut")
    assert "is shut" in browser.page.html
    assert maria.go("/desk/").address.startswith("/staff/sign-in")
    press(browser, "/open")
    assert known(study)["maria"].is_active
    assert logged(study)[-2:] == [("account closed", "maria"), ("account opened", "maria")]


def test_a_new_password_kills_the_old_one_and_the_sessions(at, enter, study):
    maria = enter("maria")
    browser = press(at(MARIA), "/password")
    with connected(study):
        assert sign_in("maria", PASSWORD, START) is None
    assert len(shown_password(browser)) == 20
    assert maria.go("/desk/").address.startswith("/staff/sign-in")


@pytest.mark.parametrize("act", ["/password", "/factor", "/shut", "/roles"])
def test_of_two_who_press_the_same_button_one_does_it(at, study, act):
    """The other one would hold a password that is dead, or undo what was decided."""
    browser = at(MARIA)
    with connected(study):
        change_password("maria", "another quiet lantern")
    lines = logged(study)
    assert press(browser, act).status == 409
    assert "changed this account meanwhile" in browser.page.html
    assert logged(study) == lines
    with connected(study):
        assert known(study)["maria"].has_second_factor
    assert press(browser, act).status == 200


def test_a_lost_factor_is_forgotten_and_set_up_anew(at, study):
    press(at(MARIA), "/factor")
    assert not known(study)["maria"].has_second_factor
    with connected(study):
        assert sign_in("maria", PASSWORD, START)


def test_sessions_of_one_and_of_everybody_are_ended(at, enter, study):
    maria, vlad = enter("maria"), enter("vlad")
    browser = press(at(MARIA), "/sessions")
    assert maria.go("/desk/").address.startswith("/staff/sign-in")
    assert vlad.go("/desk/").status == 200
    press(browser.go("/desk/staff/"), "/desk/staff/sessions")
    assert browser.address.startswith("/staff/sign-in")
    assert vlad.go("/desk/").address.startswith("/staff/sign-in")


def test_one_account_may_do_both_where_the_setting_allows_it_and_every_page_says_so(
    study, factors, clock
):
    together = replace(study, roles_together=True)
    app = create_app(together, {"TESTING": True})
    browser = signed_in(app, "ada", factors["ada"], clock)
    for address in ("/desk/", "/desk/staff/", "/staff/account"):
        assert "may both know the institutions" in browser.go(address).page.html
    assert "may both know" not in browser.go("/").page.html
    with connected(study):
        change_roles("maria", [StaffRole.COORDINATOR, StaffRole.ANALYST], is_together=True)
    maria = signed_in(app, "maria", factors["maria"], clock)
    assert maria.go("/coordinate/").status == 200


def test_once_the_setting_is_gone_roles_that_are_not_apart_count_for_nothing(study, factors, clock):
    with connected(study):
        roles = [StaffRole.COORDINATOR, StaffRole.REVIEWER, StaffRole.TRANSLATOR]
        change_roles("maria", roles, is_together=True)
    app = create_app(replace(study, roles_together=True), {"TESTING": True})
    cookie = cookie_of(signed_in(app, "maria", factors["maria"], clock).client)
    strict = client_with(create_app(study, {"TESTING": True}), cookie)
    assert strict.get("/desk/").status_code == 200
    assert strict.get("/coordinate/").status_code == 403
    assert strict.get("/coordinate/spring/texts/").status_code == 403
