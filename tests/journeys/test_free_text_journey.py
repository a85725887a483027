"""Texts are read, redacted, coded by two who do not see each other, and only then compared."""

import re
import shutil
from dataclasses import replace

import pytest

from surveyapp.analysis.coding.coding import Seat
from surveyapp.fieldwork.review import ReviewState
from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.formats.source.questionnaire_folder import load_code_books, load_release
from surveyapp.instance import create_instance, load_instance
from surveyapp.storage.codings import codings_of
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.reviews import keep_review, texts_of
from surveyapp.storage.staff import add_staff
from surveyapp.storage.waves import wave
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.journeys.conftest import open_wave
from tests.journeys.plain_client import PlainBrowser
from tests.storage.submissions import store_many, submission
from tests.web.people import COOKIE, cookie_of, sign_in_fields

STUDY, PASSWORD = "service_provision", "quiet-harbour-lantern"
TEXTS = f"/coordinate/{STUDY}/texts/"
CODING = f"/coordinate/{STUDY}/coding/"
SAFE, UNSAFE = "More shelters, please.", "Write to ana.popescu@example.org"
OTHER = "Courses for the police."
STAFF = {
    "maria": StaffRole.REVIEWER,
    "ioana": StaffRole.REVIEWER,
    "ana": StaffRole.CODER,
    "kari": StaffRole.CODER,
    "vlad": StaffRole.CODER,
}
MARK = r"/texts/[0-9a-f]{32}/$"
LANGUAGES = pytest.mark.parametrize("language", ["en", "ro", "nb"])


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """(directory of an instance with three texts, name -> cookie of who is signed in)."""
    made = create_instance(tmp_path_factory.mktemp("texts") / "demo", is_demo=True)
    upgrade(made)
    open_wave(made, STUDY)
    usual = submission(wave=STUDY, is_synthetic=True, withdraw_tag=None)
    with connected(made):
        store_many(
            replace(usual, answers={"rec_national": words, "country": "RO"}, country="RO")
            for words in (SAFE, UNSAFE, OTHER)
        )
        for name, role in STAFF.items():
            add_staff(name, [role], PASSWORD)
    app = create_app(made)
    return made.path, {name: cookie_of(signed_in(app, name).client) for name in STAFF}


@pytest.fixture
def instance(prepared, tmp_path):
    """A copy of that instance, for one test alone."""
    return load_instance(shutil.copytree(prepared[0], tmp_path / "demo"))


@pytest.fixture
def app(instance):
    return create_app(instance, {"TESTING": True})


@pytest.fixture
def people(app, prepared):
    """Name -> a browser that is signed in."""
    return {name: browser_with(app, cookie) for name, cookie in prepared[1].items()}


def browser_with(app, cookie):
    browser = PlainBrowser(app)
    browser.client.set_cookie(COOKIE, cookie)
    return browser


def signed_in(app, name, instance=None):
    """A browser of staff; of a real instance with a second factor."""
    limiter.reset()
    browser = PlainBrowser(app).go("/staff/sign-in?next=/coordinate/&lang=en")
    typed = {"name": [name], "password": [PASSWORD]}
    return browser.send(sign_in_fields(instance, name, PASSWORD) if instance else typed)


def read_all(instance, state=ReviewState.CLEARED):
    """Clears every text without the pages."""
    with connected(instance):
        for each in texts_of(wave(STUDY), load_release(STUDY)):
            keep_review(each.text, replace(each.review, state=state))


def coding(instance):
    with connected(instance):
        books = [b for b in load_code_books(STUDY) if b.code_book == "rec_national"]
        return codings_of(wave(STUDY), load_release(STUDY), books)[0]


def link(browser, part):
    return next(each for each in browser.page.links if part in each)


def decide(browser, decision, **changes):
    return browser.send(changes, ("decision", decision))


def start(browser):
    browser.go(CODING)
    form = next(f for f in browser.page.forms if f.action.endswith("/rec_national/"))
    browser.page.forms = [form]
    return browser.send()


def code(browser, themes):
    """Codes all texts that come; themes by words of the text."""
    start(browser)
    while "/coding/rec_national/" in browser.address:
        found = next(found for words, found in themes.items() if words in browser.page.html)
        browser.send({"theme": found} if found else {"none": ["1"]})
        assert browser.status == 200


def code_twice(instance, people):
    read_all(instance)
    code(people["ana"], {SAFE: ["shelters"], UNSAFE: [], OTHER: ["training"]})
    code(people["kari"], {SAFE: ["shelters"], UNSAFE: [], OTHER: ["training", "cooperation"]})


@LANGUAGES
def test_the_queue_speaks_the_readers_language_and_shows_the_flagged_text_first(people, language):
    page = people["maria"].go(f"{TEXTS}?lang={language}").page
    assert page.language == language
    assert page.html.index(UNSAFE) < min(page.html.index(SAFE), page.html.index(OTHER))
    kind = {"en": "e-mail address", "ro": "adresă de e-mail", "nb": "e-postadresse"}[language]
    assert kind in page.html


def test_a_text_is_redacted_and_the_next_one_comes(people, instance):
    browser = people["maria"].go(TEXTS)
    browser.go(first_text(browser))
    assert UNSAFE in browser.page.html
    decide(browser, "edited", wording=["Write to us."])
    assert re.search(MARK, browser.address)
    decide(browser, "cleared")
    decide(browser, "withheld")
    assert browser.address == TEXTS
    assert "[edited]" in browser.go(f"{TEXTS}?state=edited").page.html
    with connected(instance):
        shown = {e.cleared.text for e in texts_of(wave(STUDY), load_release(STUDY)) if e.cleared}
    assert "Write to us." in shown
    assert len(shown) == 2


