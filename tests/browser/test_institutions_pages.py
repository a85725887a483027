"""The pages of institutions, mails and paper forms, in every language, wide and on a phone."""

from contextlib import contextmanager

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.conftest import DESK, HEIGHT, LOCALES, PHONE, served
from tests.browser.test_every_page import NARROWEST, WIDER_THAN_SCREEN, violations
from tests.desk.fieldwork_home import (
    HEADS,
    LINES,
    ONE,
    WAVE,
    app,
    at,
    desk_of,
    home,
    keep,
    made_home,
    post,
)
from tests.desk.test_institutions_paper import CODE, type_both
from tests.formats.sheet.workbooks import workbook

pytestmark = pytest.mark.browser
__all__ = ["app", "home", "made_home"]
ADDRESSES = (
    "institutions/",
    "institutions/list",
    "invitations/",
    "mails/",
    "mails/invitation/",
    "mails/reminder-1/",
    "inquiries/",
    "codes/",
)
LONG = "Direcția Generală de Asistență Socială și Protecția Copilului a Județului Bistrița-Năsăud"


@pytest.fixture
def filled(home, app):
    """(coordinator, typist, codes): a list, a question, mails that wait, two entries."""
    desk = desk_of(home, app, "maria")
    keep(desk, [*LINES, (LONG, LONG, f"{'a' * 60}@example.org", "ro", "RO", "public")])
    post(desk.go(f"/desk/{WAVE}/invitations/"), "/make")
    post(at(desk, 1), "/ask", {"asked": ["Could you look at B2 again?"]})
    post(desk.go(f"/desk/{WAVE}/mails/invitation/"), "/queue")
    post(at(desk, 0), "/paper")
    codes = CODE.findall(desk.page.html)
    type_both(app, codes, {"places": ["9"], "helps": ["bed", "food"]})
    return desk, desk_of(home, app, "typist"), codes


@contextmanager
def tab_of(chrome, address, browser, language):
    """A fresh tab in which somebody is signed in."""
    context = chrome.new_context(locale=LOCALES[language])
    cookie = browser.client.get_cookie("surveyapp").value
    context.add_cookies([{"name": "surveyapp", "value": cookie, "url": address}])
    yield context.new_page()
    context.close()


def look(page, name, language, screenshots):
    """What is wrong with the page as it is."""
    page.evaluate(AXE_SCRIPT)
    found = {}
    for width in (DESK, PHONE, NARROWEST):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        if screenshots:
            page.screenshot(path=screenshots / f"{name}-{language}-{width}.png", full_page=True)
        found[f"{name} wider than {width}"] = page.evaluate(WIDER_THAN_SCREEN)
        if width != NARROWEST:
            axe = violations(page, with_colours=language == "en")
            found[f"{name} axe at {width}"] = axe
    return {what: things for what, things in found.items() if things}


@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_axe_finds_nothing_and_no_phone_scrolls_sideways(
    chrome, app, filled, screenshots, language
):
    desk, typist, codes = filled
    found = {}
    with served(app) as site, tab_of(chrome, site.address, desk, language) as page:
        for address in ADDRESSES:
            page.goto(f"{site.address}/desk/{WAVE}/{address}?lang={language}")
            found |= look(page, address.strip("/").replace("/", "-"), language, screenshots)
        page.goto(f"{site.address}/desk/{WAVE}/institutions/")
        page.locator("tbody a").first.click()
        assert ONE.fullmatch(page.url.removeprefix(site.address))
        found |= look(page, "institution", language, screenshots)
        page.locator('form[action$="/correct"] button').click()
        found |= look(page, "corrected", language, screenshots)
        page.fill("#email", "post@")
        page.locator('form[action$="/correct"] button').click()
        found |= look(page, "wrong", language, screenshots)
        for name, lines in (
            ("problems", [("A", "", "x@", "sv", "RO", "public")]),
            ("preview", LINES),
        ):
            found |= look(choose(page, site, lines), name, language, screenshots)
    with served(app) as site, tab_of(chrome, site.address, typist, language) as page:
        page.goto(f"{site.address}/desk/{WAVE}/paper/?lang={language}")
        found |= look(page, "paper", language, screenshots)
        page.fill("#first", codes[0])
        page.fill("#second", codes[1])
        page.locator('form[action$="/compare"] button').click()
        found |= look(page, "compare", language, screenshots)
        page.locator('form[action$="/send"] button').click()
        found |= look(page, "unsettled", language, screenshots)
        page.check('input[name="take.places"][value="2"]')
        page.check('input[name="take.helps"][value="2"]')
        page.locator('form[action$="/send"] button').click()
        for number in ("B2", "B3", "A1"):
            page.fill("#code", codes[0])
            page.fill("#number", number)
            page.locator('form[action$="/paper/correct"] button').click()
            found |= look(page, f"edit-{number}", language, screenshots)
            page.go_back()
    assert found == {}


def choose(page, site, lines):
    """The page that shows what a list would change."""
    page.goto(f"{site.address}/desk/{WAVE}/institutions/list")
    page.set_input_files(
        "#list-file", [{"name": "list.xlsx", "mimeType": "", "buffer": workbook([HEADS, *lines])}]
    )
    page.locator('form[action$="/list"] button').click()
    return page
