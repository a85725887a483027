"""Invited: institutions whose drafts can be sent, and what is stored of each, read past the pages.

A draft holds words and a figure that nobody else has, so that a text and a row that were made of it
can be told; the adversary of `tests.stress.trail` does not know whose they are.
"""

import json
import secrets
import shutil
from dataclasses import dataclass

from sqlalchemy import func, select

from surveyapp.fieldwork.detaching import WRITTEN
from surveyapp.fieldwork.invitation import InvitationStatus
from surveyapp.instance import DATABASES, load_instance
from surveyapp.storage.answers_tables import (
    free_text,
    grant,
    response,
    sealed_flag,
    sealed_response,
)
from surveyapp.storage.database import ANSWERS, CONTACTS, FILES, db, reading
from surveyapp.storage.database_file import database_file
from surveyapp.storage.invitations import invitations_of
from surveyapp.storage.workspaces import open_workspace
from surveyapp.web import create_app
from tests.storage.contacts import invite
from tests.stress.browser import Browser, in_process
from tests.stress.children import damage
from tests.stress.person import LETTERS, TABLE, TABLE_PAGE, TEXT_PAGE, TEXTS
from tests.stress.site import QUESTIONNAIRE, Site, make_ready

N_DRAFTS, N_UNOPENED = 7, 3
WORDS, FIGURE = TEXTS[0], f"{TABLE}.year_3.women"
FIRST_FIGURE = 11_711


@dataclass(frozen=True)
class Institution:
    """One that was invited. code: what its invitation was exchanged for."""

    code: str
    invitation_id: bytes
    words: str
    figure: int


@dataclass(frozen=True)
class Stored:
    """What is stored of an institution. flag: whether one waits; status: of its invitation."""

    n_waiting: int
    n_mixed: int
    n_texts: int
    flag: bool
    status: InvitationStatus

    @property
    def is_sent(self):
        """Whether it waits or was mixed."""
        return self.n_waiting + self.n_mixed > 0


@dataclass(frozen=True)
class Seen:
    """Everything at one moment. damage: what SQLite finds wrong; statuses: by invitation."""

    stored: tuple
    n_grants: int
    n_responses: int
    n_texts: int
    statuses: dict
    damage: list


class Invited:
    """A copy of an instance with its application; it is asked in children alone, see `children`.

    made: folder of the instance that is copied; unopened: id and code of invitations.
    """

    def __init__(self, made, folder, institutions, unopened):
        self.made, self.institutions, self.unopened = made, institutions, unopened
        self.instance = load_instance(shutil.copytree(made, folder))
        self.app = create_app(self.instance)
        self._warm()

    def restore(self):
        """Everything is as it was made, in new files, which the application takes for its own."""
        shutil.rmtree(self.instance.path)
        shutil.copytree(self.made, self.instance.path)
        with self.app.app_context():
            urls = {bind: db.engines[bind].url for bind in (CONTACTS, ANSWERS)}
        self.app.extensions[FILES].update((bind, database_file(urls[bind])) for bind in urls)

    def _warm(self):
        """Reads the form and the templates before the first fork, and closes the databases again.

        What is sent for it is gone with `restore`.
        """
        browser = Browser(in_process(self.app))
        browser.enter(self.institutions[0].code)
        form = browser.go("/answer/review").forms[-1]
        browser.post(form.action, form.initial())
        for address in ("/answer/review", "/answer/withdraw"):
            browser.go(address)
        assert exchanged(Browser(in_process(self.app)), self.unopened[0][1])
        with self.app.app_context():
            self.seen()
            for engine in db.engines.values():
                engine.dispose()

    def seen(self):
        """What is stored now."""
        keys = [open_workspace(i.code, self.instance.pepper).keys for i in self.institutions]
        statuses = {each.invitation_id: each.status for each in invitations_of(QUESTIONNAIRE)}
        with reading(ANSWERS) as connection:
            ids = {t: set(connection.execute(select(t.c.id)).scalars()) for t in _SEALED}
            rows = connection.execute(select(response)).all()
            words = connection.execute(select(free_text.c.words)).scalars().all()
            n_grants = connection.execute(select(func.count()).select_from(grant)).scalar_one()
        stored = []
        for each, own in zip(self.institutions, keys, strict=True):
            stored.append(
                Stored(
                    n_waiting=int(own.pool_id in ids[sealed_response]),
                    n_mixed=sum(_is_of(row, each, own) for row in rows),
                    n_texts=words.count(each.words),
                    flag=own.flag_id in ids[sealed_flag],
                    status=statuses[each.invitation_id],
                )
            )
        wrong = damage([self.instance.path / name for name in DATABASES])
        return Seen(tuple(stored), n_grants, len(rows), len(words), statuses, wrong)


_SEALED = (sealed_response, sealed_flag)


def make_invited(folder):
    """Institutions that opened their invitations, and some that did not yet."""
    site = Site(folder)
    n = N_DRAFTS + N_UNOPENED
    with site.app.app_context():
        found = invite(
            site.instance, *(f"Institution {each}" for each in range(n)), wave=QUESTIONNAIRE
        )
        codes = {each.invitation_id: each.code(site.instance.pepper) for each in found}
    opened, unopened = list(codes.items())[:N_DRAFTS], list(codes.items())[N_DRAFTS:]
    institutions = tuple(_ready(site, *each, n) for n, each in enumerate(opened))
    site.close()
    return site.instance.path, institutions, tuple(unopened)


def exchanged(browser, code):
    """Presses the button on the page of an invitation; the access code, None without one."""
    form = browser.go(f"/i/{code}").form("invitation-form")
    reply = browser.post(form.action, {**form.initial(), "code": [code]})
    if reply.location:
        browser.go(reply.path)
    return browser.page.by_id.get("access-code")


def _ready(site, invitation_id, invitation_code, n):
    code = exchanged(Browser(in_process(site.app)), invitation_code)
    browser = make_ready(in_process(site.app), code)
    made = Institution(
        code, invitation_id, "".join(secrets.choice(LETTERS) for _ in range(16)), FIRST_FIGURE + n
    )
    _type(browser, TEXT_PAGE, WORDS, made.words)
    _type(browser, TABLE_PAGE, FIGURE, str(made.figure))
    return made


def _type(browser, page, cell, typed):
    form = browser.go(f"/answer/page/{page}").form("answer-form")
    fields = {**form.initial(), f"{cell}__missing": [""], cell: [typed], "form-continue": ["1"]}
    reply = browser.post(form.action, fields)
    assert reply.location, reply.html


def _is_of(row, institution, keys):
    """Whether a row is of an institution, by its tag; it must say what it said."""
    if row.withdraw_tag != keys.withdraw_tag:
        return False
    answers = json.loads(row.answers)
    assert answers[FIGURE] == institution.figure, answers
    assert answers[WORDS] == WRITTEN, answers
    return True
