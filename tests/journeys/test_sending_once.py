"""Sent is sent: exactly once, exactly what the summary showed, whoever presses what at once."""

import json
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from surveyapp.fieldwork.envelope import WorkspaceKeys
from surveyapp.instance import create_instance, load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.workspaces import open_workspace
from surveyapp.web import create_app
from tests.journeys.conftest import open_wave
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.sending import make_ready, opened
from tests.journeys.sent import answers_sent

ROOT = Path(__file__).parents[2]
TEXT = "/answer/page/proposals"
SUPPORT = "rec_national"
BUSY = 503  # somebody else writes; nothing is lost and the page says so


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """(directory, code of a draft that can be sent) of an instance; only to be copied."""
    made = create_instance(tmp_path_factory.mktemp("ready") / "demo", is_demo=True)
    upgrade(made)
    open_wave(made, "service_provision")
    browser = start(PlainBrowser(create_app(made)), "service_provision", "en")
    code = browser.page.by_id["access-code"]
    make_ready(browser)
    return made.path, code


@pytest.fixture
def site(ready, tmp_path):
    """An instance of its own, its application, and the code of the draft."""
    path, code = ready
    made = load_instance(shutil.copytree(path, tmp_path / "demo"))
    return made, create_app(made), code


def stored(instance):
    """The answers of everything that was sent."""
    return answers_sent(instance, "service_provision")


def test_what_was_saved_after_the_summary_shows_the_summary_again(site):
    instance, app, code = site
    mine, colleague = opened(app, code).go("/answer/review"), opened(app, code)
    colleague.go(TEXT).send({SUPPORT: ["Said later."]}, form="answer-form")
    mine.send()
    assert mine.address.startswith("/answer/review")
    assert "Nothing was sent" in mine.page.html
    assert "Said later." in mine.page.html
    assert stored(instance) == []
    mine.send()
    assert mine.address == "/answer/receipt"
    assert stored(instance)[0][SUPPORT] == "Said later."


@pytest.mark.parametrize("change", ["edition", "aside"])
def test_a_change_beside_the_answers_shows_the_summary_again_too(site, change):
    instance, app, code = site
    mine, colleague = opened(app, code).go("/answer/review"), opened(app, code).go("/answer/")
    press(colleague, change)
    mine.send()
    assert mine.address.startswith("/answer/review")
    assert stored(instance) == []


def press(browser, what):
    """The buttons of the section list that stands there."""
    if what == "edition":
        form = next(f for f in browser.page.forms if f.action.endswith("/answer/edition"))
        return browser.client.post(form.action, data={**form.initial(), "edition": "full"})
    form = next(f for f in browser.page.forms if "/recommendations/aside" in f.action)
    return browser.client.post(form.action, data={**form.initial(), "form-act": "confirm"})


def test_a_code_typed_after_the_visit_ended_sends_nothing_by_itself(site):
    instance, app, code = site
    browser = opened(app, code).go("/answer/review")
    browser.client.delete_cookie("surveyapp", path="/")
    browser.send()
    assert browser.status == 403
    assert "Nothing was sent." in browser.page.html
    assert "will be saved" not in browser.page.html
    browser.send({"form-code": [code]}, form="answer-form")
    assert browser.address == "/answer/review?not_done=1"
    assert "Nothing was sent yet" in browser.page.html
    assert stored(instance) == []
    browser.send()
    assert browser.address == "/answer/receipt"


def test_after_the_receipt_nothing_writes_and_the_copy_shows_what_was_sent(site):
    instance, app, code = site
    late = opened(app, code)
    forms = [form for a in ("/answer/", TEXT) for form in late.go(a).page.forms]
    mine = opened(app, code).go("/answer/review").send()
    number, before = mine.page.by_id["receipt-number"], mine.go("/answer/copy").page.html
    posts = [form for form in forms if form.method == "post"]
    for form in posts:
        data = {**form.initial(), "edition": "full", "form-act": "confirm", SUPPORT: "Too late."}
        answer = late.client.post(form.action, data=data)
        assert (form.action, answer.status_code) == (form.action, 409)
        assert number in answer.get_data(as_text=True)
    assert len(posts) > 5
    assert mine.go("/answer/copy").page.html == before
    assert len(stored(instance)) == 1
    assert "Too late." not in json.dumps(stored(instance))
    for address in ("/answer/", "/answer/review", "/respond/service_provision/consent", TEXT):
        assert mine.go(address).address == "/answer/receipt", address


def opened_page(n):
    """What the nth of twenty has before it when all begin."""
    if n % 2:
        return "/answer/review"
    return "/answer/" if n % 8 in (2, 4) else TEXT


@pytest.mark.slow
def test_twenty_threads_send_save_and_set_aside_at_once(site):
    """One response, one receipt for all, and no failure; whatever was called saved was sent."""
    instance, app, code = site
    browsers = [opened(app, code) for _ in range(20)]
    pages = [browser.go(opened_page(n)) for n, browser in enumerate(browsers)]

    def act(n):
        browser = pages[n]
        if n % 2:
            return send_until_sent(browser)
        if n % 8 == 2:
            return press(browser, "edition").status_code
        if n % 8 == 4:
            return press(browser, "aside").status_code
        browser.send({SUPPORT: [f"Words of {n}."]}, form="answer-form")
        return browser.status

    with ThreadPoolExecutor(len(pages)) as pool:
        done = list(pool.map(act, range(len(pages))))
    receipts = {each for each in done if isinstance(each, str)}
    assert len(receipts) == 1
    assert {each for each in done if isinstance(each, int)} <= {200, 302, 409, BUSY}
    (sent,) = stored(instance)
    shown = opened(app, code).go("/answer/copy").page.html
    words = sent.get(SUPPORT)
    assert not isinstance(words, str) or words in shown


def send_until_sent(browser):
    """A person presses Send, is shown the summary again or told to wait, and presses again."""
    for _ in range(200):
        browser.send()
        assert browser.status in (200, 409, BUSY), browser.page.html
        if browser.status == BUSY:
            browser.go("/answer/review")
        if "receipt-number" in browser.page.by_id:
            return browser.page.by_id["receipt-number"]
    raise AssertionError("never sent")


@pytest.mark.slow
@pytest.mark.parametrize("stop", ["before-1", "after-1", "never"])
def test_a_process_that_is_killed_while_sending_has_sent_all_or_nothing(site, stop):
    instance, app, code = site
    shown = opened(app, code).go("/answer/copy").page.html
    command = [sys.executable, "-m", "tests.journeys.sending", str(instance.path), code, stop]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == (0 if stop == "never" else -signal.SIGKILL), ended.stderr
    again = opened(app, code)
    if stop == "before-1":
        assert stored(instance) == []
        assert again.go("/answer/").address == "/answer/"
        again.go("/answer/review").send()
    assert again.go("/answer/").address == "/answer/receipt"
    assert len(stored(instance)) == 1
    assert answers_in(again.go("/answer/copy").page.html) == answers_in(shown)


def answers_in(html):
    """The part of a copy that holds the answers."""
    return html.split("<h2>", 1)[1]


def test_sending_is_one_commit(site):
    """There is no second point at which a process could stop."""
    instance, _app, code = site
    command = [sys.executable, "-m", "tests.journeys.sending", str(instance.path), code, "before-2"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    with connected(instance):
        keys = open_workspace(code, instance.pepper).keys
    assert isinstance(keys, WorkspaceKeys)
    assert len(stored(instance)) == 1
