"""The report is read back: HTML with its charts, DOCX with its alternative texts, and PDF.

Annex A is made of the questionnaire alone, annex C counts figures and D quotes the plan: of the
annexes the tables are read. Pictures in DOCX are drawn from what the SVG charts are drawn from;
there only what they say in words is read.
"""

import io
from dataclasses import replace

import pytest
from PIL import Image

from surveyapp.formats.report import report_docx as docx
from surveyapp.formats.report.report_html import report_html
from surveyapp.formats.report.report_pdf import report_pdf
from surveyapp.reports.block import Heading
from surveyapp.reports.document.report import annexes_of, report_of
from surveyapp.storage.database import connected
from surveyapp.study.report_source import material_of
from tests.surfaces.readers import of_docx, of_html, of_pdf

RUNNING = ("Support services for victims of human", "SYNTHETIC DATA")


def cut(document, first, after):
    """From one heading to another."""
    places = {b.anchor: at for at, b in enumerate(document.blocks) if isinstance(b, Heading)}
    return replace(document, blocks=document.blocks[places[first] : places[after]])


def documents(demo):
    """The report, and the tables of its annexes."""
    with connected(demo.instance):
        material = material_of(demo.study, "en", demo.provenance)
    return report_of(material), cut(annexes_of(material), "annex-b", "annex-c")


def chapter_of(documents):
    """One chapter of both, for a control that need not be whole."""
    report, tables = documents
    return cut(report, "chapter-2", "chapter-3"), cut(tables, "tables-2", "tables-3")


@pytest.fixture(scope="module")
def reported(demo):
    return documents(demo)


@pytest.fixture(scope="module")
def told_too_much(leaky):
    return documents(leaky)


@pytest.fixture
def _small_pictures(monkeypatch):
    written = io.BytesIO()
    Image.new("RGB", (2, 2)).save(written, "PNG")
    monkeypatch.setattr(docx, "chart_png", lambda drawing: written.getvalue())


def read_html(document, demo):
    anchors = {f"{kind}{n.replace('.', '-')}": e for n, e in demo.numbers.items() for kind in "etf"}
    return of_html(report_html(document), anchors)


def read_docx(document, demo):
    return of_docx(docx.report_docx(document), demo.numbers)


def read_pdf(document, demo):
    return of_pdf(report_pdf(document), demo.numbers, RUNNING)


@pytest.mark.parametrize("place", [0, 1], ids=["report", "annexes"])
@pytest.mark.parametrize("read", [read_html, read_docx, read_pdf])
@pytest.mark.usefixtures("_small_pictures")
def test_no_figure_stands_in_it_that_is_not_in_the_protected_table(
    read, place, reported, demo, lookup
):
    document = reported[place]
    if place and read is not read_html:  # of the tables, which are all in HTML, two chapters
        document = cut(document, "tables-2", "tables-4")
    pieces = read(document, demo)
    assert len({each.exhibit for each in pieces}) > 25
    assert lookup.leaks(pieces) == []


@pytest.mark.parametrize("place", [0, 1], ids=["report", "annexes"])
@pytest.mark.parametrize("read", [read_html, read_docx, read_pdf])
@pytest.mark.usefixtures("_small_pictures")
def test_the_same_reader_finds_what_a_naive_gate_tells(read, place, told_too_much, demo, lookup):
    found = lookup.leaks(read(chapter_of(told_too_much)[place], demo))
    assert len({each.piece.exhibit for each in found}) > 5


def test_it_is_found_in_headings_charts_descriptions_and_tables(told_too_much, demo, lookup):
    found = lookup.leaks([p for each in told_too_much for p in read_html(each, demo)])
    assert {each.piece.kind for each in found} >= {"h2", "text", "desc", "td", "p"}


@pytest.mark.usefixtures("_small_pictures")
def test_it_is_found_in_alternative_texts(told_too_much, demo, lookup):
    found = lookup.leaks(read_docx(chapter_of(told_too_much)[0], demo))
    assert "alt" in {each.piece.kind for each in found}
