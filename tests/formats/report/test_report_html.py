"""The report as HTML: one file, nothing from outside, every word escaped."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from surveyapp.formats.report.report_html import report_html
from surveyapp.reports.block import Caption, TableBlock, TableRow, plain
from tests.reports.small_report import home, made, small_report

__all__ = ["home", "made"]


class Reader(HTMLParser):
    """Collects elements with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


def test_the_same_answers_give_the_same_bytes(home):
    assert report_html(small_report(home)) == report_html(small_report(home))


def test_the_page_needs_nothing_from_outside(home):
    page = report_html(small_report(home))
    loaded = re.findall(r'(?:src|href|url)\s*[=(]\s*["\']?([^"\')\s>]+)', page)
    assert [link for link in loaded if not link.startswith(("#", "https://"))] == []
    assert not Reader(page).all("script")
    assert not Reader(page).all("link")


def test_every_chart_has_a_title_and_a_description(home):
    page = Reader(report_html(small_report(home)))
    ids = {attributes.get("id") for _, attributes in page.found}
    charts = page.all("svg")
    assert len(charts) == 4  # two figures, each for a page and for a phone
    assert all(set(chart["aria-labelledby"].split()) <= ids for chart in charts)
    assert len(page.all("desc")) == len(charts)


def test_an_id_stands_once(home):
    page = Reader(report_html(small_report(home)))
    ids = [attributes["id"] for _, attributes in page.found if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_every_link_within_the_page_leads_somewhere(home):
    page = Reader(report_html(small_report(home, "ro")))
    ids = {attributes.get("id") for _, attributes in page.found}
    links = {a["href"][1:] for a in page.all("a") if a["href"].startswith("#")}
    assert links <= ids


def test_the_page_says_its_language(home):
    assert Reader(report_html(small_report(home, "nb"))).all("html") == [{"lang": "nb"}]


def test_words_are_escaped_and_a_dash_stands_where_too_few_answered(home):
    table = TableBlock(Caption("T9.1", "a <b>"), "", ("x & y",), (TableRow("<i>", (None,)),))
    page = report_html(replace(small_report(home), blocks=(table, plain("<script>"))))
    assert "a &lt;b&gt;" in page
    assert "x &amp; y" in page
    assert "<td>–</td>" in page
    assert "<script>" not in page
