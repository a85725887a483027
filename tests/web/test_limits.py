"""Wrong codes and passwords are slowed down; a right one is never refused for others' (F2)."""

import ipaddress
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from surveyapp.fieldwork.codes import CodeKind, new_code
from surveyapp.web import limits
from surveyapp.web.failures import MOST_KEYS, Failures
from surveyapp.web.limits import WRONG_CODES, WRONG_SIGN_INS, limiter
from surveyapp.web.proxies import caller
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser
from tests.web.people import PASSWORD, cookie_of

HERE, ELSEWHERE = "203.0.113.5", "198.51.100.9"
TRUSTED = tuple(map(ipaddress.ip_network, ("127.0.0.1/32", "10.0.0.0/24", "::1/128")))


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr(limits, "DELAY_SECONDS", 0.0)


def post_code(app, code, address=HERE, language="en"):
    return app.test_client().post(
        f"/answer/code?lang={language}", data={"code": code}, environ_base={"REMOTE_ADDR": address}
    )


def wrong_code():
    return new_code(CodeKind.WORKSPACE)


def sign_in(app, name, password, address=HERE):
    browser = PlainBrowser(app)
    browser.client.environ_base["REMOTE_ADDR"] = address
    browser.go("/staff/sign-in")
    form = browser.page.form("").initial()
    data = {**form, "name": [name], "password": [password]}
    return browser.client.post("/staff/sign-in", data=data)


def test_a_right_code_opens_however_many_wrong_ones_came_from_its_network(app, respondent):
    code = respondent.page.by_id["access-code"]
    for _ in range(WRONG_CODES.most + 5):
        post_code(app, wrong_code())
    assert post_code(app, wrong_code()).status_code == 429
    assert post_code(app, code).status_code == 302


def test_a_right_password_signs_in_however_many_wrong_ones_came_from_its_network(app):
    for _ in range(WRONG_SIGN_INS.most + 2):
        sign_in(app, "nobody", "wrong password here")
    assert sign_in(app, "nobody", "wrong password here").status_code == 429
    assert sign_in(app, "coordinator", PASSWORD).status_code == 302


def test_an_account_is_never_locked_by_its_name(app):
    for n in range(WRONG_SIGN_INS.most + 3):
        sign_in(app, "analyst", "wrong password here", f"203.0.{n}.1")
    assert sign_in(app, "analyst", "wrong password here", ELSEWHERE).status_code == 400
    assert sign_in(app, "analyst", PASSWORD, ELSEWHERE).status_code == 302


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "come again in 10 minutes"), ("ro", ""), ("nb", "")],
)
def test_too_many_wrong_codes_say_when_to_come_again(app, language, words):
    for _ in range(WRONG_CODES.most):
        assert post_code(app, wrong_code()).status_code == 400
    response = post_code(app, wrong_code(), language=language)
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= WRONG_CODES.seconds
    page = response.get_data(as_text=True)
    assert f'lang="{language}"' in page
    assert words in page


def test_too_many_wrong_codes_on_an_expired_page_keep_what_was_typed(app):
    for _ in range(WRONG_CODES.most + 1):
        post_code(app, wrong_code())
    response = app.test_client().post(
        "/answer/page/proposals",
        data={"rec_national": "Words that took a while.", "form-code": wrong_code()},
        environ_base={"REMOTE_ADDR": HERE},
    )
    assert response.status_code == 429
    assert response.headers["Retry-After"]
    assert "Words that took a while." in response.get_data(as_text=True)


def test_other_networks_are_not_slowed_down(app):
    for _ in range(WRONG_CODES.most + 1):
        post_code(app, wrong_code())
    assert post_code(app, wrong_code(), ELSEWHERE).status_code == 400


def test_right_and_mistyped_codes_are_not_counted(app, respondent):
    code = respondent.page.by_id["access-code"]
    for _ in range(WRONG_CODES.most + 1):
        assert post_code(app, code).status_code == 302
        assert post_code(app, "W").status_code == 400
    assert post_code(app, wrong_code()).status_code == 400


def test_a_burst_gets_no_more_answers_than_the_limit(app):
    with ThreadPoolExecutor(16) as pool:
        codes = list(pool.map(lambda _: post_code(app, wrong_code()).status_code, range(40)))
    assert codes.count(400) == WRONG_CODES.most
    assert codes.count(429) == 40 - WRONG_CODES.most


def test_a_burst_of_sign_ins_gets_no_more_answers_than_the_limit(app):
    with ThreadPoolExecutor(12) as pool:
        found = list(
            pool.map(lambda _: sign_in(app, "nobody", "wrong password").status_code, range(12))
        )
    assert found.count(400) <= WRONG_SIGN_INS.most
    assert set(found) <= {400, 429, 503}


def test_checks_of_passwords_beyond_what_the_machine_bears_are_told_to_come_again(app):
    with ThreadPoolExecutor(limits.MOST_CHECKS) as pool:
        hold, held = threading.Event(), threading.Barrier(limits.MOST_CHECKS + 1)

        def occupy():
            with limiter.password_check(is_slow=False):
                held.wait()
                hold.wait()

        occupied = [pool.submit(occupy) for _ in range(limits.MOST_CHECKS)]
        held.wait()
        response = sign_in(app, "coordinator", PASSWORD)
        hold.set()
        assert [each.result() for each in occupied] == [None] * limits.MOST_CHECKS
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert sign_in(app, "coordinator", PASSWORD).status_code == 302


