"""A paper form on the desk: begun by a coordinator, typed twice, compared, sent and corrected."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from surveyapp.storage.database import connected
from surveyapp.storage.invitations import invitations_of
from surveyapp.storage.pool import waiting_of
from surveyapp.storage.staff_log import log_lines
from surveyapp.storage.study_keys import private_key_of
from tests.desk.fieldwork_home import (
    WAVE,
    app,
    at,
    desk,
    desk_of,
    form_to,
    home,
    keep,
    made_home,
    other,
    post,
)
from tests.journeys.sent import answers_sent
from tests.journeys.test_fieldwork import fill, typed

__all__ = ["app", "desk", "home", "made_home", "other"]
CODE = re.compile(r"\bW[0-9A-Z]{3}(?:-[0-9A-Z]{4}){4}\b")
PAPER = f"/desk/{WAVE}/paper/"


@pytest.fixture
def typist(home, app):
    return desk_of(home, app, "typist")


@pytest.fixture
def codes(desk):
    keep(desk)
    post(desk.go(f"/desk/{WAVE}/invitations/"), "/make")
    post(at(desk, 0), "/paper")
    found = CODE.findall(desk.page.html)
    assert len(found) == 2
    return found


def type_both(app, codes, second=None, first=None):
    usual = {"keeps": ["no"], "places": ["7"], "helps": ["bed"]}
    for code, changes in zip(codes, (first or {}, second or {}), strict=True):
        browser = typed(app, code)
        fill(browser, who={"country": ["RO"], "sector": ["private"]}, offers={**usual, **changes})


def compare(typist, codes):
    typist.go(PAPER)
    return post(typist, "/compare", {"first": [codes[0]], "second": [codes[1]]})


def test_a_form_is_compared_decided_and_sent_once(home, app, typist, codes):
    type_both(app, codes, {"places": ["9"], "helps": ["bed", "food"]})
    compare(typist, codes)
    assert "They differ in 2 cells" in typist.page.html
    assert "How many places do you have?" in typist.page.html
    assert "A bed; Food" in typist.page.html
    assert "Zinnober" not in typist.page.html
    post(typist, "/send", {"take.places": ["2"]})
    assert typist.status == 400
    assert "Please decide which is right" in typist.page.html
    form = next(f for f in typist.page.forms if f.action.endswith("/send"))
    values = form.initial() | {"take.helps": ["1"]}
    assert values["take.places"] == ["2"]
    answers = [typist.client.post(form.action, data=values) for _ in range(2)]
    assert [each.status_code for each in answers] == [303, 303]
    (sent,) = answers_sent(home, WAVE)
    assert (sent["places"], sent["helps"]) == (9, ["bed"])
    with connected(home):
        (waits,) = waiting_of(WAVE, private_key_of(home, WAVE)).values()
        lines = [each for each in log_lines() if each.action.startswith("paper")]
    assert waits.mode == "paper"
    assert [each.action for each in lines] == ["paper entries made", "paper entries sent"]
    assert not [each for each in lines if CODE.search(each.about)]


def test_codes_stand_in_no_address_and_no_page_in_the_open(app, typist, codes):
    type_both(app, codes, {"places": ["9"]})
    compare(typist, codes)
    assert codes[0] not in typist.address
    assert not [code for code in codes if code in typist.page.html]
    typist.go(PAPER)
    post(typist, "/compare", {"first": [codes[0]], "second": ["W"]})
    assert typist.status == 400
    assert (codes[0] in typist.page.html, codes[0] in typist.address) == (True, False)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda pair: (pair[0], pair[0]), "Both codes open the same entry"),
        (lambda pair: (pair[0], pair[1][:-1]), "This code is mistyped"),
        (lambda pair: ("", pair[1]), "Please type your access code"),
    ],
)
def test_codes_that_do_not_go_together_are_told_at_their_field(app, typist, codes, change, words):
    type_both(app, codes)
    compare(typist, change(codes))
    assert typist.status == 400
    assert words in typist.page.html


def test_what_keeps_a_form_from_being_sent_is_named_before_anybody_presses(home, typist, codes):
    compare(typist, codes)
    assert "Which country?" in typist.page.html
    assert not [each for each in typist.page.forms if "Send the form" in str(each.controls)]
    assert answers_sent(home, WAVE) == []


def sent_from_paper(app, typist, codes):
    type_both(app, codes)
    compare(typist, codes)
    post(typist, "/send")
    assert "Sent, once." in typist.page.html


def look(typist, code, number):
    typist.go(PAPER)
    return post(typist, "/correct", {"code": [code], "number": [number]})


def test_what_was_sent_is_corrected_with_a_reason(home, app, typist, codes):
    sent_from_paper(app, typist, codes)
    look(typist, codes[0], "b2")
    assert 'value="7"' in typist.page.html
    post(typist, "/edit", {"places": ["12"]})
    assert typist.status == 400
    assert 'value="12"' in typist.page.html
    assert answers_sent(home, WAVE)[0]["places"] == 7
    post(typist, "/edit", {"edit-reason": ["Misread."], "places": ["many"]})
    assert typist.status == 400
    assert "is not a number" in typist.page.html
    post(typist, "/edit", {"places": ["12"]})
    assert "Corrected, and sent again" in typist.page.html
    (after,) = answers_sent(home, WAVE)
    assert after["places"] == 12
    copy = typed(app, codes[0]).go("/answer/copy?lang=en").page.html
    assert "Misread." in copy


def test_several_options_and_a_required_answer_are_corrected_or_refused(home, app, typist, codes):
    sent_from_paper(app, typist, codes)
    look(typist, codes[0], "B3")
    post(typist, "/edit", {"helps": ["food"], "edit-reason": ["Other box."]})
    assert answers_sent(home, WAVE)[0]["helps"] == ["food"]
    look(typist, codes[0], "A1")
    post(typist, "/edit", {"country": [""], "edit-reason": ["x"]})
    assert typist.status == 409
    look(typist, codes[0], "B3")
    post(typist, "/edit", {"edit-reason": ["x"]})
    assert "nothing was changed" in typist.page.html
    look(typist, codes[0], "Z9")
    assert typist.status == 400
    assert answers_sent(home, WAVE)[0]["country"] == "RO"


def test_coordinators_see_no_paper_page_and_typists_no_institution(desk, typist):
    assert desk.go(PAPER).status == 403
    assert typist.go(f"/desk/{WAVE}/institutions/").status == 403
    assert typist.go(f"/desk/{WAVE}/mails/").status == 403


def test_a_paper_form_is_begun_once_by_two_who_press_at_once(home, desk, other):
    keep(desk)
    post(desk.go(f"/desk/{WAVE}/invitations/"), "/make")
    for browser in (desk, other):
        at(browser, 0)
    for browser in (desk, other):
        post(browser, "/paper")
    assert len(CODE.findall(desk.page.html)) == 2
    assert other.status == 409
    assert not CODE.findall(other.page.html)
    with connected(home):
        assert max(each.status.value for each in invitations_of(WAVE)) == "opened"


def test_a_form_opens_apart_from_the_desk_as_its_page_says(typist, codes):
    assert "signs you out here; sign in again to compare" in typist.go(PAPER).page.html
    typist.go("/answer/code?lang=en").send({"code": [codes[0]]})
    assert typist.go(PAPER).address.startswith("/staff/sign-in")


@pytest.mark.parametrize("end", ["/paper", "/replace"])
def test_of_two_who_press_in_the_same_moment_one_gets_codes(desk, other, end):
    keep(desk)
    post(desk.go(f"/desk/{WAVE}/invitations/"), "/make")
    forms = [form_to(at(browser, 0), end) for browser in (desk, other)]
    begin = Barrier(2)

    def press(browser, form):
        begin.wait()
        return browser.client.post(form.action, data=form.initial())

    with ThreadPoolExecutor(2) as people:
        answers = list(people.map(press, (desk, other), forms))
    assert sorted(each.status_code for each in answers) == [200, 409]
