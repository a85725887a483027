"""Every kind of page, and how to get there. A new kind of page belongs into SIGHTS."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

PAGE, TABLE = "/answer/page/", "/answer/table/vic_assisted_sexage"
TEXT = "#rec_victims_voice"
NUMBER = '[name="vic_assisted_sexage.year_1.women"]'


@dataclass(frozen=True)
class Sight:
    """One kind of page: its path, who may see it, and what to do there before looking.

    is_pictured: pictures of it are kept for people to look at; is_long: hundreds of lines.
    """

    name: str
    path: str
    visitor: str = "nobody"
    act: Callable[[Page], None] | None = None
    is_pictured: bool = False
    is_long: bool = False


def mistype_the_code(page: Page) -> None:
    """Sends a code that cannot be one."""
    page.fill("#code", "WK7F-9M2X")
    page.click("main button[type=submit]")
    page.wait_for_selector("#code-error")


def type_letters_for_a_number(page: Page) -> None:
    """Sends a page with something that is not a number."""
    page.fill(NUMBER, "many")
    page.click("button.govuk-button[name=form-continue]")
    page.wait_for_selector(".govuk-error-summary")


def leave_the_required_empty(page: Page) -> None:
    """Goes on although a required question has no answer."""
    page.click("button.govuk-button[name=form-continue]")
    page.wait_for_selector(".govuk-error-summary")


def let_the_end_come_near(page: Page) -> None:
    """Turns the clock of the page until it says that the visit ends soon."""
    page.clock.install()
    page.reload()
    left = int(page.locator(".time-left").get_attribute("data-seconds") or 0)
    page.clock.run_for((left - 120) * 1000)
    page.wait_for_selector(".time-left button")


def type_a_large_number(page: Page) -> None:
    """Types a number that is repeated as it was understood."""
    page.fill(NUMBER, "1041")
    page.wait_for_selector("output:not(:empty)")


def let_the_visit_end(page: Page) -> None:
    """Sends a page after its cookie is gone."""
    page.context.clear_cookies()
    page.click("button.govuk-button[name=form-continue]")
    page.wait_for_selector("input[type=hidden][name=form-shown]", state="attached")


def type_after_sending(page: Page) -> None:
    """Sends a page once more although a colleague sent everything from another tab."""
    page.fill(TEXT, "typed too late")
    other = page.context.new_page()
    other.goto(page.url.replace(PAGE + "proposals", "/answer/review"))
    other.click("form button.govuk-button")
    other.wait_for_selector("#receipt-number")
    other.close()
    page.click("button.govuk-button[name=form-continue]")
    page.wait_for_selector("dd")


def say_no(page: Page) -> None:
    """Says no to the consent question after something was answered."""
    page.check('[value="no"]')
    page.click("main button.govuk-button")
    page.wait_for_selector("button[value=stop]")


def set_figures_aside(page: Page) -> None:
    """Says of a table with figures that they are not kept."""
    page.fill(NUMBER, "3")
    page.click("button[name=form-aside]")
    page.wait_for_selector("button[value=confirm]")


def look_at_a_block(page: Page) -> None:
    """Pastes a block of which one cell is no number."""
    page.fill("#form-block", "1041\tmany\n7")
    page.click("form:has(#form-block) button[type=submit]")
    page.wait_for_selector("table.answers")


def send_no_file(page: Page) -> None:
    """Asks to look at a file and chooses none."""
    page.click("form:has(#form-file) button[type=submit]")
    page.wait_for_selector(".govuk-error-summary")


def enter_another_code(page: Page) -> None:
    """Sends a page after another draft was begun in another tab."""
    page.context.clear_cookies()  # leaving would end the visit for every other test
    other = page.context.new_page()
    other.goto(page.url.replace(PAGE + "proposals", "/respond/service_provision/"))
    other.click("form[action$=begin] button")
    other.check('[value="yes"]')
    other.click("main button.govuk-button")
    other.wait_for_selector("#access-code")
    other.close()
    page.fill(TEXT, "typed for the first code")
    page.click("button.govuk-button[name=form-continue]")
    page.wait_for_selector("#form-code")


def meet_a_colleague(page: Page) -> None:
    """Saves an answer that somebody else changed since the page was opened."""
    other = page.context.new_page()
    other.goto(page.url)
    for tab, button in ((other, "later"), (page, "continue")):
        stored = tab.input_value(TEXT)
        tab.fill(TEXT, f"{button} {len(stored)}")
        tab.click(f"button[name=form-{button}]:not([data-enter])")
    other.close()
    page.wait_for_selector(".soft-check")


def hand_a_section_over(page: Page) -> None:
    """Makes a code for a colleague."""
    page.check('[value="recommendations"]')
    page.fill("#hand-note", "Please look at the second question above all.")
    page.click("main button.govuk-button")
    page.wait_for_selector("#hand-over-code")


def ask_to_take_the_code_back(page: Page) -> None:
    """Opens the page that asks before a code is taken back."""
    hand_a_section_over(page)
    page.click('a[href$="/take-back"]')
    page.wait_for_selector(".govuk-button--warning")


def come_as_a_colleague(page: Page) -> None:
    """Enters the code of a colleague."""
    hand_a_section_over(page)
    code = page.inner_text("#hand-over-code")
    page.context.clear_cookies()
    page.goto(page.url.partition("/answer/")[0] + "/answer/code")
    page.fill("#code", code)
    page.click("main button[type=submit]")
    page.wait_for_selector("#section-recommendations")


def open_what_was_not_handed_over(page: Page) -> None:
    """Opens a page that a colleague's code does not open."""
    come_as_a_colleague(page)
    page.goto(page.url.replace("/answer/", "/answer/review"))
    page.wait_for_selector("h1")


