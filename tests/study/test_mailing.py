"""Mails go once to everybody who is due, whatever breaks on the way; a real server takes them."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading

import pytest

from surveyapp.fieldwork.contact import Disposition
from surveyapp.fieldwork.invitation import InvitationStatus
from surveyapp.fieldwork.occasion import occasion_of
from surveyapp.instance import load_instance
from surveyapp.storage.contacts import contacts_of, dispose, keep_contacts
from surveyapp.storage.database import connected
from surveyapp.storage.invitations import (
    exchange,
    invitations_of,
    mark_answered,
    replace_invitation,
)
from surveyapp.storage.outbox import MailStatus, mails_of, queue_mails, settle
from tests.cli.round_home import done, run, send
from tests.storage.contacts import POOL, TRACKED, listed
from tests.study.post import (
    PASSWORD,
    certificate,
    institutions,
    invite_all,
    mailing_home,
    post_office,
    signs_in,
    write_mail,
)
from tests.waiting import LONGEST, wait_until

REFUSED, COULD_NOT_RUN = 1, 2
SOON = 1
"""Seconds after which an instance gives up a server that says nothing."""
CODE = re.compile(r"V[0-9A-Z]{3}(?:-[0-9A-Z]{4}){4}")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An instance with three contacts."""
    return mailing_home(tmp_path, monkeypatch)


@pytest.fixture
def post(home):
    """A server that takes mails from the instance, without encryption."""
    with post_office() as (post, port):
        write_mail(home, port)
        yield post


def statuses(instance):
    with connected(instance):
        names = {each.contact_id: each.institution for each in contacts_of("spring")}
        return {names[each.contact_id]: each.status.value for each in mails_of("spring")}


def invite(occasion="invitation"):
    done("mail", "queue", "spring", occasion)
    return run("mail", "send", "spring")


def invitations(instance):
    """Institution -> its invitation."""
    with connected(instance):
        names = {each.contact_id: each.institution for each in contacts_of("spring")}
        return {names[each.contact_id]: each for each in invitations_of("spring")}


def code_in(mail):
    found = set(CODE.findall(mail.get_content()))
    assert len(found) <= 1
    return found.pop() if found else None


def test_an_invitation_goes_to_every_contact_with_its_own_code(home, post):
    assert invite().stdout == "sent 3, refused 0, to try again 0\n"
    assert post.recipients == [f"i00{n}@example.org" for n in range(3)]
    made = invitations(home)
    for place in range(3):
        mail = post.mail_to(f"i00{place}")
        mine = made[f"Institution 00{place}"]
        assert code_in(mail) == mine.code(home.pepper)
        assert f"/i/{mine.code(home.pepper)}" in mail.get_content()
        assert mine.status is InvitationStatus.INVITED


def test_a_mail_is_in_the_language_of_its_addressee(home, post):
    invite()
    assert post.mail_to("i000")["Subject"] == "Please answer: A questionnaire with a plan"
    romanian = post.mail_to("i001")
    assert romanian["Subject"].startswith("Vă rugăm să răspundeți: ")
    assert "12 iunie 2015" in romanian.get_content()
    assert (romanian["Content-Language"], romanian.get_content_type()) == ("ro", "text/plain")


def test_a_mail_tracks_nobody_and_goes_to_one(home, post):
    invite()
    for (sender, tos), mail in zip(post.envelopes, post.mails, strict=True):
        assert (sender, len(tos)) == ("study@example.org", 1)
        assert mail["To"].addresses[0].addr_spec == tos[0]
        assert not mail.is_multipart()
        assert not CODE.search(" ".join(f"{name} {value}" for name, value in mail.items()))
        assert set(mail.keys()) == {
            *("From", "To", "Subject", "Content-Language", "Content-Type"),
            *("Content-Transfer-Encoding", "MIME-Version", "Message-ID", "Date"),
        }


