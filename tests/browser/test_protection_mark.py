"""The mark of closely protected questions in a browser: read once, seen by everybody."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from surveyapp.formats.source.questionnaire_folder import load_release
from tests.browser.conftest import DESK, HEIGHT, PHONE
from tests.browser.test_every_page import WIDER_THAN_SCREEN, violations
from tests.browser.visitors import QUESTIONNAIRE

pytestmark = pytest.mark.browser

FORM = load_release(QUESTIONNAIRE)
MARK = {"en": "Closely protected", "ro": "Protecție sporită", "nb": "Særlig beskyttet"}
PAGES = {"staff_and_means": 1, "rights_in_practice": 1, "waiting": 1, "obstacles": 1, "justice": 2}
"""Page -> marked questions: ticks, a table, two questions in one table, lines, two on a page."""
CONTROLS = {"radio", "checkbox", "combobox", "textbox", "table", "button", "MenuListPopup"}
EVERY = pytest.mark.parametrize("name", PAGES)


def tree_of(page):
    """What Chromium tells a screen reader, in the order of reading: (role, name, description)."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    told = ({k: n.get(k, {}).get("value", "") for k in ("role", "name", "description")}
            for n in nodes if not n["ignored"])  # fmt: skip
    return [(each["role"], each["name"], each["description"]) for each in told]


def marked_on(name):
    """The marked questions of a page."""
    asked = (FORM.questions[each] for each in FORM.page(name).questions)
    return [each for each in asked if each.question.is_sensitive]


@EVERY
@pytest.mark.parametrize("language", MARK)
def test_the_mark_is_read_once_a_question_and_never_at_a_field(desk, name, language):
    page = desk.open(f"/answer/page/{name}", "respondent", language)
    tree, mark = tree_of(page), MARK[language]
    assert len(marked_on(name)) == PAGES[name]
    assert [told for role, told, _ in tree if role == "StaticText" and mark in told] == [
        mark for _ in marked_on(name)
    ]
    groups = [
        description for role, _, description in tree if role == "group" and mark in description
    ]
    assert [group.count(mark) for group in groups] == [1 for _ in marked_on(name)]
    at_fields = [each for each in tree if each[0] in CONTROLS and mark in f"{each[1]} {each[2]}"]
    assert at_fields == []


@EVERY
def test_the_mark_is_read_after_the_question_and_before_its_answers(desk, name):
    page = desk.open(f"/answer/page/{name}", "respondent", "en")
    for asked in (each for each in marked_on(name) if not each.beside):
        order = page.evaluate(
            """(name) => {
              const group = document.getElementById(`question-${name}`);
              const found = [...group.querySelectorAll("legend, .protection, input, select")];
              return found.slice(0, 3).map((e) => e.className.split(" ")[0] || e.tagName);
            }""",
            asked.name,
        )
        assert order[:2] == ["question__title", "protection"]
        assert order[2] not in ("question__title", "protection")


@EVERY
def test_axe_finds_nothing_and_nothing_scrolls_sideways(desk, name):
    page = desk.open(f"/answer/page/{name}", "respondent", "ro")
    page.evaluate(AXE_SCRIPT)
    found = {}
    for width in (DESK, PHONE, 320):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found[f"wider than {width}"] = page.evaluate(WIDER_THAN_SCREEN)
        found[f"axe at {width}"] = violations(page, with_colours=True)
    assert {what: things for what, things in found.items() if things} == {}


@pytest.mark.parametrize("scripts", [True, False])
def test_what_it_means_is_seen_at_once_with_and_without_scripts(desk, scripts):
    page = desk.open("/answer/page/rights_in_practice", "respondent", "en", 320, scripts=scripts)
    mark = page.locator(".protection")
    assert mark.is_visible()
    assert " ".join(mark.inner_text().split()) == (
        "Closely protected Small numbers appear only as ranges."
    )
    page.close()
