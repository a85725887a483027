"""Where a questionnaire asks for it, somebody who changes nothing approves before it is sent."""

import re

import pytest

from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.waves import WaveState, move_wave
from surveyapp.web import create_app
from surveyapp.web.access import audience_of
from tests.journeys.conftest import open_wave
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.sending import opened
from tests.journeys.sent import answers_sent

NAME, FIGURES, VIEWS = "approval", "/answer/page/figures_page", "/answer/page/views_page"
APPROVE, RETURN = ("form-act", "approved"), ("form-act", "returned")


@pytest.fixture
def site(tmp_path):
    """An instance of its own, its application, and the code of a draft with an answer."""
    made = create_instance(tmp_path / "demo", is_demo=True)
    upgrade(made)
    open_wave(made, NAME)
    app = create_app(made)
    browser = PlainBrowser(app).go(f"/respond/{NAME}/?lang=en").send(form="")
    code = browser.page.by_id["access-code"]
    browser.go(FIGURES).send({"n_assisted": ["12"]}, form="answer-form")
    return made, app, code


def text(browser):
    return " ".join(re.sub(r"<[^>]+>", " ", browser.page.html).split())


def approvers_code(owner):
    owner.go("/answer/hand-over")
    at = owner.page.forms
    form = next(form for form in at if form.action == "/answer/approval/code")
    answer = owner.client.post(form.action, data=form.initial(), follow_redirects=True)
    return re.search(r'id="hand-over-code">([^<]+)<', answer.get_data(as_text=True)).group(1)


def send_anyway(owner):
    """Sends without the button, as a page that was kept might."""
    assert 'action="/answer/send"' not in owner.go("/answer/review").page.html
    mark = owner.go(VIEWS).page.form("answer-form").initial()["form-draft"]
    return owner.client.post("/answer/send", data={"form-draft": mark})


def change(owner, number):
    owner.go(FIGURES).send({"n_assisted": [number]}, form="answer-form")


def test_nothing_is_sent_before_somebody_approved_it(site):
    instance, app, code = site
    owner = opened(app, code)
    assert "must be approved before" in text(owner.go("/answer/"))
    answer = send_anyway(owner)
    assert answer.status_code == 403
    assert "The answers were not approved yet" in answer.get_data(as_text=True)
    assert answers_sent(instance, NAME) == []
    approver = opened(app, approvers_code(owner))
    assert approver.address == "/answer/approval"
    assert "12" in text(approver)
    approver.send(button=APPROVE)
    assert "The answers were approved as they stand" in text(approver)
    assert "The answers were approved as they stand" in text(owner.go("/answer/"))
    owner.go("/answer/review").send()
    assert owner.address == "/answer/receipt"
    assert [sent["n_assisted"] for sent in answers_sent(instance, NAME)] == [12]


def test_a_later_change_ends_the_approval_and_the_same_answers_have_it_again(site):
    instance, app, code = site
    owner = opened(app, code)
    approver = opened(app, approvers_code(owner)).send(button=APPROVE)
    change(owner, "13")
    assert "An answer was changed after the approval" in text(owner.go("/answer/"))
    assert send_anyway(owner).status_code == 403
    assert "changed after the approval" in text(approver.go("/answer/approval"))
    change(owner, "12")
    owner.go("/answer/review").send()
    assert owner.address == "/answer/receipt"
    assert len(answers_sent(instance, NAME)) == 1


def test_what_was_sent_is_what_was_approved_whatever_page_was_kept(site):
    instance, app, code = site
    owner, other = opened(app, code), opened(app, code)
    opened(app, approvers_code(owner)).send(button=APPROVE)
    owner.go("/answer/review")
    change(other, "99")
    owner.send()
    assert owner.status == 403
    assert answers_sent(instance, NAME) == []


def test_answers_are_returned_with_a_note_and_only_with_one(site):
    _instance, app, code = site
    owner = opened(app, code)
    approver = opened(app, approvers_code(owner)).send(button=RETURN)
    assert (approver.status, "Please write what should be changed." in text(approver)) == (
        422,
        True,
    )
    approver.send({"approval-note": ["<b>Look</b> at A1."]}, button=RETURN)
    assert "The answers were returned with this note: &lt;b&gt;Look&lt;/b&gt; at A1." in text(
        approver
    )
    assert "returned to be changed: &lt;b&gt;Look&lt;/b&gt; at A1." in text(owner.go("/answer/"))
    assert send_anyway(owner).status_code == 403
    approver.send({"approval-note": ["x" * 501]}, button=APPROVE)
    assert approver.status == 422


def test_what_was_changed_while_the_approver_read_is_not_approved(site):
    _instance, app, code = site
    owner = opened(app, code)
    approver = opened(app, approvers_code(owner))
    change(owner, "13")
    approver.send({"approval-note": ["Well done."]}, button=APPROVE)
    assert (approver.status, "Nothing was decided" in text(approver)) == (409, True)
    assert approver.page.form("").initial()["approval-note"] == ["Well done."]
    assert "13" in text(approver)
    assert send_anyway(owner).status_code == 403
    approver.send(button=APPROVE)
    assert "Well done." in text(owner.go("/answer/"))


def test_an_approver_does_not_write_over_what_another_said_without_having_seen_it(site):
    _instance, app, code = site
    owner = opened(app, code)
    one, two = (opened(app, approvers_code(owner)) for _ in range(2))
    one.send({"approval-note": ["A1 is of another year."]}, button=RETURN)
    two.send(button=APPROVE)
    assert (two.status, "A1 is of another year." in text(two)) == (409, True)
    assert "A1 is of another year." in text(owner.go("/answer/"))
    assert send_anyway(owner).status_code == 403
    two.send(button=APPROVE)
    assert "The answers were approved as they stand" in text(owner.go("/answer/"))


