"""The preview's application: its frames, its languages, and what becomes of answers."""

import pytest
from werkzeug.test import Client

from surveyapp.cli.preparation import prepare
from surveyapp.formats.starter_set import write_starter
from surveyapp.web.preview import create_preview

FORM = "questionnaires/town/questionnaire.yaml"
OFFER = "answer/page/offer_page"
ROWS = """            rows:
              - {code: children, label: Children}
              - {code: adults, label: Adults}
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with the questionnaire that `surveyapp new` writes, in two languages."""
    write_starter(tmp_path, "town", ["nb"])
    monkeypatch.chdir(tmp_path)
    change(tmp_path, "languages: [en]", "languages: [en, nb]")
    return tmp_path


@pytest.fixture
def browser(project, tmp_path_factory):
    """A browser that has looked at the preview once."""
    instance = prepare(tmp_path_factory.mktemp("preview") / "instance", is_demo=False)
    made = Client(create_preview(instance, "town"))
    made.get("/", follow_redirects=True)
    return made


def change(project, before, after):
    path = project / FORM
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def answer(browser, page, **fields):
    """Saves a page, as its form stands."""
    html = browser.get(f"/in/en/answer/page/{page}").text
    hidden = {
        name: html.split(f'name="{name}"')[1].split('value="')[1].split('"')[0]
        for name in ("form-draft", "form-shown", "form-language", "form-checks")
    }
    browser.post(f"/in/en/answer/page/{page}", data={**hidden, **fields, "form-continue": "1"})


def test_its_own_pages_alone_may_show_it_in_frames(browser):
    for path in ("/", f"/in/nb/{OFFER}"):
        headers = browser.get(path).headers
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'; frame-src 'self'" in headers["Content-Security-Policy"]


def test_it_answers_to_no_other_name(browser):
    assert browser.get("/", base_url="http://example.org").status_code == 400


@pytest.mark.parametrize(("language", "button"), [("en", "Save and continue"), ("nb", "Lagre og")])
def test_the_address_of_a_pane_fixes_its_language(browser, language, button):
    html = browser.get(f"/in/{language}/{OFFER}?lang=ro").text
    assert f'<html lang="{language}">' in html
    assert button in html
    assert f'action="/in/{language}/{OFFER}"' in html


def test_a_language_that_there_is_not_is_no_pane(browser):
    assert browser.get(f"/in/xx/{OFFER}").status_code == 404


def test_every_page_is_found_at_its_address(browser):
    for place in ("respond/town/preview/", "answer/", OFFER, "answer/review"):
        assert f'src="/in/en/{place}"' in browser.get(f"/preview/{place}").text
        assert browser.get(f"/in/en/{place}").status_code == 200


def test_a_consent_hides_no_page_and_can_be_looked_at(browser, project):
    change(project, "compare_by:", 'consent: agrees\nconsent_given: "yes"\ncompare_by:')
    change(
        project,
        "          - name: place\n",
        '          - {name: agrees, type: select_one, label: "Will you?", choices: yes_no,'
        " missing: [], required: true}\n          - name: place\n",
    )
    assert "Do you lend" in browser.get(f"/in/en/{OFFER}", follow_redirects=True).text
    assert "respond/town/preview/consent" in browser.get("/preview/answer/").text


def test_answers_survive_that_their_question_moves_and_go_with_it(browser, project):
    answer(browser, "library_page", place="town", staff="4")
    change(project, "          - name: staff\n", "          - name: crew\n")
    html = browser.get("/in/en/answer/page/library_page").text
    assert 'value="town" checked' in html
    change(project, "          - name: crew\n", "          - name: staff\n")
    assert 'value="4"' not in browser.get("/in/en/answer/page/library_page").text


def test_all_answers_can_be_forgotten(browser):
    answer(browser, "library_page", place="town")
    browser.post("/preview-again")
    assert "checked" not in browser.get("/in/en/answer/page/library_page").text


def test_a_hidden_row_says_why(browser, project):
    change(project, ROWS, f"            row_filter: \"@row = 'adults'\"\n{ROWS}")
    html = browser.get("/preview/answer/page/visitors_page").text
    assert "– Children" in html
    assert "This does not hold: this row is “Adults”." in html


def test_a_plan_that_cannot_be_read_hinders_no_form(browser, project):
    (project / "questionnaires/town/analysis.yaml").write_text("analysis: [", "utf-8")
    change(project, "Do you lend anything besides books?", "Do you lend more?")
    assert "Do you lend more?" in browser.get(f"/in/en/{OFFER}").text
    assert "analysis.yaml:" in browser.get("/preview-problems").text


def test_a_questionnaire_that_goes_is_told_and_the_last_form_stays(browser, project):
    (project / FORM).unlink()
    assert "no questionnaire" in browser.get("/preview-problems").text
    assert "Do you lend" in browser.get(f"/in/en/{OFFER}").text


def test_the_form_does_not_wait_for_the_check(browser, project):
    change(project, "compare_by:", "split_by: place\ncompare_by:")
    html = browser.get(f"/preview/{OFFER}").text
    assert "The files are being checked." in html
    assert 'data-problems="/preview-problems"' in html
    assert "same-group" in browser.get("/preview-problems").text
    html = browser.get(f"/preview/{OFFER}").text
    assert "same-group" in html
    assert "being checked" not in html


@pytest.mark.parametrize(
    "address",
    [
        "answer/page/nosuch",
        "answer/section/nosuch/aside",
        "answer/table/nosuch/aside",
        "answer/nosuch",
        "respond/nosuch/preview/",
        "respond/town/nosuch/",
        "respond/town/preview/prepare/nosuch",
        "coordinate/preview/",
        "nosuch",
        f"{OFFER}?view=nosuch",
        f"{OFFER}?view=widths&in=xx",
        f"{OFFER}?view=widths&in=ro",
    ],
)
def test_what_is_not_there_is_answered_with_the_pages_there_are(browser, address):
    answer = browser.get(f"/preview/{address}")
    assert answer.status_code == 404
    assert "<iframe" not in answer.text
    assert f'href="/preview/{OFFER}"' in answer.text
    assert "in=nb" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "answer/section/nosuch/aside",
        "answer/page/nosuch",
        "respond/nosuch/preview/",
        "respond/town/nosuch/",
    ],
)
def test_a_pane_has_no_such_page_either(browser, address):
    assert browser.get(f"/in/en/{address}").status_code == 404


def test_a_page_that_is_shown_after_an_answer_can_be_looked_at(browser):
    for place in ("answer/later", "answer/decline", "answer/receipt", "answer/section/offer/aside"):
        assert browser.get(f"/preview/{place}").status_code == 200