def test_queueing_and_sending_again_sends_nothing_again(home, post):
    invite()
    again = done("mail", "queue", "spring", "invitation")
    assert re.search(r"^queued +0\nhad it before +3$", again, re.MULTILINE)
    assert run("mail", "send", "spring").stdout.startswith("sent 0,")
    assert len(post.mails) == 3


def test_contacts_without_an_invitation_are_told(home, post):
    with connected(home):
        keep_contacts("spring", [listed("Later", email="later@example.org")], TRACKED)
    told = run("mail", "queue", "spring", "invitation")
    assert told.stderr == "Without an invitation: 1. First: surveyapp invitations create spring\n"


def test_a_contact_that_is_added_later_is_the_only_one_to_get_one(home, post):
    invite()
    invite_all(home, [listed("Later", email="later@example.org")])
    assert invite().stdout.startswith("sent 1,")
    assert post.recipients[-1] == "later@example.org"


def test_a_code_that_was_replaced_is_mailed_again(home, post):
    invite()
    old = invitations(home)["Institution 001"]
    with connected(home):
        exchange(old)
        fresh = replace_invitation(old.contact_id, home.pepper)
    post.mails.clear()
    assert invite().stdout.startswith("sent 0,")
    done("mail", "queue", "spring", "invitation", "--again")
    assert run("mail", "send", "spring").stdout.startswith("sent 1,")
    assert code_in(post.mail_to("i001")) == fresh.code(home.pepper) != old.code(home.pepper)
    assert re.search(
        r"^queued +0$", done("mail", "queue", "spring", "invitation", "--again"), re.MULTILINE
    )


def test_only_the_week_is_kept(home, post):
    invite()
    with connected(home):
        weeks = {each.sent_week for each in mails_of("spring")}
    assert all(re.fullmatch(r"20\d\d-W[0-5]\d", week) for week in weeks)


def test_a_reminder_goes_to_those_that_have_not_answered(home, post):
    invite()
    made = invitations(home)
    with connected(home):
        assert exchange(made["Institution 000"])
        assert exchange(made["Institution 001"])
        mark_answered([made["Institution 000"].invitation_id])
    post.mails.clear()
    assert invite("reminder-1").stdout.startswith("sent 2,")
    opened, unopened = post.mail_to("i001"), post.mail_to("i002")
    assert code_in(opened) is None
    assert "/answer/code" in opened.get_content()
    assert code_in(unopened) == made["Institution 002"].code(home.pepper)


def test_nobody_is_reminded_who_was_never_asked(home, post):
    assert re.search(r"^queued +0$", done("mail", "queue", "spring", "reminder-1"), re.MULTILINE)


def test_who_answers_or_declines_after_queueing_is_left_out(home, post):
    done("mail", "queue", "spring", "invitation")
    with connected(home):
        dispose("spring", ["Institution 000"], Disposition.REFUSED)
    assert run("mail", "send", "spring").stdout == (
        "sent 2, refused 0, to try again 0\nnot due any more 1\n"
    )
    assert statuses(home) == {"Institution 001": "sent", "Institution 002": "sent"}


def test_what_waits_when_a_wave_closes_is_left_out(home, post):
    done("mail", "queue", "spring", "invitation")
    done("wave", "close", "spring")
    told = run("mail", "send", "spring")
    assert told.stdout == "sent 0, refused 0, to try again 0\nnot due any more 3\n"
    assert (post.mails, statuses(home)) == ([], {})


def test_an_extension_names_the_new_day(home, post):
    invite()
    done("wave", "extend", "spring", "--closes", "2015-06-19")
    post.mails.clear()
    invite("extension")
    assert "stays open until 19 June 2015" in post.mail_to("i000").get_content()


