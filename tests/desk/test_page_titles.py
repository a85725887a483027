"""The title of a desk page says that something is wrong where something is, and only there."""

import re

import pytest

from tests.desk.test_waves import make

PAGES = (
    "waves/new",
    "spring/open",
    "spring/close",
    "spring/days",
    "spring/freeze",
    "spring/documents/",
    "spring/institutions/list",
    "spring/codes/",
    "settings/study",
    "settings/mail",
    "settings/mail/test",
    "purge/",
)


def title_of(browser):
    return re.search(r"<title>(.*?)</title>", browser.page.html, re.DOTALL)[1].strip()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_was_only_opened_tells_of_no_error(coordinator, path):
    make(coordinator)
    coordinator.go(f"/desk/{path}")
    assert "<h1>" in coordinator.page.html
    assert "Error" not in title_of(coordinator)


def test_a_refusal_is_told_once(coordinator):
    coordinator.go("/desk/waves/new").send({"name": [""]})
    assert title_of(coordinator).count("Error:") == 1
