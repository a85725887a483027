"""The form knows whose it is: two codes, expired visits, closed rounds, colleagues who decided."""

import pytest

from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.waves import WaveState, move_wave
from surveyapp.web import create_app
from tests.journeys.conftest import open_wave
from tests.journeys.filling import fill_everything, start
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.sent import answers_sent

TASKS = "/answer/page/tasks_and_groups"
NUMBERS = "/answer/page/assisted_sex_age"
CELL = "vic_assisted_sexage.year_3.women"
NGO = {"country": ["RO"], "sector": ["ngo"], "mandate": ["social"], "keeps_statistics": ["no"]}
LANGUAGES = pytest.mark.parametrize("language", ["en", "ro", "nb"])


def code_of(browser):
    return browser.go("/answer/").page.by_id["access-code"]


def value(browser, name):
    return browser.page.form("answer-form").initial().get(name, [""])


def colleague_of(app, code):
    """Another browser with the same draft."""
    return PlainBrowser(app).go("/answer/code").send({"code": [code]})


def tab(browser):
    """A second tab of the same browser: the same cookies, a page of its own."""
    other = PlainBrowser.__new__(PlainBrowser)
    other.client, other.address, other.page, other.status = browser.client, "/", None, 0
    return other


@pytest.fixture
def two_codes(app):
    """A browser whose first tab shows draft A, and in whose second tab code B was entered."""
    first = PlainBrowser(app)
    start(first, "service_provision", "en")
    a, b = code_of(first), code_of(start(PlainBrowser(app), "service_provision", "en"))
    first.go(TASKS)
    tab(first).go("/answer/code").send({"code": [b]})
    return first, a, b


def test_a_page_of_another_draft_stores_nothing_and_keeps_what_was_typed(app, two_codes):
    browser, a, b = two_codes
    browser.send({"mandate": ["other"], "mandate__other": ["ONLY FOR A"]}, form="answer-form")
    assert browser.status == 409
    assert "ONLY FOR A" in browser.page.html
    for code in (a, b):
        assert value(colleague_of(app, code).go(TASKS), "mandate__other") == [""]
    browser.send({"form-code": [a]}, form="answer-form")
    assert value(colleague_of(app, a).go(TASKS), "mandate__other") == ["ONLY FOR A"]
    assert value(colleague_of(app, b).go(TASKS), "mandate__other") == [""]


def test_the_code_of_the_other_draft_does_not_let_the_page_in(app, two_codes):
    browser, _a, b = two_codes
    browser.send({"mandate": ["other"], "mandate__other": ["ONLY FOR A"]}, form="answer-form")
    browser.send({"form-code": [b]}, form="answer-form")
    assert browser.status == 409
    assert "ONLY FOR A" in browser.page.html
    assert "opens another questionnaire" in browser.page.html
    assert value(colleague_of(app, b).go(TASKS), "mandate__other") == [""]


def test_no_button_of_one_draft_works_on_another(app, instance, two_codes):
    browser, a, b = two_codes
    mine = colleague_of(app, a)
    fill_everything(mine, NGO)
    pages = {
        address: colleague_of(app, a).go(address) for address in ("/answer/", "/answer/review")
    }
    before = answers_sent(instance, "service_provision")
    for address, seen in pages.items():
        for form in seen.page.forms:
            if form.method == "post":
                data = {**form.initial(), "edition": ["full"], "form-act": ["confirm"]}
                response = browser.client.post(form.action or address, data=data)
                assert response.status_code == 409, form.action
    assert answers_sent(instance, "service_provision") == before
    other = colleague_of(app, b).go("/answer/")
    assert "Undo" not in other.page.html


@LANGUAGES
def test_an_expired_page_is_saved_with_its_code_after_a_typing_error(app, language):
    browser = PlainBrowser(app)
    start(browser, "service_provision", language)
    code = code_of(browser)
    browser.go(NUMBERS)
    browser.client.delete_cookie("surveyapp", path="/")
    browser.send({CELL: ["33"]}, form="answer-form")
    assert (browser.status, browser.page.language) == (403, language)
    browser.send({"form-code": [code[:-1] + "#"]}, form="answer-form")
    assert browser.status == 403
    assert value(browser, "form-code") == [code[:-1] + "#"]
    browser.send({}, ("form-switch", "ro" if language != "ro" else "nb"), "answer-form")
    assert browser.page.language != language
    browser.send({"form-code": [code]}, form="answer-form")
    assert value(browser.go(NUMBERS), CELL) == ["33"]


