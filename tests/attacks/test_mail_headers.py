"""T28: nothing that somebody wrote becomes a header, a second recipient or a code in the head.

Names, addresses and subjects come from lists and translations of others. Whatever ends a line is
refused, and everything else stays inside its own header, also after the mail was written and read.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import SMTP, default

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from surveyapp.fieldwork.codes import CodeKind, new_code
from surveyapp.fieldwork.mail_address import MailRefused, mail_address
from surveyapp.fieldwork.occasion import OccasionKind, occasion_of
from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.mail.mail_message import mail_message, message_id, number_message
from surveyapp.reports.letter.asking import Addressee, Asking
from surveyapp.reports.letter.mail_words import MailReason, MailWords, mail_words

SENDER = mail_address("study@example.org", "The Office")
ASKING = Asking(
    language="en",
    translate=translate_in("en"),
    title="A questionnaire",
    purpose=("What it is for.",),
    sections=("A. Work",),
    privacy=(),
    sender="The Office",
    contact="ana@example.org",
    closes=date(2015, 6, 12),
    minutes=None,
    smallest=5,
    base_url="https://survey.example.org",
)
ENDS = ("\r", "\n", "\r\n", "\0", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029")
INJECTED = "Bcc: spy@example.net"
OCCASIONS = ("invitation", "reminder-1", "extension", "report")
HEADERS = {"From", "To", "Subject", "Content-Language", "Message-ID", "Date"} | {
    *("MIME-Version", "Content-Type", "Content-Transfer-Encoding"),
}


def written(words, name="", address="ana@example.org"):
    """A mail as a server takes it, read again."""
    message = mail_message(words, SENDER, mail_address(address, name), "en")
    number_message(message, "<a@example.org>", datetime.now(UTC))
    return message_from_bytes(message.as_bytes(policy=SMTP), policy=default)


@pytest.mark.parametrize("end", ENDS)
def test_a_line_that_ends_in_a_name_is_refused(end):
    with pytest.raises(MailRefused):
        mail_address("ana@example.org", f"Ana{end}{INJECTED}")


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize(
    "place",
    [
        "{end}ana@example.org",
        "ana{end}@example.org",
        "ana@exa{end}mple.org",
        "ana@example.org{end}Bcc: spy@example.net",
    ],
)
def test_a_line_that_ends_in_an_address_is_refused(end, place):
    with pytest.raises(MailRefused):
        mail_address(place.format(end=end))


@pytest.mark.parametrize("encoded", ["=?utf-8?q?Ana=0ABcc=3A_spy=40example=2Enet?=", "a=?b"])
def test_words_in_code_are_refused(encoded):
    for words, name in ((encoded, ""), ("Subject", encoded)):
        with pytest.raises(MailRefused, match="in code"):
            written(MailWords(words, ()), name)
    with pytest.raises(MailRefused):
        mail_address(f"{encoded}@example.org")


def test_a_head_that_is_read_otherwise_than_written_is_refused_at_last():
    message = mail_message(MailWords("Subject", ()), SENDER, mail_address("a@example.org"), "en")
    message["X-Any"] = "=?utf-8?q?a=0D=0ABcc=3A_spy=40example=2Enet?="
    try:
        number_message(message, "<a@example.org>", datetime.now(UTC))
    except MailRefused:
        return
    assert "Bcc" not in message_from_bytes(message.as_bytes())


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("occasion", OCCASIONS)
def test_a_line_that_ends_in_a_translated_subject_is_refused(end, occasion):
    asking = replace(ASKING, title=f"Title{end}{INJECTED}")
    words = mail_words(MailReason(occasion_of(occasion), link="https://x"), asking, Addressee("X"))
    with pytest.raises(MailRefused):
        mail_message(words, SENDER, mail_address("ana@example.org"), "en")


@pytest.mark.parametrize(
    "address",
    [
        "ana@example.org, spy@example.net",
        "ana@example.org spy@example.net",
        "Ana <ana@example.org>, <spy@example.net>",
        "group: ana@example.org, spy@example.net;",
        "ana@example.org>, <spy@example.net",
        "@spy.example.net:ana@example.org",
    ],
)
def test_an_address_is_never_two(address):
    with pytest.raises(MailRefused):
        mail_address(address)


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=80)
NAMES = (
    'Pop, "Ana" <spy@example.net>',
    "=?utf-8?q?Ana=0D=0ABcc=3A_spy=40example=2Enet?=",
    "a" * 300,
    "Ă" * 200,
    'x\\" <spy@example.net>, "',
    "(comment",
)


@given(name=TEXT, title=TEXT)
@example(name=NAMES[0], title=NAMES[0])
@example(name=NAMES[1], title=NAMES[1])
@example(name=NAMES[2], title=NAMES[2])
@example(name=NAMES[3], title=NAMES[3])
@example(name=NAMES[4], title=NAMES[4])
@example(name=NAMES[5], title=NAMES[5])
def test_whatever_is_taken_stays_in_its_header_and_reaches_one(name, title):
    try:
        mail = written(MailWords(title, ("Text.",)), name)
    except MailRefused:
        return
    assert set(mail.keys()) == HEADERS
    assert len(mail.keys()) == len(HEADERS)
    (only,) = mail["To"].addresses
    assert only.addr_spec == "ana@example.org"
    assert mail.get_content().splitlines() == ["Text."]


@given(text=st.text(max_size=200))
@example(text=f"\r\n.\r\nMAIL FROM:<spy@example.net>\r\n{INJECTED}")
def test_whatever_stands_in_the_body_stays_there(text):
    words = MailWords("Subject", ("Text.", text.encode(errors="replace").decode()))
    mail = written(words)
    assert set(mail.keys()) == HEADERS
    assert len(mail["To"].addresses) == 1


@pytest.mark.parametrize("occasion", OCCASIONS)
@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_no_code_stands_in_the_head(occasion, language):
    code = new_code(CodeKind.INVITATION)
    asking = replace(ASKING, language=language, translate=translate_in(language))
    words = mail_words(MailReason(occasion_of(occasion)), asking, Addressee("X", code=code))
    mail = written(words, "X")
    head = " ".join(f"{name}: {value}" for name, value in mail.items())
    assert code not in head
    assert code.replace("-", "") not in head.replace("-", "")
    is_report = occasion == OccasionKind.REPORT
    assert (code in mail.get_content()) is not is_report


def test_a_number_says_nothing_and_is_the_same_for_the_same_mail():
    pepper, other = b"p" * 32, b"q" * 32
    number = message_id(b"m" * 16, pepper, "example.org")
    assert number == message_id(b"m" * 16, pepper, "example.org")
    assert number != message_id(b"n" * 16, pepper, "example.org")
    assert number != message_id(b"m" * 16, other, "example.org")
    assert (b"m" * 16).hex() not in number
