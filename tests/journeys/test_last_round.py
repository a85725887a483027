"""What was sent last round stands beside its question, for whoever has its code, and is copied."""

from dataclasses import replace
from datetime import date

import pytest

from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.storage.database import connected
from surveyapp.storage.drafts import draft_state, load_sections
from surveyapp.storage.study_keys import public_key_of
from surveyapp.storage.waves import WaveState, move_wave, new_wave, wave
from surveyapp.storage.workspaces import create_workspace, open_workspace
from surveyapp.web import create_app
from surveyapp.web.respondent.open_draft import LAST_ROUND, OpenDraft
from tests.journeys.conftest import OPENS, open_wave
from tests.journeys.filling import enter
from tests.journeys.plain_client import PlainBrowser

TABLE, FORM = "grid_integer", "explanation"
SECOND = {TABLE: "grid_integer_2015", FORM: "explanation_2015"}
PAGES = {TABLE: "/answer/page/people_page", FORM: "/answer/page/staff_page"}
LAST, LATER = "/answer/last-round", ("form-later", "1")
YEARS = {"year_1": "2013", "year_2": "2014"}


@pytest.fixture(scope="module", autouse=True)
def _rounds(instance):
    """Two rounds of two questionnaires; the years of the second are those of one year later."""
    for name in (TABLE, FORM, "sums"):
        open_wave(instance, name)
    with connected(instance):
        for name, second in SECOND.items():
            years = {"parameters": YEARS} if name == TABLE else {}
            new_wave(
                replace(
                    wave(name),
                    name=second,
                    opens=date(OPENS.year + 1, 9, 1),
                    state=WaveState.DRAFT,
                    release=None,
                    **years,
                )
            )
            public_key_of(instance, second)
            move_wave(second, WaveState.OPEN)


@pytest.fixture
def begin(instance, app):
    """A browser in a fresh draft of a wave, and its code."""

    def begun(name):
        with connected(instance):
            code = create_workspace(name, instance.pepper)
        return enter(PlainBrowser(app), code), code

    return begun


def save(browser, page, changes, button=LATER):
    return browser.go(page).send(changes, button, "answer-form")


def send(browser):
    browser.go("/answer/review").send(form="")
    assert browser.address.startswith("/answer/receipt"), browser.page.html


@pytest.fixture
def sent(begin):
    """Code of a draft of the first round that was sent."""

    def made(name, answers):
        browser, code = begin(name)
        for changes in answers:
            save(browser, PAGES[name], changes)
        send(browser)
        return code

    return made


@pytest.fixture
def table(sent, begin):
    """A draft of the second round that was given the code of the first, and both codes."""
    given = {
        "assisted.women.year_1": ["4"],
        "assisted.women.year_2": ["1041"],
        "assisted.men.year_2__missing": ["nd"],
    }
    old = sent(TABLE, [given])
    browser, code = begin(SECOND[TABLE])
    return show(browser, old), code, old


def show(browser, code):
    return browser.go(LAST).send({"last-code": [code]})


def stands(browser, page, beginning):
    found = browser.go(page).page.form("answer-form").initial()
    return {n: v for n, v in found.items() if n.startswith(beginning) and v != [""]}


def copies(browser, page):
    """Addresses that have a button to copy them."""
    return browser.go(page).page.form("answer-form").values("form-copy")


def test_without_the_code_nothing_is_shown(sent, begin):
    sent(TABLE, [{"assisted.women.year_2": ["1041"]}])
    browser, _code = begin(SECOND[TABLE])
    html = browser.go(PAGES[TABLE]).page.html
    assert "Last round" not in html
    assert "1,041" not in html
    assert LAST in browser.go("/answer/").page.links


def test_a_column_of_last_round_is_found_by_the_year_that_it_was(table):
    browser, _code, _old = table
    html = browser.go(PAGES[TABLE]).page.html
    assert "Women, 2013 – Last round: 1,041" in html
    assert "Men, 2013 – Last round: We do not record this" in html
    assert "Last round: 4" not in html
    assert copies(browser, PAGES[TABLE]) == ["assisted.women.year_1", "assisted.men.year_1"]


def test_a_copied_cell_is_an_ordinary_answer_that_says_where_it_is_from_until_changed(table):
    browser, _code, _old = table
    page = PAGES[TABLE]
    save(browser, page, {"assisted.men.year_2": ["7"]}, ("form-copy", "assisted.women.year_1"))
    assert browser.page.html.count("(copied from last round)") == 1
    expected = {"assisted.women.year_1": ["1,041"], "assisted.men.year_2": ["7"]}
    assert stands(browser, page, "assisted") == expected
    save(browser, page, {"assisted.women.year_1": ["1042"]})
    assert "(copied from last round)" not in browser.go(page).page.html
    assert "assisted.women.year_1" in copies(browser, page)


def test_a_reason_is_copied_as_well_and_takes_the_place_of_what_was_typed(table):
    browser, _code, _old = table
    page = PAGES[TABLE]
    save(browser, page, {"assisted.men.year_1": ["x"]}, ("form-copy", "assisted.men.year_1"))
    assert stands(browser, page, "assisted") == {"assisted.men.year_1__missing": ["nd"]}
    assert "error-summary" not in browser.page.html