def test_consent_read_over_lunch_keeps_the_choice(app, instance):
    browser = PlainBrowser(app)
    start(browser, "service_provision", "en")
    code = code_of(browser)
    browser.go("/respond/service_provision/consent")
    browser.client.delete_cookie("surveyapp", path="/")
    browser.send({"consent_institution": ["yes"]}, form="answer-form")
    assert (browser.status, "code" in browser.page.html) == (403, True)
    browser.send({"form-code": [code]}, form="answer-form")
    assert browser.address == "/answer/"


def test_a_browser_without_cookies_is_told_so(app):
    browser = PlainBrowser(app)
    code = code_of(start(PlainBrowser(app), "service_provision", "en"))
    browser.go("/respond/service_provision/")
    browser.client.delete_cookie("surveyapp", path="/")
    browser.send()
    assert (browser.status, "keeps no cookies" in browser.page.html) == (400, True)
    without = app.test_client(use_cookies=False)
    entered = without.post("/answer/code", data={"code": code})
    arrived = without.get(entered.headers["Location"], follow_redirects=True)
    assert arrived.request.path == "/answer/code"
    assert "keeps no cookies" in arrived.get_data(as_text=True)


def value_of_code(browser):
    return browser.page.form().initial()["code"][0]


def test_a_mistyped_code_stays_in_its_field(app):
    browser = PlainBrowser(app).go("/answer/code").send({"code": ["WK7F-9M2X"]})
    assert value_of_code(browser) == "WK7F-9M2X"


@LANGUAGES
def test_a_no_after_answers_asks_says_what_goes_and_can_be_undone(app, language):
    browser = PlainBrowser(app)
    start(browser, "service_provision", language)
    code = code_of(browser)
    browser.go(NUMBERS).send({CELL: ["120"]}, form="answer-form")
    browser.go("/respond/service_provision/consent")
    browser.send({"consent_institution": ["no"]}, ("form-switch", "ro"), "answer-form")
    assert value(browser.go(NUMBERS), CELL) == ["120"]  # a language button says no for nobody
    browser.go("/respond/service_provision/consent")
    browser.send({"consent_institution": ["no"]}, form="answer-form")
    assert browser.address == "/answer/decline"
    assert "1" in browser.page.html
    assert value(colleague_of(app, code).go(NUMBERS), CELL) == ["120"]
    browser.send({}, ("form-act", "stop"))
    assert colleague_of(app, code).address.endswith("/consent")
    browser.send({}, ("form-act", "undo"))
    assert value(browser.go(NUMBERS), CELL) == ["120"]


def test_a_page_of_an_institution_that_declined_meanwhile_stores_nothing(app, browser):
    start(browser, "service_provision", "en")
    code = code_of(browser)
    browser.go(NUMBERS).send({CELL: ["120"]}, form="answer-form")
    colleague = colleague_of(app, code).go(NUMBERS)
    browser.go("/answer/decline").send({}, ("form-act", "stop"))
    colleague.send({CELL: ["121"]}, form="answer-form")
    assert colleague.status == 409
    assert "121" in colleague.page.html


def test_answers_are_deleted_for_good_only_when_that_is_pressed(app, browser):
    start(browser, "service_provision", "en")
    code = code_of(browser)
    browser.go(NUMBERS).send({CELL: ["120"]}, form="answer-form")
    browser.go("/answer/decline").send({}, ("form-act", "stop"))
    browser.send({}, ("form-act", "erase"))
    assert browser.address == "/answer/declined"
    again = colleague_of(app, code)
    again.send({"consent_institution": ["yes"]}, form="answer-form")
    assert value(again.go(NUMBERS), CELL) == [""]


def test_a_no_before_any_answer_stores_nothing_and_asks_nothing(app, browser):
    start(browser, "service_provision", "en")
    browser.go("/respond/service_provision/consent")
    browser.send({"consent_institution": ["no"]}, form="answer-form")
    assert browser.address == "/answer/declined"


def test_a_colleague_who_changes_the_edition_takes_nothing_from_anybody(app, browser):
    start(browser, "service_provision", "en")
    code = code_of(browser)
    browser.go("/answer/page/country_and_sector")
    browser.send({"country": ["RO"], "sector": ["ngo"]}, form="answer-form")
    edition(browser, "full")
    mine = colleague_of(app, code)
    mine.go("/answer/page/class_and_area")
    wanted = mine.page.form("answer-form").values("region_ro")[0]
    edition(browser, "core")
    mine.send({"region_ro": [wanted]}, form="answer-form")
    assert mine.status == 200
    edition(browser, "full")
    assert value(mine.go("/answer/page/class_and_area"), "region_ro") == [wanted]


