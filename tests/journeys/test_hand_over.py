"""Sections are handed over to colleagues by codes of their own, and taken back."""

import re

import pytest

from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.waves import WaveState, move_wave
from surveyapp.web import create_app
from surveyapp.web.respondent.open_draft import OpenDraft
from tests.journeys.conftest import open_wave
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.sending import make_ready, opened
from tests.journeys.sent import answers_sent

NAME, HAND_OVER = "service_provision", "/answer/hand-over"
VIEWS, PROPOSALS, SUPPORT = "recommendations", "/answer/page/proposals", "rec_national"
FIGURES, SERVICES = "statistics", "services"
DUE = {"hand-day": ["3"], "hand-month": ["6"], "hand-year": ["2014"]}


@pytest.fixture
def site(tmp_path):
    """An instance of its own, its application, and the code of a draft."""
    made = create_instance(tmp_path / "demo", is_demo=True)
    upgrade(made)
    open_wave(made, NAME)
    app = create_app(made)
    browser = start(PlainBrowser(app), NAME, "en")
    return made, app, browser.page.by_id["access-code"]


def text(browser):
    """The words of a page, without elements."""
    return " ".join(re.sub(r"<[^>]+>", " ", browser.page.html).split())


def hand_over(browser, *sections, **more):
    """Hands sections over; the colleague's code."""
    browser.go(HAND_OVER).send({"hand-section": list(sections), **more}, form="")
    return browser.page.by_id["hand-over-code"]


def take_back(browser):
    """Takes the first code back, as whoever holds the main code does."""
    browser.go(HAND_OVER)
    browser.go(next(link for link in browser.page.links if link.endswith("/take-back")))
    return browser.send(form="")


def test_a_colleague_answers_a_section_that_the_main_code_then_sends(site):
    instance, app, code = site
    owner = opened(app, code)
    colleague = opened(app, hand_over(owner, VIEWS, **{"hand-note": ["For Ana"]}, **DUE))
    assert colleague.address == "/answer/"
    assert "For Ana" in text(colleague)
    assert "Please answer by 3 June 2014" in text(colleague)
    assert 'id="section-statistics"' not in colleague.page.html
    colleague.go(PROPOSALS).send({SUPPORT: ["More places."]}, form="answer-form")
    assert colleague.status == 200
    assert "with a colleague until 3 June 2014: For Ana" in text(owner.go("/answer/"))
    make_ready(owner).send()
    (sent,) = answers_sent(instance, NAME)
    assert sent[SUPPORT] == "More places."


def test_what_was_sent_is_said_to_the_colleague_without_a_receipt(site):
    _instance, app, code = site
    owner = opened(app, code)
    colleague = opened(app, hand_over(owner, VIEWS)).go(PROPOSALS)
    make_ready(owner).send()
    number = owner.page.by_id["receipt-number"]
    colleague.send({SUPPORT: ["Too late."]}, form="answer-form")
    assert colleague.status == 409
    assert "Too late." in text(colleague)
    for page in (colleague, colleague.go("/answer/"), colleague.go("/answer/receipt")):
        assert number not in page.page.html
        assert page.status in (403, 409)


def test_the_page_of_a_section_says_which_answers_go_along(site):
    _instance, app, code = site
    owner = opened(app, code)
    assert re.search(r"also shows your answers to [A-Z]\d", text(owner.go(HAND_OVER)))
    hand_over(owner, FIGURES)
    assert "can also see your answers to" in text(owner)


def test_routing_follows_what_the_main_code_saves_later(site):
    _instance, app, code = site
    owner = opened(app, code)
    colleague = opened(app, hand_over(owner, SERVICES))
    assert "not started, 3 questions" in text(colleague)
    owner.go("/answer/page/country_and_sector").send(
        {"country": ["NO"], "sector": ["authority"]}, form="answer-form"
    )
    owner.go("/answer/page/class_and_area").send(
        {"inst_class_authority": ["police"]}, form="answer-form"
    )
    assert "not started, 1 question" in text(colleague.go("/answer/"))


def test_taken_back_while_the_colleague_types_nothing_of_it_is_lost(site):
    _instance, app, code = site
    owner = opened(app, code)
    colleague_code = hand_over(owner, VIEWS)
    colleague = opened(app, colleague_code).go(PROPOSALS)
    assert take_back(owner).address == HAND_OVER + "?taken=1"
    colleague.send({SUPPORT: ["Half an hour of work."]}, form="answer-form")
    assert colleague.status == 410
    assert "This code was taken back" in text(colleague)
    assert "Half an hour of work." in text(colleague)
    assert colleague.go("/answer/").status == 410
    again = opened(app, colleague_code)
    assert (again.status, "This code was taken back" in text(again)) == (410, True)
    assert "What you typed" not in again.page.html
    assert SUPPORT not in answers_of(owner)
    assert opened(app, code).address == "/answer/"


def in_the_middle_of_the_next_save(monkeypatch, act):
    """Lets somebody else act when a page was read and before it is saved."""
    commit = OpenDraft.commit

    def late(draft, today):
        monkeypatch.setattr(OpenDraft, "commit", commit)
        act()
        commit(draft, today)

    monkeypatch.setattr(OpenDraft, "commit", late)


