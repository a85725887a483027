"""Fills a questionnaire page by page, with codes that do not depend on the language."""

import zlib

from surveyapp.questions.number_text import show_number


def start(browser, questionnaire, language):
    """From the start page through consent to the section list."""
    browser.go(f"/respond/{questionnaire}/?lang={language}")
    browser.send(form="")
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
        elif "-" not in name:
            value = _value(form, name, page.language)
            if value is not None:
                chosen[name] = [value]
    return chosen


def _value(form, name, language):
    kind = form.kind(name)
    if "__" in name:
        return "because" if "__why_" in name else None
    if kind in ("radio", "checkbox"):
        values = [
            v for v in form.values(name) if v not in ("", "dk", "na", "nd", "ref", "none", "nobody")
        ]
        return values[zlib.crc32(name.encode()) % len(values)]
    if kind == "select":
        values, place = [v for v in form.values(name) if v], name.rsplit(".", 1)[1]
        return values[int(place) - 1 if place.isdigit() else zlib.crc32(name.encode()) % 3]
    if kind == "textarea":
        return "Words in general terms."
    if kind == "text":
        return show_number(0, language)
    return None
