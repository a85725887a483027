"""An institution that stops: its answers are put away or deleted as they were shown, or not."""

from datetime import date
from threading import Barrier, Thread

import pytest

from surveyapp.storage import hand_overs
from surveyapp.storage.drafts import DraftConflict, draft_state
from surveyapp.storage.workspaces import open_workspace
from surveyapp.web.respondent.visit import Visit
from tests.journeys.filling import start
from tests.journeys.sending import opened

NUMBERS, TEXT = "/answer/page/assisted_sex_age", "/answer/page/proposals"
CELL, SUPPORT = "vic_assisted_sexage.year_3.women", "rec_national"
DECLINE, ASKED_AGAIN = "/answer/decline", "/answer/decline?changed=1"
TODAY = date(2014, 9, 2)


@pytest.fixture
def code(browser):
    """The code of a draft with one answer."""
    start(browser, "service_provision", "en")
    browser.go(NUMBERS).send({CELL: ["120"]}, form="answer-form")
    return browser.go("/answer/").page.by_id["access-code"]


def decide(browser, act):
    return browser.send({}, ("form-act", act))


def answer(browser, words="Said meanwhile."):
    return browser.go(TEXT).send({SUPPORT: [words]}, form="answer-form")


def holds(app, code):
    copy = opened(app, code).go("/answer/copy").page.html
    return "120" in copy and "Said meanwhile." in copy


def visit_of(instance, code):
    workspace = open_workspace(code, instance.pepper)
    return Visit(workspace, draft_state(workspace), "en", "visit of a colleague")


def test_an_old_page_deletes_nothing_of_a_draft_that_has_gone_on(app, browser, code):
    decide(browser.go(DECLINE), "stop")
    colleague = opened(app, code).go(DECLINE)
    decide(colleague, "undo")
    answer(colleague)
    decide(browser, "erase")
    assert browser.address == ASKED_AGAIN
    assert "Please decide again" in browser.page.html
    assert "Stop taking part?" in browser.page.html
    assert holds(app, code)


def test_an_old_page_deletes_nothing_of_a_draft_that_was_put_away_again(app, browser, code):
    decide(browser.go(DECLINE), "stop")
    colleague = opened(app, code).go(DECLINE)
    decide(colleague, "undo")
    answer(colleague)
    decide(colleague.go(DECLINE), "stop")
    decide(browser, "erase")
    assert browser.address == ASKED_AGAIN
    assert "2 answers were put away" in browser.page.html
    decide(browser, "undo")
    assert holds(app, code)


def test_an_old_page_puts_nothing_away_of_a_draft_that_has_gone_on(app, browser, code):
    browser.go(DECLINE)
    answer(opened(app, code))
    decide(browser, "stop")
    assert browser.address == ASKED_AGAIN
    assert "2 answers" in browser.page.html
    assert holds(app, code)
    decide(browser, "stop")
    assert browser.address == DECLINE


def test_only_what_was_put_away_is_deleted(app, browser, code):
    answer(browser)
    decide(browser.go(DECLINE), "erase")
    assert browser.address == ASKED_AGAIN
    assert holds(app, code)


def test_who_takes_part_again_is_told_when_the_answers_were_deleted_meanwhile(app, browser, code):
    decide(browser.go(DECLINE), "stop")
    colleague = opened(app, code).go(DECLINE)
    decide(browser, "erase")
    assert browser.address == "/answer/declined"
    decide(colleague, "undo")
    assert colleague.status == 409
    assert "Your institution does not take part" in colleague.page.html
    assert opened(app, code).address.endswith("/consent")


@pytest.mark.parametrize(("act", "leads_to"), [("stop", DECLINE), ("undo", "/answer/")])
def test_pressed_twice_it_leads_to_the_same_place(app, browser, code, act, leads_to):
    if act == "undo":
        decide(browser.go(DECLINE), "stop")
    tabs = [opened(app, code).go(DECLINE) for _ in range(2)]
    for each in tabs:
        assert decide(each, act).address == leads_to