def edition(browser, wanted):
    browser.go("/answer/")
    form = next(f for f in browser.page.forms if f.action.endswith("/answer/edition"))
    return browser.client.post(form.action, data={**form.initial(), "edition": wanted})


def test_a_wave_that_ended_says_so_everywhere_and_takes_no_saves(tmp_path):
    made = create_instance(tmp_path / "demo", is_demo=True)
    upgrade(made)
    open_wave(made, "service_provision")
    browser = PlainBrowser(create_app(made))
    start(browser, "service_provision", "en")
    browser.go(NUMBERS).send({CELL: ["6"]}, form="answer-form")
    browser.go(NUMBERS)
    with connected(made):
        move_wave("service_provision", WaveState.CLOSED)
    shown = browser.page
    browser.send({CELL: ["7"]}, ("form-switch", "ro"), "answer-form")
    assert (browser.status, browser.page.language) == (409, "ro")
    assert ">7<" in browser.page.html
    browser.go("/answer/?lang=en")
    browser.page, browser.address = shown, NUMBERS
    browser.send({CELL: ["7"]}, form="answer-form")
    assert browser.status == 409
    assert "takes no answers" in browser.page.html
    assert ">7<" in browser.page.html
    for address in ("/answer/", NUMBERS, "/answer/review"):
        page = browser.go(address).page
        assert "takes no answers" in page.html, address
        buttons = [c for form in page.forms for c in form.controls if c.kind == "submit"]
        assert not buttons or '<fieldset class="plain" disabled>' in page.html, address
    assert value(browser.go(NUMBERS), CELL) == ["6"]


def test_enter_does_what_the_main_button_does_on_every_page_with_a_form(app, browser):
    """The first button in the order of the page is the main one, or does the same."""
    start(browser, "service_provision", "en")
    code = code_of(browser)
    pages = [link for link in browser.page.links if link.startswith("/answer/page/")]
    own = ["/answer/", "/answer/review", "/answer/decline", "/respond/service_provision/consent"]
    public = ["/", "/answer/code", "/respond/service_provision/", "/staff/sign-in"]
    browser.go(NUMBERS).send({CELL: ["x"]}, form="answer-form")
    seen = 0
    for address in (NUMBERS, TASKS, *pages, *own, *public):
        for form in browser.go(address).page.forms:
            if form.method != "post":
                continue
            buttons = [control for control in form.controls if control.kind == "submit"]
            main = next((b for b in buttons if b.is_main), None)
            if main is not None:
                seen += 1
                first = form.main_button
                assert (first.name, first.value) == (main.name, main.value), (address, form.action)
    assert seen > len(pages)
    assert code


@LANGUAGES
def test_every_page_with_a_mistake_begins_with_what_is_wrong(app, language):
    browser = PlainBrowser(app).go(f"/respond/service_provision/?lang={language}").send()
    browser.send(form="answer-form")
    assert_summary(browser, 422, "consent_institution")
    browser.send({"consent_institution": ["yes"]}, form="answer-form")
    browser.go(NUMBERS).client.delete_cookie("surveyapp", path="/")
    browser.send({CELL: ["33"]}, form="answer-form").send(
        {"form-code": ["WK7F"]}, form="answer-form"
    )
    assert_summary(browser, 403, "form-code")
    browser.go(f"/answer/code?lang={language}").send({"code": ["WK7F"]})
    assert_summary(browser, 400, "code")


def assert_summary(browser, status, field):
    html = browser.page.html
    assert browser.status == status
    title = html.partition("<title>")[2].partition("</title>")[0]
    assert title.startswith(("Error:", "Eroare:", "Feil:"))
    assert html.count(f'href="#{field}"') == html.count(f'id="{field}"') == 1
    assert html.index("govuk-error-summary") < html.index("<h1")


def test_answers_that_a_colleague_left_out_meanwhile_are_kept_and_said_so(app, browser):
    start(browser, "service_provision", "en")
    code = code_of(browser)
    browser.go(NUMBERS)
    colleague = colleague_of(app, code)
    aside = next(f for f in colleague.page.forms if "/section/statistics/" in f.action)
    colleague.client.post(aside.action, data=aside.initial())
    browser.send({CELL: ["33"]}, form="answer-form")
    assert browser.address.startswith("/answer/?")
    assert "1 answer that you just gave is kept" in browser.page.html
    colleague.client.post(aside.action, data={**aside.initial(), "form-act": "undo"})
    assert value(browser.go(NUMBERS), CELL) == ["33"]
    browser.send({CELL: ["34"]}, form="answer-form")
    assert "just gave" not in browser.page.html
