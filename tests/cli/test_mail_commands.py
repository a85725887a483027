"""Mails as a coordinator sees them: the outbox, what would be sent, and what came back."""

import json
import os
import subprocess
import sys

import pytest

from surveyapp.fieldwork.contact import Disposition
from surveyapp.formats.mail.mail_message import message_id
from surveyapp.storage.contacts import contacts_of
from surveyapp.storage.database import connected
from surveyapp.storage.outbox import mails_of
from surveyapp.study.mailing import BLANK_CODE
from tests.cli.round_home import done, make_home, open_wave, run
from tests.formats.mail.test_delivery_report import NUMBER, report
from tests.storage.contacts import listed
from tests.study.post import invite_all, mailing_home, post_office, write_mail

REFUSED, COULD_NOT_RUN = 1, 2
LITTLE = 40
"""Blocks of 512 bytes to which a file may grow where the disk is said to be full."""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An instance with five contacts."""
    return mailing_home(tmp_path, monkeypatch, n=5)


@pytest.fixture
def post(home):
    """A server that takes mails from the instance."""
    with post_office() as (post, port):
        write_mail(home, port)
        yield post


def test_a_dry_run_says_how_many_and_shows_three_in_their_languages(home, post):
    done("mail", "queue", "spring", "invitation")
    shown = done("mail", "send", "spring", "--dry-run")
    assert shown.startswith("5 mails would be sent.\n")
    assert shown.count("\nTo: ") == 3
    assert "Subject: Please answer: " in shown
    assert "Subject: Vă rugăm să răspundeți: " in shown
    assert shown.count(BLANK_CODE) == 6
    assert post.mails == []
    assert shown == done("mail", "send", "spring", "--dry-run")


@pytest.mark.parametrize(
    ("language", "subject"),
    [("en", "Reminder: A questionnaire with a plan"), ("ro", "Reamintire: ")],
)
def test_a_mail_is_previewed_in_any_language(home, language, subject):
    shown = done("mail", "preview", "spring", "reminder-1", "--lang", language)
    assert shown.startswith(f"Subject: {subject}")
    assert BLANK_CODE in shown
    assert "Institution 00" not in shown


def test_a_preview_names_what_there_is_not(home):
    told = run("mail", "preview", "spring", "invitation", "--lang", "nb")
    assert (told.exit_code, "en, ro" in told.stderr) == (COULD_NOT_RUN, True)
    assert run("mail", "preview", "spring", "birthday").exit_code == COULD_NOT_RUN
    assert run("mail", "preview", "gone", "invitation").exit_code == REFUSED


def test_the_report_is_previewed_with_its_link(home):
    shown = done("mail", "preview", "spring", "report", "--link", "https://example.org/r")
    assert "https://example.org/r" in shown
    assert BLANK_CODE not in shown


@pytest.mark.parametrize("link", ["javascript:x", "http://example.org", "https://x\n.org"])
def test_the_report_stands_at_an_address(home, link):
    assert run("mail", "send", "spring", "--link", link).exit_code == COULD_NOT_RUN


def test_the_outbox_counts_and_names_only_what_failed(home, post):
    post.answers["i001"] = "550 5.1.1 gone"
    done("mail", "queue", "spring", "invitation")
    run("mail", "send", "spring")
    assert done("mail", "show", "spring").splitlines() == [
        "invitation  refused  1",
        "invitation  sent  4",
        "failed  invitation  Institution 001",
    ]
    kept = json.loads(done("mail", "show", "spring", "--format", "json"))
    assert kept["counts"] == {"invitation": {"refused": 1, "sent": 4}}
    assert sum(kept["weeks"]["invitation"].values()) == 4


def test_a_wave_without_contacts_is_told(tmp_path, monkeypatch):
    make_home(tmp_path, monkeypatch)
    open_wave()
    for command in (("show",), ("send",), ("queue", "invitation")):
        told = run("mail", command[0], "spring", *command[1:])
        assert (told.exit_code, "has no contacts" in told.stderr) == (REFUSED, True)


def test_a_demonstration_mails_to_this_machine_alone(tmp_path, monkeypatch):
    home = make_home(tmp_path, monkeypatch)
    open_wave()
    invite_all(home, [listed("One", email="one@example.org")])
    write_mail(home, 587, host="mail.example.org", security="starttls")
    done("mail", "queue", "spring", "invitation")
    told = run("mail", "send", "spring")
    assert (told.exit_code, "A demonstration sends no mails" in told.stderr) == (REFUSED, True)


def test_a_sender_of_two_lines_is_told_when_queueing(home):
    with (home.path / "config.toml").open("a", encoding="utf-8") as config:
        config.write('sender = "The Office\\nBcc: spy@example.net"\n')
    told = run("mail", "queue", "spring", "invitation")
    assert "queued              0" in told.stdout
    assert told.stderr.count("U+000A cannot stand in the head of a mail") == 5


def test_a_draft_asks_nobody(home, post):
    done("wave", "close", "spring")
    assert run("mail", "queue", "spring", "invitation").exit_code == REFUSED


def bounced(home, tmp_path, *changes):
    """What is said of a report about the first mail that was sent."""
    with connected(home):
        first = mails_of("spring")[0]
        names = {each.contact_id: each.institution for each in contacts_of("spring")}
    number = message_id(first.mail_id, home.pepper, "example.org")
    text = report().replace(NUMBER, number)
    for before, after in changes:
        text = text.replace(before, after)
    (tmp_path / "back.eml").write_text(text, encoding="utf-8")
    return names[first.contact_id], run("mail", "bounces", tmp_path / "back.eml")


def dispositions(home):
    with connected(home):
        return {each.institution: each.disposition for each in contacts_of("spring")}


def test_a_mail_that_came_back_marks_its_contact(home, post, tmp_path):
    done("mail", "queue", "spring", "invitation")
    run("mail", "send", "spring")
    name, told = bounced(home, tmp_path)
    assert (told.exit_code, told.stdout.splitlines()[-1]) == (0, "1 mail came back.")
    assert f"{name}: ana@example.org 5.1.1, the address is dead" in told.stdout
    assert dispositions(home)[name] is Disposition.UNDELIVERABLE
    assert "invitation  bounced  1" in done("mail", "show", "spring")
    assert bounced(home, tmp_path)[1].exit_code == 0
    assert "queued              4" in done("mail", "queue", "spring", "reminder-1")


def test_a_full_mailbox_marks_the_mail_alone(home, post, tmp_path):
    done("mail", "queue", "spring", "invitation")
    run("mail", "send", "spring")
    name, told = bounced(home, tmp_path, ("5.1.1", "5.2.2"))
    assert "may still be right" in told.stdout
    assert dispositions(home)[name] is None


def test_a_report_about_no_mail_of_ours_marks_nothing(home, post, tmp_path):
    done("mail", "queue", "spring", "invitation")
    run("mail", "send", "spring")
    (tmp_path / "forged.eml").write_text(
        report().replace("ana@example.org", "i001@example.org"), encoding="utf-8"
    )
    told = run("mail", "bounces", tmp_path / "forged.eml")
    assert (told.exit_code, told.stdout) == (REFUSED, "0 mails came back.\n")
    assert "About no mail of ours: i001@example.org 5.1.1" in told.stderr
    assert set(dispositions(home).values()) == {None}


def test_a_file_without_a_report_is_named(home, post, tmp_path):
    (tmp_path / "away.eml").write_text("Subject: I am away\n\nUntil Monday.", encoding="utf-8")
    told = run("mail", "bounces", tmp_path / "away.eml")
    assert told.exit_code == 0
    assert "away.eml: no report of a mail that failed" in told.stderr


def test_a_full_disk_sends_nothing_that_cannot_be_kept(home, post):
    done("mail", "queue", "spring", "invitation")
    told = subprocess.run(
        ["sh", "-c", f"ulimit -f {LITTLE} && exec {sys.executable} -m surveyapp mail send spring"],
        env={**os.environ, "SURVEYAPP_INSTANCE": str(home.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, "Traceback" in told.stderr) == (COULD_NOT_RUN, False)
    assert len(post.mails) <= 1
    assert run("mail", "send", "spring").exit_code == 0
    assert len(set(post.recipients)) == 5