def test_the_report_goes_to_all_who_were_asked(tmp_path, monkeypatch):
    home = mailing_home(tmp_path, monkeypatch, n=5)
    with post_office() as (post, port):
        write_mail(home, port)
        invite()
        made = invitations(home)
        with connected(home):
            exchange(made["Institution 000"])
            mark_answered([made["Institution 000"].invitation_id])
            for n, reason in ((1, "undeliverable"), (2, "not-eligible"), (3, "refused")):
                dispose("spring", [f"Institution 00{n}"], Disposition(reason))
        invite_all(home, [listed("Never asked", email="never@example.org")])
        assert run("mail", "queue", "spring", "report").exit_code == REFUSED
        send(home)
        done("wave", "close", "spring")
        done("wave", "freeze", "spring")
        assert run("mail", "queue", "spring", "reminder-1").exit_code == REFUSED
        post.mails.clear()
        post.envelopes.clear()
        told = invite("report")
        assert (told.exit_code, "--link" in told.stderr) == (REFUSED, True)
        done("mail", "send", "spring", "--link", "https://example.org/report")
        assert post.recipients == [f"i00{n}@example.org" for n in (0, 2, 4)]
        assert "https://example.org/report" in post.mail_to("i000").get_content()
        assert {code_in(each) for each in post.mails} == {None}


def test_in_mode_pool_codes_are_drawn_and_nothing_leads_to_them(tmp_path, monkeypatch):
    home = mailing_home(tmp_path, monkeypatch, mode=POOL)
    with post_office() as (post, port):
        write_mail(home, port)
        invite()
        with connected(home):
            codes = {each.code(home.pepper) for each in invitations_of("spring")}
        assert {code_in(each) for each in post.mails} == codes
        assert "say so on the page" not in post.mail_to("i000").get_content()
        post.mails.clear()
        assert invite("reminder-1").stdout.startswith("sent 3,")
        assert {code_in(each) for each in post.mails} == {None}
        assert "we cannot know who has" in post.mail_to("i000").get_content()


def test_in_mode_pool_a_code_that_surely_reached_nobody_is_given_back(tmp_path, monkeypatch):
    home = mailing_home(tmp_path, monkeypatch, mode=POOL)
    with post_office() as (post, port):
        write_mail(home, port)
        post.answers["@"] = "451 4.3.0 later"
        invite()
        post.answers.clear()
        assert run("mail", "send", "spring").stdout.startswith("sent 3,")


def test_in_mode_pool_a_mail_that_was_lost_once_is_sent_again_with_its_code(tmp_path, monkeypatch):
    home = mailing_home(tmp_path, monkeypatch, mode=POOL)
    with post_office() as (post, port):
        write_mail(home, port)
        taking, lost = post.handle_DATA, []

        async def lose_once(server, session, envelope):
            is_first = "i001" in envelope.rcpt_tos[0] and not lost
            lost.extend(envelope.rcpt_tos if is_first else ())
            post.after = {"i001": ""} if is_first else {}
            return await taking(server, session, envelope)

        post.handle_DATA = lose_once
        assert invite().stdout.startswith("sent 3,")
        first, second = (each for each in post.mails if "i001" in str(each["To"]))
        assert code_in(first) == code_in(second)


def test_in_mode_pool_who_finds_no_code_waits(tmp_path, monkeypatch):
    home = mailing_home(tmp_path, monkeypatch, mode=POOL)
    with post_office() as (post, port):
        write_mail(home, port)
        post.after["i001"] = ""
        assert invite().exit_code == REFUSED
        post.after.clear()
        told = run("mail", "send", "spring")
        assert (told.exit_code, "no code is left" in told.stderr) == (REFUSED, True)
        assert statuses(home)["Institution 001"] == "waiting"


def test_a_dead_address_is_marked_and_others_go_on(home, post):
    post.answers["i001"] = "550 5.1.1 no such user"
    told = invite()
    assert (told.exit_code, told.stdout) == (REFUSED, "sent 2, refused 1, to try again 0\n")
    assert told.stderr == "Institution 001: no-addressee: 550 5.1.1 no such user\n"
    assert statuses(home)["Institution 001"] == "refused"
    with connected(home):
        kept = {each.institution: each.disposition for each in contacts_of("spring")}
    assert kept["Institution 001"] is Disposition.UNDELIVERABLE
    assert kept["Institution 000"] is None


