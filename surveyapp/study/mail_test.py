"""Test mail: whether the mail server takes what the study would send, before anybody is asked."""

import secrets
from dataclasses import replace
from datetime import datetime

from surveyapp.by_language import in_language
from surveyapp.fieldwork.mail_address import mail_address
from surveyapp.formats.mail.mail_message import mail_message, message_id, number_message
from surveyapp.formats.mail.mail_server import Delivery, MailServer
from surveyapp.instance import Instance
from surveyapp.mail_settings import is_this_machine
from surveyapp.reports.letter.mail_words import MailWords
from surveyapp.study.mailing import MailingRefused

LONGEST_WAIT_SECONDS = 10
"""In which a server must answer a test: somebody waits for it."""


def send_test_mail(
    instance: Instance, to: str, language: str, words: MailWords, now: datetime
) -> Delivery:
    """Sends one mail to an address; what the server made of it.

    Raises MailRefused for an address that is none, MailingRefused: no-server, demonstration;
    MailServerUnusable.
    """
    settings = instance.mail
    if settings is None:
        raise MailingRefused("no-server", "")
    if instance.is_demo and not is_this_machine(settings.host):
        raise MailingRefused("demonstration", "")
    sender = mail_address(settings.sender, in_language(instance.sender, language) or "")
    message = mail_message(words, sender, mail_address(to), language)
    domain = settings.sender.rpartition("@")[2]
    number_message(message, message_id(secrets.token_bytes(16), instance.pepper, domain), now)
    with MailServer(replace(settings, timeout=LONGEST_WAIT_SECONDS)) as server:
        return server.deliver(message)
