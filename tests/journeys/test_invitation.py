"""An invitation is opened once, by a button, and gives a code that leads to nobody."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from surveyapp.fieldwork.codes import CodeKind, new_code
from surveyapp.fieldwork.contact import Disposition
from surveyapp.fieldwork.invitation import InvitationStatus
from surveyapp.instance import create_instance
from surveyapp.storage.answers_tables import grant, sealed_flag
from surveyapp.storage.contacts import contacts_of
from surveyapp.storage.database import ANSWERS, connected, reading
from surveyapp.storage.invitations import invitations_of, replace_invitation
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.waves import WaveState, move_wave
from surveyapp.study.mixing import mix
from surveyapp.web import create_app
from tests.journeys.conftest import open_wave
from tests.journeys.filling import agree, enter
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.sending import make_ready
from tests.storage.contacts import POOL, TRACKED, invite

NAME, COOKIE = "service_provision", "surveyapp"
SPENT = "This invitation was opened before"
UNKNOWN = "This code does not open a questionnaire. Please check it."


@pytest.fixture
def site(tmp_path):
    """An instance with an open wave and its application."""
    made = create_instance(tmp_path / "demo", is_demo=True)
    upgrade(made)
    open_wave(made, NAME)
    return made, create_app(made)


def codes_for(instance, *names, mode=TRACKED):
    with connected(instance):
        found = invite(instance, *names, wave=NAME, mode=mode)
        return [each.code(instance.pepper) for each in found]


def status_of(instance, read=lambda: invitations_of(NAME)):
    with connected(instance):
        return [each.status for each in read()]


def n_rows(instance, table):
    with connected(instance), reading(ANSWERS) as connection:
        return len(connection.execute(table.select()).all())


def opened(app, code):
    """A browser that pressed the button on the page of an invitation."""
    browser = PlainBrowser(app).go(f"/i/{code}?lang=en")
    return browser.send(form="invitation-form")


def test_an_invitation_gives_an_access_code_that_opens_the_draft_anywhere(site):
    instance, app = site
    (code,) = codes_for(instance, "A")
    browser = opened(app, code)
    access_code = browser.page.by_id["access-code"]
    assert access_code.startswith("W")
    assert code not in browser.page.html
    assert browser.go("/i/open?lang=nb").page.by_id["access-code"] == access_code
    onward = next(link for link in browser.page.links if link.startswith("/respond/"))
    browser.go(onward)
    browser.go(next(link for link in browser.page.links if link.endswith("/consent")))
    assert agree(browser).page.by_id["access-code"] == access_code
    assert enter(PlainBrowser(app), access_code).status == 200
    assert status_of(instance) == [InvitationStatus.OPENED]


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_scanner_that_follows_the_link_changes_nothing(site, method):
    instance, app = site
    (code,) = codes_for(instance, "A")
    for _ in range(3):
        getattr(app.test_client(), method)(f"/i/{code}")
    assert status_of(instance) == [InvitationStatus.NEW]
    assert n_rows(instance, grant) == 0


def test_of_fifty_that_open_one_invitation_at_once_one_gets_a_draft(site):
    instance, app = site
    (code,) = codes_for(instance, "A")
    browsers = [PlainBrowser(app).go(f"/i/{code}?lang=en") for _ in range(50)]
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda each: each.send(form="invitation-form"), browsers))
    got = [each for each in answers if "access-code" in each.page.by_id]
    assert len(got) == n_rows(instance, grant) == 1
    others = [each for each in answers if each not in got]
    assert all(SPENT in each.page.html or each.status == 503 for each in others)


def test_a_reload_shows_the_same_access_code_and_another_browser_is_told(site):
    instance, app = site
    (code,) = codes_for(instance, "A")
    page = PlainBrowser(app).go(f"/i/{code}?lang=en")
    first = page.send(form="invitation-form").page.by_id["access-code"]
    page.go(f"/i/{code}?lang=en")
    assert page.send(form="invitation-form").page.by_id["access-code"] == first
    other = opened(app, code)
    assert (other.status, SPENT in other.page.html) == (400, True)
    assert first not in other.page.html


def opened_with_the_word_of(kept, app, code):
    """A browser whose page of the invitation carried the word of another one's, as sent twice."""
    word = kept.page.form("invitation-form").initial()["word"]
    browser = PlainBrowser(app).go(f"/i/{code}?lang=en")
    return browser.send({"word": word}, form="invitation-form").page.by_id["access-code"]


@pytest.mark.parametrize("keeps_cookies", [True, False])
def test_an_answer_that_got_lost_on_its_way_costs_nobody_the_access_code(site, keeps_cookies):
    instance, app = site
    (code,) = codes_for(instance, "A")
    page = PlainBrowser(app).go(f"/i/{code}?lang=en")
    first = opened_with_the_word_of(page, app, code)
    if not keeps_cookies:
        page.client.delete_cookie(COOKIE)
    again = page.send(form="invitation-form")
    assert again.page.by_id["access-code"] == first
    assert n_rows(instance, grant) == 1


def test_a_browser_that_keeps_no_cookie_of_ours_is_shown_the_code_at_once(site):
    instance, app = site
    (code,) = codes_for(instance, "A")
    browser = PlainBrowser(app).go(f"/i/{code}?lang=en")
    browser.client.delete_cookie(COOKIE)
    browser.client.set_cookie("of_somebody_else", "1")
    typed = browser.page.form("invitation-form").initial()
    answer = browser.client.post("/i/open", data={k: v[0] for k, v in typed.items()})
    assert (answer.status_code, 'id="access-code"' in answer.text) == (200, True)