@pytest.mark.parametrize(("language", "number"), [("ro", "1.041"), ("nb", "1\xa0041")])
def test_it_is_shown_and_copied_in_the_language_of_the_page(table, language, number):
    browser, _code, _old = table
    page = f"{PAGES[TABLE]}?lang={language}"
    assert number in browser.go(page).page.html
    save(browser, page, {}, ("form-copy", "assisted.women.year_1"))
    assert stands(browser, page, "assisted") == {"assisted.women.year_1": [number]}
    save(browser, f"{PAGES[TABLE]}?lang=en", {})


def test_it_stays_for_the_next_visit_and_is_taken_away_by_a_button(table, app):
    _browser, code, _old = table
    again = enter(PlainBrowser(app), code)
    assert "Last round: 1,041" in again.go(PAGES[TABLE]).page.html
    again.go(LAST).send({}, ("form-forget", "1"))
    assert "Last round" not in again.go(PAGES[TABLE]).page.html


def test_a_code_that_was_typed_before_the_visit_ended_is_tried_with_the_code(sent, begin):
    old = sent(TABLE, [{"assisted.women.year_2": ["1041"]}])
    browser, code = begin(SECOND[TABLE])
    browser.go(LAST).client.delete_cookie("surveyapp")
    browser.send({"last-code": [old]})
    assert browser.status == 403
    assert "Last round’s code" in browser.page.html
    browser.send({"form-code": [code]}, form="answer-form")
    assert "Last round: 1,041" in browser.go(PAGES[TABLE]).page.html


def test_deleting_all_answers_leaves_no_key_to_those_of_last_round(table, instance, app):
    _browser, code, _old = table
    with app.app_context():
        workspace = open_workspace(code, instance.pepper)
        form = load_release(TABLE)
        draft = OpenDraft(workspace, form, draft_state(workspace).index, "v")
        assert draft.last_round is not None
        draft.empty()
        draft.commit(date(OPENS.year + 1, 9, 2))
        kept = load_sections(workspace.keys, [LAST_ROUND], form.name)
        assert dict(kept[LAST_ROUND].body) == {}


def test_what_was_withdrawn_since_is_not_shown_any_more(table, app):
    browser, _code, old = table
    other = enter(PlainBrowser(app), old)
    other.go("/answer/withdraw").send(form="")
    assert "Last round:" not in browser.go(PAGES[TABLE]).page.html


def test_choices_are_shown_in_words_and_copying_what_opens_questions_shows_them(sent, begin):
    given = {"staff.men.paid": ["3"], "trained.later": ["yes"], "staff__note": ["Only then"]}
    old = sent(FORM, [{"has_staff": ["yes"]}, given])
    browser, _code = begin(SECOND[FORM])
    show(browser, old)
    html = browser.go(PAGES[FORM]).page.html
    assert "Last round: Yes" in html
    assert "Later – Last round: Yes" in html
    assert "Only then" not in html
    save(browser, PAGES[FORM], {}, ("form-copy", "has_staff"))
    assert stands(browser, PAGES[FORM], "has_staff") == {"has_staff": ["yes"]}
    assert "Men, Paid – Last round: 3" in browser.page.html


def test_copying_what_would_close_answers_asks_first(sent, begin):
    old = sent(FORM, [{"has_staff": ["no"]}])
    browser, _code = begin(SECOND[FORM])
    show(browser, old)
    save(browser, PAGES[FORM], {"has_staff": ["yes"]})
    save(browser, PAGES[FORM], {"staff.men.paid": ["3"]})
    save(browser, PAGES[FORM], {}, ("form-copy", "has_staff"))
    assert "1 answer that you gave is no longer asked for" in browser.page.html
    assert stands(browser, PAGES[FORM], "staff.men") == {"staff.men.paid": ["3"]}


@pytest.mark.parametrize("round_", ["unsent", "sums", SECOND[TABLE], "typo", "unknown", "own"])
def test_a_code_that_is_not_of_an_earlier_round_that_was_sent_shows_nothing(
    begin, round_, instance
):
    browser, own = begin(SECOND[TABLE])
    codes = {
        "unsent": lambda: begin(TABLE)[1],
        "typo": lambda: own[:-1],
        "unknown": lambda: "W000-0000-0000-0000-0000",
        "own": lambda: own,
    }
    code = codes.get(round_, lambda: begin(round_)[1])()
    show(browser, code)
    assert browser.status == 400
    assert "last-code-error" in browser.page.html
    assert "Last round:" not in browser.go(PAGES[TABLE]).page.html
    assert "Do not show" not in browser.go(LAST).page.html


def test_the_first_round_has_no_such_page(begin):
    browser, _code = begin(TABLE)
    assert LAST not in browser.go("/answer/").page.links
    assert browser.go(LAST).status == 404


def test_the_key_lies_in_no_row_that_the_code_does_not_open(table, instance):
    _browser, _code, old = table
    raw = b"".join(path.read_bytes() for path in instance.path.glob("answers.db*"))
    assert b'"before"' not in raw
    assert old.encode() not in raw
    assert create_app(instance)
