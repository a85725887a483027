"""Mail message: words to one contact as a mail; one recipient, no code in its head, no tracking."""

import hmac
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from surveyapp.fieldwork.mail_address import MailRefused, head_words
from surveyapp.questions.language import web_tag
from surveyapp.reports.letter.mail_words import MailWords

_USE = b"surveyapp/v1/mail"


def mail_message(words: MailWords, sender: Address, to: Address, language: str) -> EmailMessage:
    """The mail without number and day. Raises MailRefused for a subject that ends a line."""
    message = EmailMessage()
    message["From"], message["To"] = sender, to
    message["Subject"] = head_words(words.subject)
    text = "\n\n".join(words.paragraphs)
    message.set_content(f"{text}\n", charset="utf-8", cte="quoted-printable")
    message["Content-Language"] = web_tag(language)
    return message


def number_message(message: EmailMessage, number: str, now: datetime) -> None:
    """Gives a mail the number under which it can come back, and the day.

    Raises MailRefused where its head would be read otherwise than it was put together.
    """
    message["Message-ID"] = number
    message["Date"] = format_datetime(now)
    try:
        read = message_from_bytes(message.as_bytes()).keys()
    except MessageError as problem:
        raise MailRefused(str(problem)) from problem
    if read != message.keys():
        raise MailRefused("its head would be read otherwise than it is written")


def message_id(mail_id: bytes, pepper: bytes, domain: str) -> str:
    """Looks random, and is the same whenever the same mail is sent again."""
    mark = hmac.digest(pepper, _USE + mail_id, "sha256")[:16].hex()
    return f"<{mark}@{domain}>"
