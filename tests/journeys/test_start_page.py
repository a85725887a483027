"""The start page: who asks, why, until when, what to have at hand, and what is not promised."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.instance import create_instance, load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.waves import Wave, WaveState, move_wave, new_wave
from surveyapp.storage.workspaces import create_workspace
from surveyapp.web import create_app
from tests.formats.pdf_tags import claims_access
from tests.journeys.conftest import open_wave
from tests.journeys.filling import enter, start
from tests.journeys.plain_client import PlainBrowser

NAME, PLAIN = "start_page", "integer"
WAVE_PAGE = f"/respond/{NAME}/autumn/"
CLOSES = date(2026, 12, 12)
SETTINGS = """
contact = "Ana Pop, [ana@example.org](mailto:ana@example.org)"

[sender]
en = "The Office of Examples"
ro = "Oficiul de exemple"
"""


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    """A real instance that says who asks; one of its waves says until when and what for."""
    made = create_instance(tmp_path_factory.mktemp("start") / "study")
    with (made.path / "config.toml").open("a", encoding="utf-8") as config:
        config.write(SETTINGS)
    made = load_instance(made.path)
    upgrade(made)
    with connected(made):
        new_wave(replace(_draft(), closes=CLOSES))
        move_wave("autumn", WaveState.OPEN)
    open_wave(made, "consent", is_synthetic=False)
    return made


def _draft():
    release = load_release(NAME)
    return Wave(
        name="autumn",
        questionnaire=NAME,
        version=release.version,
        version_hash=release.version_hash,
        edition=release.editions[0],
        parameters={},
        opens=None,
        closes=None,
        state=WaveState.DRAFT,
        is_synthetic=False,
    )


@pytest.fixture
def code(instance):
    """A code that nobody used yet."""
    with connected(instance):
        return create_workspace("autumn", instance.pepper)


def type_code(app, code, address="/answer/code"):
    return PlainBrowser(app).go(address).send({"code": [code]})


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("The Office of Examples", "12 December 2026", "How many places you have")),
        ("ro", ("Oficiul de exemple", "12 decembrie 2026", "Câte locuri aveți")),
        ("nb", ("The Office of Examples", "12. desember 2026", "Hvor mange plasser dere har")),
    ],
)
def test_a_code_leads_to_who_asks_until_when_and_what_to_have_at_hand(app, code, language, words):
    html = type_code(app, code, f"/answer/code?lang={language}").page.html
    assert [each for each in words if each not in html] == []
    assert 'href="mailto:ana@example.org"' in html
    assert 'id="privacy"' in html
    assert "<details" not in html


def test_without_a_consent_question_the_start_page_leads_to_the_sections(app, code):
    browser = type_code(app, code)
    assert browser.address == WAVE_PAGE
    assert "/answer/" in browser.page.links
    browser.go("/answer/page/people").send({"assisted": ["4"]}, form="answer-form")
    assert type_code(app, code).address == "/answer/"


def test_until_something_is_saved_a_code_leads_to_the_start_page_again(app, code):
    type_code(app, code).go("/answer/")
    assert type_code(app, code).address == WAVE_PAGE


def test_a_list_can_be_printed_for_one_role_or_for_all(app):
    browser = PlainBrowser(app)
    everything = browser.go(f"{WAVE_PAGE}prepare").page.html
    assert "The decision that sets your tasks" in everything
    assert "How many places you have" in everything
    one = browser.go(f"{WAVE_PAGE}prepare/figures").page.html
    assert "The decision that sets your tasks" not in one
    assert "12 December 2026" in one
    assert browser.go(f"{WAVE_PAGE}prepare/nobody").status == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("12 December 2026", "How many places you have")),
        ("ro", ("12 decembrie 2026", "Câte locuri aveți")),
        ("nb", ("12. desember 2026", "Hvor mange plasser dere har")),
    ],
)
def test_the_same_list_is_a_tagged_pdf(app, language, words):
    browser = PlainBrowser(app).go(f"{WAVE_PAGE}prepare/figures?lang={language}")
    address = next(link for link in browser.page.links if link.endswith(".pdf"))
    written = browser.client.get(address)
    assert written.mimetype == "application/pdf"
    assert claims_access(written.data)
    (page,) = PdfReader(BytesIO(written.data)).pages
    text = " ".join(page.extract_text().split())
    assert [each for each in (*words, "ana@example.org") if each not in text] == []
    everything = browser.client.get(f"{WAVE_PAGE}prepare.pdf").data
    assert len(everything) > len(written.data)
    assert browser.client.get(f"{WAVE_PAGE}prepare/nobody.pdf").status_code == 404


def test_what_nobody_wrote_is_not_on_the_page(app):
    html = PlainBrowser(app).go("/respond/consent/").page.html
    for heading in ("Please answer by", "What to have at hand", '<h2 id="privacy">'):
        assert heading not in html
    assert "The Office of Examples" in html


def test_consent_comes_after_the_start_page_and_a_no_before_answers_stores_nothing(app, instance):
    with connected(instance):
        code = create_workspace("consent", instance.pepper)
    browser = type_code(app, code)
    assert browser.address == "/respond/consent/consent/"
    consent = next(link for link in browser.page.links if link.endswith("/consent"))
    browser.go(consent).send({"agrees": ["no"]}, form="answer-form")
    assert browser.address == "/answer/declined"
    assert type_code(app, code).address == "/respond/consent/consent/"
    assert enter(PlainBrowser(app), code).address == "/answer/"
    assert type_code(app, code).address == "/answer/"


def test_a_browser_without_cookies_is_told_so_at_the_start_page_too(app, code):
    without = app.test_client(use_cookies=False)
    entered = without.post("/answer/code", data={"code": code})
    arrived = without.get(entered.headers["Location"], follow_redirects=True)
    assert arrived.request.path == "/answer/code"
    assert "keeps no cookies" in arrived.get_data(as_text=True)


def test_the_conditions_of_consent_stand_openly_above_the_question(app, instance):
    with connected(instance):
        code = create_workspace("consent", instance.pepper)
    browser = enter(PlainBrowser(app), code)
    for address in ("/respond/consent/consent/consent", "/answer/page/consent_page"):
        html = browser.go(address).page.html
        assert html.index("What is sent can be withdrawn") < html.index("<fieldset"), address
        assert "<details" not in html, address


def test_a_demonstration_says_that_it_is_one(tmp_path):
    made = create_instance(tmp_path / "demo", is_demo=True)
    upgrade(made)
    open_wave(made, PLAIN)
    browser = PlainBrowser(create_app(made))
    assert "this is a demonstration" in browser.go(f"/respond/{PLAIN}/").page.html


def test_who_has_begun_finds_the_way_on_instead_of_the_code(tmp_path):
    made = create_instance(tmp_path / "demo", is_demo=True)
    upgrade(made)
    open_wave(made, "service_provision")
    browser = start(PlainBrowser(create_app(made)), "service_provision", "en")
    page = browser.go("/respond/service_provision/service_provision/").page
    assert "/answer/" in page.links
    assert not [form for form in page.forms if form.method == "post"]