def leave_a_comment(page: Page) -> None:
    """Writes a comment with a name."""
    page.fill("#comment-words", "Where does this figure come from?")
    page.fill("#comment-who", "Ana")
    page.click("main button.govuk-button")
    page.wait_for_selector("button[name=form-remove]")


def read_the_first_text(page: Page) -> None:
    """Opens the first text of the queue."""
    page.click(".text-queue__words a")
    page.wait_for_selector("#wording")


def clear_what_was_changed(page: Page) -> None:
    """Takes something out of a text and presses the wrong button."""
    read_the_first_text(page)
    page.fill("#wording", "Something else.")
    page.click("button[value=cleared]")
    page.wait_for_selector(".govuk-error-summary")


def code_a_text(page: Page) -> None:
    """Goes on coding where one left off."""
    page.click('a[href*="/coding/rec_transnational/"]')
    page.wait_for_selector(".quoted-text")


def decide_a_difference(page: Page) -> None:
    """Opens the first text in which two coders differ."""
    page.click('a[href*="/differences/"]')
    page.wait_for_selector(".quoted-text")


def write_two_lines_for_one(page: Page) -> None:
    """Says who asks with a sign that cannot be seen, and changes nothing."""
    page.fill("#sender-en", "The Office \u202e of Tides")
    page.click("main button.govuk-button")
    page.wait_for_selector(".govuk-error-summary")