@pytest.mark.parametrize("answer", ["550 5.7.1 not from there", "554 no", "552 5.2.2 full"])
def test_a_rule_of_the_server_says_nothing_of_the_address(home, post, answer):
    post.answers["i001"] = answer
    invite()
    with connected(home):
        assert {each.disposition for each in contacts_of("spring")} == {None}
    assert statuses(home)["Institution 001"] == "refused"
    post.answers.clear()
    assert run("mail", "send", "spring").stdout.startswith("sent 0,")
    done("mail", "queue", "spring", "invitation", "--again")
    assert run("mail", "send", "spring").stdout.startswith("sent 1,")


@pytest.mark.parametrize("where", ["answers", "after"])
def test_what_the_server_takes_later_waits(home, post, where):
    getattr(post, where)["i001"] = "451 4.7.1 greylisted"
    told = invite()
    assert (told.exit_code, told.stdout) == (REFUSED, "sent 2, refused 0, to try again 1\n")
    assert statuses(home)["Institution 001"] == "waiting"
    getattr(post, where).clear()
    assert run("mail", "send", "spring").stdout.startswith("sent 1,")


def test_a_mail_that_may_have_arrived_is_sent_again_under_the_same_number(home, post):
    post.after["i001"] = ""
    told = invite()
    assert told.stdout == "sent 2, refused 0, to try again 1\n"
    post.after.clear()
    run("mail", "send", "spring")
    first, second = (each for each in post.mails if "i001" in str(each["To"]))
    assert first["Message-ID"] == second["Message-ID"]
    assert code_in(first) == code_in(second)
    assert len({each["Message-ID"] for each in post.mails}) == 3


def test_a_server_that_says_goodbye_is_called_again(home, post):
    post.answers["i001"] = "421 4.7.0 too many"
    assert invite().stdout == "sent 2, refused 0, to try again 1\n"


def test_a_server_that_loses_everything_is_left_alone(tmp_path, monkeypatch):
    home = mailing_home(tmp_path, monkeypatch, n=9)
    with post_office() as (post, port):
        write_mail(home, port)
        post.after["@"] = ""
        told = invite()
        assert (told.exit_code, len(post.mails)) == (COULD_NOT_RUN, 5)
        assert "5 mails one after another went wrong" in told.stderr
        assert set(statuses(home).values()) == {"waiting"}


def test_of_two_hundred_contacts_some_fail_and_each_gets_one(tmp_path, monkeypatch):
    home = mailing_home(tmp_path, monkeypatch, n=200)
    with post_office() as (post, port):
        write_mail(home, port)
        post.answers |= {"i017": "550 5.1.1 gone", "i117": "451 4.3.0 later", "i003": "554 no"}
        post.after["i111"] = ""
        assert invite().stdout == "sent 196, refused 2, to try again 2\n"
        post.answers.clear()
        post.after.clear()
        assert run("mail", "send", "spring").stdout.startswith("sent 2,")
        twice = [each for each in post.recipients if post.recipients.count(each) > 1]
        assert set(twice) == {"i111@example.org"}
        assert len(set(post.recipients)) == 198


def test_a_sender_that_is_not_taken_stops_everything(home, post):
    post.to_sender = "550 5.7.1 not you"
    told = invite()
    assert (told.exit_code, "does not take mails from study@example.org" in told.stderr) == (
        COULD_NOT_RUN,
        True,
    )
    assert set(statuses(home).values()) == {"waiting"}


def signing(context):
    """What a server is that wants encryption, and then a user and a password."""
    return {
        "tls_context": context,
        "require_starttls": True,
        "authenticator": signs_in,
        "auth_required": True,
    }


