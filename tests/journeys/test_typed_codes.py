"""A code that is mistyped stays in its field, and the page names the groups that are wrong."""

import pytest

from surveyapp.fieldwork.codes import CodeKind, new_code
from tests.journeys.filling import start
from tests.journeys.plain_client import PlainBrowser

NUMBERS = "/answer/page/assisted_sex_age"
# The symbols of a code of which no group is wrong by itself.
SOUND = "W000-0000-0000-0000-000X"
WRONG = {
    "": "Please type your access code.",
    "W": "It has 1 letter or digit, and a code has 20 in groups of four.",
    "WK7F-9M2X-AB": "It has 10 letters and digits, and a code has 20 in groups of four."
    " Please check group 3 (“AB”).",
    "wk7f 9m2 kk7f 9m2xx kk7": "It has 19 letters and digits, and a code has 20 in groups of four."
    " Please check group 2 (“9M2”), group 4 (“9M2XX”), group 5 (“KK7”).",
    "W000-00U0-0000-0000-0#00": "These signs are in no code: U, #."
    " Please check group 2 (“00U0”), group 5 (“0#00”).",
    "X000-0000-0000-0000-0000": "No code begins with “X”. Please check group 1 (“X000”).",
    SOUND: "Its letters and digits do not fit together",
}


def on_code_page(app):
    return PlainBrowser(app).go("/answer/code?lang=en"), "code"


def on_start_page(app):
    return PlainBrowser(app).go("/respond/service_provision/?lang=en"), "code"


def on_kept_page(app):
    browser = start(PlainBrowser(app), "service_provision", "en").go(NUMBERS)
    browser.client.delete_cookie("surveyapp", path="/")
    return browser.send({}, ("form-continue", "1"), "answer-form"), "form-code"


EVERYWHERE = pytest.mark.parametrize("arrive", [on_code_page, on_start_page, on_kept_page])


def type_code(browser, field, typed):
    form = next(f for f in browser.page.forms if field in f.names())
    return browser.send({field: [typed]}, form=form.identifier)


def value(browser, field):
    form = next(f for f in browser.page.forms if field in f.names())
    return form.initial()[field]


@EVERYWHERE
@pytest.mark.parametrize("typed", WRONG)
def test_a_mistyped_code_stays_and_the_page_says_where_it_is_wrong(app, arrive, typed):
    browser, field = arrive(app)
    type_code(browser, field, typed)
    assert value(browser, field) == [typed]
    assert WRONG[typed] in browser.page.html
    assert f'href="#{field}"' in browser.page.html


@EVERYWHERE
def test_a_code_of_nobody_stays_too_and_says_no_more_than_before(app, arrive):
    browser, field = arrive(app)
    typed = new_code(CodeKind.WORKSPACE)
    type_code(browser, field, typed)
    assert value(browser, field) == [typed]
    assert "This code does not open a questionnaire. Please check it." in browser.page.html
    assert "group" not in browser.page.html.partition("<main")[2].partition("<form")[0]


def test_a_mistyped_code_goes_along_into_another_language(app):
    browser, field = on_code_page(app)
    type_code(browser, field, "WK7F-9M2X")
    browser.send({}, ("form-switch", "nb"), "code-form")
    assert browser.page.language == "nb"
    assert value(browser, field) == ["WK7F-9M2X"]


def test_enter_in_the_field_sends_the_code_and_changes_no_language(app):
    browser, _ = on_code_page(app)
    first = browser.page.form("code-form").main_button
    assert (first.name, first.value) == ("", "")