def test_of_two_who_delete_and_undo_at_once_one_is_told_that_it_was_not_done(app, browser, code):
    decide(browser.go(DECLINE), "stop")
    presses = {act: opened(app, code).go(DECLINE) for act in ("erase", "undo")}
    both = Barrier(2)

    def press(act):
        both.wait()
        decide(presses[act], act)

    threads = [Thread(target=press, args=(act,)) for act in presses]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    is_erased = presses["erase"].address == "/answer/declined"
    assert is_erased != (presses["undo"].address == "/answer/")
    assert is_erased == opened(app, code).address.endswith("/consent")


def test_a_draft_is_deleted_as_it_was_seen_or_not_at_all(app, instance, browser, code):
    with app.app_context():
        visit = visit_of(instance, code)
        seen, sections = visit.draft.versions(), visit.draft.sections()
        answer(browser)
        with pytest.raises(DraftConflict):
            hand_overs.erase(visit.own, sections, seen, instance.pepper, TODAY)
    assert holds(app, code)


def test_a_reason_and_a_comment_are_not_deleted_without_a_question(app, browser):
    start(browser, "service_provision", "en")
    code = browser.page.by_id["access-code"]
    comments = browser.go("/answer/section/services/comments").page
    browser.page.forms = [f for f in comments.forms if "comment-words" in f.names()]
    browser.send({"comment-words": ["Please look at this."]})
    say_no(browser)
    assert browser.address == DECLINE
    decide(browser, "keep")
    browser.go(NUMBERS).send({f"{CELL}__reason": ["dk"]}, form="answer-form")
    say_no(browser)
    assert browser.address == DECLINE
    assert (
        "Please look at this."
        in opened(app, code).go("/answer/section/services/comments").page.html
    )


def say_no(browser):
    browser.go("/respond/service_provision/consent")
    return browser.send({"consent_institution": ["no"]}, form="answer-form")


def test_what_was_put_away_is_counted_as_the_list_of_sections_counts_it(browser, code):
    answer(browser)
    listed = browser.go("/answer/").page.by_id["progress-words"]
    assert listed.startswith("You have answered 3 of")  # and the agreement
    decide(browser.go(DECLINE), "stop")
    assert "2 answers were put away" in browser.page.html
    assert "The agreement to take part is not counted." in browser.page.html


TABLE, SECTION = "/answer/table/vic_assisted_sexage/aside", "/answer/section/recommendations/aside"


@pytest.mark.parametrize("address", [TABLE, SECTION])
def test_an_old_page_sets_nothing_aside_that_came_since(app, browser, code, address):
    answer(browser, "Said before.")
    browser.go(address)
    colleague = opened(app, code)
    if address == TABLE:
        other = CELL.replace("women", "men")
        colleague.go(NUMBERS).send({other: ["7"]}, form="answer-form")
    else:
        colleague.go(TEXT).send({"rec_transnational": ["Said meanwhile."]}, form="answer-form")
    press_aside(browser, address)
    assert browser.status == 200
    assert "Please decide again" in browser.page.html
    assert "There are 2 answers here" in browser.page.html
    copy = opened(app, code).go("/answer/copy").page.html
    assert "120" in copy
    assert "Said before." in copy
    press_aside(browser, address)
    assert "Please decide again" not in browser.page.html


def press_aside(browser, address):
    browser.page.forms = [f for f in browser.page.forms if f.action == address]
    decide(browser, "confirm")


def test_a_press_that_asks_nothing_asks_where_a_colleague_answered_meanwhile(app, browser, code):
    browser.go("/answer/")
    answer(opened(app, code))
    press_aside(browser, SECTION)
    assert "There is 1 answer here" in browser.page.html
    assert "Said meanwhile." in opened(app, code).go("/answer/copy").page.html