def test_mails_go_encrypted_with_user_and_password(home, tmp_path):
    context, trusted = certificate(tmp_path)
    with post_office(**signing(context)) as (post, port):
        keys = {"security": "starttls", "certificates": str(trusted), "user": "study"}
        write_mail(home, port, password=PASSWORD, **keys)
        assert invite().stdout.startswith("sent 3,")
        assert len(post.mails) == 3


def test_mails_go_to_a_server_that_is_encrypted_from_the_start(home, tmp_path):
    context, trusted = certificate(tmp_path)
    with post_office(ssl_context=context) as (post, port):
        write_mail(home, port, security="tls", certificates=str(trusted))
        assert invite().stdout.startswith("sent 3,")
        assert len(post.mails) == 3


def test_a_certificate_that_nobody_trusts_sends_nothing(home, tmp_path):
    context, _ = certificate(tmp_path)
    with post_office(tls_context=context, require_starttls=True) as (post, port):
        write_mail(home, port, security="starttls")
        told = invite()
        assert (told.exit_code, post.mails) == (COULD_NOT_RUN, [])
        assert "certificate cannot be trusted" in told.stderr
        assert set(statuses(home).values()) == {"waiting"}


def test_a_server_without_encryption_gets_nothing(home):
    with post_office() as (post, port):
        write_mail(home, port, security="starttls")
        told = invite()
        assert (told.exit_code, post.envelopes) == (COULD_NOT_RUN, [])


def test_a_wrong_password_sends_nothing_and_is_told_without_it(home, tmp_path):
    context, trusted = certificate(tmp_path)
    with post_office(**signing(context)) as (post, port):
        keys = {"security": "starttls", "certificates": str(trusted), "user": "study"}
        write_mail(home, port, password="wrong one", **keys)
        told = invite()
        assert (told.exit_code, post.mails) == (COULD_NOT_RUN, [])
        assert "does not take user and password" in told.stderr
        assert "wrong one" not in told.stderr


def test_a_server_that_is_not_there_or_never_answers(home):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        write_mail(home, silent.getsockname()[1], timeout=SOON)
        told = invite()
        assert (told.exit_code, "timed out" in told.stderr) == (COULD_NOT_RUN, True)
    told = run("mail", "send", "spring")
    assert (told.exit_code, "(Connection refused)" in told.stderr) == (COULD_NOT_RUN, True)
    assert set(statuses(home).values()) == {"waiting"}


