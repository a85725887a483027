"""The report of the demo on paper: short, with its summary on one page, the strongest first."""

import io
import re
from itertools import pairwise

import pypdf
import pytest

from surveyapp.formats.report.report_pdf import report_pdf
from surveyapp.reports.block import (
    Contents,
    Heading,
    Listing,
    Manner,
    Paragraph,
    TableBlock,
    text_of,
)
from surveyapp.reports.document.report import annexes_of, report_of
from surveyapp.storage.database import connected
from surveyapp.storage.waves import latest_wave
from surveyapp.study.published_study import published_study_of
from surveyapp.study.report_source import material_of, provenance_of
from tests.filled_demo import copy_of_demo

MOST_PAGES = 60
FEWEST_LINES = 15


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """Makes the report of the demo in a language."""
    made = copy_of_demo(tmp_path_factory, tmp_path_factory.mktemp("reported") / "demo")
    with connected(made):
        wave = latest_wave("service_provision")
        study = published_study_of(made, wave)
        provenance = provenance_of(wave, None)
        return {
            language: report_of(material_of(study, language, provenance))
            for language in ("en", "ro", "nb")
        } | {"annexes": annexes_of(material_of(study, "en", provenance))}


def starts_chapter(reported, language):
    """Titles of the chapters, each of which begins a page."""
    return [b.words for b in reported[language].blocks if isinstance(b, Heading) and b.level == 1]


def nearly_empty(pdf, titles):
    """Numbers of pages with a few lines, though the next page goes on with the same chapter."""
    texts = [page.extract_text() for page in pdf.pages]
    for number, (text, after) in enumerate(pairwise(texts[2:]), start=3):
        head = " ".join(" ".join(after.splitlines()[:5]).split())
        if len(text.splitlines()) < FEWEST_LINES and not any(title in head for title in titles):
            yield number


@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_the_report_is_short_and_its_summary_fits_on_the_second_page(reported, language):
    pdf = pypdf.PdfReader(io.BytesIO(report_pdf(reported[language])))
    assert list(nearly_empty(pdf, starts_chapter(reported, language))) == []
    starts = [
        pdf.get_destination_page_number(each) for each in pdf.outline if not isinstance(each, list)
    ]
    assert starts[:3] == [1, 2, 3]
    assert len(pdf.pages) <= MOST_PAGES


def test_the_summary_names_seven_differences_the_strongest_first(reported):
    blocks = reported["en"].blocks
    end = next(place for place, block in enumerate(blocks) if isinstance(block, Contents))
    (listed,) = [block for block in blocks[:end] if isinstance(block, Listing)]
    lines = [text_of(line) for line in listed.lines]
    assert len(lines) == 7
    assert "Norwegian: Romania 0% (0 of 31), Norway 100% (12 of 12)." in lines[0]
    least = [int(line.split("at least ")[1].split()[0]) for line in lines]
    assert least == [52, 23, 17, 15, 12, 11, 10]


def test_no_heading_says_that_nothing_is_compared(reported):
    headings = [b.words for b in reported["en"].blocks if isinstance(b, Heading)]
    assert not [words for words in headings if "No comparison" in words]


SHARE = re.compile(r"\d+ / \d+ \((\d+)%\)")
POINTS = re.compile(r"[+−]?\d+")


def odd_differences(table):
    """Lines whose printed difference is not that of their printed percentages."""
    for row in table.rows:
        first, second, gap, *_ = (*(cell or "" for cell in row.cells), "", "", "")
        shares = SHARE.fullmatch(first), SHARE.fullmatch(second)
        if all(shares) and POINTS.fullmatch(gap):
            printed = int(shares[1][1]) - int(shares[0][1])
            if printed != int(gap.replace("−", "-")):
                yield row.head


def noted(blocks, start):
    """The notes that follow a block."""
    for block in blocks[start + 1 :]:
        if not isinstance(block, Paragraph) or block.manner is not Manner.NOTE:
            return
        yield text_of(block.line)


def test_below_every_table_that_does_not_add_up_stands_that_it_is_rounded(reported):
    blocks = reported["annexes"].blocks
    odd = [
        (at, block.caption.number)
        for at, block in enumerate(blocks)
        if isinstance(block, TableBlock) and list(odd_differences(block))
    ]
    assert len(odd) > 20
    told = {number: " ".join(noted(blocks, at)) for at, number in odd}
    assert [number for number, words in told.items() if "before rounding" not in words] == []


def test_below_sentences_without_a_table_stands_that_they_are_rounded(reported):
    blocks = reported["en"].blocks
    also = [
        at + 1
        for at, block in enumerate(blocks)
        if isinstance(block, Heading) and block.words == "Also compared"
    ]
    assert len(also) > 2
    assert all("before rounding" in " ".join(noted(blocks, at)) for at in also)
    assert "before rounding" in text_of(blocks[-1].line)