def test_taken_back_in_the_middle_of_a_save_it_is_refused_and_shown(site, monkeypatch):
    _instance, app, code = site
    owner = opened(app, code)
    colleague = opened(app, hand_over(owner, VIEWS)).go(PROPOSALS)
    in_the_middle_of_the_next_save(monkeypatch, lambda: take_back(owner))
    colleague.send({SUPPORT: ["Half an hour of work."]}, form="answer-form")
    assert colleague.status == 410
    assert "Half an hour of work." in text(colleague)
    assert "Field 1" not in text(colleague)  # it is told under the words of its question
    assert SUPPORT not in answers_of(owner)


def test_a_save_goes_on_with_new_keys_when_another_code_is_taken_back_meanwhile(site, monkeypatch):
    _instance, app, code = site
    owner = opened(app, code)
    hand_over(owner, VIEWS)
    second = opened(app, hand_over(owner, VIEWS, FIGURES)).go(PROPOSALS)
    in_the_middle_of_the_next_save(monkeypatch, lambda: take_back(owner))
    second.send({SUPPORT: ["Goes on."]}, form="answer-form")
    assert second.status == 200
    assert "Goes on." in owner.go(PROPOSALS).page.html


def test_the_main_code_saves_while_a_code_is_taken_back_or_made_in_another_tab(site, monkeypatch):
    _instance, app, code = site
    owner, tab = opened(app, code), opened(app, code)
    hand_over(owner, VIEWS)
    acts = {"Saved once.": lambda: take_back(tab), "Saved twice.": lambda: hand_over(tab, FIGURES)}
    for words, act in acts.items():
        owner.go(PROPOSALS)
        in_the_middle_of_the_next_save(monkeypatch, act)
        owner.send({SUPPORT: [words]}, form="answer-form")
        assert words in owner.go(PROPOSALS).page.html


def answers_of(owner):
    form = owner.go(PROPOSALS).page.form("answer-form")
    return {name for name in form.names() if name and form.initial().get(name, [""])[0].strip()}


def test_what_was_saved_before_stays(site):
    _instance, app, code = site
    owner = opened(app, code)
    colleague = opened(app, hand_over(owner, VIEWS))
    colleague.go(PROPOSALS).send({SUPPORT: ["Saved."]}, form="answer-form")
    take_back(owner)
    assert "Saved." in owner.go(PROPOSALS).page.html
    owner.send({SUPPORT: ["Saved again."]}, form="answer-form")
    assert "Saved again." in owner.go(PROPOSALS).page.html


def test_two_codes_and_one_taken_back_the_other_goes_on(site):
    _instance, app, code = site
    owner = opened(app, code)
    first = opened(app, hand_over(owner, VIEWS))
    second = opened(app, hand_over(owner, VIEWS, FIGURES)).go(PROPOSALS)
    take_back(owner)
    assert first.go("/answer/").status == 410
    second.send({SUPPORT: ["Goes on."]}, form="answer-form")
    assert "Goes on." in owner.go(PROPOSALS).page.html


def test_colleagues_on_one_page_are_asked_about_the_cell_that_both_changed(site):
    _instance, app, code = site
    owner = opened(app, code)
    colleague = opened(app, hand_over(owner, VIEWS)).go(PROPOSALS)
    owner.go(PROPOSALS).send({SUPPORT: ["Mine."]}, form="answer-form")
    colleague.send({SUPPORT: ["Theirs."]}, form="answer-form")
    assert colleague.address.startswith(PROPOSALS)
    assert {"Mine.", "Theirs."} <= {w for w in ("Mine.", "Theirs.") if w in text(colleague)}


def test_pressed_twice_one_code_is_made_and_a_changed_form_makes_another(site):
    _instance, app, code = site
    tabs = [opened(app, code).go(HAND_OVER)]
    form = tabs[0].page.form("").initial()
    codes = []
    for sections in ([VIEWS], [VIEWS], [FIGURES]):
        owner = opened(app, code)
        mark = owner.go(HAND_OVER).page.form("").initial()["form-draft"]
        owner.send({**form, "form-draft": mark, "hand-section": sections}, form="")
        codes.append(owner.page.by_id["hand-over-code"])
    assert (codes[0] == codes[1], codes[1] == codes[2]) == (True, False)
    assert opened(app, code).go(HAND_OVER).page.html.count("/take-back") == 2


def test_a_form_without_a_section_or_with_a_strange_day_comes_back_as_typed(site):
    _instance, app, code = site
    owner = opened(app, code)
    owner.go(HAND_OVER).send({"hand-note": ["Kept words"], "hand-day": ["31"]}, form="")
    assert owner.status == 422
    assert "Please choose at least one section." in text(owner)
    assert "a day, a month and a year" in text(owner)
    assert "Kept words" in owner.page.html
    bad = {"hand-section": [VIEWS], "hand-day": ["31"], "hand-month": ["2"], "hand-year": ["2014"]}
    assert owner.send(bad, form="").status == 422
    for year in ("9" * 30, "14", "20_14", "-2014"):
        assert owner.send({**bad, "hand-day": ["1"], "hand-year": [year]}, form="").status == 422
        assert f'value="{year}"' in owner.page.html
    assert owner.send({"hand-section": [VIEWS], **DUE, "hand-note": ["x" * 501]}).status == 422
    assert owner.go(HAND_OVER).page.html.count("/take-back") == 0


