"""The own account: sessions, password, recovery codes."""

import pytest

from surveyapp.storage.database import connected
from surveyapp.storage.second_factor import TypedCode
from surveyapp.storage.staff_session import SecondFactorWrong, sign_in, staff_of
from surveyapp.web.limits import limiter
from tests.desk.staffed import START, logged, press
from tests.web.people import PASSWORD, code_of

FRESH = "harbour lantern, quiet again"


def typed(old=PASSWORD, password=FRESH, again=FRESH):
    return {"old": [old], "password": [password], "again": [again]}


def test_the_other_sessions_are_ended_and_this_one_stays(enter, clock, study):
    first = enter("maria")
    clock.later(seconds=30)
    second = enter("maria")
    page = second.go("/staff/account").page.html
    assert (page.count("since 15 September 2014"), page.count("this one")) == (2, 1)
    press(second, "/sessions")
    assert second.address == "/staff/account"
    assert first.go("/desk/").address.startswith("/staff/sign-in")
    assert logged(study)[-1] == ("sessions ended", "maria")


def test_a_password_is_changed_by_whoever_knows_the_old_one(enter, study):
    browser = press(enter("maria").go("/staff/account"), "/password", typed())
    assert browser.address == "/staff/sign-in"
    assert "Your password is changed" in browser.page.html
    with connected(study):
        assert sign_in("maria", PASSWORD, START) is None
    assert logged(study)[-1] == ("password changed", "maria")


def test_a_password_that_is_not_changed_says_why_and_signs_nobody_out(enter, study):
    browser = enter("maria").go("/staff/account")
    for changes, words in (
        ({"old": "four other words here"}, "not your password now"),
        ({"again": "something else again"}, "differ"),
        ({"password": "short", "again": "short"}, "at least 12"),
        ({"password": "passwordpassword", "again": "passwordpassword"}, "first that are tried"),
    ):
        press(browser, "/password", typed(**changes))
        assert (browser.status, words in browser.page.html) == (400, True), changes
    assert browser.go("/desk/").status == 200
    assert ("password changed", "maria") not in logged(study)
    limiter.reset()


def test_new_recovery_codes_ask_for_a_code_and_kill_the_old_ones(
    enter, confirm, study, factors, clock
):
    browser = enter("maria").go("/staff/account/recovery-codes")
    assert browser.address.startswith("/staff/confirm")
    press(confirm(browser, "maria"), "/recovery-codes")
    assert browser.page.html.count("<li><code>") == 8
    with connected(study):
        old = TypedCode(factors["maria"].codes[0], study.pepper)
        with pytest.raises(SecondFactorWrong):
            sign_in("maria", PASSWORD, clock.moment, old)
        clock.later(seconds=30)
        app = TypedCode(code_of(factors["maria"].secret, 0, clock.moment), study.pepper)
        token = sign_in("maria", PASSWORD, clock.moment, app)
        assert staff_of(token, clock.moment).name == "maria"


def test_pressing_twice_shows_no_second_set(enter, confirm):
    browser = enter("maria").go("/staff/account/recovery-codes")
    confirm(browser, "maria")
    form = browser.page
    press(browser, "/recovery-codes")
    browser.page, browser.address = form, "/staff/account/recovery-codes"
    press(browser, "/recovery-codes")
    assert "made already" in browser.page.html
