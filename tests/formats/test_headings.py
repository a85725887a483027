"""Headings: in every format one level below the heading that they stand under, none skipped."""

import io
from dataclasses import replace
from html.parser import HTMLParser

import docx
import pytest

from surveyapp.formats.report.report_docx import report_docx
from surveyapp.formats.report.report_html import report_html
from surveyapp.formats.report.report_pdf import report_pdf
from surveyapp.reports.block import Heading, Listing, Span
from tests.formats.pdf_tags import tags_of
from tests.reports.small_report import home, made, small_annexes, small_report

__all__ = ["home", "made"]
PDF_HEADINGS = {f"/H{level}": level for level in range(1, 7)}


class HeadingReader(HTMLParser):
    """Collects the levels of headings in order."""

    def __init__(self, text):
        super().__init__()
        self.levels = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.levels.append(int(tag[1]))


def in_html(document):
    return HeadingReader(report_html(document)).levels


def in_docx(document):
    paragraphs = docx.Document(io.BytesIO(report_docx(document))).paragraphs
    names = [p.style.name for p in paragraphs]
    return [int(name[-1]) for name in names if name.startswith("Heading")]


def in_pdf(document):
    types = [tag.type for tag in tags_of(report_pdf(document))]
    return [PDF_HEADINGS[each] for each in types if each in PDF_HEADINGS]


def skipped(levels):
    """Pairs of neighbours between which a level is left out; the first heading is of level 1."""
    pairs = zip([0, *levels], levels, strict=False)
    return [(before, after) for before, after in pairs if after > before + 1]


WAYS = [in_html, in_docx, in_pdf]


@pytest.mark.parametrize("levels_in", WAYS)
@pytest.mark.parametrize("report", [small_report, small_annexes])
def test_no_level_is_skipped(home, report, levels_in):
    document = report(home, "nb")
    levels = levels_in(document)
    assert skipped(levels) == []
    assert sorted(set(levels)) == sorted({b.level for b in document.blocks if is_heading(b)})


def test_a_level_is_that_below_the_heading_above(home):
    levels = [1, 3, 3, 2, 3, 1, 2, 4]
    blocks = tuple(Heading(level, "x", f"a{n}") for n, level in enumerate(levels))
    document = replace(small_report(home), blocks=blocks)
    assert [block.level for block in document.blocks] == [1, 2, 2, 2, 3, 1, 2, 3]


def test_a_link_that_would_lead_nowhere_is_words(home):
    line = Span("there", target="#a0"), Span("not there", target="#a9")
    blocks = (Heading(1, "x", "a0"), Listing((line,)))
    document = replace(small_report(home), blocks=blocks)
    assert [span.target for span in document.blocks[1].lines[0]] == ["#a0", None]


def is_heading(block):
    return isinstance(block, Heading)