def test_a_day_or_a_note_with_markup_is_only_words(site):
    _instance, app, code = site
    owner = opened(app, code)
    planted = "<script>alert(1)</script>"
    colleague = opened(app, hand_over(owner, VIEWS, **{"hand-note": [planted]}))
    for page in (owner, owner.go("/answer/"), colleague):
        assert planted not in page.page.html
        assert "&lt;script&gt;alert(1)" in page.page.html


def test_the_section_with_the_consent_cannot_be_handed_over(site):
    _instance, app, code = site
    owner = opened(app, code)
    owner.go(HAND_OVER)
    assert "before_you_start" not in owner.page.form("").values("hand-section")
    assert owner.send({"hand-section": ["before_you_start", "none"]}, form="").status == 422


def test_a_colleague_sets_a_section_aside_and_back(site):
    _instance, app, code = site
    owner = opened(app, code)
    colleague = opened(app, hand_over(owner, VIEWS))
    at = f"/answer/section/{VIEWS}/aside"
    form = next(form for form in colleague.page.forms if form.action == at)
    sent = form.initial()
    colleague.client.post(at, data=sent)
    assert "not our task" in text(owner.go("/answer/"))
    colleague.client.post(at, data={**sent, "form-act": "undo"})
    assert "Undo “not our task”" not in text(owner.go("/answer/"))


def test_a_code_is_taken_back_after_sending_and_after_the_end(site):
    instance, app, code = site
    owner = opened(app, code)
    first, second = hand_over(owner, VIEWS), hand_over(owner, FIGURES)
    make_ready(owner).send()
    take_back(owner)
    assert opened(app, first).status == 410
    with connected(instance):
        move_wave(NAME, WaveState.CLOSED)
    take_back(owner)
    assert opened(app, second).status == 410
    assert "Nothing is with colleagues." in text(owner.go(HAND_OVER))
    assert owner.go("/answer/receipt").status == 200


def test_whoever_declines_and_deletes_takes_all_codes_back(site):
    _instance, app, code = site
    owner = opened(app, code)
    colleague_code = hand_over(owner, VIEWS)
    owner.go("/answer/page/country_and_sector").send(
        {"country": ["NO"], "sector": ["ngo"]}, form="answer-form"
    )
    owner.go("/answer/decline").send(button=("form-act", "stop"))
    owner.send(button=("form-act", "erase"))
    assert opened(app, colleague_code).status == 410


def test_once_the_institution_declined_a_colleague_is_told(site):
    _instance, app, code = site
    owner = opened(app, code)
    colleague = opened(app, hand_over(owner, VIEWS)).go(PROPOSALS)
    owner.go("/answer/decline").send(button=("form-act", "stop"))
    colleague.send({SUPPORT: ["Late."]}, form="answer-form")
    assert (colleague.status, "does not take part" in text(colleague)) == (409, True)
    assert "/answer/decline" not in colleague.page.html
    assert colleague.go("/answer/").status == 409


def test_a_visit_that_ended_is_opened_again_by_the_colleagues_code_with_what_was_typed(site):
    _instance, app, code = site
    owner = opened(app, code)
    colleague_code = hand_over(owner, VIEWS)
    colleague = opened(app, colleague_code).go(PROPOSALS)
    colleague.client.delete_cookie("surveyapp")
    colleague.send({SUPPORT: ["Typed before."]}, form="answer-form")
    assert colleague.status == 403
    colleague.send({"form-code": [colleague_code]}, form="answer-form")
    assert "Typed before." in owner.go(PROPOSALS).page.html
    colleague.client.delete_cookie("surveyapp")
    colleague.go(PROPOSALS)
    form = opened(app, colleague_code).go(PROPOSALS)
    form.client.delete_cookie("surveyapp")
    form.send({SUPPORT: ["With another code."]}, form="answer-form")
    form.send({"form-code": [code]}, form="answer-form")
    assert "This code opens another questionnaire" in text(form)
    assert "With another code." not in owner.go(PROPOSALS).page.html


@pytest.mark.parametrize("language", ["ro", "nb"])
def test_the_pages_speak_every_language(site, language):
    _instance, app, code = site
    owner = opened(app, code)
    colleague_code = hand_over(owner, VIEWS, **{"hand-note": ["x"]}, **DUE)
    for address in (HAND_OVER, "/answer/"):
        page = owner.go(f"{address}?lang={language}").page
        assert page.language == language
        assert "with a colleague" not in page.html
    colleague = opened(app, colleague_code).go(f"/answer/?lang={language}")
    assert "Your sections" not in colleague.page.html
