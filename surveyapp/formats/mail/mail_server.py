"""Mail server: hands mails over one by one, and says what the server made of each."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from types import TracebackType
from typing import Self

from surveyapp.mail_settings import MailSettings
from surveyapp.plain_file import os_words

PERMANENT = 500
NO_SUCH_CODES = frozenset({550, 551, 553})
"""Replies to an addressee that say, without a longer code, that there is none."""
LONGEST_REPLY = 200


class Verdict(StrEnum):
    """What came of a mail. No addressee: the address is wrong; later: worth trying again."""

    TAKEN = "taken"
    NO_ADDRESSEE = "no-addressee"
    REFUSED = "refused"
    LATER = "later"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A verdict, and what the server said. Lost: nobody knows whether the mail was taken."""

    verdict: Verdict
    reply: str = ""


class MailServerUnusable(RuntimeError):
    """No mail can be sent now; the message says why."""


class MailServer:
    """A connection that is made when a mail is to be sent, and anew after it was lost."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        """Nothing is connected yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Says goodbye, if anybody is still there."""
        self._forget()

    def deliver(self, message: EmailMessage) -> Delivery:
        """Hands over one mail. Raises MailServerUnusable where none can be sent."""
        if self._smtp is not None and self._smtp.sock is None:
            self._forget()  # the server said goodbye with its last answer
        smtp = self._smtp = self._smtp or self._connected()
        (to,) = message["To"].addresses
        try:
            smtp.send_message(message, self._settings.sender, [to.addr_spec])
        except smtplib.SMTPRecipientsRefused as refused:
            return _of_addressee(*refused.recipients[to.addr_spec])
        except smtplib.SMTPSenderRefused as refused:
            return self._of_sender(refused)
        except smtplib.SMTPDataError as refused:
            reply = reply_words(refused.smtp_code, refused.smtp_error)
            later = refused.smtp_code < PERMANENT
            return Delivery(Verdict.LATER if later else Verdict.REFUSED, reply)
        except (smtplib.SMTPException, OSError) as problem:
            self._forget()
            return Delivery(Verdict.LOST, _words(problem))
        return Delivery(Verdict.TAKEN)

    def _of_sender(self, refused: smtplib.SMTPSenderRefused) -> Delivery:
        """A sender that is never taken stops everything: it is the same in every mail."""
        reply = reply_words(refused.smtp_code, refused.smtp_error)
        if refused.smtp_code >= PERMANENT:
            raise MailServerUnusable(f"It does not take mails from {refused.sender}: {reply}")
        self._forget()
        return Delivery(Verdict.LATER, reply)

    def _connected(self) -> smtplib.SMTP:
        try:
            return self._signed_in()
        except smtplib.SMTPAuthenticationError as refused:
            reply = reply_words(refused.smtp_code, refused.smtp_error)
            raise MailServerUnusable(f"It does not take user and password: {reply}") from refused
        except ssl.SSLCertVerificationError as refused:
            words = f"Its certificate cannot be trusted ({refused.verify_message})."
            raise MailServerUnusable(words) from refused
        except (smtplib.SMTPException, OSError, ValueError) as problem:
            raise MailServerUnusable(f"It cannot be used ({_words(problem)}).") from problem

    def _signed_in(self) -> smtplib.SMTP:
        """A connection of the kind that the settings want. The machine's own name is not told."""
        told, name = self._settings, self._settings.sender.rpartition("@")[2]
        trusted = ssl.create_default_context(cafile=told.certificates)
        smtp: smtplib.SMTP
        if told.security == "tls":
            smtp = smtplib.SMTP_SSL(
                told.host, told.port, name, timeout=told.timeout, context=trusted
            )
        else:
            smtp = smtplib.SMTP(told.host, told.port, name, timeout=told.timeout)
        try:
            if told.security == "starttls":
                smtp.starttls(context=trusted)
            if told.user and told.password:
                smtp.login(told.user, told.password)
        except (smtplib.SMTPException, OSError, ValueError):
            smtp.close()
            raise
        return smtp

    def _forget(self) -> None:
        """Leaves the connection; the next mail makes another one."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with suppress(smtplib.SMTPException, OSError):
                smtp.quit()
            smtp.close()


def _words(problem: Exception) -> str:
    """What went wrong on the way to a server."""
    if isinstance(problem, OSError):
        return os_words(problem)
    return str(problem) or type(problem).__name__


def reply_words(code: int, said: bytes | str) -> str:
    """What a server answered, on one line and of a length that can be read."""
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    line = " ".join(words.split())
    return f"{code} {''.join(filter(str.isprintable, line))}"[:LONGEST_REPLY]


def _of_addressee(code: int, said: bytes) -> Delivery:
    """5.1 is a wrong address; 5.7 and others are rules of the server, which may change."""
    reply = reply_words(code, said)
    if code < PERMANENT:
        return Delivery(Verdict.LATER, reply)
    longer = reply.split()[1:2]
    has_longer = bool(longer) and longer[0].startswith("5.")
    is_wrong = longer[0].startswith("5.1.") if has_longer else code in NO_SUCH_CODES
    return Delivery(Verdict.NO_ADDRESSEE if is_wrong else Verdict.REFUSED, reply)
