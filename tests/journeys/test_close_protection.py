"""What institutions read of close protection; where nothing is marked, nothing speaks of it."""

import io

import pypdf
import pytest

from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.instance import create_instance
from surveyapp.storage.migrations import upgrade
from tests.journeys.conftest import open_wave
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser

MARKED, PLAIN, FLAGSHIP = "close_protection", "integer", "service_provision"
PROMISE = {
    "en": "Answers that are marked are closely protected: small numbers appear only as ranges.",
    "ro": "Răspunsurile marcate au protecție sporită: numerele mici apar numai ca intervale.",
    "nb": "Svar som er merket, er særlig beskyttet: små tall vises bare som intervaller.",
}
GROUPS = {
    "en": "groups of at least five institutions",
    "ro": "grupuri de cel puțin cinci instituții",
    "nb": "grupper på minst fem virksomheter",
}
MARK = {"en": "Closely protected", "ro": "Protecție sporită", "nb": "Særlig beskyttet"}
LANGUAGES = pytest.mark.parametrize("language", list(MARK))


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    """A demo on which a questionnaire with marks and one without are open, and the flagship."""
    made = create_instance(tmp_path_factory.mktemp("protection") / "demo", is_demo=True)
    upgrade(made)
    for name in (MARKED, PLAIN, "consent", FLAGSHIP):
        open_wave(made, name)
    return made


def begun(browser, name, language="en"):
    """A draft of a questionnaire that asks for no consent."""
    return browser.go(f"/respond/{name}/?lang={language}").send(form="")


def html_of(browser, address):
    return " ".join(browser.go(address).page.html.split())


def said(html, name):
    """How often each language's promise of ranges stands in a page."""
    return html.casefold().count(PROMISE[name].rstrip(".").casefold())


@LANGUAGES
@pytest.mark.parametrize("name", [MARKED, FLAGSHIP])
def test_the_start_page_says_both_sentences_wherever_it_promises_something(browser, name, language):
    html = html_of(browser, f"/respond/{name}/?lang={language}")
    assert said(html, language) == html.count(GROUPS[language]) == 3


@LANGUAGES
@pytest.mark.parametrize("name", ["consent", FLAGSHIP])
def test_the_conditions_of_consent_say_both_sentences(browser, name, language):
    html = html_of(browser, f"/respond/{name}/consent?lang={language}")
    assert said(html, language) == html.count(GROUPS[language]) == 2


@LANGUAGES
def test_a_questionnaire_that_marks_nothing_does_not_speak_of_marks(browser, language):
    pages = [html_of(browser, f"/respond/{PLAIN}/?lang={language}")]
    begun(browser, PLAIN, language)
    (page,) = load_release(PLAIN).pages
    addresses = ("/answer/", f"/answer/page/{page.name}", "/answer/review", "/answer/copy")
    pages.extend(html_of(browser, address) for address in addresses)
    browser.go("/answer/review").send()
    assert browser.address == "/answer/receipt"
    pages.append(" ".join(browser.page.html.split()))
    assert all(GROUPS[language] in html for html in pages)
    assert not [html for html in pages if MARK[language].casefold() in html.casefold()]
    assert not [html for html in pages if said(html, language)]


@LANGUAGES
def test_marks_stand_beside_the_answers_in_the_review_and_in_the_copy(browser, language):
    begun(browser, MARKED, language)
    for address in ("/answer/review", "/answer/copy"):
        html = html_of(browser, address)
        assert html.count(f">{MARK[language]}<") == 3
        assert said(html, language) == 2  # above the answers, and at the foot of the page
        for name, asked in load_release(MARKED).questions.items():
            own = html.split(f'id="review-{name}"')[1].split('id="review-')[0]
            assert (MARK[language] in own) == asked.question.is_sensitive


def test_a_question_is_marked_on_its_page(browser):
    begun(browser, MARKED)
    html = html_of(browser, "/answer/page/partners_page")
    assert html.count(">Closely protected<") == 2
    own = html.split('id="question-meetings"')[1].split("</fieldset>")[0]
    assert "Closely protected" not in own


def test_the_copy_as_pdf_has_the_marks(browser):
    begun(browser, MARKED)
    document = pypdf.PdfReader(io.BytesIO(browser.client.get("/answer/copy.pdf").data))
    words = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    assert words.count("? Closely protected") == 3
    assert PROMISE["en"] in words


def test_what_is_marked_was_promised_on_the_receipt(browser):
    begun(browser, MARKED)
    browser.go("/answer/page/work_page").send({"country": ["RO"]}, form="answer-form")
    html = " ".join(browser.go("/answer/review").send().page.html.split())
    assert browser.address == "/answer/receipt"
    assert said(html, "en") == html.count(GROUPS["en"]) == 2


def test_whoever_writes_questionnaires_sees_what_is_marked(app):
    html = html_of(PlainBrowser(app), f"/design/{FLAGSHIP}/")
    assert html.count("· closely protected") == 32


def test_the_front_page_speaks_of_marks_where_one_can_be_answered(app):
    assert said(html_of(PlainBrowser(app), "/"), "en") == 1


def test_the_flagship_asks_marked_questions_in_its_core_form_too(browser):
    start(browser, FLAGSHIP, "en")
    html = html_of(browser, "/answer/page/rights_in_practice")
    assert html.count('<span class="protection__mark">Closely protected</span>') == 1