def test_a_page_that_was_kept_opens_nothing_once_something_was_saved(site):
    instance, app = site
    (code,) = codes_for(instance, "A")
    kept = PlainBrowser(app).go(f"/i/{code}?lang=en")
    access = opened_with_the_word_of(kept, app, code)
    enter(PlainBrowser(app), access)
    again = kept.send(form="invitation-form")
    assert (again.status, SPENT in again.page.html, access in again.page.html) == (400, True, False)


def test_a_page_that_was_kept_opens_nothing_once_its_invitation_was_replaced(site):
    instance, app = site
    (code,) = codes_for(instance, "A")
    kept = PlainBrowser(app).go(f"/i/{code}?lang=en")
    opened_with_the_word_of(kept, app, code)
    with connected(instance):
        replace_invitation(contacts_of(NAME)[0].contact_id, instance.pepper)
    again = kept.send(form="invitation-form")
    assert (again.status, SPENT in again.page.html) == (400, True)


def test_what_shows_the_access_code_sends_nothing_when_somebody_goes_back_to_it(site):
    instance, app = site
    (code,) = codes_for(instance, "A")
    browser = PlainBrowser(app).go(f"/i/{code}?lang=en")
    typed = browser.page.form("invitation-form").initial()
    answer = browser.client.post("/i/open", data={k: v[0] for k, v in typed.items()})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/i/open")
    assert browser.go("/i/open").page.by_id["access-code"]


def test_a_code_that_is_typed_where_access_codes_are_leads_to_the_same_page(site):
    instance, app = site
    (code,) = codes_for(instance, "A")
    browser = PlainBrowser(app).go("/answer/code?lang=en").send({"code": [code.lower()]})
    assert status_of(instance) == [InvitationStatus.NEW]
    assert browser.send(form="invitation-form").page.by_id["access-code"]


def test_an_access_code_that_is_typed_where_invitations_are_opens_its_draft(site):
    instance, app = site
    (code,) = codes_for(instance, "A")
    access = opened(app, code).page.by_id["access-code"]
    agreed = enter(PlainBrowser(app), access)
    back = PlainBrowser(app).go("/i/?lang=en").send({"code": [access]}, form="invitation-form")
    assert (agreed.address, back.address) == ("/answer/", "/answer/")


@pytest.mark.parametrize(
    "typed", ["V", new_code(CodeKind.INVITATION), new_code(CodeKind.WORKSPACE)], ids=len
)
def test_what_is_no_invitation_opens_nothing_and_stays_in_its_field(site, typed):
    instance, app = site
    codes_for(instance, "A")
    browser = PlainBrowser(app).go("/i/?lang=en").send({"code": [typed]}, form="invitation-form")
    assert browser.status == 400
    assert browser.page.form("invitation-form").initial()["code"] == [typed]
    assert "Code of the invitation: " in browser.page.html
    assert n_rows(instance, grant) == 0


def test_a_revoked_code_gets_the_answer_of_a_spent_one(site):
    instance, app = site
    (code,) = codes_for(instance, "A")
    with connected(instance):
        replace_invitation(contacts_of(NAME)[0].contact_id, instance.pepper)
    browser = opened(app, code)
    assert (browser.status, SPENT in browser.page.html) == (400, True)


def test_before_and_after_the_wave_no_code_is_spent(site):
    instance, app = site
    (code,) = codes_for(instance, "A")
    with connected(instance):
        move_wave(NAME, WaveState.CLOSED)
    assert opened(app, code).status == 409
    assert status_of(instance) == [InvitationStatus.NEW]


def declined(app, code):
    browser = PlainBrowser(app).go(f"/i/{code}?lang=en")
    values = browser.page.form("invitation-form").initial()
    return browser.client.post("/i/decline", data=values).get_data(as_text=True)


def test_who_takes_no_part_is_asked_no_more_and_may_think_again(site):
    instance, app = site
    (code,) = codes_for(instance, "A")
    assert "gets no more reminders" in declined(app, code)
    with connected(instance):
        assert contacts_of(NAME)[0].disposition is Disposition.REFUSED
    assert opened(app, code).page.by_id["access-code"]
    with connected(instance):
        assert contacts_of(NAME)[0].disposition is None


def test_in_a_pool_nobody_can_be_noted(site):
    instance, app = site
    (code,) = codes_for(instance, "A", mode=POOL)
    assert "Nothing was stored" in declined(app, code)
    assert opened(app, code).page.by_id["access-code"]


def test_who_has_answered_is_known_only_together_with_others(site):
    instance, app = site
    codes = codes_for(instance, *"ABCDE")
    for n, code in enumerate(codes, start=1):
        browser = opened(app, code)
        make_ready(enter(browser, browser.page.by_id["access-code"])).send()
        assert n_rows(instance, sealed_flag) == n
        if n < len(codes):
            with connected(instance):
                mix(instance, NAME)
            assert InvitationStatus.ANSWERED not in status_of(instance)
    with connected(instance):
        mix(instance, NAME)
    assert status_of(instance) == [InvitationStatus.ANSWERED] * 5
    assert n_rows(instance, sealed_flag) == 0


def test_what_is_withdrawn_before_the_mixing_is_not_known_as_answered(site):
    instance, app = site
    codes = codes_for(instance, *"ABCDEF")
    browsers = []
    for code in codes:
        browser = opened(app, code)
        browsers.append(make_ready(enter(browser, browser.page.by_id["access-code"])).send())
    browsers[0].go("/answer/withdraw")
    form = next(f for f in browsers[0].page.forms if f.action in ("", "/answer/withdraw"))
    browsers[0].send(form=form.identifier)
    with connected(instance):
        mix(instance, NAME)
    assert sorted(status_of(instance)) == ["answered"] * 5 + ["opened"]
