"""What servers write about mails that did not arrive, and what is no such report."""

import mailbox
import os

import pytest

from surveyapp.formats.mail.delivery_report import failures_in
from surveyapp.plain_file import bytes_in

NUMBER = "<0123456789abcdef@example.org>"
REPORT = """\
From: MAILER-DAEMON@mail.example.org
To: study@example.org
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not arrive.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; ana@example.org
Action: {action}
Status: {status}
--b
{given_back}
--b--
"""
WHOLE = f"""Content-Type: message/rfc822

Message-ID: {NUMBER}
Subject: Please answer

Text."""
HEAD = f"""Content-Type: text/rfc822-headers

Subject: Please answer
Message-ID: {NUMBER}
"""


NOTHING_INSIDE = """\
Content-Type: multipart/report; boundary=b

--b
Content-Type: message/delivery-status
"""


def report(action="failed", status="5.1.1", given_back=WHOLE):
    return REPORT.format(action=action, status=status, given_back=given_back)


def found(path, text):
    path.write_bytes(text.encode(errors="surrogateescape"))
    return [(each.message_id, each.recipient, each.status) for each in failures_in(bytes_in(path))]


@pytest.mark.parametrize("given_back", [WHOLE, HEAD])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_failure_has_the_number_of_the_mail(tmp_path, given_back, ends):
    text = report(given_back=given_back).replace("\n", ends)
    assert found(tmp_path / "a.eml", text) == [(NUMBER, "ana@example.org", "5.1.1")]


def test_a_report_that_gives_nothing_back_has_no_number(tmp_path):
    text = report(given_back="Content-Type: text/plain\n\nnothing")
    assert found(tmp_path / "a.eml", text) == [(None, "ana@example.org", "5.1.1")]


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", ""])
def test_a_delay_is_no_failure(tmp_path, action):
    assert found(tmp_path / "a.eml", report(action)) == []


@pytest.mark.parametrize(
    ("status", "is_dead"),
    [("5.1.1", True), ("5.1.10", True), ("5.2.1", True), ("5.2.2", False), ("5.7.1", False)],
)
def test_what_a_status_says_of_the_address(tmp_path, status, is_dead):
    path = tmp_path / "a.eml"
    path.write_text(report(status=status), encoding="utf-8")
    (failure,) = failures_in(bytes_in(path))
    assert failure.is_dead_address is is_dead


def test_a_folder_of_mails_is_read_whole(tmp_path):
    folder = mailbox.mbox(tmp_path / "box")
    for text in (report(), "Subject: Out of office\n\nI am away.", report("delayed"), report()):
        folder.add(text)
    folder.close()
    assert [each.message_id for each in failures_in(bytes_in(tmp_path / "box"))] == [NUMBER, NUMBER]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\udcff\udcfe not a mail",
        "From nobody\n",
        NOTHING_INSIDE,
        "Content-Type: message/delivery-status\n\nAction: failed\n",
        "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n" * 500,
        "Content-Type: message/rfc822\n\n" * 60,
        "Content-Type: message/rfc822\n\n" * 30_000,
        report(given_back="Content-Type: message/rfc822\n\n"),
        report(
            given_back="Content-Type: text/rfc822-headers\nContent-Transfer-Encoding: x\n\n\x00"
        ),
    ],
)
def test_broken_files_break_nothing(tmp_path, text):
    assert all(each[0] is None for each in found(tmp_path / "a.eml", text))


def test_a_terminal_is_given_no_orders(tmp_path):
    text = report(status="5.1.1\x1b[2J").replace("ana@example.org", "a\x1b[1m\x07@example.org")
    assert found(tmp_path / "a.eml", text) == [(NUMBER, "a[1m@example.org", "5.1.1[2J")]


def test_a_failure_without_a_status_says_nothing_of_the_address(tmp_path):
    assert found(tmp_path / "a.eml", report(status="")) == [(NUMBER, "ana@example.org", "5.0.0")]


def test_a_pipe_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="Not a file"):
        bytes_in(tmp_path / "pipe")
