"""Headings: in every format one level below the heading that they stand under, none skipped."""

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import docx
import pytest

from surveyapp.formats.report.report_docx import report_docx
from surveyapp.formats.report.report_html import report_html
from surveyapp.formats.report.report_pdf import report_pdf
from surveyapp.reports.block import Heading, Listing, Span
from tests.formats.pdf_tags import read, tags_of
from tests.reports.small_report import home, made, small_annexes, small_report

__all__ = ["home", "made"]
LEFT_EDGE = 51
"""Points from the edge of the page, where headings begin; captions have a letter before it."""
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


def exhibits_in(document):
    """(level, place among all headings) of those of an exhibit, which have its number."""
    headings = [block for block in document.blocks if is_heading(block)]
    return [(b.level, n) for n, b in enumerate(headings) if re.fullmatch(r"\d+\.\d+", b.number)]


@pytest.mark.parametrize("levels_in", WAYS)
def test_exhibits_of_all_chapters_have_headings_of_one_level(home, levels_in):
    subheads = [Heading(1, "A", "a"), Heading(2, "Words of its own", "own")]
    report = small_report(home)
    chapter = next(n for n, b in enumerate(report.blocks) if is_heading(b) and b.number)
    document = replace(
        report, blocks=(*report.blocks[:chapter], *subheads, *report.blocks[chapter:])
    )
    levels = levels_in(document)
    found = exhibits_in(document)
    assert len(found) > 1
    assert {levels[place] for _level, place in found} == {level for level, _place in found} == {2}


@pytest.mark.parametrize("language", ["en", "nb"])
def test_headings_of_one_level_are_of_one_size_in_print(home, language):
    document = small_report(home, language)
    numbers = {b.number for b in document.blocks if is_heading(b) and b.number}
    sizes = {}

    def visit(text, place, _matrix, font, size):
        is_bold = "Bold" in str((font or {}).get("/BaseFont"))
        number = text.strip().split(" ")[0]
        if number in numbers and is_bold and round(place[4]) == LEFT_EDGE:
            sizes[number] = size

    for page in read(report_pdf(document)).pages:
        page.extract_text(visitor_text=visit)
    assert set(sizes) == numbers
    assert len(numbers) > 1
    assert len(set(sizes.values())) == 1, sizes


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
