"""Every page of the desk in each state that changes it; a new page belongs into DESK_SIGHTS.

Paths name waves of `every_wave` and, in braces, its parts; visitors are roles.
"""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.every_wave import CLOSED, DRAFT, FROZEN, OPEN, TRIAL, UNCODED, UNCONFIRMED
from tests.browser.sights import (
    Sight,
    clear_what_was_changed,
    decide_a_difference,
    read_the_first_text,
    write_two_lines_for_one,
)

Act = Callable[[Page], None]
FILES = {
    "contact_list.workbook": f"/desk/{OPEN}/institutions/list.xlsx",
    "contact_list.text": f"/desk/{OPEN}/institutions/list.csv",
    "coordinator.all_xlsx": f"/coordinate/{FROZEN}.xlsx",
    "coordinator.chapter_xlsx": f"/coordinate/{FROZEN}/help.xlsx",
    "coordinator.chapter_csv": f"/coordinate/{FROZEN}/help.csv",
    "log.as_csv": "/desk/log.csv",
    "privacy_documents.download": "/desk/privacy/privacy-notice/docx",
}
"""Endpoint of a GET that gives a file and shows no page -> an address of it."""
JOB_FILES = ("jobs.result", "jobs.rows", "jobs.letters")
"""Endpoints of the files of jobs, which the page of a job lists."""


def refused(end: str, **typed: str) -> Act:
    """Types into fields by their ids and presses the button of the form with this end."""

    def act(page: Page) -> None:
        for field, words in typed.items():
            page.fill(f"#{field}", words)
        page.click(f'main form[action$="{end}"] button[type=submit]')
        page.wait_for_selector(".govuk-error-summary")

    return act


def refused_here(**typed: str) -> Act:
    """The same of a form that is sent to the page that shows it."""

    def act(page: Page) -> None:
        for field, words in typed.items():
            page.fill(f"#{field}", words)
        page.click("main form:not([action]) button[type=submit]")
        page.wait_for_selector(".govuk-error-summary")

    return act


def come_without_confirming(page: Page) -> None:
    """Types no code on the page that asks for one again."""
    page.click('main form[action$="/confirm"] button[type=submit]')
    page.wait_for_selector(".govuk-error-summary")


def shown(end: str) -> Act:
    """Presses the button of the form with this end, whose answer is shown once."""

    def act(page: Page) -> None:
        page.click(f'main form[action$="{end}"] button[type=submit]')
        page.wait_for_load_state()

    return act


def begin_to_code(page: Page) -> None:
    """Begins to code, or goes on."""
    page.locator('main form[action*="/coding/"] button, main a[href*="/wishes/"]').first.click()
    page.wait_for_selector(".quoted-text")


def leave_the_theme_out(page: Page) -> None:
    """Goes on coding without choosing a theme."""
    begin_to_code(page)
    page.click("main form button.govuk-button")
    page.wait_for_selector(".govuk-error-summary")


def choose_no_language(page: Page) -> None:
    """Asks for a report in no language."""
    for box in page.locator('form[action$="/report"] input[name=languages]').all():
        box.uncheck()
    page.click('form[action$="/report"] button[type=submit]')
    page.wait_for_selector(".govuk-error-summary")


