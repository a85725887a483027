"""Who visits the site in these tests: each is prepared over plain HTTP and hands over a cookie."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

from flask import Flask

from surveyapp.analysis.coding.coding import Coding, Themes
from surveyapp.cli.demo import COORDINATOR, WAVE
from surveyapp.fieldwork.review import Review, ReviewState
from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.formats.source.questionnaire_folder import load_code_books, load_release
from surveyapp.questions.number_text import show_number
from surveyapp.storage.codings import codings_of, keep_coding, take_seat
from surveyapp.storage.reviews import keep_review, texts_of
from surveyapp.storage.staff import StaffRefused, add_staff
from surveyapp.storage.waves import Wave, wave
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser

COOKIE = "surveyapp"
# Leaving ends a visit for every copy of its cookie, so that this visitor is nobody else.
LEAVER = "leaver"
QUESTIONNAIRE = "service_provision"
TO_CODE, CODED = "rec_transnational", "rec_victims_voice"
FIGURES = "/answer/page/assisted_sex_age"
SUM_IS_WRONG = {"women": 20, "men": 30, "girls": 0, "boys": 0, "unknown": 0, "total": 90}
REQUIRED = {
    "capacity": {"answer_authority": ["official"]},
    "class_and_area": {"inst_class_ngo": ["ngo_shelter"]},
    "role": {"id_role": ["none"]},
    "case_manager": {"cm_assigned": ["never"]},
    "arrangements": {"rn_contact": ["no"]},
}
ADMINISTRATOR, ADMINISTRATOR_PASSWORD = "kari", "quiet-harbour-lantern"
MARKED_TEXT = "We would train interpreters in both countries."


def nobody(_app: Flask, _language: str) -> str:
    """A first visit."""
    return ""


def respondent(app: Flask, language: str) -> str:
    """A draft with more detail and a few answers."""
    return _cookie(_with_answers(app, language))


def checked(app: Flask, language: str) -> str:
    """A draft in which the parts of a sum do not give the total."""
    browser = _with_answers(app, language)
    browser.go(FIGURES)
    line = "vic_assisted_sexage.year_1"
    figures = {f"{line}.{c}": [show_number(n, language)] for c, n in SUM_IS_WRONG.items()}
    browser.send(figures, form="answer-form")
    assert "soft-check" in browser.page.html
    return _cookie(browser)


def ready(app: Flask, language: str) -> str:
    """A draft that can be sent."""
    return _cookie(_complete(app, language))


def sent(app: Flask, language: str) -> str:
    """A draft whose answers were sent."""
    browser = _complete(app, language).go("/answer/review").send()
    assert browser.address == "/answer/receipt", browser.page.html
    return _cookie(browser)


def staff(app: Flask, language: str) -> str:
    """Somebody of the coordinating office."""
    browser = PlainBrowser(app).go(f"/staff/sign-in?lang={language}")
    shown = app.extensions["surveyapp_instance"].demo
    browser.send({"name": [shown["staff"]], "password": [shown["password"]]})
    assert browser.address == "/desk/", browser.page.html
    return _cookie(browser)


def administrator(app: Flask, language: str) -> str:
    """Somebody who changes accounts and settings."""
    with app.app_context(), suppress(StaffRefused):
        add_staff(ADMINISTRATOR, [StaffRole.ADMIN], ADMINISTRATOR_PASSWORD)
    browser = PlainBrowser(app).go(f"/staff/sign-in?lang={language}")
    browser.send({"name": [ADMINISTRATOR], "password": [ADMINISTRATOR_PASSWORD]})
    assert browser.address == "/desk/", browser.page.html
    return _cookie(browser)


def coder(app: Flask, language: str) -> str:
    """The same, with one question to be coded and one where two others differ."""
    with app.app_context():
        study, form = wave(WAVE), load_release(QUESTIONNAIRE)
        for each in texts_of(study, form, {TO_CODE, CODED}):
            keep_review(each.text, Review(ReviewState.CLEARED))
        for coding in codings_of(study, form, load_code_books(QUESTIONNAIRE)):
            if coding.book.code_book == TO_CODE:
                take_seat(study, coding, COORDINATOR)
            elif coding.book.code_book == CODED and not coding.is_coded:
                _code(study, coding, "ana", frozenset(coding.book.codes[:2]))
                _code(study, coding, "kari", frozenset(coding.book.codes[1:3]))
    return staff(app, language)


def _code(study: Wave, coding: Coding, account: str, themes: Themes) -> None:
    """Finds the same themes in every text."""
    seat = take_seat(study, coding, account)
    seated = replace(coding, coders={**coding.coders, seat: account})
    for text in coding.texts:
        keep_coding(seated, account, text, themes)


VISITORS: Mapping[str, Callable[[Flask, str], str]] = {
    "nobody": nobody,
    "respondent": respondent,
    LEAVER: respondent,
    "checked": checked,
    "ready": ready,
    "sent": sent,
    "staff": staff,
    "coder": coder,
    "administrator": administrator,
}


def _complete(app: Flask, language: str) -> PlainBrowser:
    browser = _with_answers(app, language)
    for page, values in REQUIRED.items():
        _answer(browser, page, values)
    return browser


def _with_answers(app: Flask, language: str) -> PlainBrowser:
    browser = PlainBrowser(app)
    start(browser, QUESTIONNAIRE, language)
    edition = next(f for f in browser.page.forms if f.action.endswith("/answer/edition"))
    browser.client.post(edition.action, data={**edition.initial(), "edition": "full"})
    _answer(browser, "country_and_sector", {"country": ["RO"], "sector": ["ngo"]})
    _answer(browser, "tasks_and_groups", {"mandate": ["housing", "social", "return"]})
    _answer(browser, "figures_kept", {"keeps_statistics": ["yes"]})
    services = browser.go("/answer/page/provision").page.form("answer-form").names()
    rows = [name for name in services if name.startswith("svc_provision.")]
    _answer(browser, "provision", {name: ["direct"] for name in rows[::2]})
    _answer(browser, "proposals", {"rec_national": [MARKED_TEXT]})
    return browser


def _answer(browser: PlainBrowser, page: str, values: Mapping[str, list[str]]) -> None:
    browser.go(f"/answer/page/{page}")
    browser.send(dict(values), form="answer-form")
    assert browser.status == 200, (page, browser.status, browser.page.html)


def _cookie(browser: PlainBrowser) -> str:
    cookie = browser.client.get_cookie(COOKIE)
    assert cookie is not None
    return cookie.value