SIGHTS = (
    Sight("front", "/", is_pictured=True),
    Sight("start", "/respond/service_provision/", is_pictured=True),
    Sight("prepare", "/respond/service_provision/demo/prepare"),
    Sight("closed", "/respond/nothing/"),
    Sight("consent", "/respond/service_provision/consent"),
    Sight("code", "/answer/code"),
    Sight("code-error", "/answer/code", act=mistype_the_code),
    Sight("hub", "/answer/", "respondent", is_pictured=True),
    Sight("radios", PAGE + "country_and_sector", "respondent", is_pictured=True),
    Sight("checkboxes", PAGE + "tasks_and_groups", "respondent"),
    Sight("grid", PAGE + "provision", "respondent", is_pictured=True),
    Sight("grid-checkboxes", PAGE + "who_is_served", "respondent"),
    Sight("grid-numbers", PAGE + "assisted_sex_age", "respondent", is_pictured=True),
    Sight("grid-numbers-echo", PAGE + "assisted_sex_age", "respondent", type_a_large_number),
    Sight("number", PAGE + "staff", "respondent"),
    Sight("rank", PAGE + "ranking", "respondent"),
    Sight("text", PAGE + "proposals", "respondent"),
    Sight(
        "error-summary",
        PAGE + "assisted_sex_age",
        "respondent",
        type_letters_for_a_number,
        is_pictured=True,
    ),
    Sight("required", PAGE + "role", "respondent", leave_the_required_empty, is_pictured=True),
    Sight("time-notice", PAGE + "proposals", "respondent", let_the_end_come_near),
    Sight("soft-check", PAGE + "assisted_sex_age", "checked", is_pictured=True),
    Sight("colleague", PAGE + "proposals", "respondent", meet_a_colleague),
    Sight("visit-ended", PAGE + "proposals", "respondent", let_the_visit_end),
    Sight("review", "/answer/review", "respondent", is_pictured=True, is_long=True),
    Sight("review-obstacles", "/answer/review", "checked", is_pictured=True, is_long=True),
    Sight("later", "/answer/later", "respondent", is_pictured=True),
    Sight("hand-over", "/answer/hand-over", "respondent"),
    Sight("hand-over-code", "/answer/hand-over", "respondent", hand_a_section_over),
    Sight("take-back", "/answer/hand-over", "respondent", ask_to_take_the_code_back),
    Sight("part", "/answer/hand-over", "respondent", come_as_a_colleague),
    Sight("not-handed-over", "/answer/hand-over", "respondent", open_what_was_not_handed_over),
    Sight("comments", "/answer/section/recommendations/comments", "respondent", leave_a_comment),
    Sight("receipt", "/answer/receipt", "sent", is_pictured=True),
    Sight("withdraw", "/answer/withdraw", "sent"),
    Sight("copy", "/answer/copy", "sent", is_long=True),
    Sight("already-sent", PAGE + "proposals", "ready", type_after_sending),
    Sight("stop-taking-part", "/respond/service_provision/consent", "respondent", say_no),
    Sight("set-aside", PAGE + "assisted_sex_age", "respondent", set_figures_aside),
    Sight("table-sheet", TABLE + "/sheet", "respondent", send_no_file, is_pictured=True),
    Sight("table-look", TABLE + "/sheet", "respondent", look_at_a_block, is_pictured=True),
    Sight("another-code", PAGE + "proposals", "respondent", enter_another_code),
    Sight("declined", "/answer/declined"),
    Sight("help-now", "/help-now"),
    Sight("accessibility", "/accessibility"),
    Sight("confidentiality", "/confidentiality"),
    Sight("privacy", "/privacy", is_pictured=True),
    Sight("goodbye", "/goodbye"),
    Sight("not-found", "/no/such/page"),
    Sight("sign-in", "/staff/sign-in"),
    Sight("design", "/design/"),
    Sight("design-preview", "/design/service_provision/", is_long=True),
    Sight("coordinate", "/coordinate/", "staff", is_pictured=True),
    Sight("desk", "/desk/demo/", "staff", is_pictured=True),
    Sight("new-wave", "/desk/waves/new", "staff", is_pictured=True),
    Sight("last-day", "/desk/demo/days", "staff"),
    Sight("close-wave", "/desk/demo/close", "staff"),
    Sight("chapters", "/coordinate/demo/", "staff", is_pictured=True, is_long=True),
    Sight(
        "chapter",
        "/coordinate/demo/recommendations/?show=all",
        "staff",
        is_pictured=True,
        is_long=True,
    ),
    Sight("chapter-ranges", "/coordinate/demo/legislation/?show=all", "staff", is_long=True),
    Sight("chapter-numbers", "/coordinate/demo/statistics/", "staff", is_long=True),
    Sight("quality", "/coordinate/demo/quality/", "staff", is_pictured=True, is_long=True),
    Sight("free-texts", "/coordinate/demo/texts/", "staff", is_pictured=True, is_long=True),
    Sight("free-text", "/coordinate/demo/texts/", "staff", read_the_first_text, is_pictured=True),
    Sight("free-text-refused", "/coordinate/demo/texts/", "staff", clear_what_was_changed),
    Sight("coding", "/coordinate/demo/coding/", "coder", is_pictured=True),
    Sight("coding-text", "/coordinate/demo/coding/", "coder", code_a_text, is_pictured=True),
    Sight(
        "coding-difference",
        "/coordinate/demo/coding/",
        "coder",
        decide_a_difference,
        is_pictured=True,
    ),
    Sight("settings", "/desk/settings/", "administrator", is_pictured=True),
    Sight("settings-study", "/desk/settings/study?setup=yes", "administrator", is_pictured=True),
    Sight("settings-error", "/desk/settings/study", "administrator", write_two_lines_for_one),
    Sight("settings-languages", "/desk/settings/languages", "administrator"),
    Sight("settings-promise", "/desk/settings/promise", "administrator"),
    Sight("settings-privacy", "/desk/settings/privacy", "administrator"),
    Sight("settings-mail", "/desk/settings/mail", "administrator", is_pictured=True),
    Sight("settings-retention", "/desk/settings/retention", "administrator"),
    Sight("settings-mail-test", "/desk/settings/mail/test", "administrator"),
    Sight("purge", "/desk/purge/", "administrator"),
    Sight("privacy-documents", "/desk/privacy/", "administrator", is_pictured=True),
    Sight("impact-assessment", "/desk/privacy/impact-assessment/", "administrator", is_long=True),
    Sight("processing-record", "/desk/privacy/record-of-processing/", "administrator"),
)
