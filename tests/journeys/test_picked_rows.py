"""A few rows of many over HTTP without scripts, and what becomes of them in the sent answers."""

import pytest

from surveyapp.questions.cell import NOT_NAMED
from surveyapp.storage.database import connected
from surveyapp.storage.workspaces import create_workspace
from surveyapp.web.respondent.form_words import take_project_form
from surveyapp.web.respondent.typed_words import typed_words
from tests.journeys.conftest import open_wave
from tests.journeys.filling import enter as begin
from tests.journeys.filling import fill_everything
from tests.journeys.plain_client import PlainBrowser
from tests.journeys.sent import answers_sent

OFFER, OBSTACLES = "/answer/page/offer_page", "/answer/page/obstacle_page"
KNOWN = ["shelter", "psych", "legal", "interp"]
Q = "svc_hard"


def line(number, row, answer):
    return {f"{Q}.row-{number}": [row], f"{Q}.answer-{number}": [answer]}


ONE = line(1, "legal", "money")
TWO = {**ONE, **line(2, "shelter", "places")}


@pytest.fixture(scope="module")
def codes(instance):
    """Makes codes of an open wave of the example."""
    open_wave(instance, "picked_rows")

    def new():
        with connected(instance):
            return create_workspace("picked_rows", instance.pepper)

    return new


@pytest.fixture
def code(codes):
    return codes()


def enter(app, code, known=KNOWN):
    """On the page of the lines, with these services known."""
    browser = PlainBrowser(app).go("/answer/code").send({"code": [code]})
    browser.go(OFFER).send({"country": ["RO"], "svc_known": known}, form="answer-form")
    assert browser.go(OBSTACLES).status == 200
    return browser


def save(browser, changes, button=("form-later", "1")):
    return browser.send(changes, button, "answer-form")


def know(browser, services):
    """Says on the page before which services there are."""
    return browser.go(OFFER).send({"svc_known": services}, form="answer-form")


def stands(browser):
    """What stands in the fields of the question on its page."""
    found = browser.go(OBSTACLES).page.form("answer-form").initial()
    return {n: v for n, v in found.items() if n.startswith(Q) and v != [""]}


def test_three_lines_of_two_lists_stand_on_the_page_with_the_rows_that_are_asked(app, code):
    form = enter(app, code).page.form("answer-form")
    names = [name for name in form.names() if name.startswith(Q)]
    assert names[:6] == [f"{Q}.{part}-{n}" for n in (1, 2, 3) for part in ("row", "answer")]
    assert names[6:] == [f"{Q}.no-row", f"{Q}__missing"]
    assert form.values(f"{Q}.row-1")[1:] == ["", *KNOWN]
    assert "none" not in form.values(f"{Q}.answer-1")


def test_no_more_lines_than_rows_that_may_be_chosen(app, code):
    names = enter(app, code, ["legal", "psych"]).page.form("answer-form").names()
    assert f"{Q}.row-2" in names
    assert f"{Q}.row-3" not in names


@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_lines_are_kept_in_every_language_in_the_order_of_the_rows(app, code, language):
    browser = save(enter(app, code), TWO)
    browser.go(f"{OBSTACLES}?lang={language}")
    assert stands(browser) == {**line(1, "shelter", "places"), **line(2, "legal", "money")}


def test_none_of_these_and_a_reason_are_kept_and_can_be_taken_back(app, code):
    browser = enter(app, code)
    none = {f"{Q}.no-row": [NOT_NAMED]}
    assert stands(save(browser, none)) == none
    reason = {f"{Q}.no-row": None, f"{Q}__missing": ["dk"]}
    assert stands(save(browser, reason)) == {f"{Q}__missing": ["dk"]}
    assert stands(save(browser, {f"{Q}__missing": None})) == {}


@pytest.mark.parametrize(
    ("typed", "where", "told"),
    [
        ({f"{Q}.row-1": ["legal"]}, f"{Q}.answer-1", "Line 1 has no answer"),
        ({f"{Q}.answer-2": ["money"]}, f"{Q}.row-2", "In line 2 there is an answer"),
        ({**ONE, **line(3, "legal", "staff")}, f"{Q}.row-3", "already chosen in line 1"),
        ({**ONE, f"{Q}.no-row": [NOT_NAMED]}, f"{Q}.no-row", "“None of these”"),
        ({**ONE, f"{Q}__missing": ["dk"]}, Q, "an answer and a reason"),
    ],
)
@pytest.mark.parametrize("leave", ["form-continue", "form-switch"])
def test_what_contradicts_itself_says_so_and_stays_as_it_was_typed(
    app, code, typed, where, told, leave
):
    browser = save(enter(app, code), typed, (leave, "en"))
    assert browser.address.startswith(OBSTACLES)
    assert f'href="#{where}"' in browser.page.html
    assert where in browser.page.by_id
    assert told in browser.page.html
    assert stands(browser) == typed
    assert told in browser.go("/answer/review").page.html
    assert "Send answers" not in browser.page.html


def test_every_line_that_is_wrong_is_told_at_once(app, code):
    typed = {f"{Q}.row-1": ["legal"], f"{Q}.answer-2": ["money"]}
    html = save(enter(app, code), typed, ("form-continue", "1")).page.html
    assert "Line 1 has no answer" in html
    assert "In line 2 there is an answer" in html


