"""Settings in the browser: typed once, kept once, shown to everybody from the next page on."""

import logging
import shutil
from datetime import date

import pytest

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.instance import create_instance, load_instance
from surveyapp.settings.setting import SettingsStep
from surveyapp.settings.settings_file import DESK
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.staff import add_staff
from surveyapp.storage.staff_log import StaffAction, log_lines
from surveyapp.storage.waves import WaveState, move_wave, new_wave
from surveyapp.study.settings import change_step
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.journeys.conftest import open_wave
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser
from tests.storage.conftest import wave as usual_wave
from tests.storage.contacts import invite
from tests.study.post import post_office
from tests.web.people import PASSWORD, signed_in
from tests.web.test_escaping import CORPUS, skeleton

SETTINGS, STUDY = "/desk/settings/", "/desk/settings/study"
MAIL, SECRET = "/desk/settings/mail", "correct-horse-9"
SERVER = {
    "mail_host": ["127.0.0.1"],
    "mail_from": ["study@example.org"],
    "mail_security": ["none"],
}
ADMIN, COORDINATOR = "admin", "coordinator"
WORDS = {"study_name-en": ["Study of autumn"], "sender-en": ["The Office"]}


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The directory of a demonstration with an open wave, an administrator and a coordinator."""
    instance = create_instance(tmp_path_factory.mktemp("settings") / "demo", is_demo=True)
    upgrade(instance)
    open_wave(instance, "service_provision")
    with connected(instance):
        for role in (StaffRole.ADMIN, StaffRole.COORDINATOR):
            add_staff(role.value, [role], PASSWORD)
    return instance.path


@pytest.fixture
def instance(made, tmp_path):
    """One of the test's own."""
    return load_instance(shutil.copytree(made, tmp_path / "demo"))


@pytest.fixture
def app(instance):
    """Its application as it runs for people."""
    limiter.reset()
    return create_app(instance)


@pytest.fixture
def admin(app):
    """A browser of an administrator."""
    return signed_in(app, ADMIN)


def actions(instance):
    """What the log says was done, with what it is about."""
    with connected(instance):
        return [(each.action, each.about) for each in log_lines()]


def shown(browser):
    """What stands in the fields of the page."""
    return browser.page.form().initial()


def test_what_is_typed_stands_on_the_site_at_once(app, instance, admin):
    admin.go(STUDY).send({**WORDS, "contact-en": ["Ask *Ana*\nor Kari."]}, form="")
    assert (admin.status, admin.address) == (200, SETTINGS)
    assert "Saved: The study." in admin.page.html
    front = PlainBrowser(app).go("/?lang=en").page.html
    assert "<h1>Study of autumn</h1>" in front
    begun = PlainBrowser(app).go("/respond/service_provision/?lang=en").page.html
    assert "The Office" in begun
    assert "Ask <em>Ana</em>" in begun
    assert (StaffAction.SETTINGS_CHANGED, "study") in actions(instance)


def test_a_second_press_of_the_same_form_does_nothing(admin, instance):
    form = admin.go(STUDY).page.form().initial() | WORDS
    for _ in range(2):
        answer = admin.client.post(STUDY, data=form)
        assert answer.headers["Location"] == SETTINGS
        change_step(instance, SettingsStep.STUDY, {"sender": {"en": "Somebody else"}})
    assert instance.sender == {"en": "Somebody else"}


def test_two_at_once_the_second_is_told_and_loses_nothing(app, admin, instance):
    other = signed_in(app, COORDINATOR).go(STUDY)
    admin.go(STUDY).send(WORDS, form="")
    other.send({"sender-en": ["Our office"], "contact-ro": ["Ana"]}, form="")
    assert other.status == 409
    assert "changed this page meanwhile" in other.page.html
    assert "is now: “The Office”" in other.page.html
    assert shown(other)["sender-en"] == ["Our office"]
    assert shown(other)["contact-ro"] == ["Ana"]
    assert instance.sender == {"en": "The Office"}
    other.send(form="")
    assert other.address == SETTINGS
    assert instance.sender == {"en": "Our office"}


def test_bad_words_come_back_with_what_is_wrong_beside_them(admin, instance):
    admin.go(STUDY).send({**WORDS, "sender-ro": ["a\nBcc: x@example.net"]}, form="")
    assert admin.status == 400
    assert 'href="#sender-ro"' in admin.page.html
    assert 'id="sender-ro-error"' in admin.page.html
    assert shown(admin)["study_name-en"] == ["Study of autumn"]
    assert not (instance.path / DESK).exists()


