"""A form that came back on paper is typed twice, compared, decided by a third person, and sent."""

import json

import pytest
from click.testing import CliRunner

from surveyapp.cli.paper import paper_group
from surveyapp.fieldwork.invitation import InvitationStatus
from surveyapp.instance import create_instance
from surveyapp.storage.answers_tables import response
from surveyapp.storage.database import connected
from surveyapp.storage.invitations import invitations_of
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.modes import modes_of
from surveyapp.storage.pool import waiting_of
from surveyapp.storage.study_keys import private_key_of
from surveyapp.storage.waves import WaveState, move_wave
from surveyapp.study.mixing import mix
from surveyapp.web import create_app
from tests.journeys.conftest import open_wave
from tests.journeys.filling import agree, enter
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.sending import REQUIRED
from tests.journeys.sent import answers_sent
from tests.storage.contacts import invite

NAME = "service_provision"
STAFF, AREA = "staff_total", "/answer/page/class_and_area"


@pytest.fixture
def site(tmp_path, monkeypatch):
    made = create_instance(tmp_path / "demo", is_demo=True)
    upgrade(made)
    open_wave(made, NAME)
    monkeypatch.setenv("SURVEYAPP_INSTANCE", str(made.path))
    return made, create_app(made)


def run(*words):
    return CliRunner().invoke(paper_group, list(words))


def new_codes(*more):
    result = run("new", NAME, *more)
    assert result.exit_code == 0, result.output
    return result.output.split()


def typed(app, code, **changes):
    """One entry: what is required, and some answers otherwise."""
    browser = enter(PlainBrowser(app), code)
    for page, values in (REQUIRED | changes).items():
        browser.go(f"/answer/page/{page}").send(values, form="answer-form")
    return browser


def test_two_equal_entries_are_sent_once_with_their_mode(site):
    instance, app = site
    codes = new_codes()
    for code in codes:
        typed(app, code)
    assert run("compare", *codes).output == "Both entries are the same.\n"
    assert run("send", *codes).exit_code == 0
    assert len(answers_sent(instance, NAME)) == 1
    with connected(instance):
        (waits,) = waiting_of(NAME, private_key_of(instance, NAME)).values()
    assert waits.mode == "paper"
    assert "sent before" in run("send", *codes).output or run("send", *codes).exit_code == 1
    assert len(answers_sent(instance, NAME)) == 1


def test_what_differs_is_listed_and_decided(site):
    instance, app = site
    codes = new_codes()
    typed(app, codes[0])
    typed(app, codes[1], case_manager={"cm_assigned": ["always"]}, role={"id_role": ["refer"]})
    compared = run("compare", *codes)
    assert compared.exit_code == 1
    assert "cm_assigned  1: never  2: always" in compared.output
    refused = run("send", *codes)
    assert (refused.exit_code, "cm_assigned" in refused.output) == (1, True)
    assert answers_sent(instance, NAME) == []
    cells = [line.split("  ")[1] for line in compared.output.splitlines()]
    takes = [f"--take={cell}={2 if cell.startswith('cm') else 1}" for cell in cells]
    mistyped = run("send", *codes, *takes, "--take=nothing.there=1")
    assert (mistyped.exit_code, "nothing.there" in mistyped.output) == (1, True)
    sent = run("send", *codes, *takes)
    assert sent.exit_code == 0, sent.output
    (found,) = answers_sent(instance, NAME)
    assert found["cm_assigned"] == "always"
    assert found["id_role"] != "refer"


def test_an_entry_is_not_sent_from_its_pages(site):
    instance, app = site
    browser = typed(app, new_codes()[0]).go("/answer/review")
    assert "typed from paper" in browser.page.html
    assert all(form.action != "/answer/send" for form in browser.page.forms)
    mark = browser.go("/answer/page/role").page.form("answer-form").initial()["form-draft"]
    answer = browser.client.post("/answer/send", data={"form-draft": mark})
    assert answer.status_code == 409
    assert answers_sent(instance, NAME) == []


def test_an_incomplete_entry_is_not_sent_and_says_which_question(site):
    _instance, app = site
    codes = new_codes()
    for code in codes:
        enter(PlainBrowser(app), code)
    refused = run("send", *codes)
    assert (refused.exit_code, "answer_authority" in refused.output) == (1, True)


