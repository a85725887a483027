"""The report as PDF: tagged, with title and language, and every table in it."""

import io

import pypdf
import pytest

from surveyapp.reports.document import TableBlock
from tests.reports.small_report import home, made, small_report

report_pdf = pytest.importorskip(
    "surveyapp.formats.report_pdf", reason="Pango is missing", exc_type=OSError
).report_pdf

__all__ = ["home", "made"]
pytestmark = pytest.mark.pdf


def test_the_pdf_is_tagged_and_says_title_and_language(home):
    document = pypdf.PdfReader(io.BytesIO(report_pdf(small_report(home, "ro"))))
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ro"
    assert document.metadata.title == "A small study"


def test_every_table_is_in_the_pdf_and_every_page_warns(home):
    report = small_report(home)
    pages = pypdf.PdfReader(io.BytesIO(report_pdf(report))).pages
    texts = [" ".join(page.extract_text().split()) for page in pages]
    assert all("SYNTHETIC DATA" in text for text in texts)
    for table in (b for b in report.blocks if isinstance(b, TableBlock)):
        words = {table.caption.number, *(cell or "hidden" for r in table.rows for cell in r.cells)}
        assert all(any(word in text for text in texts) for word in words)


def test_the_same_answers_give_the_same_bytes(home):
    report = small_report(home)
    assert report_pdf(report) == report_pdf(report)
