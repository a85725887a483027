"""A draft that is ready to be sent, and a process that sends it and is stopped on the way.

``python -m tests.journeys.sending INSTANCE CODE STOP`` presses *Send* on the draft of CODE, and
kills itself (SIGKILL) at STOP: ``before-N`` or ``after-N``, the Nth commit of the request, or
``never``.
"""

import os
import signal
import sys
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from surveyapp.instance import load_instance
from surveyapp.web import create_app
from tests.journeys.plain_client import PlainBrowser

NGO = {"country": ["RO"], "sector": ["ngo"], "mandate": ["social"], "keeps_statistics": ["no"]}
REQUIRED = {
    "capacity": {"answer_authority": ["official"]},
    "country_and_sector": {"country": ["RO"], "sector": ["ngo"]},
    "class_and_area": {"inst_class_ngo": ["ngo_shelter"]},
    "tasks_and_groups": {"mandate": ["social"]},
    "figures_kept": {"keeps_statistics": ["no"]},
    "case_manager": {"cm_assigned": ["never"]},
    "arrangements": {"rn_contact": ["no"]},
    "role": {"id_role": ["none"]},
}


def make_ready(browser):
    """Answers what is required; the summary then has a button to send."""
    for page, values in REQUIRED.items():
        browser.go(f"/answer/page/{page}").send(values, form="answer-form")
    browser.go("/answer/review")
    assert "form-versions" in browser.page.html, browser.page.html
    return browser


def opened(app, code):
    """A browser in which the code was entered."""
    return PlainBrowser(app).go("/answer/code").send({"code": [code]})


def stop_at(stop):
    """Kills this process before or after its Nth commit that writes."""
    when, _, number = stop.partition("-")
    met = 0

    def is_due(connection):
        nonlocal met
        if connection.get_execution_options().get("writes"):
            met += 1
            return met == int(number)
        return False

    if when == "before":

        @event.listens_for(Engine, "commit")
        def _before(connection):
            if is_due(connection):
                os.kill(os.getpid(), signal.SIGKILL)

    elif when == "after":
        due = []

        @event.listens_for(Engine, "commit")
        def _note(connection):
            due.append(is_due(connection))

        @event.listens_for(Engine, "checkin")
        def _after(_connection, _record):
            if any(due):
                os.kill(os.getpid(), signal.SIGKILL)


def main():
    path, code, stop = sys.argv[1:]
    app = create_app(load_instance(Path(path)))
    browser = opened(app, code).go("/answer/review")
    stop_at(stop)
    browser.send()
    assert browser.address == "/answer/receipt"


if __name__ == "__main__":
    main()
