"""Site: an instance of its own, drafts that are ready to send, and what is stored of them."""

import json
import re
from dataclasses import dataclass

from surveyapp.fieldwork.submission import final_answers
from surveyapp.instance import create_instance
from surveyapp.questions.cell import answers_to_json
from surveyapp.storage.database import db
from surveyapp.storage.drafts import draft_state
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.sending import answers_sent
from surveyapp.storage.workspaces import create_workspace, open_workspace
from surveyapp.web import create_app
from surveyapp.web.respondent.visit import Visit
from tests.journeys.conftest import open_wave
from tests.journeys.sending import REQUIRED
from tests.stress.browser import Browser

QUESTIONNAIRE = "service_provision"
CONSENT = "consent_institution"
KEPT_FIGURES = {**REQUIRED, "figures_kept": {"keeps_statistics": ["yes"]}}
ANSWERS = re.compile(r'id="review-(\w+)">(.*?)(?=id="review-|</main>)', re.DOTALL)
CELLS = re.compile(r'<(?:td[^>]*|p class="review__answer[^>]*|p class="small")>(.*?)</', re.DOTALL)
EMPTY = ("", "(not answered)")
WORDS = re.compile(r"Words [a-z]+ of (draft[a-z]+)\.")


@dataclass(frozen=True)
class Kept:
    """What is stored of a draft. sent, projected: JSON of the response, and of what it must be."""

    cells: dict
    beside: tuple
    index: dict
    sent: dict | None
    projected: dict
    text: str


class Site:
    """An instance in a folder; nothing is open until it is asked."""

    def __init__(self, folder):
        self.instance = create_instance(folder / "instance")
        upgrade(self.instance)
        open_wave(self.instance, QUESTIONNAIRE)
        self.app = create_app(self.instance)

    def close(self):
        """Closes the databases."""
        with self.app.app_context():
            for engine in db.engines.values():
                engine.dispose()

    def new_code(self):
        """The code of an empty draft."""
        with self.app.app_context():
            return create_workspace(QUESTIONNAIRE, self.instance.pepper)

    def questions(self, code):
        """Edition -> its questions, by name."""
        with self.app.test_request_context():
            visit = self._visit(code)
            return {name: visit.words_of(name).form.questions for name in visit.full.editions}

    def kept(self, code):
        """What is stored, read past the pages."""
        with self.app.test_request_context():
            visit = self._visit(code)
            visit.draft.load_all()
            bodies = {s.name: visit.draft._body(s.name) for s in visit.full.sections}
            sent = answers_sent(visit.workspace, QUESTIONNAIRE)
            return Kept(
                dict(visit.draft),
                tuple(_typed(bodies)),
                dict(visit.draft.index),
                None if sent is None else answers_to_json(sent),
                answers_to_json(final_answers(visit.flow)),
                json.dumps([bodies, sent and answers_to_json(sent)], ensure_ascii=False),
            )

    def strange_words(self, drafts):
        """Texts that lie in another draft than the one whose name they bear; name -> code."""
        return [
            f"words of {other} lie in {name}"
            for name, code in drafts.items()
            for other in sorted(set(WORDS.findall(self.kept(code).text)) - {name})
        ]

    def _visit(self, code):
        workspace = open_workspace(code, self.instance.pepper)
        return Visit(workspace, draft_state(workspace), "en", "")


def make_ready(ask, code):
    """Agrees, and answers what is required; the summary then has a button to send."""
    browser = Browser(ask)
    browser.enter(code)
    form = browser.go(f"/respond/{QUESTIONNAIRE}/consent").form("answer-form")
    browser.post(form.action, {**form.initial(), CONSENT: ["yes"]})
    for page, values in KEPT_FIGURES.items():
        form = browser.go(f"/answer/page/{page}").form("answer-form")
        browser.post(form.action, {**form.initial(), **values, "form-continue": ["1"]})
    assert "form-versions" in browser.go("/answer/review").html, browser.page.html
    return browser


def rows_of(html):
    """The answers that a summary or a copy shows: question, and what its cells say."""
    shown = ((name, CELLS.findall(part)) for name, part in ANSWERS.findall(html))
    return [[name, *(cell for cell in cells if cell not in EMPTY)] for name, cells in shown]


def _typed(bodies):
    for body in bodies.values():
        for held in body.get("entries", {}).values():
            for entry in held:
                yield from (value for values in entry["fields"].values() for value in values)