def test_the_institution_is_known_to_have_answered_after_a_mixing(site):
    instance, app = site
    with connected(instance):
        invite(instance, *"ABCDE", wave=NAME)
    for name in "ABCDE":
        codes = new_codes("--institution", name)
        for code in codes:
            typed(app, code)
        assert run("send", *codes).exit_code == 0
    with connected(instance):
        assert {each.status for each in invitations_of(NAME)} == {InvitationStatus.OPENED}
        mix(instance, NAME)
        assert {each.status for each in invitations_of(NAME)} == {InvitationStatus.ANSWERED}
        assert modes_of(NAME) == {"paper": 5}
        assert "mode" not in response.columns


def test_an_invitation_that_was_opened_is_not_typed_in_too(site):
    instance, _app = site
    with connected(instance):
        invite(instance, "A", wave=NAME)
    new_codes("--institution", "A")
    assert "opened before" in run("new", NAME, "--institution", "A").output


def sent_from_paper(app):
    codes = new_codes()
    for code in codes:
        typed(app, code)
    assert run("send", *codes).exit_code == 0
    return codes[0]


def test_staff_corrects_what_it_typed_with_a_reason_that_its_code_shows(site):
    instance, app = site
    code = sent_from_paper(app)
    assert run("edit", code, "cm_assigned", "always").exit_code == 1
    (before,) = answers_sent(instance, NAME)
    assert before["cm_assigned"] == "never"
    done = run("edit", code, "cm_assigned", "always", "--because", "Misread, says the office.")
    assert "cm_assigned: never is always now; sent again." in done.output
    (after,) = answers_sent(instance, NAME)
    assert after == before | {"cm_assigned": "always"}
    page = enter(PlainBrowser(app), code).go("/answer/copy?lang=en").page.html
    assert "Misread, says the office." in page
    assert "before: Never" in page
    assert "Misread" not in str(after)


@pytest.mark.parametrize(
    ("cell", "answer", "words"),
    [
        ("cm_assigned", "sometimes, perhaps", "no such answer"),
        ("nothing", "1", "not asked that"),
        ("cm_assigned", "never", "stands there already"),
        ("country", "", "no such answer"),
    ],
)
def test_an_edit_that_cannot_be_changes_nothing(site, cell, answer, words):
    instance, app = site
    code = sent_from_paper(app)
    before = answers_sent(instance, NAME)
    refused = run("edit", code, cell, answer, "--because", "Why not.")
    assert (refused.exit_code, words in refused.output) == (1, True)
    assert answers_sent(instance, NAME) == before


def test_what_an_institution_sent_itself_staff_cannot_edit(site):
    _instance, app = site
    browser = PlainBrowser(app).go(f"/respond/{NAME}/?lang=en").send(form="")
    code = agree(browser).page.by_id["access-code"]
    assert "no entry from paper" in run("edit", code, "country", "NO", "--because", "x").output


def test_a_form_that_was_mixed_is_corrected_too_and_one_of_a_closed_wave_is_not(site):
    instance, app = site
    codes = [sent_from_paper(app) for _ in range(6)]
    with connected(instance):
        assert mix(instance, NAME).n_mixed == 6
    assert run("edit", codes[0], "cm_assigned", "always", "--because", "Misread.").exit_code == 0
    found = sorted(each["cm_assigned"] for each in answers_sent(instance, NAME))
    assert found == ["always"] + ["never"] * 5
    with connected(instance):
        move_wave(NAME, WaveState.CLOSED)
    refused = run("edit", codes[1], "cm_assigned", "always", "--because", "Too late.")
    assert "takes no answers" in refused.output


@pytest.mark.parametrize("pick", [(0, 0), (0, 2)], ids=["same", "web"])
def test_codes_that_do_not_belong_together_are_refused(site, pick):
    instance, app = site
    codes = new_codes()
    browser = PlainBrowser(app).go(f"/respond/{NAME}/?lang=en").send(form="")
    codes.append(agree(browser).page.by_id["access-code"])
    assert run("compare", codes[pick[0]], codes[pick[1]]).exit_code == 1
    assert json.dumps(answers_sent(instance, NAME)) == "[]"