C, R, A = "coordinator", "researcher", "admin"
EVERY_STATE = (DRAFT, OPEN, TRIAL, CLOSED, FROZEN)
OF_FIELDWORK = (
    *("", "institutions/", "institutions/list", "invitations/", "mails/", "mails/invitation/"),
    *("mails/reminder-1/", "inquiries/", "codes/", "jobs/", "check"),
)
ACTS = {
    DRAFT: ("open", "days", "rehearse", "documents/"),
    OPEN: ("close", "days", "wording", "beside", "documents/"),
    TRIAL: ("end", "trial"),
    CLOSED: ("freeze", "mix", "days", "documents/", "documents/rows"),
    FROZEN: ("documents/", "documents/open-data", "documents/rows", "freeze"),
}
OF_ANALYSTS = ("mix", "documents/rows", "documents/open-data")
DESK_SIGHTS = (
    *(
        Sight(f"{name} {end}", f"/desk/{name}/{end}", C)
        for name in EVERY_STATE
        for end in OF_FIELDWORK
        if end != "check" or name == DRAFT
    ),
    *(
        Sight(f"{name} {end}", f"/desk/{name}/{end}", "analyst" if end in OF_ANALYSTS else C)
        for name, ends in ACTS.items()
        for end in ends
    ),
    *(
        Sight(f"desk of {role}", "/desk/", role)
        for role in ("reviewer", "coder", "key-in", "analyst", R, "translator", A, C)
    ),
    Sight("open, reviewer", f"/desk/{OPEN}/", "reviewer"),
    Sight("frozen, coder", f"/desk/{FROZEN}/", "coder"),
    Sight("institution", f"/desk/{OPEN}/institutions/{{institution}}/", C),
    Sight("none found", f"/desk/{OPEN}/institutions/?q=nowhere", C),
    Sight(
        "institution, bad address",
        f"/desk/{OPEN}/institutions/{{institution}}/",
        C,
        refused("/correct", email="post@"),
    ),
    Sight(
        "institution, not asked",
        f"/desk/{OPEN}/institutions/{{institution}}/",
        C,
        refused("/ask"),
    ),
    Sight("no file", f"/desk/{OPEN}/institutions/list", C, refused("/list")),
    Sight("no number", f"/desk/{TRIAL}/codes/", C, refused("/codes/", n="many")),
    Sight("no messages", f"/desk/{OPEN}/mails/", C, refused("/bounces")),
    Sight("new-wave", "/desk/waves/new", C),
    Sight("new-wave, bad", "/desk/waves/new", C, refused("/new", name="A B", closes="soon")),
    Sight("days, bad", f"/desk/{OPEN}/days", C, refused_here(closes="soon")),
    Sight("no languages", f"/desk/{FROZEN}/documents/", C, choose_no_language),
    Sight("job-done", f"/desk/{FROZEN}/jobs/{{done}}/", C),
    Sight("job-failed", f"/desk/{OPEN}/jobs/{{failed}}/", C),
    Sight("job-running", f"/desk/{OPEN}/jobs/{{running}}/?still=", C),
    Sight("job-waiting", f"/desk/{CLOSED}/jobs/{{waiting}}/?still=", "analyst"),
    Sight("paper", f"/desk/{OPEN}/paper/", "key-in"),
    Sight("paper, no codes", f"/desk/{OPEN}/paper/", "key-in", refused("/compare")),
    Sight("paper, no code", f"/desk/{OPEN}/paper/", "key-in", refused("/correct", number="Z9")),
    Sight("questionnaires", "/desk/questionnaires/", R),
    Sight("questionnaire", "/desk/questionnaires/helplines/", R),
    Sight("account", "/staff/account", C),
    Sight("account, bad", "/staff/account", C, refused("/password", old="x", password="short")),
    Sight("codes", "/staff/account/recovery-codes", C),
    Sight("codes shown", "/staff/account/recovery-codes", "translator", shown("/recovery-codes")),
    Sight("confirm", "/staff/confirm?next=/desk/", UNCONFIRMED),
    Sight("confirm, bad", "/staff/confirm?next=/desk/", UNCONFIRMED, come_without_confirming),
    Sight("staff", "/desk/staff/", A),
    Sight("new-account", "/desk/staff/new", A),
    Sight("new-account, bad", "/desk/staff/new", A, refused("/new")),
    Sight("one account", "/desk/staff/account/coder/", A),
    Sight("own account", "/desk/staff/account/admin/", A),
    Sight("log", "/desk/log/", A),
    Sight("settings", "/desk/settings/", A),
    Sight("begin", "/desk/settings/begin", A),
    Sight("settings-study", "/desk/settings/study?setup=yes", A),
    *(
        Sight(f"settings-{step}", f"/desk/settings/{step}", A)
        for step in ("study", "languages", "promise", "privacy", "mail", "retention", "mail/test")
    ),
    Sight("settings, bad", "/desk/settings/study", A, write_two_lines_for_one),
    Sight("purge", "/desk/purge/", A),
    Sight("documents", "/desk/privacy/", A),
    Sight("impact", "/desk/privacy/impact-assessment/", A, is_long=True),
    Sight("notice", "/desk/privacy/privacy-notice/", A, is_long=True),
    Sight("overview of results", "/coordinate/", C),
    *(Sight(f"chapters {name}", f"/coordinate/{name}/", C) for name in (OPEN, CLOSED, FROZEN)),
    Sight("chapter", f"/coordinate/{FROZEN}/help/?show=all", C, is_long=True),
    Sight("pairs", f"/coordinate/{FROZEN}/pairs/", C),
    Sight("quality", f"/coordinate/{FROZEN}/quality/", C, is_long=True),
    *(
        Sight(f"{what} {name}", f"/coordinate/{name}/{what}/", role)
        for what, role in (("texts", "reviewer"), ("coding", "coder"))
        for name in (OPEN, FROZEN)
    ),
    Sight("text", f"/coordinate/{UNCODED}/texts/", "reviewer", read_the_first_text),
    Sight("text, bad", f"/coordinate/{UNCODED}/texts/", "reviewer", clear_what_was_changed),
    Sight("difference", f"/coordinate/{FROZEN}/coding/", "coder", decide_a_difference),
    Sight("coding text", f"/coordinate/{UNCODED}/coding/", "coder", begin_to_code),
    Sight("coding text, bad", f"/coordinate/{UNCODED}/coding/", "coder", leave_the_theme_out),
    Sight("sign-in", "/staff/sign-in"),
    Sight("sign-in, bad", "/staff/sign-in", act=refused_here(name="carol")),
)
EMPTY_SIGHTS = (
    Sight("desk without a wave", "/desk/", C),
    Sight("desk without a wave, admin", "/desk/", A),
    Sight("results without a wave", "/coordinate/", C),
    Sight("new-wave", "/desk/waves/new", C),
    Sight("settings", "/desk/settings/", A),
    Sight("purge", "/desk/purge/", A),
    Sight("log", "/desk/log/", A),
)
FIRST_SIGHTS = (
    Sight("first", "/staff/first"),
    Sight("first, bad", "/staff/first", act=refused_here(name="ada", password="short")),
    Sight("sign-in without accounts", "/staff/sign-in"),
)