def test_hostile_words_never_become_markup(app, admin, instance):
    pages = ("/?lang=en", "/privacy?lang=en", STUDY, "/desk/privacy/impact-assessment/")
    names = ("study_name", "contact", "sender")
    change_step(instance, SettingsStep.STUDY, {name: {"en": "Words"} for name in names})
    before = [unsafe(admin.go(page).page.html) for page in pages]
    for words in CORPUS:
        admin.go(STUDY).send({f"{name}-en": [words] for name in names}, form="")
        if admin.status == 200:  # no sign in it that may not be kept
            assert shown(admin.go(STUDY))["study_name-en"] == [words]
        assert [unsafe(admin.go(page).page.html) for page in pages] == before


def unsafe(html):
    """The elements of a page that could do something."""
    return [each for each in skeleton(html) if each[0] in UNSAFE]


UNSAFE = ("script", "img", "svg", "style", "form", "math", "iframe")


def test_a_disk_that_does_not_write_keeps_what_was_typed_on_the_page(admin, instance):
    (instance.path / f"{DESK}.lock").mkdir()  # what must be opened for writing cannot be
    admin.go(STUDY).send(WORDS, form="")
    assert admin.status == 503
    assert shown(admin)["sender-en"] == ["The Office"]
    assert not (instance.path / DESK).exists()


def test_a_damaged_file_is_told_and_set_aside(app, admin, instance):
    (instance.path / DESK).write_text("sender = [")
    assert PlainBrowser(app).go("/").status == 200
    assert "is damaged" in admin.go(SETTINGS).page.html
    admin.go(STUDY).send(WORDS, form="")
    assert admin.status == 409
    assert shown(admin)["sender-en"] == ["The Office"]
    aside = next(f for f in admin.go(SETTINGS).page.forms if f.action.endswith("set-aside"))
    admin.client.post(aside.action, data=aside.initial())
    assert not instance.desk.damage
    assert (instance.path / f"{DESK}.damaged-1").read_text() == "sender = ["


def test_the_first_set_up_goes_from_step_to_step_and_can_be_left(admin):
    admin.go("/desk/settings/begin")
    assert "Step 1 of 6" in admin.page.html
    admin.send(WORDS, form="")
    assert admin.address == "/desk/settings/languages?setup=yes"
    assert "Step 2 of 6" in admin.page.html
    for step in ("promise", "privacy", "mail", "retention"):
        admin.send(form="")
        assert admin.address == f"/desk/settings/{step}?setup=yes"
    admin.send({"contacts_months": ["12"]}, form="")
    assert admin.address == SETTINGS


def test_a_coordinator_changes_neither_mail_nor_times(app):
    browser = signed_in(app, COORDINATOR)
    for path in (MAIL, f"{MAIL}/test", "/desk/settings/retention", "/desk/purge/"):
        assert browser.client.get(path).status_code == 403
        assert browser.client.post(path).status_code == 403
    assert "Step 1 of 4" in browser.go("/desk/settings/begin").page.html


def test_a_language_that_is_taken_away_while_somebody_answers_in_it(app, admin):
    browser = PlainBrowser(app)
    start(browser, "service_provision", "ro")
    page = "/answer/page/proposals"
    browser.go(page)
    assert browser.page.language == "ro"
    admin.go("/desk/settings/languages").send({"languages": ["en", "nb"]}, form="")
    browser.send({"rec_national": ["Cuvinte scrise în română."]}, form="answer-form")
    assert browser.status == 200
    browser.go(page)
    assert browser.page.language in ("en", "nb")
    assert shown_text(browser) == "Cuvinte scrise în română."
    assert "?lang=ro" not in browser.page.html
    assert PlainBrowser(app).go("/?lang=ro").page.language != "ro"


def shown_text(browser):
    """The text that is kept."""
    return browser.page.form("answer-form").initial()["rec_national"][0]


def test_a_language_alone_that_the_questionnaire_lacks_leaves_it_its_own(app, instance):
    change_step(instance, SettingsStep.LANGUAGES, {"languages": ("nb",)})
    assert PlainBrowser(app).go("/respond/service_provision/").page.language == "nb"


def test_at_least_one_language_is_chosen(admin, instance):
    admin.go("/desk/settings/languages").send({"languages": []}, form="")
    assert admin.status == 400
    assert 'id="languages-error"' in admin.page.html
    assert instance.desk.settings.languages == ()


