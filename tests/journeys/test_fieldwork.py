"""A study of 48 institutions, from a list of contacts to the report that all of them are sent.

Commands and pages alone, as its people use them; mails come from a real server.
"""

import re
import shutil
from pathlib import Path

import pytest

from surveyapp.instance import create_instance, load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.responses import response_count
from surveyapp.storage.waves import wave
from surveyapp.study.study import study_of
from surveyapp.web import create_app
from tests.cli.round_home import done, run
from tests.formats.sheet.workbooks import workbook
from tests.journeys.plain_client import PlainBrowser
from tests.study.post import post_office, write_mail

STUDY, WAVE = "fieldwork", "spring"
ROMANIA, NORWAY = 34, 14
CODE = re.compile(r"\b[VW][0-9A-Z]{3}(?:-[0-9A-Z]{4}){4}\b")
UNOPENED, OPENED, DECLINED, ON_PAPER, WITHDRAWS, SHARES = range(6)
"""Places in the list of institutions that do something else than to answer."""
MARK = "Zinnober"
"""Begins the names of institutions; stands in no answer."""


def contacts():
    for place in range(ROMANIA + NORWAY):
        country = "RO" if place < ROMANIA else "NO"
        language = ("en", "ro", "nb")[place % 3]
        sector = "public" if place % 2 else "private"
        name = f"{MARK} {place:02}"
        yield name, f"Office {place:02}", f"i{place:02}@example.org", language, country, sector


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A project with the study, an instance that is no demonstration, and a server for mails."""
    shutil.copytree(Path(__file__).parent / STUDY, tmp_path / "questionnaires" / STUDY)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(tmp_path / "instance"))
    made = create_instance(tmp_path / "instance")
    upgrade(made)
    with post_office() as (post, port):
        write_mail(made, port)
        yield load_instance(made.path), post


class Institution:
    """One of them: its place in the list, its mails, and the browser in which it answers."""

    def __init__(self, app, post, place):
        self.app, self.post, self.place = app, post, place
        self.line = list(contacts())[place]
        self.browser, self.access_code = PlainBrowser(app), None

    def open_invitation(self):
        code = self.code_in_its_mail()
        self.browser.go(f"/i/{code}?lang=en").send(form="invitation-form")
        self.access_code = self.browser.page.by_id["access-code"]
        return code

    def code_in_its_mail(self):
        mail = self.post.mail_to(f"i{self.place:02}@")
        (code,) = set(CODE.findall(mail.get_content()))
        assert code not in str(mail["Subject"])
        return code

    def answer(self, browser=None, **more):
        _name, _who, _mail, _language, country, sector = self.line
        keeps = "yes" if country == "NO" else "no"
        fill(
            browser or self.browser,
            who={"country": [country], "sector": [sector]},
            numbers={"keeps": [keeps], "places": [str(self.place)]},
            offers={"helps": ["bed"], "wishes": ["More places."]} | more,
        )

    def approve(self):
        """Somebody above approves what stands there."""
        form = form_to(self.browser.go("/answer/hand-over"), "/answer/approval/code")
        answer = self.browser.client.post(form.action, data=form.initial(), follow_redirects=True)
        code = re.search(r'id="hand-over-code">([^<]+)<', answer.get_data(as_text=True)).group(1)
        approver = typed(self.app, code)
        approver.send(button=("form-act", "approved"))

    def send(self):
        self.browser.go("/answer/review").send()
        assert self.browser.address == "/answer/receipt", self.browser.page.html
        return self


def fill(browser, **pages):
    for page, values in pages.items():
        browser.go(f"/answer/page/{page}").send(values, form="answer-form")


def form_to(browser, action):
    return next(form for form in browser.page.forms if form.action.partition("?")[0] == action)


def typed(app, code):
    """A browser in which a code was typed."""
    return PlainBrowser(app).go("/answer/code?lang=en").send({"code": [code]})


def invite(instance, post, tmp_path):
    """From the list to a mail for everybody."""
    path = tmp_path / "list.xlsx"
    heads = ("institution", "addressee", "email", "language", "country", "class")
    path.write_bytes(workbook([heads, *contacts()]))
    done("wave", "new", WAVE, "--questionnaire", STUDY, "--closes", "2015-06-12")
    assert "Kept: 48 new" in done("contacts", "import", WAVE, path)
    done("invitations", "create", WAVE)
    done("wave", "open", WAVE, "--with-missing-translations", "tests read English")
    done("mail", "queue", WAVE, "invitation")
    done("mail", "send", WAVE)
    assert len(post.recipients) == len(set(post.recipients)) == ROMANIA + NORWAY


def from_paper(app, institution):
    """Two people type the form; one misreads a figure, a third decides."""
    codes = done("paper", "new", WAVE, "--institution", institution.line[0]).split()
    for number, code in zip(("7", "9"), codes, strict=True):
        browser = typed(app, code)
        institution.answer(browser)
        fill(browser, numbers={"keeps": ["no"], "places": [number]})
    assert "places  1: 7  2: 9" in run("paper", "compare", *codes).output
    assert run("paper", "send", *codes).exit_code == 1
    done("paper", "send", *codes, "--take", "places=2")


def three_colleagues(app, institution):
    """One holds the main code, two others a section each; they talk, and nothing of it is sent."""
    owner, colleagues = institution.browser, []
    for section in ("figures", "help"):
        owner.go("/answer/hand-over").send({"hand-section": [section]}, form="")
        colleagues.append(typed(app, owner.page.by_id["hand-over-code"]))
    fill(colleagues[0], numbers={"keeps": ["no"], "places": ["5"]})
    fill(colleagues[1], offers={"helps": ["food"], "wishes": ["Less paper."]})
    colleagues[0].go("/answer/section/figures/comments").send(
        {"comment-words": [f"Is this {MARK} alone?"], "comment-who": ["Ana"]}, form="comment-form"
    )
    assert f"Is this {MARK} alone?" in owner.go("/answer/section/figures/comments").page.html
    assert colleagues[0].go("/answer/page/offers").status in (403, 404)
    fill(owner, who={"country": ["RO"], "sector": [institution.line[5]]})


def reminded(post, occasion):
    """Places of those who get a mail of an occasion."""
    before = len(post.envelopes)
    done("mail", "queue", WAVE, occasion)
    done(
        "mail", "send", WAVE, *(("--link", "https://example.org/r") if occasion == "report" else ())
    )
    return sorted(int(to[0][1:3]) for _sender, to in post.envelopes[before:])


def test_a_study_of_48_institutions_from_the_list_to_the_report(home, tmp_path):
    instance, post = home
    invite(instance, post, tmp_path)
    app = create_app(instance)
    all_of_them = [Institution(app, post, place) for place in range(ROMANIA + NORWAY)]
    others = [all_of_them[place] for place in (UNOPENED, DECLINED, ON_PAPER)]
    opens = [each for each in all_of_them if each not in others]
    codes = [each.open_invitation() for each in opens]
    decline(app, all_of_them[DECLINED])
    from_paper(app, all_of_them[ON_PAPER])
    three_colleagues(app, enter(all_of_them[SHARES]))
    sends = [each for each in opens if each.place != OPENED]
    for each in sends:
        enter(each)
        if each.place != SHARES:
            each.answer()
        each.approve()
        each.send()
    assert "answered 0" in done("response", WAVE)
    done("mix", WAVE)
    assert reminded(post, "reminder-1") == [UNOPENED, OPENED]
    withdraw_and_send_again(all_of_them[WITHDRAWS])
    done("wave", "close", WAVE)
    done("wave", "freeze", WAVE)
    with connected(instance):
        assert response_count(WAVE) == len(sends) + 1
        population = study_of(instance, wave(WAVE)).plan.population
    assert {country: sum(n.values()) for country, n in population.items()} == {"RO": 34, "NO": 14}
    done("report", STUDY, "--wave", WAVE, "-o", tmp_path / "report.html")
    written = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "91%" in written  # 31 of 34
    assert "100%" in written  # 14 of 14
    assert reminded(post, "report") == [n for n in range(48) if n != DECLINED]
    nothing_leads_to_an_institution(instance, codes, all_of_them, written)


def enter(institution):
    """Types its access code, as on another day."""
    institution.browser = typed(institution.app, institution.access_code)
    return institution


def decline(app, institution):
    """Says on the page of the invitation that it takes no part."""
    browser = PlainBrowser(app).go(f"/i/{institution.code_in_its_mail()}?lang=en")
    values = browser.page.form("invitation-form").initial()
    assert browser.client.post("/i/decline", data=values).status_code == 200


def withdraw_and_send_again(institution):
    """Takes back what was mixed, changes an answer, has it approved anew, and sends it."""
    browser = enter(institution).browser
    browser.go("/answer/withdraw").send(form=form_to(browser, "").identifier)
    assert "withdrawn" in browser.address
    fill(browser, numbers={"keeps": ["no"], "places": ["99"]})
    institution.approve()
    institution.send()


def nothing_leads_to_an_institution(instance, codes, all_of_them, report):
    """No name in the answers' database, no code in any, and no name in the report."""
    answers = b"".join(each.read_bytes() for each in instance.path.glob("answers.db*"))
    assert MARK.encode() not in answers
    assert MARK not in report
    held = answers + b"".join(each.read_bytes() for each in instance.path.glob("contacts.db*"))
    given = [*codes, *(each.access_code for each in all_of_them if each.access_code)]
    assert not [code for code in given if code.replace("-", "").encode() in held]
    assert not [code for code in given if code.encode() in held]
