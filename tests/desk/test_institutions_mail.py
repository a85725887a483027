"""From invitations to reminders on the desk, with a real server for mails, and codes on paper."""

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest

from surveyapp.fieldwork.contact import Disposition
from surveyapp.fieldwork.invitation import InvitationStatus
from surveyapp.instance import load_instance
from surveyapp.storage.contacts import contacts_of
from surveyapp.storage.database import connected
from surveyapp.storage.inquiries import inquiries_of, reply
from surveyapp.storage.invitations import invitations_of
from surveyapp.storage.outbox import MailStatus, mails_of
from surveyapp.storage.staff_log import log_lines
from surveyapp.study.work.working import work_off
from surveyapp.web import create_app
from tests.desk.fieldwork_home import (
    LINES,
    WAVE,
    app,
    at,
    desk,
    desk_of,
    home,
    keep,
    made_home,
    other,
    post,
    send_file,
)
from tests.journeys.plain_client import PlainBrowser
from tests.study.post import post_office, write_mail

__all__ = ["app", "desk", "home", "made_home", "other"]
WAVE_CODE = re.compile(r"\bW[0-9A-Z]{3}(?:-[0-9A-Z]{4})+")
CODE = re.compile(r"\bV[0-9A-Z]{3}(?:-[0-9A-Z]{4}){4}\b")
BOUNCE = """From: MAILER-DAEMON@example.org
To: study@example.org
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

No such user.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; example.org

Final-Recipient: rfc822; {to}
Action: failed
Status: 5.1.1
--b
Content-Type: text/rfc822-headers

Message-ID: {number}

--b--
"""


def work(home):
    """What the server's own worker does with what was asked for."""
    with connected(home):
        work_off(home, "test", lambda: datetime.now(UTC))


def statuses(home):
    with connected(home):
        return sorted(each.status.value for each in invitations_of(WAVE))


@pytest.fixture
def office(home):
    with post_office() as (office, port):
        write_mail(home, port)
        yield load_instance(home.path), office


def queue_and_send(browser, home, occasion, **more):
    browser.go(f"/desk/{WAVE}/mails/{occasion}/")
    post(browser, "/queue", more)
    post(browser, "/mails/send")
    assert "/jobs/" in browser.address, browser.page.html
    work(home)
    return browser.go(browser.address)


def test_from_the_list_to_a_reminder_and_a_question(office):
    home, server = office
    desk = desk_of(home, create_app(home), "maria")
    keep(desk)
    desk.go(f"/desk/{WAVE}/mails/invitation/")
    assert "without an invitation" in desk.page.html
    desk.go(f"/desk/{WAVE}/invitations/")
    post(desk, "/make")
    assert "12 invitations were made." in desk.page.html
    desk.go(f"/desk/{WAVE}/mails/invitation/")
    assert "VXXX-XXXX-XXXX-XXXX-XXXX" in desk.page.html
    assert not CODE.findall(desk.page.html.replace("VXXX-XXXX-XXXX-XXXX-XXXX", ""))
    assert {"Română", "Norsk bokmål", "English"} <= set(
        re.findall(r"<summary>([^<]+)<", desk.page.html)
    )
    server.answers["i03@"] = "550 5.1.1 no such user"
    queue_and_send(desk, home, "invitation")
    assert "11 mails were sent." in desk.page.html
    assert "1 was refused by a server" in desk.page.html
    assert len(server.mails) == 11
    bounced = server.mail_to("i05@")
    report = BOUNCE.format(to="i05@example.org", number=bounced["Message-ID"]).encode()
    desk.go(f"/desk/{WAVE}/mails/")
    send_file(desk, "/bounces", {"bounce-files": [(report, "a.eml"), (b"Hello", "b.eml")]})
    assert "The address is dead" in desk.page.html
    assert "b.eml" in desk.page.html
    with connected(home):
        dead = [c.institution for c in contacts_of(WAVE) if c.disposition]
    assert dead == ["Zinnober 03", "Zinnober 05"]
    opened = PlainBrowser(desk.client.application)
    code = CODE.findall(server.mail_to("i00@").get_content())[0]
    opened.go(f"/i/{code}?lang=en").send(form="invitation-form")
    mend_and_send_again(desk, home, server)
    before = len(server.mails)
    queue_and_send(desk, home, "reminder-1")
    assert len(server.mails) == before + 11
    post(at(desk, 0), "/ask", {"asked": ["Could you look at B2 again?"]})
    with connected(home):
        (asked,) = inquiries_of(WAVE)
        reply(asked.invitation_id, asked.inquiry_id, "It is right.")
    page = desk.go(f"/desk/{WAVE}/inquiries/").page.html
    assert "Could you look at B2 again?" in page
    assert "It is right." in page
    nothing_of_an_institution_is_logged(home)


def mend_and_send_again(desk, home, server):
    server.answers.clear()
    post(at(desk, 5), "/correct", {"email": ["right@example.org"]})
    post(desk, "/dispose")
    desk.go(f"/desk/{WAVE}/mails/")
    assert "Zinnober 05 (Invitation)" in desk.page.html
    queue_and_send(desk, home, "invitation", again=["yes"])
    assert CODE.findall(server.mail_to("right@").get_content())


def nothing_of_an_institution_is_logged(home):
    with connected(home):
        lines = log_lines()
    assert not [each for each in lines if "Zinnober" in each.about or CODE.search(each.about)]
    acts = [each.action for each in lines]
    assert {"mail queued", "mail sent", "bounces kept", "inquiry asked"} <= set(acts)


