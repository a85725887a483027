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
from tests.journeys.plain_client import Page, PlainBrowser
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
    return browser.client.post("/answer/reply", data=values)


def told(browser, value):
    form = next(f for f in browser.page.forms if f.action == "/answer/progress")
    assert value in form.values("form-tell")
    browser.client.post("/answer/progress", data={**form.initial(), "form-tell": value})


def told_by(name):
    return {row["institution"]: row.get("sections") for row in listed(contacts_group)}[name]


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


def test_a_reply_of_several_lines_stands_in_one_line_and_imitates_no_other(site):
    _instance, app, access = site
    run(inquiries_group, "ask", NAME, "A", ASKED)
    reply_to(hub(app, access["A"]), "Yes.\r\nB  Did you close?  Never.")
    assert run(inquiries_group, "list", NAME).output.count("\n") == 1


def test_two_colleagues_that_reply_close_it_once(site):
    _instance, app, access = site
    run(inquiries_group, "ask", NAME, "A", ASKED)
    one, two = (hub(app, access["A"]) for _ in range(2))
    assert reply_to(one, "First.").status_code == 303
    second = reply_to(two, "Second.")
    assert [row["reply"] for row in listed(inquiries_group)] == ["First."]
    assert (second.status_code, "Second." in second.text) == (409, True)
    assert "Somebody else has replied" in second.text


def test_a_reply_that_is_too_long_is_shown_again_and_not_cut(site):
    _instance, app, access = site
    run(inquiries_group, "ask", NAME, "A", ASKED)
    answer = reply_to(hub(app, access["A"]), "Much. " * 200)
    assert (answer.status_code, "Much. " * 199 in answer.text) == (422, True)
    assert [row["reply"] for row in listed(inquiries_group)] == [None]
    assert reply_to(hub(app, access["A"]), "a\r\n" * 499 + "ab").status_code == 303


def test_a_reply_that_was_typed_before_the_visit_ended_is_kept_with_the_code(site):
    _instance, app, access = site
    run(inquiries_group, "ask", NAME, "A", ASKED)
    browser = hub(app, access["A"])
    browser.client.delete_cookie("surveyapp")
    form = next(f for f in browser.page.forms if f.action == "/answer/reply")
    asked = browser.client.post("/answer/reply", data=form.initial() | {"reply": ["It is."]})
    assert asked.status_code == 403
    browser.page = Page(asked.text)
    assert "It is." in browser.page.html
    assert form.initial()["form-inquiry"][0] not in shown_as_typed(asked.text)
    browser.send({"form-code": [access["A"]]}, form="answer-form")
    assert [row["reply"] for row in listed(inquiries_group)] == ["It is."]


def shown_as_typed(html):
    return html[html.index('<dl class="typed">') :]


def test_who_sent_nothing_may_reply_after_the_end(site):
    instance, app, access = site
    run(inquiries_group, "ask", NAME, "A", ASKED)
    browser = hub(app, access["A"])
    with connected(instance):
        move_wave(NAME, WaveState.CLOSED)
    assert ASKED in browser.go("/answer/?lang=en").page.html
    assert reply_to(browser, "Too late for us.").status_code == 303
    assert [row["reply"] for row in listed(inquiries_group)] == ["Too late for us."]


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
    told(browser, "1")
    assert told_by("B") is None
    assert told_by("A").endswith(" sections")
    told(browser.go("/answer/"), "0")
    assert told_by("A") is None


def test_how_far_it_was_is_taken_back_after_sending_and_after_the_end_and_told_no_more(site):
    instance, app, access = site
    sender, writer = (enter(PlainBrowser(app), access[name]) for name in "AB")
    kept = [each.go("/answer/?lang=en").page for each in (sender, writer)]
    for each in (sender, writer):
        told(each, "1")
    make_ready(sender).send()
    assert sender.go("/answer/receipt?lang=en").status == 200
    told(sender, "0")
    with connected(instance):
        move_wave(NAME, WaveState.CLOSED)
    told(writer.go("/answer/"), "0")
    assert (told_by("A"), told_by("B")) == (None, None)
    for browser, browser.page in zip((sender, writer), kept, strict=True):
        told(browser, "1")
    assert (told_by("A"), told_by("B")) == (None, None)


def test_deleting_all_answers_takes_back_how_far_they_were(site):
    _instance, app, access = site
    browser = enter(PlainBrowser(app), access["A"])
    browser.go("/answer/page/role").send(REQUIRED["role"], form="answer-form")
    told(browser.go("/answer/"), "1")
    browser.go("/answer/decline").send(button=("form-act", "stop"))
    browser.go("/answer/decline").send(button=("form-act", "erase"))
    assert told_by("A") is None


def test_without_an_invitation_nobody_can_be_told(site):
    _instance, app, _access = site
    browser = PlainBrowser(app).go(f"/respond/{NAME}/?lang=en").send(form="")
    assert "/answer/progress" not in [form.action for form in browser.page.forms]
