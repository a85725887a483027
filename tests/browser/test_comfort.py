"""What the small script adds, and what it must not do."""

import pytest

pytestmark = pytest.mark.browser

TASKS = "/answer/page/standards"


def test_three_times_escape_leaves_the_page(desk):
    page = desk.open("/answer/", "respondent")
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("**/goodbye")


def test_twice_escape_does_not(desk):
    page = desk.open("/answer/", "respondent")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    assert page.url.endswith("/answer/")


def test_an_option_that_stands_alone_clears_the_others_and_they_clear_it(desk):
    page = desk.open(TASKS, "respondent")
    others = page.locator("input[type=checkbox]:not([data-alone])")
    alone = page.locator("input[type=checkbox][data-alone]").first
    others.first.check()
    alone.check()
    assert not others.first.is_checked()
    others.nth(1).check()
    assert not alone.is_checked()


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