def test_guessers_of_one_network_leave_places_for_others(app):
    with limiter.password_check(is_slow=True), limiter.password_check(is_slow=False):
        assert sign_in(app, "coordinator", PASSWORD, ELSEWHERE).status_code == 302


def test_a_code_that_another_site_makes_a_browser_send_opens_nothing(app, respondent):
    code = respondent.page.by_id["access-code"]
    victim = PlainBrowser(app).go("/answer/code")
    cookie = cookie_of(victim.client)
    response = victim.client.post("/answer/code", data={"code": code})
    assert response.status_code == 400
    assert cookie_of(victim.client) == cookie
    assert victim.send({"code": [code]}).address == "/answer/"


def test_a_code_is_taken_without_a_cookie_and_from_a_browser_that_names_our_page(app, respondent):
    code = respondent.page.by_id["access-code"]
    assert post_code(app, code).status_code == 302
    stale = PlainBrowser(app).go("/answer/code")
    own = {"Origin": "http://localhost"}
    assert stale.client.post("/answer/code", data={"code": code}, headers=own).status_code == 302


def test_a_page_that_was_open_for_too_long_saves_with_a_code_and_no_cookie(app, respondent):
    code = respondent.page.by_id["access-code"]
    late = respondent.go("/answer/page/proposals")
    late.client.delete_cookie("surveyapp", path="/")
    late.send({"rec_national": ["Late words."]}, form="answer-form")
    late.client.delete_cookie("surveyapp", path="/")
    late.send({"form-code": [code]}, form="answer-form")
    late.go("/answer/page/proposals")
    assert late.page.form("answer-form").initial()["rec_national"] == ["Late words."]


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("203.0.113.5", "", "203.0.113.5"),
        ("203.0.113.5", "198.51.100.9", "203.0.113.5"),
        ("127.0.0.1", "198.51.100.9", "198.51.100.9"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.9", "198.51.100.9"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.9, 10.0.0.7", "198.51.100.9"),
        ("127.0.0.1", "10.0.0.7", "10.0.0.7"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.9, nonsense", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", ",,", "127.0.0.1"),
        ("::1", "2001:db8::5", "2001:db8::5"),
        ("::ffff:127.0.0.1", "198.51.100.9", "198.51.100.9"),
        ("", "198.51.100.9", ""),
    ],
)
def test_a_caller_is_believed_only_as_far_as_declared_proxies_say_it(peer, forwarded, found):
    assert caller(peer, forwarded, TRUSTED) == found


def test_without_a_declared_proxy_the_socket_is_the_caller():
    assert caller("127.0.0.1", "198.51.100.9", ()) == "127.0.0.1"


def test_failures_hold_only_so_many_keys_and_the_latest_among_them():
    held = Failures("x", 1, 60)
    for n in range(50_000):
        fail(held, str(n))
    assert all(held.seconds_left(str(n)) for n in range(49_000, 50_000))
    assert sum(held.seconds_left(str(n)) > 0 for n in range(50_000)) <= MOST_KEYS


def fail(held, key):
    moment, is_too_many = held.begin(key)
    held.end(key, moment, was_wrong=True)
    return is_too_many


def test_a_right_try_leaves_nothing():
    held = Failures("x", 1, 60)
    moment, is_too_many = held.begin("a")
    assert not is_too_many
    held.end("a", moment, was_wrong=False)
    assert not any(held._table._memory[:])
    assert not any(held._under_way._memory[:])
    assert not fail(held, "a")
    assert fail(held, "a")
    assert 0 < held.seconds_left("a") <= 60


def test_right_tries_that_are_under_way_are_counted_and_take_no_place_of_wrong_ones():
    held = Failures("x", 3, 60)
    assert not fail(held, "a")
    begun = [held.begin("a") for _ in range(8)]
    assert [is_too_many for _, is_too_many in begun] == [False] * 2 + [True] * 6
    assert fail(held, "a")
    for moment, _ in begun:
        held.end("a", moment, was_wrong=False)
    assert not fail(held, "a")
    assert fail(held, "a")


@pytest.mark.parametrize("n_at_once", [1, 10, 40])
def test_right_codes_at_once_let_no_more_wrong_ones_be_tried(app, respondent, n_at_once):
    code = respondent.page.by_id["access-code"]
    for _ in range(WRONG_CODES.most):
        post_code(app, wrong_code())
    with ThreadPoolExecutor(16) as pool:
        right = list(pool.map(lambda _: post_code(app, code).status_code, range(n_at_once)))
    assert set(right) == {302}
    assert [post_code(app, wrong_code()).status_code for _ in range(4)] == [429] * 4


def test_right_passwords_at_once_let_no_more_wrong_ones_be_tried(app):
    for _ in range(WRONG_SIGN_INS.most):
        sign_in(app, "nobody", "wrong password here")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: sign_in(app, "coordinator", PASSWORD), range(8)))
    wrong = [sign_in(app, "nobody", "wrong password here").status_code for _ in range(4)]
    assert wrong == [429] * 4


def test_a_respondent_is_not_slowed_down_by_the_wrong_codes_of_others(app):
    for _ in range(WRONG_CODES.most + 1):
        post_code(app, wrong_code(), "127.0.0.1")
    assert start(PlainBrowser(app), "service_provision", "en").address == "/answer/"
