"""Before what is grave the code is asked for again: stale, replayed, guessed, from elsewhere."""

from dataclasses import replace

import pytest

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.storage.database import connected
from surveyapp.storage.staff import change_roles
from surveyapp.web import create_app
from surveyapp.web.access import audience_of
from surveyapp.web.limits import WRONG_FACTORS
from tests.desk.staffed import logged, press, signed_in
from tests.web.people import addresses, client_with, code_of, cookie_of

NEW = "/desk/staff/new"
ASKED = "/staff/confirm?next=/desk/staff/new"


def test_a_grave_page_asks_for_a_code_and_then_opens(enter, confirm, study):
    browser = enter("ada").go(NEW)
    assert browser.address == ASKED
    confirm(browser, "ada")
    assert browser.address == NEW
    assert logged(study)[-1] == ("second factor confirmed", "")


def test_it_holds_ten_minutes_for_a_page_and_twenty_for_what_was_typed_on_it(enter, confirm, clock):
    browser = confirm(enter("ada").go(NEW), "ada")
    clock.later(minutes=10)
    assert browser.go(NEW).address == NEW
    clock.later(minutes=10)
    press(browser, NEW, {"name": ["ola"], "roles": ["analyst"]})
    assert browser.status == 200
    assert "Password of ola" in browser.page.html
    assert browser.go(NEW).address == ASKED


def test_what_is_sent_later_changes_nothing_and_leads_back_to_its_page(
    enter, confirm, clock, study
):
    browser = confirm(enter("ada").go(NEW), "ada")
    clock.later(minutes=20, seconds=1)
    press(browser, NEW, {"name": ["ola"], "roles": ["analyst"]})
    assert browser.address == ASKED
    assert ("account made", "ola") not in logged(study)


def test_the_code_of_the_sign_in_is_not_taken_again(enter, factors, clock):
    browser = enter("ada").go(NEW)
    browser.send({"factor": [code_of(factors["ada"].secret, 0, clock.moment)]})
    assert browser.status == 400
    assert browser.go(NEW).address == ASKED


def test_a_recovery_code_is_taken_once(enter, factors, clock):
    browser = enter("ada").go(NEW).send({"factor": [factors["ada"].codes[0]]})
    assert browser.address == NEW
    clock.later(minutes=11)
    assert browser.go(NEW).send({"factor": [factors["ada"].codes[0]]}).status == 400


def test_the_session_has_a_new_name_and_a_copy_of_the_old_one_is_dead(enter, confirm, site):
    browser = enter("ada").go(NEW)
    copied = client_with(site, cookie_of(browser.client))
    assert copied.get("/desk/").status_code == 200
    confirm(browser, "ada")
    assert copied.get("/desk/").headers["Location"].startswith("/staff/sign-in")
    assert browser.go("/desk/").status == 200


def test_a_session_ends_after_eight_hours_however_often_a_code_is_typed(enter, confirm, clock):
    browser = enter("ada")
    for _ in range(18):
        clock.later(minutes=26)
        confirm(browser.go(NEW), "ada")
        assert browser.address == NEW
    clock.later(minutes=10)
    assert browser.go("/desk/").address.startswith("/staff/sign-in")


def test_another_tab_that_asks_as_well_goes_on_without_a_code(enter, confirm):
    browser = enter("ada").go(NEW)
    waiting = browser.page
    confirm(browser, "ada")
    browser.page, browser.address = waiting, ASKED
    assert browser.send({"factor": [""]}).address == NEW


def test_after_many_wrong_codes_only_a_recovery_code_is_taken(enter, confirm, factors):
    browser = enter("ada").go(NEW)
    for _ in range(WRONG_FACTORS.most):
        browser.send({"factor": ["12345"]})
    confirm(browser, "ada")
    assert (browser.status, "Retry-After" in browser.response.headers) == (429, True)
    assert browser.send({"factor": [factors["ada"].codes[1]]}).address == NEW


@pytest.mark.parametrize(
    "wanted",
    [
        *("//evil.example/", "https://evil.example/", "/\\evil.example", "/\t/evil.example"),
        *("javascript:alert(1)", "/no/such/page", "/staff/sign-out", "", "/desk/\r\nA: b"),
    ],
)
def test_nobody_is_sent_elsewhere(enter, factors, clock, wanted):
    browser = enter("ada").go("/staff/confirm?next=/desk/staff/")
    clock.later(seconds=30)
    code = code_of(factors["ada"].secret, 0, clock.moment)
    token = browser.page.form().initial()["csrf_token"]
    given = {"factor": code, "csrf_token": token, "next": wanted}
    assert browser.client.post("/staff/confirm", data=given).headers["Location"] == "/desk/"


def test_a_code_without_the_token_of_the_form_is_not_taken(enter, factors, clock):
    browser = enter("ada").go(NEW)
    clock.later(seconds=30)
    code = code_of(factors["ada"].secret, 0, clock.moment)
    assert browser.client.post("/staff/confirm", data={"factor": code}).status_code == 400
    assert browser.go(NEW).address == ASKED


def test_what_one_may_not_do_is_refused_before_a_code_is_asked_for(enter):
    assert enter("maria").go(NEW).status == 403


def test_a_post_without_a_page_of_its_own_leads_back_to_where_its_form_stood(enter):
    browser = enter("ada")
    address = "/desk/staff/account/maria/shut"
    for referrer, leads_to in (
        ("http://localhost/desk/staff/account/maria/", "/desk/staff/account/maria/"),
        ("http://evil.example/desk/staff/", "/desk/"),
    ):
        answer = browser.client.post(address, headers={"Referer": referrer})
        assert answer.headers["Location"] == f"/staff/confirm?next={leads_to}"


def test_every_route_that_says_so_asks_for_a_code_with_every_method(study, factors, clock):
    """With an account that may do everything, on an instance where that is allowed."""
    with connected(study):
        change_roles("ada", StaffRole, is_together=True)
    app = create_app(replace(study, roles_together=True), {"TESTING": True})
    client = signed_in(app, "ada", factors["ada"], clock).client
    asked = set()
    for method, address, endpoint in addresses(app):
        audience = audience_of(app, endpoint)
        if audience.name == "staff":
            led_to = client.open(address, method=method).headers.get("Location", "")
            assert led_to.startswith("/staff/confirm?") is audience.is_confirmed, (method, address)
            asked |= {endpoint} if audience.is_confirmed else set()
    assert {"accounts.made", "account_changes.roles", "account.renewed"} <= asked


def test_what_is_sent_by_a_confirmed_form_stands_on_a_page_that_was_confirmed(site):
    """Otherwise what somebody typed would be lost when the code is asked for."""
    confirmed = {
        rule.rule: audience_of(site, rule.endpoint).is_confirmed
        for rule in site.url_map.iter_rules()
        if "GET" in rule.methods
    }
    for rule in site.url_map.iter_rules():
        if "POST" in rule.methods and audience_of(site, rule.endpoint).is_confirmed:
            assert confirmed.get(rule.rule, True), rule.rule
