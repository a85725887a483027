"""An explanation of a question or a row is kept, asked about, copied, sent and read as words."""

import io
from dataclasses import replace

import pypdf
import pytest

from surveyapp.fieldwork.detaching import detached
from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.fieldwork.submission import final_answers
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.questionnaire.flow import Flow
from surveyapp.storage.database import connected
from surveyapp.storage.responses import store_many
from surveyapp.storage.reviews import texts_of
from surveyapp.storage.staff import add_staff
from surveyapp.storage.waves import wave
from surveyapp.storage.workspaces import create_workspace
from tests.journeys.conftest import open_wave
from tests.journeys.filling import enter
from tests.journeys.plain_client import PlainBrowser
from tests.storage.submissions import submission

PAGE, STUDY = "/answer/page/staff_page", "explanation"
ROW, WHOLE = "staff__note_men", "staff__note"
LATER = ("form-later", "1")
PERSONAL = "Ask ana.popescu@example.org"


@pytest.fixture(scope="module")
def code_maker(instance):
    open_wave(instance, STUDY)

    def new():
        with connected(instance):
            return create_workspace(STUDY, instance.pepper)

    return new


@pytest.fixture
def code(code_maker):
    return code_maker()


@pytest.fixture
def browser(app, code):
    opened = enter(PlainBrowser(app), code)
    save(opened, {"has_staff": ["yes"]})
    return opened


def save(browser, changes):
    return browser.go(PAGE).send(changes, LATER, "answer-form")


def stands(browser):
    found = browser.go(PAGE).page.form("answer-form").initial()
    return {n: v[0] for n, v in found.items() if "__note" in n and v != [""]}


def part_of(browser, question):
    html = browser.go(PAGE).page.html
    return html.split(f'id="question-{question}"')[1].split("</fieldset>")[0]


def test_every_question_and_row_has_a_field_behind_one_quiet_fold(browser):
    names = [n for n in browser.go(PAGE).page.form("answer-form").names() if "__note" in n]
    assert names == [
        "has_staff__note",
        "staff__note",
        "staff__note_women",
        "staff__note_men",
        "trained__note",
        "trained__note_start",
        "trained__note_later",
    ]
    assert part_of(browser, "staff").count('<details class="definitions explanation">') == 1
    assert "explanation" not in part_of(browser, "opened")


def test_what_was_explained_is_kept_and_its_fold_stands_open(browser):
    save(browser, {ROW: ["Two came\r\nin May."], WHOLE: ["  From memory. "]})
    assert stands(browser) == {ROW: "Two came\nin May.", WHOLE: "From memory."}
    assert '<details class="definitions explanation" open>' in part_of(browser, "staff")
    save(browser, {ROW: [""]})
    assert stands(browser) == {WHOLE: "From memory."}


def test_a_longer_one_is_refused_with_its_length_and_not_cut(browser):
    page = save(browser, {ROW: ["x" * 1001]}).page
    assert page.html.count("1,001") == 0  # saved for later, it waits
    part = part_of(browser, "staff")
    assert f'id="{ROW}:error"' in part
    assert "1,001" in part
    assert stands(browser)[ROW] == "x" * 1001


def test_what_may_point_to_a_person_is_asked_about(browser):
    browser.go(PAGE).send({ROW: [PERSONAL]}, ("form-continue", "1"), "answer-form")
    assert browser.address.startswith(PAGE)
    assert 'id="flag-staff"' in browser.page.html
    browser.send({}, ("form-continue", "1"), "answer-form")
    assert not browser.address.startswith(PAGE)


def test_two_who_explain_the_same_row_at_once_are_asked(browser, app, code):
    other = enter(PlainBrowser(app), code).go(PAGE)
    save(browser, {ROW: ["Mine"]})
    other.send({ROW: ["Theirs"], WHOLE: ["Beside it"]}, ("form-continue", "1"), "answer-form")
    assert f'id="entry-{ROW}"' in other.page.html
    assert "Men: Another answer was saved" in other.page.html
    assert stands(browser) == {ROW: "Mine", WHOLE: "Beside it"}
    other.send({}, ("form-continue", "1"), "answer-form")
    assert stands(browser)[ROW] == "Theirs"