def first_text(browser):
    return next(each for each in browser.page.links if re.search(MARK, each))


def test_words_that_were_taken_out_cannot_be_cleared_by_the_wrong_button(people):
    browser = people["maria"].go(TEXTS)
    browser.go(first_text(browser))
    decide(browser, "cleared", wording=["Write to us."])
    assert browser.status == 422
    assert browser.page.form().initial()["wording"] == ["Write to us."]
    assert "Save the edited text" in browser.page.html


def test_two_reviewers_of_one_text_do_not_overwrite_each_other(people):
    address = first_text(people["maria"].go(TEXTS))
    people["maria"].go(address)
    decide(people["ioana"].go(address), "edited", wording=["Write to us."])
    decide(people["maria"], "cleared")
    assert people["maria"].status == 409
    assert people["maria"].page.form().initial()["wording"] == ["Write to us."]


def test_a_decision_without_a_token_is_not_kept(people, instance):
    address = first_text(people["maria"].go(TEXTS))
    answer = people["maria"].client.post(address, data={"decision": "cleared", "was": "unreviewed"})
    assert answer.status_code == 400
    with connected(instance):
        texts = texts_of(wave(STUDY), load_release(STUDY))
    assert {each.state for each in texts} == {ReviewState.UNREVIEWED}


def test_no_page_of_texts_tells_an_id_or_more_than_a_country(people, instance):
    with connected(instance):
        texts = texts_of(wave(STUDY), load_release(STUDY))
    browser = people["maria"].go(TEXTS)
    html = browser.page.html + browser.go(first_text(browser)).page.html
    assert not [each for each in texts if each.text.text_id.hex() in html]
    assert "Romania" in html


def test_an_unread_text_is_not_coded(people):
    browser = people["ana"].go(CODING)
    assert not [f for f in browser.page.forms if f.action.endswith("/rec_national/")]
    assert "3 texts wait to be read first." in browser.page.html


def test_a_coder_cannot_see_what_the_other_found(people, instance):
    """B looks at every page that there is while A is done and B is not."""
    read_all(instance)
    code(people["ana"], {SAFE: ["shelters"], UNSAFE: [], OTHER: ["training"]})
    kari = start(people["kari"])
    assert kari.page.form().initial() == {"csrf_token": kari.page.form().values("csrf_token")}
    mark = kari.address.rstrip("/").rsplit("/", 1)[1]
    assert kari.client.get(f"{CODING}rec_national/differences/{mark}/").status_code == 403
    overview = kari.go(CODING).page.html
    assert "ana: 3 of 3 coded" in overview
    assert "kappa" not in overview


def test_nobody_without_a_seat_opens_a_text_to_code(people, instance):
    read_all(instance)
    first = start(people["ana"]).address
    start(people["kari"])
    assert people["vlad"].client.get(first).status_code == 403
    forms = people["vlad"].go(CODING).page.forms
    assert not [f for f in forms if f.action.endswith("/rec_national/")]


def test_a_text_needs_a_theme_or_the_word_that_there_is_none(people, instance):
    read_all(instance)
    browser = start(people["ana"])
    assert browser.send().status == 422
    assert browser.send({"theme": ["law"], "none": ["1"]}).status == 422
    assert coding(instance).n_coded(Seat.FIRST) == 0


def test_a_third_person_sees_both_and_decides(people, instance):
    code_twice(instance, people)
    assert "kappa" in people["kari"].go(CODING).page.html
    assert not [each for each in people["kari"].page.links if "differences" in each]
    vlad = people["vlad"].go(CODING)
    vlad.go(link(vlad, "differences"))
    assert OTHER in vlad.page.html
    vlad.send({"theme": ["training"]})
    assert vlad.address == CODING
    assert coding(instance).is_complete


def test_when_both_are_done_neither_changes_anything(people, instance):
    code_twice(instance, people)
    mark = coding(instance).texts[0].mark
    assert people["ana"].client.get(f"{CODING}rec_national/{mark}/").status_code == 403


@LANGUAGES
def test_every_page_of_coding_speaks_the_readers_language(people, instance, language):
    code_twice(instance, people)
    vlad = people["vlad"].go(f"{CODING}?lang={language}")
    assert vlad.page.language == language
    title = {"en": "Coding of open answers", "ro": "Codificarea", "nb": "Koding av åpne svar"}
    assert title[language] in vlad.page.html
    vlad.go(link(vlad, "differences"))
    theme = {"en": "Training of staff", "ro": "Formarea personalului", "nb": "Opplæring av ansatte"}
    assert theme[language] in vlad.page.html


def test_real_texts_are_not_shown_before_the_freeze(tmp_path):
    made = create_instance(tmp_path / "real")
    upgrade(made)
    open_wave(made, STUDY, is_synthetic=False)
    with connected(made):
        add_staff("maria", [StaffRole.REVIEWER, StaffRole.CODER], PASSWORD)
        store_many([submission(wave=STUDY, answers={"rec_national": SAFE})])
    browser = signed_in(create_app(made, {"TESTING": True}), "maria", made)
    assert (browser.go(TEXTS).status, SAFE in browser.page.html) == (409, False)
    assert browser.go(CODING).status == 409
