"""The preview: what is saved in an editor comes into the page, and what was answered stays."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from surveyapp.cli.preparation import prepare
from surveyapp.formats.source import kept_file
from surveyapp.formats.starter_set import write_starter
from surveyapp.web.preview import create_preview
from tests.browser.conftest import DESK, HEIGHT, desk_before, served
from tests.browser.test_every_page import NARROWEST, WIDER_THAN_SCREEN, violations
from tests.waiting import wait_until

pytestmark = pytest.mark.browser

FORM = "questionnaires/town/questionnaire.yaml"
OFFER, VISITORS = "/preview/answer/page/offer_page", "/preview/answer/page/visitors_page"
FIELD = "visitors.adults.visits"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with the questionnaire that `surveyapp new` writes, in two languages."""
    write_starter(tmp_path, "town", ["nb"])
    monkeypatch.chdir(tmp_path)
    change(tmp_path, "languages: [en]", "languages: [en, nb]")
    return tmp_path


@pytest.fixture
def preview(project, chrome, tmp_path_factory):
    """A desk before the preview of that project."""
    instance = prepare(tmp_path_factory.mktemp("preview") / "instance", is_demo=False)
    with served(create_preview(instance, "town")) as running, desk_before(running, chrome) as desk:
        yield desk
        # A page that goes away while it asks for the state, or loads a pane, gives that up.
        desk.complaints[:] = [each for each in desk.complaints if not is_given_up(each)]


def is_given_up(complaint):
    return complaint.startswith("failed: ") and ("/preview" in complaint or "/in/" in complaint)


def change(project, before, after):
    """Saves a file in which words were replaced, which must stand there."""
    path = project / FORM
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def pane(page, place=0):
    return page.frame_locator("iframe").nth(place)


def shows(scope, words):
    """Waits until something with these words is to be seen."""
    scope.get_by_text(words).first.wait_for()


def test_saving_a_file_brings_it_into_every_pane_and_keeps_what_was_typed(preview, project):
    page = preview.open(VISITORS)
    pane(page).locator(f'[name="{FIELD}"]').fill("7")
    shows(pane(page, 1), "ordinary week")
    change(project, "in an ordinary week?", "last week?")
    for place in (0, 1):
        shows(pane(page, place), "How many people came last week?")
    assert pane(page).locator(f'[name="{FIELD}"]').input_value() == "7"


def test_answers_stay_while_the_form_changes_as_far_as_they_fit(preview, project):
    page = preview.open(OFFER)
    pane(page).get_by_label("Yes").check()
    pane(page).get_by_label("Usually").check()
    pane(page).get_by_role("button", name="Save and continue").click()
    shows(pane(page), "What do you lend?")
    change(project, "label: What do you lend?", "label: What do you lend to people?")
    shows(pane(page), "What do you lend to people?")
    assert pane(page).get_by_label("Yes").is_checked()
    change(project, "choices: freq5", "choices: [{code: usually, label: Mostly}]")
    shows(pane(page), "Mostly")
    assert pane(page).get_by_label("Mostly").is_checked()


def test_a_slip_is_told_with_its_place_and_takes_no_form_away(preview, project):
    page = preview.open(OFFER)
    shows(pane(page), "Do you lend anything besides books?")
    change(project, "name: lends\n", "name: [lends\n")
    page.locator(".preview__problem", has_text=f"{FORM}:4").wait_for()
    shows(pane(page), "Do you lend anything besides books?")
    change(project, "name: [lends\n", "name: lends\n")
    wait_until(lambda: f"{FORM}:4" not in page.content(), "the end of the problem")


def test_a_form_that_never_could_be_asked_comes_once_it_can(preview, project):
    change(project, "name: lends\n", "name: [lends\n")
    page = preview.open("/")
    shows(page, "There is no form to show yet")
    change(project, "name: [lends\n", "name: lends\n")
    shows(pane(page), "Where is your library?")


def test_a_hidden_question_says_what_does_not_hold(preview):
    page = preview.open(OFFER)
    shows(page, "This does not hold: B1 is “Yes”.")
    pane(page).get_by_label("Yes").check()
    pane(page).get_by_role("button", name="Save and continue").click()
    shows(page, "Everything here is asked.")


def test_the_other_panes_and_the_address_follow(preview):
    page = preview.open(OFFER)
    shows(pane(page, 1), "Lagre og fortsett")
    pane(page).get_by_role("button", name="Save and go back").click()
    for place in (0, 1):
        shows(pane(page, place), "Where is your library?")
    wait_until(lambda: page.url.split("?")[0].endswith("/library_page"), "the address")


def test_without_scripts_a_reload_does_the_same(preview, project):
    page = preview.blank("nobody", "en", scripts=False)
    page.goto(preview.site.address + OFFER)
    shows(pane(page), "Do you lend anything besides books?")
    change(project, "anything besides books?", "more than books?")
    page.reload()
    shows(pane(page), "Do you lend more than books?")


def test_desk_and_phone_stand_side_by_side(preview):
    page = preview.open(f"{VISITORS}?view=widths&in=nb", width=1600)
    shows(pane(page, 1), "Lagre og fortsett")
    widths = [frame.bounding_box()["width"] for frame in page.locator("iframe").all()]
    assert widths[1] <= 362 < widths[0]


@pytest.mark.parametrize("view", ["languages", "widths"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(preview, project, view):
    change(project, 'version: "1"', "verion: '1'")
    page = preview.open(f"{OFFER}?view={view}")
    if view == "languages":
        change(project, "verion: '1'", 'version: "1"')
        shows(pane(page), "Do you lend anything besides books?")
    page.evaluate(AXE_SCRIPT)
    for width in (DESK, NARROWEST):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert violations(page, with_colours=True) == []
        assert page.evaluate(WIDER_THAN_SCREEN) == []


def test_a_state_is_looked_at_by_the_files_and_not_by_what_was_read(preview, project, monkeypatch):
    monkeypatch.setattr(kept_file, "LOOK_AGAIN_SECONDS", 3600.0)
    page = preview.open(OFFER)
    change(project, "anything besides books?", "more than books?")
    shows(pane(page), "Do you lend more than books?")