def test_a_page_that_is_sent_twice_asks_nothing(browser):
    browser.go(PAGE)
    typed = {ROW: ["Once"]}
    old = browser.page
    browser.send(typed, LATER, "answer-form")
    browser.page = old
    browser.send(typed, LATER, "answer-form")
    assert stands(browser) == {ROW: "Once"}
    assert "entry-" not in browser.page.html


def test_it_stands_in_the_summary_the_copy_and_the_paper(browser):
    save(browser, {ROW: ["Two came in May."], "has_staff__note": ["Since spring."]})
    for address in ("/answer/review", "/answer/copy"):
        html = browser.go(address).page.html
        assert "Explanation of “Men”: Two came in May." in html
        assert "Explanation: Since spring." in html
    pdf = pypdf.PdfReader(io.BytesIO(browser.client.get("/answer/copy.pdf").data))
    words = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "Two came in May." in words


def test_closing_the_question_asks_before_its_explanation_is_left_out(browser):
    save(browser, {ROW: ["Two came in May."]})
    browser.go(PAGE).send({"has_staff": ["no"]}, ("form-continue", "1"), "answer-form")
    assert "1 answer that you gave is no longer asked for" in browser.page.html
    browser.send({}, ("form-continue", "1"), "answer-form")
    assert "Two came in May." not in browser.go("/answer/review").page.html
    save(browser, {"has_staff": ["yes"]})
    assert stands(browser) == {ROW: "Two came in May."}


def test_the_page_asks_in_the_language_of_its_reader(browser):
    for language, words in (("ro", "Adăugați o explicație"), ("nb", "Legg til en forklaring")):
        assert words in browser.go(f"{PAGE}?lang={language}").page.html
    browser.go(f"{PAGE}?lang=en")


def test_it_is_a_column_and_a_text_that_is_read_first():
    form = load_release(STUDY)
    columns = {column.name: column for column in form.columns}
    assert columns[ROW].line_path == "explanation.staff.rows.men"
    answers = {ROW: "Two came in May.", "staff.men.paid": 2, "has_staff": "yes"}
    assert [text.address for text in detached(form, answers).texts] == [ROW]


def test_it_is_sent_with_its_question_and_with_no_row_that_is_not_asked():
    form = load_release(STUDY)
    answers = {ROW: "Two", "staff__note_nobody": "No such row", "opened__note": "Switched off"}
    sent = final_answers(Flow(form, {**answers, "has_staff": "yes"}))
    assert {a for a in sent if "__note" in a} == {ROW}
    assert ROW not in final_answers(Flow(form, {**answers, "has_staff": "no"}))


@pytest.mark.usefixtures("code_maker")
def test_a_reviewer_reads_it_with_its_row_before_anybody_else(instance, app):
    usual = submission(wave=STUDY, is_synthetic=True, withdraw_tag=None)
    form = load_release(STUDY)
    with connected(instance):
        given = {"staff.men.paid": 2, ROW: PERSONAL, WHOLE: "From memory."}
        store_many([replace(usual, questionnaire=STUDY, answers=given, country=None)], form)
        add_staff("maria", [StaffRole.REVIEWER], "quiet-harbour-lantern")
    staff = PlainBrowser(app).go("/staff/sign-in")
    staff.send({"name": ["maria"], "password": ["quiet-harbour-lantern"]})
    html = staff.go(f"/coordinate/{STUDY}/texts/").page.html
    first, second = html.index(PERSONAL), html.index("From memory.")
    assert first < second  # what may point to a person comes first
    assert "an explanation of “Men”" in html
    assert "an explanation of the answer" in html
    with connected(instance):
        assert [text.cleared for text in texts_of(wave(STUDY), form)] == [None, None]


def test_words_about_an_answer_that_was_not_taken_wait_with_it(app, code, browser):
    save(browser, {"staff.men.paid": ["2"]})
    colleague = enter(PlainBrowser(app), code).go(PAGE)
    save(browser, {"staff.men.paid": ["3"]})
    typed = {"staff.men.paid": ["4"], ROW: ["One more came."], "has_staff__note": ["Of our own."]}
    colleague.send(typed, LATER, "answer-form")
    assert stands(browser) == {"has_staff__note": "Of our own."}
    assert stands(colleague) == {"has_staff__note": "Of our own.", ROW: "One more came."}
    colleague.send({}, LATER, "answer-form")
    assert stands(browser)[ROW] == "One more came."
    assert browser.page.form("answer-form").initial()["staff.men.paid"] == ["4"]