def test_the_password_is_on_no_page_and_in_no_log(admin, instance, caplog):
    caplog.set_level(logging.DEBUG)
    typed = {**SERVER, "mail_user": ["study"], "mail_password": [SECRET]}
    admin.go(MAIL).send({**typed, "mail_port": ["x"]}, form="")
    assert admin.status == 400
    assert SECRET not in admin.page.html
    admin.go(MAIL).send(typed, form="")
    assert instance.mail.password == SECRET
    pages = [admin.go(path).page.html for path in (SETTINGS, MAIL, f"{MAIL}/test")]
    assert SECRET not in "".join(pages) + caplog.text + str(actions(instance))
    admin.go(MAIL).send({"mail_port": ["2525"]}, form="")
    assert (instance.mail.password, instance.mail.port) == (SECRET, 2525)
    admin.go(MAIL).send({"mail_user": [""]}, form="")
    assert instance.mail.password is None


def test_a_test_mail_arrives_and_what_the_server_says_is_told(admin, instance):
    with post_office() as (post, port):
        admin.go(MAIL).send({**SERVER, "mail_port": [str(port)]}, form="")
        change_step(instance, SettingsStep.STUDY, {"sender": {"en": "The Office, Oslo"}})
        admin.go(f"{MAIL}/test").send({"to": ["ana@example.org"]}, form="")
        assert "took the mail" in admin.page.html
        post.answers["kari@"] = "550 5.1.1 <b>nobody</b> here"
        admin.go(f"{MAIL}/test").send({"to": ["kari@example.org"]}, form="")
    assert admin.status == 400
    assert "&lt;b&gt;nobody" in admin.page.html
    (mail,) = post.mails
    assert mail["From"].addresses[0].display_name == "The Office, Oslo"
    assert mail["To"].addresses[0].addr_spec == "ana@example.org"
    admin.go(f"{MAIL}/test").send({"to": ["a@example.org\nBcc: b@example.org"]}, form="")
    assert admin.status == 400


def test_names_whose_time_is_over_are_previewed_and_taken_out(app, admin, instance):
    with connected(instance):
        invite(instance, "Green Lantern House", wave="service_provision")
        move_wave("service_provision", WaveState.CLOSED, date(2014, 10, 31))
        move_wave("service_provision", WaveState.FROZEN)
    assert "no day is known" in admin.go("/desk/purge/").page.html
    change_step(instance, SettingsStep.RETENTION, {"contacts_months": "4"})
    page = admin.go("/desk/purge/").page
    assert "1 contact with a name, until 28 February 2015" in page.html
    assert "surveyapp purge" in page.html
    admin.send(form="")
    assert "of 1 contact were taken out" in admin.page.html
    with connected(instance):
        assert b"Green Lantern" not in (instance.path / "contacts.db").read_bytes()
    assert (StaffAction.CONTACTS_PURGED, "") in actions(instance)


def test_the_privacy_notice_is_for_everybody_and_the_others_for_staff(app, instance):
    change_step(instance, SettingsStep.PRIVACY, {"controller": {"en": "Ministry of *Tides*"}})
    anybody = PlainBrowser(app)
    assert "Ministry of Tides" in anybody.go("/privacy?lang=en").page.html
    assert anybody.go("/privacy?wave=nothing").status == 404
    assert 'href="/privacy"' in anybody.go("/").page.html
    for path in ("/desk/privacy/", "/desk/privacy/impact-assessment/pdf"):
        assert anybody.client.get(path).status_code == 302
    coordinator = signed_in(app, COORDINATOR).client
    file = coordinator.get("/desk/privacy/impact-assessment/docx?language=nb")
    assert file.data.startswith(b"PK")
    assert "impact-assessment.nb.docx" in file.headers["Content-Disposition"]
    page = coordinator.get("/desk/privacy/impact-assessment/html")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    for wrong in ("x/pdf", "impact-assessment/exe", "impact-assessment/pdf?language=xx"):
        assert coordinator.get(f"/desk/privacy/{wrong}").status_code == 404


def test_a_draft_wave_is_not_told_of(app, instance):
    with connected(instance):
        new_wave(usual_wave("secret-plan", is_synthetic=True))
    assert PlainBrowser(app).go("/privacy?wave=secret-plan").status == 404
    assert "secret-plan" not in PlainBrowser(app).go("/privacy").page.html