def test_a_server_that_is_not_set_is_said_with_who_can_set_it(home, desk):
    keep(desk)
    post(desk.go(f"/desk/{WAVE}/invitations/"), "/make")
    desk.go(f"/desk/{WAVE}/mails/invitation/")
    post(desk, "/queue")
    assert "12 mails were put into the outbox" in desk.page.html
    assert "No mail server is set" in desk.page.html
    assert not [each for each in desk.page.forms if each.action.endswith("/send")]
    form = desk.page.forms[0].initial()
    answer = desk.client.post(f"/desk/{WAVE}/mails/send", data=form)
    assert answer.status_code == 409


def test_two_who_queue_at_once_queue_one_mail_each(home, desk, other):
    keep(desk)
    post(desk.go(f"/desk/{WAVE}/invitations/"), "/make")
    for browser in (desk, other):
        browser.go(f"/desk/{WAVE}/mails/invitation/")
    for browser in (desk, other):
        post(browser, "/queue")
    with connected(home):
        assert len(mails_of(WAVE)) == 12
        assert {each.status for each in mails_of(WAVE)} == {MailStatus.WAITING}


def test_letters_with_codes_are_one_file_and_count_as_given(home, desk):
    keep(desk)
    desk.go(f"/desk/{WAVE}/invitations/")
    post(desk, "/make")
    post(desk, "/letters", {"codes": ["yes"]})
    work(home)
    desk.go(desk.address)
    assert "12 letters were written." in desk.page.html
    (address,) = (each for each in desk.page.links if each.endswith(".zip"))
    desk.go(address)
    with zipfile.ZipFile(BytesIO(desk.response.data)) as packed:
        assert len(packed.namelist()) == 12
        assert all(each.endswith(".docx") for each in packed.namelist())
    assert set(statuses(home)) == {"invited"}


def test_codes_to_hand_out_are_one_file_and_count_as_given(home, desk):
    keep(desk)
    desk.go(f"/desk/{WAVE}/invitations/")
    post(desk, "/make")
    form = next(f for f in desk.page.forms if f.action.endswith("/codes.csv"))
    first = desk.client.post(form.action, data=form.initial())
    text = first.get_data(as_text=True)
    assert text.lstrip("\ufeff").splitlines()[0] == "Institution,Code"
    assert len(CODE.findall(text)) == 12
    assert first.headers["Cache-Control"] == "no-store"
    assert desk.client.post(form.action, data=form.initial()).status_code == 303
    assert set(statuses(home)) == {"invited"}


def test_in_pool_mode_each_code_is_handed_out_once_for_good(home, desk):
    keep(desk, mode="pool")
    page = desk.go(f"/desk/{WAVE}/institutions/").page.html
    assert "nobody knows which institution was given which code" in page
    desk.go(f"/desk/{WAVE}/invitations/")
    post(desk, "/make")
    post(desk, "/letters", {"codes": ["yes"]})
    assert desk.status == 409
    desk.go(f"/desk/{WAVE}/invitations/")
    post(desk, "/codes.csv")
    text = desk.response.get_data(as_text=True)
    assert len(CODE.findall(text)) == 12
    assert "Zinnober" not in text
    desk.go(f"/desk/{WAVE}/invitations/")
    post(desk, "/codes.csv")
    assert desk.status == 409
    at(desk, 0)
    ends = [each.action.rsplit("/", 1)[-1] for each in desk.page.forms]
    assert not {"ask", "paper", "replace"} & set(ends)


def test_a_lost_code_is_replaced_once_by_two_who_press_at_once(home, desk, other):
    keep(desk)
    post(desk.go(f"/desk/{WAVE}/invitations/"), "/make")
    for browser in (desk, other):
        at(browser, 0)
    for browser in (desk, other):
        post(browser, "/replace")
    (code,) = CODE.findall(desk.page.html)
    assert other.status == 409
    assert "somebody else has just given it a new code" in other.page.html
    opened = PlainBrowser(desk.client.application).go(f"/i/{code}?lang=en")
    assert [each for each in opened.page.forms if each.identifier == "invitation-form"]


def test_codes_without_a_list_are_shown_once(home, desk):
    desk.go(f"/desk/{WAVE}/codes/")
    post(desk, "/codes/", {"n": ["many"]})
    assert desk.status == 400
    assert 'value="many"' in desk.page.html
    form = next(f for f in desk.page.forms if f.action.endswith("/codes/")).initial() | {"n": ["3"]}
    answers = [desk.client.post(f"/desk/{WAVE}/codes/", data=form) for _ in range(2)]
    assert [each.status_code for each in answers] == [200, 303]
    assert len(WAVE_CODE.findall(answers[0].get_data(as_text=True))) == 3
    keep(desk)
    assert "its institutions get invitations" in desk.go(f"/desk/{WAVE}/codes/").page.html


def test_who_refused_by_mail_gets_no_reminder(office):
    home, server = office
    desk = desk_of(home, create_app(home), "maria")
    keep(desk, LINES[:3])
    post(desk.go(f"/desk/{WAVE}/invitations/"), "/make")
    queue_and_send(desk, home, "invitation")
    desk.go(f"/desk/{WAVE}/mails/reminder-1/")
    post(desk, "/queue")
    post(at(desk, 1), "/dispose", {"as": [Disposition.REFUSED.value]})
    desk.go(f"/desk/{WAVE}/mails/")
    post(desk, "/mails/send")
    work(home)
    assert sorted(to[0][:3] for _from, to in server.envelopes[3:]) == ["i00", "i02"]
    assert InvitationStatus.ANSWERED.value not in statuses(home)
