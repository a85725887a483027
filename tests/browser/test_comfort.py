"""What the small script adds, and what it must not do."""

import pytest

from tests.browser.visitors import LEAVER

pytestmark = pytest.mark.browser

TASKS = "/answer/page/standards"
PRESS = """(times) => {
  for (let n = 0; n < times; n += 1)
    document.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape", bubbles: true}));
}"""


def press_escape(page, times):
    """At once, for the script asks for three presses within two seconds."""
    page.evaluate(PRESS, times)


def test_three_times_escape_leaves_the_page(desk):
    page = desk.open("/answer/", LEAVER)
    press_escape(page, 3)
    page.wait_for_url("**/goodbye")


def test_twice_escape_does_not(desk):
    page = desk.open("/answer/", "respondent")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    press_escape(page, 2)
    page.evaluate(
        "fetch('/static/dist/app.css').then(() => null)"
    )  # answered after what was asked before it
    assert not any(url.endswith("/goodbye") for url in asked)
    assert page.url.endswith("/answer/")


def test_a_pressed_key_is_heard(desk):
    """The script counts real presses; how soon a busy machine passes them on is no matter here."""
    page = desk.open("/answer/", "respondent")
    page.evaluate("document.addEventListener('keydown', (e) => { window.heard = e.key; })")
    page.keyboard.press("Escape")
    page.wait_for_function("window.heard === 'Escape'")


def test_an_option_that_stands_alone_clears_the_others_and_they_clear_it(desk):
    page = desk.open(TASKS, "respondent")
    others = page.locator("input[type=checkbox]:not([data-alone])")
    alone = page.locator("input[type=checkbox][data-alone]").first
    others.first.check()
    alone.check()
    assert not others.first.is_checked()
    others.nth(1).check()
    assert not alone.is_checked()


def test_a_field_called_like_a_part_of_the_form_does_not_stop_that(desk):
    page = desk.open(TASKS, "respondent")
    page.evaluate("""() => {
      const field = Object.assign(document.createElement("input"), {name: "elements"});
      document.getElementById("answer-form").append(field);
    }""")
    others = page.locator("input[type=checkbox]:not([data-alone])")
    others.first.check()
    page.locator("input[type=checkbox][data-alone]").first.check()
    assert not others.first.is_checked()


def test_the_error_summary_of_the_consent_question_takes_the_focus(desk):
    page = desk.open("/respond/service_provision/")
    page.click("main form button")
    page.click("main button.govuk-button")
    page.wait_for_selector(".govuk-error-summary:focus")


def test_the_error_summary_takes_the_focus(desk):
    page = desk.open("/answer/page/assisted_sex_age", "respondent")
    page.fill('[name="vic_assisted_sexage.year_1.men"]', "many")
    page.click("button.govuk-button[name=form-continue]")
    page.wait_for_selector(".govuk-error-summary")
    focused = page.evaluate("document.activeElement.className")
    assert "govuk-error-summary" in focused


def test_the_skip_link_is_first_and_leads_to_the_content(desk):
    page = desk.open("/answer/", "respondent")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#page-main"
    assert page.locator(".govuk-skip-link").bounding_box()["width"] > 20


def test_a_printed_copy_shows_no_buttons_and_no_navigation(desk):
    page = desk.open("/answer/copy", "sent")
    page.emulate_media(media="print")
    assert not page.locator("header nav a").first.is_visible()
    assert not page.locator(".no-print").first.is_visible()


def test_a_printed_page_of_questions_keeps_no_button_but_the_place_it_belongs_to(desk):
    page = desk.open("/answer/page/assisted_sex_age", "respondent")
    page.emulate_media(media="print")
    seen = [b.inner_text() for b in page.locator("main button").all() if b.is_visible()]
    assert seen == ["All sections"]
    assert not page.get_by_text("Nothing is sent before").is_visible()