@pytest.mark.parametrize("says", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\xff\x00\r\n", b""])
def test_what_is_no_mail_server_gets_nothing(home, says):
    with socket.create_server(("127.0.0.1", 0)) as other:
        write_mail(home, other.getsockname()[1], timeout=SOON)

        def answer():
            connection, _ = other.accept()
            with connection:
                connection.sendall(says)

        answering = threading.Thread(target=answer)
        answering.start()
        told = invite()
        answering.join()
    assert (told.exit_code, "cannot be used" in told.stderr) == (COULD_NOT_RUN, True)
    assert set(statuses(home).values()) == {"waiting"}


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a..b", "a" * 70 + ".example.org"])
def test_a_host_that_is_nowhere_is_told(home, host):
    write_mail(home, 587, host=host, security="starttls")
    told = invite()
    assert (told.exit_code, "cannot be used" in told.stderr) == (COULD_NOT_RUN, True)


def test_an_addressee_whose_language_nobody_translated_is_written_to_in_the_files(home, post):
    invite_all(home, [listed("Elsewhere", email="else@example.org", language="nb")])
    invite()
    assert post.mail_to("else")["Subject"].startswith("Please answer: ")
    assert post.mail_to("else")["Content-Language"] == "en"


def sender(home):
    """A sender in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "surveyapp", "mail", "send", "spring"],
        env={**os.environ, "SURVEYAPP_INSTANCE": str(home.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_two_senders_at_once_send_each_mail_once(tmp_path, monkeypatch):
    home = mailing_home(tmp_path, monkeypatch, n=30)
    with post_office() as (post, port):
        write_mail(home, port)
        done("mail", "queue", "spring", "invitation")
        both = [sender(home), sender(home)]
        said = [each.communicate(timeout=LONGEST)[0] for each in both]
        assert sorted(said) == [f"sent {n}, refused 0, to try again 0\n" for n in (0, 30)]
        assert len(set(post.recipients)) == len(post.recipients) == 30


def test_a_sender_that_is_killed_in_the_middle_is_followed_by_the_next(tmp_path, monkeypatch):
    home = mailing_home(tmp_path, monkeypatch, n=9)
    with post_office() as (post, port):
        write_mail(home, port)
        held = threading.Event()
        taking = post.handle_DATA

        async def hold(server, session, envelope):
            answer = await taking(server, session, envelope)
            if len(post.mails) == 4 and not held.is_set():
                held.set()
                killed.send_signal(signal.SIGKILL)
            return answer

        post.handle_DATA = hold
        done("mail", "queue", "spring", "invitation")
        killed = sender(home)
        killed.communicate(timeout=LONGEST)
        assert killed.returncode == -signal.SIGKILL
        wait_until(held.is_set, "the fourth mail")
        before = statuses(home)
        assert sum(each == "sent" for each in before.values()) in (3, 4)
        assert run("mail", "send", "spring").exit_code == 0
        assert set(statuses(home).values()) == {"sent"}
        assert len(set(post.recipients)) == 9
        again = [
            each
            for each in post.mails
            if post.recipients.count(str(each["To"].addresses[0].addr_spec)) > 1
        ]
        assert len({each["Message-ID"] for each in again}) <= 1
        assert len({code_in(each) for each in again}) <= 1


def test_what_a_dead_sender_had_taken_out_is_sent(home, post):
    done("mail", "queue", "spring", "invitation")
    with connected(home):
        settle(mails_of("spring")[0].mail_id, MailStatus.SENDING)
    assert run("mail", "send", "spring").stdout.startswith("sent 3,")


def test_mails_of_contacts_that_are_gone_are_forgotten(home, post):
    with connected(home):
        queue_mails("spring", occasion_of("invitation"), [b"x" * 16])
    assert run("mail", "send", "spring").stdout == (
        "sent 0, refused 0, to try again 0\nnot due any more 1\n"
    )


def test_a_demonstration_mails_to_this_machine_alone(tmp_path, monkeypatch):
    home = mailing_home(tmp_path, monkeypatch)
    assert load_instance(home.path).mail is None
    told = invite()
    assert (told.exit_code, "[mail] in" in told.stderr) == (REFUSED, True)


def test_addresses_that_cannot_be_are_told_when_queueing(home, post):
    strange = [
        listed('Quote "and" comma, here', email='"ana pop"@example.org', addressee='Pop, "Ana"'),
        listed("Å Ș 例え", email="post@blåbær.no", addressee="Åse Ødegård"),
        listed("No address"),
        listed("Wrong", email="nobody"),
        listed("Local", email="ană@example.org"),
    ]
    invite_all(home, strange)
    told = run("mail", "queue", "spring", "invitation")
    assert re.search(r"^queued +5$", told.stdout, re.MULTILINE)
    assert re.search(r"^without an address +1$", told.stdout, re.MULTILINE)
    assert {line.split(":")[0] for line in told.stderr.splitlines()} == {
        "No mail to Wrong",
        "No mail to Local",
    }
    assert run("mail", "send", "spring").stdout.startswith("sent 5,")
    assert post.mail_to("ana pop")["To"].addresses[0].display_name == 'Pop, "Ana"'
    assert post.mail_to("blb")["To"].addresses[0].display_name == "Åse Ødegård"
    assert institutions(1)[0].email in post.recipients
