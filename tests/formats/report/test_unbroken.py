"""No end of a line divides a range, nor a number and what it is a number of."""

import io
import re
from dataclasses import replace

import docx
import pytest

from surveyapp.formats.report.report_docx import report_docx
from surveyapp.formats.report.report_html import report_html
from surveyapp.formats.report.report_pdf import report_pdf
from surveyapp.formats.report.unbroken import joined, kept_together
from surveyapp.reports.block import Caption, TableBlock, TableRow, plain
from tests.formats.pdf_tags import read
from tests.formats.test_office import converted
from tests.reports.small_report import home, made, small_report

__all__ = ["home", "made"]
FIGURES = ["10–19", "0–4 av 14", "5 of 12", "20\u00a0%", "+18 to +62", "1.000–1.999", "40–100 %"]
ALONE = ["12", "39%", "20\u00a0%", "−1,5", "1\u00a0234", "+49", "–", "T3.4", "2012"]
MANY = " ".join(f"{'x' * n} {FIGURES[n % len(FIGURES)]} y" for n in range(1, 60))


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_has_no_place_where_a_line_may_end(figure):
    kept = joined(f"Of these {figure} were said.")
    (inside,) = re.fullmatch(r"Of these (.+) were said\.", kept).groups()
    assert " " not in inside
    assert not re.search("–(?!\u2060)", inside)
    assert plainly(inside) == plainly(figure)


@pytest.mark.parametrize("words", ALONE)
def test_a_number_that_stands_alone_is_what_a_spreadsheet_reads(words):
    assert joined(words) == words
    assert str(kept_together(words)) == words


def test_a_page_says_the_same_words_and_escapes_them():
    kept = str(kept_together("<b> 10–19 & 5 of 12"))
    assert kept == (
        '&lt;b&gt; <span class="unbroken">10–19</span> &amp; <span class="unbroken">5 of 12</span>'
    )


def test_every_text_of_a_page_keeps_its_figures(home):
    row = TableRow("5 of 12", ("0–4 of 14",))
    table = TableBlock(Caption("T9.1", "In 10–19"), "", ("20–49",), (row,))
    page = report_html(replace(small_report(home), blocks=(plain("Of 1–4."), table)))
    found = re.findall('<span class="unbroken">(.*?)</span>', page.split("aria-label")[1])
    assert found == ["In 10–19"[3:], "20–49", "5 of 12", "0–4 of 14"]
    assert '<p>Of <span class="unbroken">1–4</span>.</p>' in page
    assert ".unbroken { white-space: nowrap; }" in page


def test_no_line_of_print_ends_within_a_figure(home):
    pdf = report_pdf(replace(small_report(home), blocks=(plain(MANY),)))
    lines = read(pdf).pages[0].extract_text().splitlines()
    assert len(lines) > 10
    assert divided(lines) == []


def test_a_file_of_word_carries_the_joiners(home):
    file = docx.Document(
        io.BytesIO(report_docx(replace(small_report(home), blocks=(plain(MANY),))))
    )
    assert file.paragraphs[-1].text == joined(MANY)


@pytest.mark.office
def test_no_line_ends_within_a_figure_in_an_office(home, tmp_path):
    content = report_docx(replace(small_report(home), blocks=(plain(MANY),)))
    pdf = converted(tmp_path, "report.docx", content, "pdf")
    lines = read(pdf).pages[0].extract_text().splitlines()
    assert len(lines) > 10
    assert divided(lines) == []


def test_a_number_is_not_parted_from_the_letter_before_it(home):
    many = " ".join(f"{'x' * (n % 9)} T4.{n}" for n in range(10, 99))
    pdf = report_pdf(replace(small_report(home), blocks=(plain(many),)))
    lines = read(pdf).pages[0].extract_text().splitlines()
    assert [line for line in lines if line.rstrip().endswith("T")] == []


def divided(lines):
    """Ends of lines after a dash, or before what belongs to the number."""
    return [line for line in lines if re.search(r"(–\u2060?|\d (of|av|to))\s*$", line)]


def plainly(words):
    return words.replace("\u2060", "").replace("\u00a0", " ")
