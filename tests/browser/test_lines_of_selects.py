"""Lines of two lists, and two questions in one table: names, widths, keys and what axe finds."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from surveyapp.instance import create_instance
from surveyapp.storage.database import connected
from surveyapp.storage.migrations import upgrade
from surveyapp.storage.workspaces import create_workspace
from surveyapp.web import create_app
from tests.browser.conftest import DESK, HEIGHT, PHONE, desk_before, served
from tests.browser.test_every_page import WIDER_THAN_SCREEN, violations
from tests.browser.test_grid_access import names_of
from tests.browser.visitors import COOKIE
from tests.journeys.conftest import open_wave
from tests.journeys.plain_client import PlainBrowser

pytestmark = pytest.mark.browser

PICKED = "/answer/page/obstacle_page"
GRIDS, TICKS = "/answer/page/services_page", "/answer/page/referral_page"
VISITOR_OF = {PICKED: "picked_rows", GRIDS: "joined_tables", TICKS: "joined_tables"}
WIDTHS = (320, PHONE, 640, 768, 1024, DESK, 1920)
PAGES = pytest.mark.parametrize("path", [PICKED, GRIDS, TICKS], ids=["picked", "grids", "ticks"])
KNOWN = ["shelter", "psych", "legal", "interp", "education", "job"]
HALF = {"svc_hard.row-1": ["legal"], "svc_hard.answer-2": ["money"]}


@pytest.fixture(scope="module")
def site_of_lines(tmp_path_factory):
    """A site of its own, on which both examples are open."""
    made = create_instance(tmp_path_factory.mktemp("lines") / "demo", is_demo=True)
    upgrade(made)
    for name in ("picked_rows", "joined_tables"):
        open_wave(made, name)
    with served(create_app(made)) as site:
        for name in ("picked_rows", "joined_tables"):
            for language in ("en", "ro", "nb"):
                site.cookies[name, language] = cookie_of(site.app, made, name, language)
        yield site


@pytest.fixture
def lines(site_of_lines, chrome):
    """A desk before it."""
    with desk_before(site_of_lines, chrome) as desk:
        yield desk


def cookie_of(app, instance, name, language):
    """A visitor who has come to the page with lines, one of which has a mistake."""
    with connected(instance):
        code = create_workspace(name, instance.pepper)
    browser = PlainBrowser(app).go(f"/answer/code?lang={language}").send({"code": [code]})
    if name == "picked_rows":
        browser.go("/answer/page/offer_page")
        browser.send({"country": ["RO"], "svc_known": KNOWN}, form="answer-form")
        browser.send(HALF, form="answer-form")
    else:
        browser.go(TICKS).send({"referral_in": ["ngo", "dk"]}, form="answer-form")
    return browser.client.get_cookie(COOKIE).value


def arrive(lines, path, language="en", width=DESK, **more):
    return lines.open(path, VISITOR_OF[path], language, width, **more)


@PAGES
@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_nothing_scrolls_sideways_and_axe_finds_nothing(lines, screenshots, path, language):
    page = arrive(lines, path, language)
    page.evaluate(AXE_SCRIPT)
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found[f"wider than {width}"] = page.evaluate(WIDER_THAN_SCREEN)
        if width in (PHONE, DESK):
            found[f"axe at {width}"] = violations(page, with_colours=True)
        if screenshots and width in (320, DESK):
            picture = f"lines-{path.rsplit('/', 1)[1]}-{language}-{width}.png"
            page.screenshot(path=screenshots / picture, full_page=True)
    assert {what: things for what, things in found.items() if things} == {}


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_each_list_is_named_by_its_row_and_its_question(lines, width):
    page = arrive(lines, GRIDS, width=width)
    rows = (
        "Shelter or safe house",
        "Psychological counselling",
        "Legal counselling",
        "Interpretation",
    )
    heads = ("A1 How long does it take to get each service?", "A2 How good is it?")
    assert names_of(page, "combobox") == [f"{row} {head}" for row in rows for head in heads]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_each_box_is_named_by_its_line_and_its_question(lines, width):
    page = arrive(lines, TICKS, width=width)
    boxes = [name for name in names_of(page, "checkbox") if "refer" in name]
    heads = ("A3 Who refers people to you?", "A4 To whom do you refer people?")
    choices = ("Police or prosecution", "Health services", "NGOs")
    assert boxes == [f"{choice} {head}" for choice in choices for head in heads]


def test_the_lists_of_a_line_are_named_by_their_labels(lines):
    page = arrive(lines, PICKED)
    names = names_of(page, "combobox")
    assert names == [w for n in (1, 2, 3) for w in (f"Line {n}", f"Answer in line {n}")]


@pytest.mark.parametrize(("path", "lists"), [(PICKED, ".picked select"), (GRIDS, ".joined select")])
def test_on_a_phone_the_two_lists_stand_one_below_the_other(lines, path, lists):
    page = arrive(lines, path, width=320)
    first, second = (page.locator(lists).nth(n).bounding_box() for n in (0, 1))
    assert second["y"] >= first["y"] + first["height"]
    page.set_viewport_size({"width": DESK, "height": HEIGHT})
    first, second = (page.locator(lists).nth(n).bounding_box() for n in (0, 1))
    assert second["x"] >= first["x"] + first["width"]


def test_a_phone_shows_the_question_over_each_list_and_a_desk_over_the_column(lines):
    page = arrive(lines, GRIDS, width=320)
    above = page.locator(".joined__question").first
    assert above.is_visible()
    page.set_viewport_size({"width": DESK, "height": HEIGHT})
    assert not above.is_visible()
    assert page.locator("#svc_wait\\:label").is_visible()


@PAGES
def test_every_control_is_reached_by_the_keyboard_and_no_target_is_too_low(lines, path):
    page = arrive(lines, path, width=PHONE)
    boxes = page.locator("#answer-form :is(select, .joined__tick, .choice)")
    heights = [boxes.nth(n).bounding_box()["height"] for n in range(boxes.count())]
    assert min(heights) >= 44
    names = page.eval_on_selector_all("#answer-form select", "all => all.map((e) => e.name)")
    reached = []
    page.keyboard.press("Tab")
    for _ in range(60):
        reached.append(page.evaluate("document.activeElement.name || ''"))
        page.keyboard.press("Tab")
    assert [name for name in reached if name in names][: len(names)] == names


def test_everything_is_answered_without_scripts(lines):
    page = arrive(lines, PICKED, "nb", scripts=False)
    page.select_option("[name='svc_hard.answer-1']", "money")
    page.select_option("[name='svc_hard.row-2']", "job")
    page.click("main button.govuk-button[name=form-continue]")
    page.wait_for_url(lambda url: "/answer/page/" not in url)
