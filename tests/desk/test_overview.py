"""The desk's first page: what each role is told and can do, and nothing of who answers."""

from datetime import timedelta

import pytest

from surveyapp.fieldwork.occasion import occasion_of
from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.storage.contacts import contacts_of
from surveyapp.storage.database import connected
from surveyapp.storage.inquiries import ask_back, inquiries_of, reply
from surveyapp.storage.outbox import MailStatus, fail, mails_of, queue_mails, settle
from surveyapp.storage.staff_log import StaffAction, write_line
from surveyapp.storage.waves import WaveState, move_wave
from surveyapp.study.mixing import mix
from surveyapp.study.opening import open_wave
from surveyapp.study.wave_draft import WaveRequest, make_draft
from surveyapp.web.clock import today
from tests.desk.test_rehearsal import NAME, answer_all
from tests.storage.contacts import invite

WAVE = "spring"


def opened(instance, **days):
    make_draft(instance, WaveRequest(WAVE, NAME, **days))
    open_wave(instance, WAVE)
    write_line(today(), "account coordinator", StaffAction.WAVE_OPENED, WAVE)


@pytest.fixture
def fieldwork(instance):
    """An open wave with the last day in four days."""
    with connected(instance):
        opened(instance, opens=today() - timedelta(20), closes=today() + timedelta(4))
    return instance


@pytest.mark.parametrize("role", [role.value for role in StaffRole])
def test_every_role_has_a_desk_with_links_that_it_may_follow(as_role, fieldwork, role):
    browser = as_role(role)
    with connected(fieldwork):
        make_draft(fieldwork, WaveRequest("autumn", NAME))
        make_draft(fieldwork, WaveRequest("trial", NAME, is_rehearsal=True))
        open_wave(fieldwork, "trial")
    for address in ("/desk/", "/desk/spring/", "/desk/autumn/", "/desk/trial/"):
        assert browser.go(address).status == 200
        inside = {link for link in browser.page.links if link.startswith("/desk/")}
        assert inside
        refused = {link for link in inside if browser.client.get(link).status_code in (403, 404)}
        assert refused == set()


def test_an_instance_without_a_wave_says_how_to_begin(as_role):
    assert "/desk/waves/new" in as_role("coordinator").go("/desk/").page.links
    assert "/desk/questionnaires/" in as_role("researcher").go("/desk/").page.links
    assert "/desk/waves/new" not in as_role("analyst").go("/desk/").page.links


def test_the_phase_and_the_day_are_told(coordinator, fieldwork):
    html = coordinator.go("/desk/").page.html
    assert "Fieldwork is open until" in html
    assert "Open, day 21 of 25" in html
    assert html.index("(left out)") < html.index("Open, day 21") < html.index("(not yet)")
    assert "4 days are left." in html


def test_what_needs_attention_has_its_numbers(coordinator, fieldwork):
    with connected(fieldwork):
        asked = invite(fieldwork, *(f"House {n}" for n in range(6)), wave=WAVE, email="a@b.example")
        queue_mails(WAVE, occasion_of("invitation"), [each.contact_id for each in asked])
        mails = mails_of(WAVE)
        for each in mails:
            settle(each.mail_id, MailStatus.SENT, "2014-W36")
        fail(mails[0], MailStatus.BOUNCED, None)
        ask_back(asked[0].invitation_id, "Is it 5?")
        (inquiry,) = inquiries_of(WAVE)
        reply(asked[0].invitation_id, inquiry.inquiry_id, "Yes.")
    html = coordinator.go("/desk/spring/").page.html
    for words in (
        "1 mail came back.",
        "A reminder is due",
        "to 5 institutions that had not answered",
        "1 reply came",
        "Fewer than 5 had answered at the last mixing:",
        "who asks, whom to ask back",
    ):
        assert words in html, words


def test_the_page_is_the_same_before_and_after_an_institution_sends(coordinator, fieldwork):
    """From the first to the last of a batch nothing on the page changes but who has opened."""
    with connected(fieldwork):
        invite(fieldwork, *(f"{WAVE} {n}" for n in range(4)), wave=WAVE)
    pages = []
    for n in (0, 4):
        with connected(fieldwork):
            if n:
                answer_all(fieldwork, WAVE, n)
                mix(fieldwork, WAVE)
        pages.append(told(coordinator))
    assert pages[0] == pages[1]


def told(browser):
    """The words of the page without its marks of forms, and without who has opened."""
    lines = browser.go("/desk/spring/").page.html.splitlines()
    return [line for line in lines if "csrf_token" not in line and "desk-table__number" not in line]


def test_who_answered_is_told_as_of_the_mixing(coordinator, fieldwork):
    with connected(fieldwork):
        answer_all(fieldwork, WAVE, 6)
    assert "waiting" in coordinator.go("/desk/spring/").page.html
    with connected(fieldwork):
        mix(fieldwork, WAVE)
        assert len(contacts_of(WAVE)) == 6
    html = coordinator.go("/desk/spring/").page.html
    assert "100 %" in html
    assert "waiting" not in html


def test_institutions_are_counted_for_nobody_who_reads_answers(as_role, fieldwork):
    with connected(fieldwork):
        answer_all(fieldwork, WAVE, 6)
        move_wave(WAVE, WaveState.CLOSED)
    for role in ("reviewer", "coder", "researcher", "translator", "key-in"):
        assert "On the list" not in as_role(role).go("/desk/spring/").page.html, role
