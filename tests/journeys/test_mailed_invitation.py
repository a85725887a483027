"""From the mail in an inbox to the questionnaire, or to no more mails."""

import re

import pytest

from surveyapp.instance import load_instance
from surveyapp.web import create_app
from tests.cli.round_home import done, run
from tests.journeys.plain_client import PlainBrowser
from tests.study.post import mailing_home, post_office, write_mail

ADDRESS = re.compile(r"http://127\.0\.0\.1:8000(/\S*)")


@pytest.fixture
def inbox(tmp_path, monkeypatch):
    """(what came to it, the application) of a study that has sent its invitations."""
    home = mailing_home(tmp_path, monkeypatch)
    with post_office() as (post, port):
        write_mail(home, port)
        done("mail", "queue", "spring", "invitation")
        done("mail", "send", "spring")
        yield post, create_app(load_instance(home.path))


def addresses(mail):
    """The parts of all addresses in a mail that stand behind the name of the site."""
    return ADDRESS.findall(mail.get_content())


def test_every_address_in_a_mail_leads_to_a_page(inbox):
    post, app = inbox
    for mail in post.mails:
        link, page = addresses(mail)
        assert PlainBrowser(app).go(f"{link}?lang=en").status == 200
        assert PlainBrowser(app).go(f"{page}?lang=en").status == 200


def test_the_link_opens_a_questionnaire_and_the_reminder_names_the_access_code(inbox):
    post, app = inbox
    link, _ = addresses(post.mail_to("i000"))
    browser = PlainBrowser(app).go(f"{link}?lang=en").send(form="invitation-form")
    assert browser.page.by_id["access-code"].startswith("W")
    post.mails.clear()
    done("mail", "queue", "spring", "reminder-1")
    done("mail", "send", "spring")
    (page,) = addresses(post.mail_to("i000"))
    assert PlainBrowser(app).go(f"{page}?lang=en").status == 200
    assert browser.page.by_id["access-code"] not in str(post.mail_to("i000"))


def test_who_declines_on_the_page_of_the_mail_is_not_reminded(inbox):
    post, app = inbox
    link, _ = addresses(post.mail_to("i000"))
    browser = PlainBrowser(app).go(f"{link}?lang=en")
    values = browser.page.form("invitation-form").initial()
    assert browser.client.post("/i/decline", data=values).status_code == 200
    post.mails.clear()
    post.envelopes.clear()
    done("mail", "queue", "spring", "reminder-1")
    assert run("mail", "send", "spring").stdout.startswith("sent 2,")
    assert "i000@example.org" not in post.recipients
