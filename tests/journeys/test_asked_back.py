"""An institution is asked back through its own draft, and tells how far it is only if it wants."""

import json

import pytest
from click.testing import CliRunner

from surveyapp.cli.contacts import contacts_group
from surveyapp.cli.inquiries import inquiries_group
from surveyapp.instance import create_instance
from surveyapp.storage.contacts import contacts_of
from surveyapp.storage.database import connected
from surveyapp.storage.invitations import invitation_of
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.waves import WaveState, move_wave
from surveyapp.web import create_app
from tests.journeys.conftest import open_wave
from tests.journeys.filling import enter
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.sending import REQUIRED, make_ready
from tests.journeys.test_invitation import codes_for, opened

NAME, ASKED = "service_provision", "Please look at C4 again: is it the whole year?"


@pytest.fixture
def site(tmp_path, monkeypatch):
    """An instance, its application, and the access code of the one institution."""
    made = create_instance(tmp_path / "demo", is_demo=True)
    upgrade(made)
    open_wave(made, NAME)
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(made.path))
    app = create_app(made)
    codes = codes_for(made, "A", "B")
    access = [opened(app, code).page.by_id["access-code"] for code in codes]
    names = names_by_code(made, codes)
    return made, app, dict(zip(names, access, strict=True))


def names_by_code(instance, codes):
    with connected(instance):
        names = {each.contact_id: each.institution for each in contacts_of(NAME)}
        return [names[invitation_of(code, instance.pepper).contact_id] for code in codes]


def run(group, *words):
    return CliRunner().invoke(group, list(words))


def listed(group):
    return json.loads(run(group, "list", NAME, "--format", "json").output)


def hub(app, code):
    return enter(PlainBrowser(app), code).go("/answer/?lang=en")


def reply_to(browser, words):
    form = next(f for f in browser.page.forms if f.action == "/answer/reply")
    values = form.initial() | {"reply": [words]}
    browser.client.post("/answer/reply", data=values)


def test_a_question_stands_in_the_draft_of_its_institution_until_it_is_answered(site):
    _instance, app, access = site
    assert run(inquiries_group, "ask", NAME, "A", ASKED).exit_code == 0
    assert ASKED not in hub(app, access["B"]).page.html
    browser = hub(app, access["A"])
    assert ASKED in browser.page.html
    reply_to(browser, "Yes, the whole year.")
    assert ASKED not in browser.go("/answer/").page.html
    (row,) = listed(inquiries_group)
    assert row == {"institution": "A", "asked": ASKED, "reply": "Yes, the whole year."}


def test_two_colleagues_that_reply_close_it_once(site):
    _instance, app, access = site
    run(inquiries_group, "ask", NAME, "A", ASKED)
    one, two = (hub(app, access["A"]) for _ in range(2))
    reply_to(one, "First.")
    reply_to(two, "Second.")
    assert [row["reply"] for row in listed(inquiries_group)] == ["First."]


def test_one_institution_cannot_reply_for_another(site):
    _instance, app, access = site
    run(inquiries_group, "ask", NAME, "A", ASKED)
    theirs = next(f for f in hub(app, access["A"]).page.forms if f.action == "/answer/reply")
    other = hub(app, access["B"])
    mark = next(f for f in other.page.forms if "form-draft" in f.names()).initial()["form-draft"]
    values = {**theirs.initial(), "form-draft": mark, "reply": ["Not ours."]}
    other.client.post("/answer/reply", data=values)
    assert [row["reply"] for row in listed(inquiries_group)] == [None]


def test_what_was_sent_can_still_be_asked_about(site):
    instance, app, access = site
    browser = make_ready(enter(PlainBrowser(app), access["A"])).send()
    run(inquiries_group, "ask", NAME, "A", ASKED)
    browser.go("/answer/receipt?lang=en")
    assert ASKED in browser.page.html
    with connected(instance):
        move_wave(NAME, WaveState.CLOSED)
    reply_to(browser, "It is.")
    assert [row["reply"] for row in listed(inquiries_group)] == ["It is."]


def test_how_far_it_is_an_institution_tells_when_it_wants_and_takes_back(site):
    _instance, app, access = site
    browser = enter(PlainBrowser(app), access["A"])
    for page, values in REQUIRED.items():
        browser.go(f"/answer/page/{page}").send(values, form="answer-form")
    assert all("sections" not in row for row in listed(contacts_group))
    browser.go("/answer/?lang=en")
    form = next(f for f in browser.page.forms if f.action == "/answer/progress")
    browser.client.post("/answer/progress", data={**form.initial(), "tell": "1"})
    told = {row["institution"]: row.get("sections") for row in listed(contacts_group)}
    assert told["B"] is None
    assert told["A"].endswith(" sections")
    browser.client.post("/answer/progress", data={**form.initial(), "tell": "0"})
    assert all("sections" not in row for row in listed(contacts_group))


def test_without_an_invitation_nobody_can_be_told(site):
    _instance, app, _access = site
    browser = PlainBrowser(app).go(f"/respond/{NAME}/?lang=en").send(form="")
    assert "/answer/progress" not in [form.action for form in browser.page.forms]
