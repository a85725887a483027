"""The second factor: replayed, early, late, twice at once, stolen (T22)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.instance import create_instance
from surveyapp.storage.account import accounts
from surveyapp.storage.database import CONTACTS, connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.second_factor import TypedCode, new_factor
from surveyapp.storage.staff import (
    add_staff,
    change_password,
    change_roles,
    remove_second_factor,
    set_second_factor,
)
from surveyapp.storage.staff_session import SecondFactorWrong, sign_in, staff_of
from surveyapp.web import create_app, limits
from surveyapp.web.limits import WRONG_FACTORS, limiter
from tests.journeys.plain_client import PlainBrowser
from tests.web.people import code_of

NAME, PASSWORD = "maria", "four quiet words here"
# In the middle of a step of 30 seconds.
NOW = datetime(2014, 9, 15, 12, 0, 15, tzinfo=UTC)
STEP = 30


@pytest.fixture(scope="module")
def secured(tmp_path_factory):
    """(a real instance with one account, the second factor of it)."""
    made = create_instance(tmp_path_factory.mktemp("factor") / "study")
    upgrade(made)
    with connected(made):
        add_staff(NAME, [StaffRole.COORDINATOR], PASSWORD)
    return made, new_factor()


@pytest.fixture
def factor(secured):
    """That factor as if it had just been set up, with the databases."""
    made, factor = secured
    with connected(made):
        set_second_factor(NAME, factor, made.pepper)
        yield factor


@pytest.fixture
def app(secured, monkeypatch):
    """The site at that moment, where nobody waits."""
    monkeypatch.setattr(limits, "DELAY_SECONDS", 0.0)
    for module in ("access", "coordinator.sign_in", "coordinator.second_factor"):
        monkeypatch.setattr(f"surveyapp.web.{module}.now", lambda: NOW)
    limiter.reset()
    return create_app(secured[0], {"TESTING": True})


@pytest.fixture
def enter(secured):
    """Signs in with a code; whether it was taken."""

    def call(code, now=NOW, password=PASSWORD):
        try:
            return sign_in(NAME, password, now, TypedCode(code, secured[0].pepper)) is not None
        except SecondFactorWrong:
            return False

    return call


def typed(app, code="", name=NAME, password=PASSWORD):
    """A browser that sent the page of sign-in."""
    browser = PlainBrowser(app).go("/staff/sign-in?lang=en")
    return browser.send({"name": [name], "password": [password], "factor": [code]})


@pytest.mark.parametrize("seconds", range(-90, 91, 15))
def test_one_step_before_and_after_is_taken_and_no_more(factor, enter, seconds):
    """NOW is half-way through its step: 45 seconds away begins the second one."""
    is_near = -45 <= seconds < 45
    assert enter(code_of(factor.secret, seconds, NOW)) is is_near


def test_a_code_is_good_once(factor, enter):
    code = code_of(factor.secret, 0, NOW)
    assert [enter(code) for _ in range(3)] == [True, False, False]


def test_an_earlier_code_is_dead_once_a_later_one_was_used(factor, enter):
    early, late = code_of(factor.secret, -STEP, NOW), code_of(factor.secret, STEP, NOW)
    assert [enter(late), enter(early), enter(code_of(factor.secret, 0, NOW))] == [
        True,
        False,
        False,
    ]


def test_the_codes_of_three_steps_are_taken_in_their_order(factor, enter):
    assert all(enter(code_of(factor.secret, away * STEP, NOW)) for away in (-1, 0, 1))


def test_a_code_that_was_used_stays_dead_while_the_clock_goes_on(factor, enter):
    code = code_of(factor.secret, STEP, NOW)
    assert enter(code)
    assert not [n for n in range(0, 91, 15) if enter(code, NOW + timedelta(seconds=n))]


def test_a_wrong_password_uses_no_code_up(factor, enter):
    for code in (code_of(factor.secret, 0, NOW), factor.codes[0]):
        assert not enter(code, password="four other words here")
        assert enter(code)


def test_a_recovery_code_is_good_once_however_it_is_typed(factor, enter):
    code = factor.codes[3]
    assert [enter(code.lower().replace("-", " ")), enter(code)] == [True, False]
    assert enter(factor.codes[4])


def test_a_new_factor_kills_the_old_one(secured, factor, enter):
    other = new_factor()
    set_second_factor(NAME, other, secured[0].pepper)
    assert not enter(code_of(factor.secret, 0, NOW))
    assert not enter(factor.codes[0])
    assert enter(code_of(other.secret, 0, NOW))


@pytest.mark.parametrize("use", ["app", "recovery"])
def test_of_many_who_send_one_code_at_once_one_gets_in(secured, factor, app, use):
    code = code_of(factor.secret, 0, NOW) if use == "app" else factor.codes[0]
    browsers = [PlainBrowser(app).go("/staff/sign-in") for _ in range(3)]
    given = {"name": [NAME], "password": [PASSWORD], "factor": [code]}
    with ThreadPoolExecutor(len(browsers)) as pool:
        list(pool.map(lambda browser: browser.send(given), browsers))
    assert sorted(browser.status for browser in browsers) == [200, 400, 400]
    with connected(secured[0]):
        (account,) = accounts(NOW)
    assert account.n_sessions == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda pepper: set_second_factor(NAME, new_factor(), pepper),
        lambda _pepper: remove_second_factor(NAME),
        lambda _pepper: change_password(NAME, PASSWORD),
        lambda _pepper: change_roles(NAME, [StaffRole.COORDINATOR]),
    ],
    ids=["factor", "removed", "password", "role"],
)
def test_a_change_of_factor_password_or_role_ends_all_sessions(secured, factor, change):
    second = TypedCode(factor.codes[0], secured[0].pepper)
    token = sign_in(NAME, PASSWORD, NOW, second)
    assert staff_of(token, NOW).name == NAME
    change(secured[0].pepper)
    assert staff_of(token, NOW) is None


def test_a_stolen_database_without_the_secrets_reveals_no_code(secured, factor):
    files = sorted(secured[0].path.glob(f"{CONTACTS}.db*"))
    stolen = b"".join(path.read_bytes() for path in files)
    assert NAME.encode() in stolen
    for kept in (factor.secret, *factor.codes, *(c.replace("-", "") for c in factor.codes)):
        assert kept.encode() not in stolen
    foreign = TypedCode(code_of(factor.secret, 0, NOW), b"another pepper of thirty-two byte")
    with pytest.raises(SecondFactorWrong):
        sign_in(NAME, PASSWORD, NOW, foreign)


def test_whatever_was_wrong_the_page_is_the_same(factor, app):
    right = code_of(factor.secret, 0, NOW)
    tried = [
        typed(app, right, password="four other words here"),
        typed(app, "000000" if right != "000000" else "000001"),
        typed(app, "", password=PASSWORD),
        typed(app, "AAAABBBBCCCCDDDD"),
    ]
    pages = {(each.status, without_token(each)) for each in tried}
    assert len(pages) == 1
    stranger = typed(app, right, name="nobody")
    assert (stranger.status, without_token(stranger).replace("nobody", NAME)) in pages


def without_token(browser):
    token = browser.page.form("").initial()["csrf_token"][0]
    return browser.page.html.replace(token, "")


def test_after_many_wrong_codes_no_code_of_the_app_is_taken_but_a_recovery_code(factor, app):
    wrong = "000000" if code_of(factor.secret, 0, NOW) != "000000" else "000001"
    for _ in range(WRONG_FACTORS.most):
        typed(app, wrong)
    assert typed(app, code_of(factor.secret, 0, NOW)).address.startswith("/staff/sign-in")
    assert typed(app, factor.codes[0]).address == "/desk/"


def test_wrong_passwords_of_strangers_let_the_right_code_in(factor, app):
    for _ in range(WRONG_FACTORS.most + 1):
        typed(app, "000000", password="four other words here")
    assert typed(app, code_of(factor.secret, 0, NOW)).address == "/desk/"


@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_an_account_without_a_factor_sees_nothing_before_it_has_one(secured, app, language):
    with connected(secured[0]):
        change_password(NAME, PASSWORD)
        if accounts(NOW)[0].has_second_factor:
            remove_second_factor(NAME)
    browser = typed(app).go(f"/staff/second-factor?lang={language}")
    for address in ("/coordinate/", "/coordinate/spring/texts/"):
        assert browser.go(address).address == "/staff/second-factor"
    secret = browser.page.by_id["factor-secret"]
    assert browser.page.by_id["factor-address"].startswith("otpauth://totp/127.0.0.1:maria?")
    assert browser.send({"factor": ["12345"]}).status == 400
    assert browser.page.by_id["factor-secret"] == secret
    browser.send({"factor": [code_of(secret, 0, NOW)]})
    assert browser.page.html.count("<li><code>") == 8
    assert browser.go("/coordinate/").address.startswith("/staff/sign-in")
    assert typed(app, code_of(secret, 0, NOW)).address == "/staff/sign-in?lang=en"
    inside = typed(app, code_of(secret, STEP, NOW))
    assert inside.address == "/desk/"
    assert inside.go("/staff/second-factor").status == 403


def test_a_secret_in_a_cookie_that_was_planted_is_not_taken_over(secured, app):
    """Whoever plants the cookie of his own setting up does not know the secret of the next."""
    with connected(secured[0]):
        set_second_factor(NAME, new_factor(), secured[0].pepper)
        remove_second_factor(NAME)
    planted = typed(app)
    secret = planted.page.by_id["factor-secret"]
    planted.go("/staff/sign-in?lang=en")
    planted.send({"name": [NAME], "password": [PASSWORD]})
    assert planted.address == "/staff/second-factor"
    assert planted.page.by_id["factor-secret"] != secret


def test_two_who_set_up_a_factor_at_once_do_not_replace_each_other(secured, app):
    with connected(secured[0]):
        set_second_factor(NAME, new_factor(), secured[0].pepper)
        remove_second_factor(NAME)
    first, second = typed(app), typed(app)
    secrets = [browser.page.by_id["factor-secret"] for browser in (first, second)]
    first.send({"factor": [code_of(secrets[0], 0, NOW)]})
    assert second.send({"factor": [code_of(secrets[1], 0, NOW)]}).address.startswith("/staff/sign")
    assert typed(app, code_of(secrets[0], STEP, NOW)).address == "/desk/"