def test_after_the_end_nobody_is_asked_to_decide_and_codes_are_taken_back_by_way_of_the_list(site):
    instance, app, code = site
    owner = opened(app, code)
    approver = opened(app, approvers_code(owner)).send(button=APPROVE)
    change(owner, "13")
    with connected(instance):
        move_wave(NAME, WaveState.CLOSED)
    assert "decide again" not in text(approver.go("/answer/approval"))
    assert "/answer/hand-over" in owner.go("/answer/").page.links
    owner.go("/answer/hand-over")
    owner.go(next(link for link in owner.page.links if link.endswith("/take-back"))).send(form="")
    assert "This code was taken back" in text(approver.go("/answer/approval"))
    assert "/answer/hand-over" not in owner.go("/answer/").page.links


def test_a_decision_that_is_pressed_twice_counts_once(site):
    _instance, app, code = site
    approver = opened(app, approvers_code(opened(app, code)))
    page = approver.page
    for _ in range(2):
        approver.page = page
        approver.send(button=APPROVE)
        assert (approver.status, approver.address) == (200, "/answer/approval")


def test_what_waits_to_be_mended_cannot_be_approved(site):
    _instance, app, code = site
    owner = opened(app, code)
    change(owner, "twelve")
    approver = opened(app, approvers_code(owner))
    assert "cannot be approved yet" in text(approver)
    approver.send(button=APPROVE)
    assert "were approved" not in text(approver)


def test_an_approver_changes_nothing_by_any_route(site):
    instance, app, code = site
    owner = opened(app, code)
    approver = opened(app, approvers_code(owner))
    mark = approver.page.forms[-1].initial()["form-draft"]
    planted = {"form-draft": mark, "n_assisted": "99", "form-act": "erase", "edition": "core"}
    known = {"name": "figures_page", "section": "figures", "question": "n_assisted"}
    with app.test_request_context():
        rules = [r for r in app.url_map.iter_rules() if _is_of_a_draft(app, r)]
        urls = app.url_map.bind("localhost")
        asked = [(r, urls.build(r.endpoint, {n: known[n] for n in r.arguments})) for r in rules]
    for rule, address in asked:
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            sent = approver.client.open(address, method=method, data=planted)
            assert sent.status_code in (403, 404), (method, address)
    assert "99" not in text(owner.go("/answer/review"))
    assert len(asked) > 15
    assert answers_sent(instance, NAME) == []


def _is_of_a_draft(app, rule):
    own = {"approval.summary", "respondent.stay_here"}
    return audience_of(app, rule.endpoint).name == "respondent" and rule.endpoint not in own


def test_an_approver_reads_the_comments_and_one_more_ends_no_approval(site):
    _instance, app, code = site
    owner = opened(app, code)
    approver = opened(app, approvers_code(owner))
    at = "/answer/section/figures/comments"
    owner.go(at).send({"comment-words": ["From the register."]}, form="comment-form")
    assert "Section A: From the register." in text(approver.go("/answer/approval"))
    approver.send(button=APPROVE)
    owner.go(at).send({"comment-words": ["Good."]}, form="comment-form")
    assert "The answers were approved as they stand" in text(owner.go("/answer/"))


def test_the_main_code_and_a_colleague_approve_nothing(site):
    _instance, app, code = site
    owner = opened(app, code)
    owner.go("/answer/hand-over").send({"hand-section": ["figures"]}, form="")
    colleague = opened(app, owner.page.by_id["hand-over-code"])
    shown = opened(app, approvers_code(owner)).page.forms[-1].initial()["form-versions"]
    for browser in (owner, colleague):
        mark = browser.go(FIGURES).page.form("answer-form").initial()["form-draft"]
        said = {"form-draft": mark, "form-act": "approved", "form-versions": shown}
        browser.client.post("/answer/approval", data=said)
    assert colleague.go("/answer/approval").status == 403
    assert send_anyway(owner).status_code == 403


def test_an_approvers_code_can_be_taken_back_and_what_was_approved_stays(site):
    _instance, app, code = site
    owner = opened(app, code)
    approver = opened(app, approvers_code(owner)).send(button=APPROVE)
    owner.go("/answer/hand-over")
    owner.go(next(link for link in owner.page.links if link.endswith("/take-back"))).send(form="")
    assert approver.go("/answer/approval").status == 410
    assert "The answers were approved as they stand" in text(owner.go("/answer/"))


def test_a_questionnaire_without_approval_has_no_code_for_it(tmp_path):
    made = create_instance(tmp_path / "demo", is_demo=True)
    upgrade(made)
    open_wave(made, "start_page")
    owner = PlainBrowser(create_app(made)).go("/respond/start_page/?lang=en").send(form="")
    assert "approve" not in text(owner)
    mark = owner.go("/answer/hand-over").page.form("").initial()["form-draft"]
    assert "approve" not in text(owner)
    answer = owner.client.post("/answer/approval/code", data={"form-draft": mark})
    assert answer.status_code == 404


@pytest.mark.parametrize("language", ["ro", "nb"])
def test_the_pages_speak_every_language(site, language):
    _instance, app, code = site
    owner = opened(app, code)
    approver = opened(app, approvers_code(owner)).go(f"/answer/approval?lang={language}")
    assert "Approve the answers" not in approver.page.html
    assert "approved" not in text(owner.go(f"/answer/?lang={language}"))
