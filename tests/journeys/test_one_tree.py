"""One tree: what a chapter's page shows of a comparison is, letter by letter, in the report."""

import re

import pytest

from surveyapp.fieldwork.staff_role import StaffRole
from surveyapp.formats.report.report_html import report_html
from surveyapp.instance import load_instance
from surveyapp.storage.database import connected
from surveyapp.storage.staff import add_staff
from surveyapp.web import create_app
from surveyapp.web.limits import limiter
from tests.journeys.plain_client import PlainBrowser
from tests.reports.small_report import WAVE, home, made, small_annexes, small_report
from tests.web.people import sign_in_fields

__all__ = ["home", "made"]
PASSWORD = "a long sentence to sign in with"
FIGURE = re.compile(r'<figure class="figure" id="f[\d-]+">.*?</figure>', re.DOTALL)
TABLE = re.compile(r'<div class="table-scroll" id="t[m\d-]+".*?</div>', re.DOTALL)
NUMBER = re.compile(r'id="t([\d-]+)"')
NOTE = re.compile(r'<p class="note">.*?</p>')


@pytest.fixture
def coordinator(home):
    """A browser that is signed in at the small study."""
    instance = load_instance(home / "instance")
    with connected(instance):
        add_staff("coordinator", [StaffRole.COORDINATOR], PASSWORD)
    limiter.reset()
    browser = PlainBrowser(create_app(instance, {"TESTING": True}))
    browser.go("/staff/sign-in?next=/coordinate/")
    return browser.send(sign_in_fields(instance, "coordinator", PASSWORD))


@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_an_exhibit_has_the_same_markup_on_its_page_and_in_the_report(home, coordinator, language):
    report = report_html(small_report(home, language))
    annexes = report_html(small_annexes(home, language))
    sections = [
        section
        for chapter in ("numbers", "services")
        for section in sections_of(coordinator, f"{chapter}/?lang={language}")
    ]
    tables = [table for section in sections for table in TABLE.findall(section)]
    assert len(tables) == 3
    assert [table for table in tables if table not in annexes] == []
    drawn = [each for each in sections if f'id="f{NUMBER.search(each)[1]}"' in report]
    assert len(drawn) == report.count('<figure class="figure"') > 1
    for section in drawn:
        (figure,), notes = FIGURE.findall(section), NOTE.findall(section)
        assert figure in report
        assert notes
        assert [note for note in notes if note not in report] == []


def sections_of(browser, address):
    """The exhibits of a page."""
    html = browser.go(f"/coordinate/{WAVE}/{address}").page.html
    return [each.split("</section>")[0] for each in html.split('<section class="exhibit"')[1:]]


def test_who_answered_is_the_table_of_the_chapter_on_method(home, coordinator):
    (table,) = TABLE.findall(coordinator.go(f"/coordinate/{WAVE}/?lang=en").page.html)
    assert 'id="tm-1"' in table
    assert table in report_html(small_report(home))