def test_two_colleagues_who_both_name_rows_are_told_of_each_other(app, code):
    mine, theirs = enter(app, code), enter(app, code)
    save(mine, ONE)
    save(theirs, line(1, "psych", "staff"), ("form-continue", "1"))
    assert (
        "Another answer was saved in the meantime, by a colleague or in another window:"
        " Legal counselling: Lack of money. Save again to replace it"
    ) in theirs.page.html
    assert stands(theirs) == line(1, "psych", "staff")
    assert stands(mine) == ONE
    assert "Psychological counselling: Lack of staff" in mine.page.html


def test_a_colleague_who_says_none_is_not_overruled_unasked(app, code):
    mine, theirs = enter(app, code), enter(app, code)
    save(mine, {f"{Q}.no-row": [NOT_NAMED]})
    save(theirs, ONE, ("form-continue", "1"))
    assert "None of these. Save again" in theirs.page.html
    save(theirs, {}, ("form-continue", "1"))
    assert stands(mine) == ONE


def test_more_lines_than_allowed_are_all_shown_and_keep_from_sending(app, code):
    """A row that was named is hidden, others are named, and it is shown again."""
    browser = save(enter(app, code), TWO)
    know(browser, ["psych", "legal", "interp"])
    assert "1 answer that you gave is no longer asked for" in browser.page.html
    browser.send({}, form="answer-form")
    browser.go(OBSTACLES)
    save(browser, {**line(2, "psych", "staff"), **line(3, "interp", "staff")})
    know(browser, KNOWN)
    assert len(stands(browser)) == 8
    assert "At most 3 can be named here, but 4 are" in browser.page.html
    assert "Send answers" not in browser.go("/answer/review").page.html
    browser.go(OBSTACLES)
    save(browser, {f"{Q}.row-1": [""], f"{Q}.answer-1": [""]})
    assert "At most 3" not in browser.go(OBSTACLES).page.html


def test_hiding_a_row_that_was_not_named_puts_no_answer_away(app, code):
    browser = save(enter(app, code), TWO)
    know(browser, ["shelter", "legal"])
    assert "is no longer asked for" not in browser.page.html
    assert browser.address == OBSTACLES


def test_hiding_the_whole_question_asks_once_about_none_of_these(app, code):
    browser = save(enter(app, code), {f"{Q}.no-row": [NOT_NAMED]})
    know(browser, [])
    assert "1 answer that you gave is no longer asked for" in browser.page.html


def test_a_row_that_came_later_leaves_the_question_open_until_it_is_saved_again(app, code):
    browser = save(enter(app, code, ["legal", "psych"]), ONE)
    assert f'href="#review-{Q}"' not in browser.go("/answer/review").page.html
    know(browser, KNOWN)
    assert f'href="#review-{Q}"' in browser.go("/answer/review").page.html
    assert "More can be chosen here" in browser.page.html
    html = browser.page.html
    shown = html[html.index(f'id="review-{Q}"') :].split("</dd>")[0]
    assert "(not answered)" not in shown
    assert "<table" in shown
    assert "Send answers" not in browser.page.html
    assert "More can be chosen here" in browser.go(OBSTACLES).page.html
    save(browser, {})
    assert "More can be chosen here" not in browser.go(OBSTACLES).page.html
    assert "Send answers" in browser.go("/answer/review").page.html


def test_the_summary_names_the_lines_and_nothing_else(app, code):
    browser = save(enter(app, code), TWO)
    html = browser.go("/answer/review").page.html
    shown = html[html.index(f'id="review-{Q}"') :]
    assert shown.index("Shelter or safe house") < shown.index("Lack of places")
    assert "Psychological counselling" not in shown
    save(browser.go(OBSTACLES), dict.fromkeys(TWO) | {f"{Q}.no-row": [NOT_NAMED]})
    html = browser.go("/answer/review").page.html
    assert "None of these" in html[html.index(f'id="review-{Q}"') :]


def test_what_is_sent_answers_for_every_row_that_was_asked(app, instance, codes):
    browser = save(enter(app, codes()), TWO)
    browser.go("/answer/review").send()
    assert browser.address == "/answer/receipt"
    sent = answers_sent(instance, "picked_rows")
    named = {
        f"{Q}.shelter": "places",
        f"{Q}.legal": "money",
        f"{Q}.psych": NOT_NAMED,
        f"{Q}.interp": NOT_NAMED,
    }
    # Responses lie in a random order, and others were sent before.
    assert named in [{a: v for a, v in each.items() if a.startswith(Q)} for each in sent]
    assert "Lack of places" in browser.go("/answer/copy").page.html


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        (f"{Q}.row-1", "legal", "Legal counselling"),
        (f"{Q}.answer-1", "money", "Lack of money"),
        (f"{Q}.no-row", NOT_NAMED, "None of these"),
        (f"{Q}__missing", "dk", "Don't know"),
    ],
)
def test_what_could_not_be_stored_is_told_in_words(app, codes, field, value, told):
    with app.test_request_context("/?lang=en"):
        words = take_project_form("picked_rows", "full", "en")
        (typed,) = typed_words(words, {field: [value], "form-shown": ["x"]})
    assert typed.words == told
    assert typed.label.startswith("A3 Which of these services")


def test_the_whole_form_is_filled_and_sent_without_scripts(app, codes):
    browser = begin(PlainBrowser(app), codes())
    assert fill_everything(browser) == 2
    assert browser.go("/answer/review").send().address == "/answer/receipt"
