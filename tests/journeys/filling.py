"""Fills a questionnaire page by page, with codes that do not depend on the language."""

import zlib

from surveyapp.questions.number_text import show_number

NO_ANSWERS = ("", "dk", "na", "nd", "ref", "none", "nobody")
FIRST_LINE = (".row-1", ".answer-1")
"""Of lines in which a few rows are named, the first is filled."""


def start(browser, questionnaire, language):
    """From the start page through consent to the section list."""
    browser.go(f"/respond/{questionnaire}/?lang={language}")
    return agree(browser.send(form=""))


def enter(browser, code):
    """Types a code; the first time past the start page and the consent to the section list."""
    browser.go("/answer/code").send({"code": [code]})
    if browser.address.startswith("/respond/"):
        onward = ("/answer/", "/consent")
        browser.go(next(link for link in browser.page.links if link.endswith(onward)))
    return agree(browser) if browser.address.endswith("/consent") else browser


def agree(browser):
    """Says yes to the consent question."""
    form = browser.page.form("answer-form")
    name = next(n for n in form.names() if n and form.kind(n) == "radio")
    return browser.send({name: ["yes"]}, form="answer-form")


def fill_everything(browser, answers=None):
    """Answers every page that comes; returns how many were filled."""
    first = next(link for link in browser.page.links if link.startswith("/answer/page/"))
    browser.go(first)
    pages = 0
    while browser.address.startswith("/answer/page/"):
        pages += 1
        assert pages < 200, f"does not end: {browser.address}"
        browser.send(choices(browser.page, answers or {}), ("form-continue", "1"), "answer-form")
    return pages


def choices(page, answers):
    """Something for every empty control: a code by its name, a small number, a short text."""
    form = page.form("answer-form")
    chosen = {}
    for name in form.names():
        if name in answers:
            chosen[name] = answers[name]
        elif "-" not in name or name.endswith(FIRST_LINE):
            value = _value(form, name, page.language)
            if value is not None:
                chosen[name] = [value]
    return chosen


def _value(form, name, language):
    kind = form.kind(name)
    if "__" in name:
        return "because" if "__why_" in name else None
    if kind in ("radio", "checkbox", "select"):
        values = [v for v in form.values(name) if v not in NO_ANSWERS]
        place = name.rsplit(".", 1)[-1]
        is_rank = kind == "select" and place.isdecimal()
        return values[int(place) - 1 if is_rank else zlib.crc32(name.encode()) % len(values)]
    if kind == "textarea":
        return "Words in general terms."
    if kind == "text":
        return show_number(0, language)
    return None
