"""The report as DOCX: real headings, captions, tables and languages; the same bytes twice."""

import io
from dataclasses import replace
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from surveyapp.formats.report.docx_table import KEPT_ROWS
from surveyapp.formats.report.palette import STEPS
from surveyapp.formats.report.report_docx import TALLEST_PICTURE, report_docx
from surveyapp.formats.report.unbroken import joined
from surveyapp.reports.block import Contents, FigureBlock, Heading, KeyEntry, Mark, TableBlock
from tests.reports.small_report import home, made, small_report

__all__ = ["home", "made"]


@pytest.fixture
def report(home):
    return small_report(home)


@pytest.fixture
def written(report):
    return docx.Document(io.BytesIO(report_docx(report)))


def test_the_same_answers_give_the_same_bytes(home, report):
    assert report_docx(report) == report_docx(small_report(home))


def test_no_part_carries_the_time_of_packing(report):
    with ZipFile(io.BytesIO(report_docx(report))) as file:
        assert {part.date_time[0] for part in file.infolist()} == {1980}


def test_headings_have_the_levels_of_the_report(report, written):
    headings = [p for p in written.paragraphs if p.style.name.startswith("Heading")]
    found = [(int(p.style.name[-1]), p.text) for p in headings]
    assert found == [(b.level, joined(b.text)) for b in report.blocks if isinstance(b, Heading)]


def test_paragraphs_and_tables_name_styles_that_the_document_has(written):
    known = {style.style_id for style in written.styles}
    naming = written.element.body.iter(qn("w:pStyle"), qn("w:tblStyle"))
    named = {each.get(qn("w:val")) for each in naming}
    assert {"Heading1", "Caption", "toc1", "Reportnote", "Reporttable"} <= named <= known


def test_every_table_and_figure_has_a_caption_with_its_number(report, written):
    captions = [p.text.split()[0] for p in written.paragraphs if p.style.name == "Caption"]
    blocks = [b for b in report.blocks if isinstance(b, TableBlock | FigureBlock)]
    assert captions == [b.caption.number for b in blocks]


def test_tables_hold_every_cell_and_repeat_their_head(report, written):
    blocks = [b for b in report.blocks if isinstance(b, TableBlock)]
    assert len(written.tables) == len(blocks)
    for block, table in zip(blocks, written.tables, strict=True):
        assert [cell.text for cell in table.rows[0].cells] == [block.corner, *block.heads]
        shown = [["–" if c is None else c for c in row.cells] for row in block.rows]
        kept = [[joined(words) for words in row] for row in shown]
        assert [[cell.text for cell in row.cells[1:]] for row in table.rows[1:]] == kept
        assert table.rows[0]._tr.find(".//" + qn("w:tblHeader")) is not None


def test_every_chart_is_a_picture_with_words(report, written):
    pictures = written.element.body.iter(qn("wp:docPr"))
    descriptions = [picture.get("descr") for picture in pictures]
    assert len(descriptions) == 2
    assert all(len(words) > 20 for words in descriptions)


def test_the_key_of_bars_has_a_square_of_the_colour_of_each_part(report):
    """Numbers would be taken for those in the bars, which are percentages."""
    figure = next(each for each in report.blocks if isinstance(each, FigureBlock))
    key = (KeyEntry(Mark.STEP_1, "Never"), KeyEntry(Mark.STEP_9, "Always"))
    content = report_docx(replace(report, blocks=(replace(figure, key=key),)))
    paragraphs = docx.Document(io.BytesIO(content)).paragraphs
    shown = next(each for each in paragraphs if "Never" in each.text)
    assert shown.text == "■ Never · ■ Always"
    colours = [str(run.font.color.rgb) for run in shown.runs if run.text == "■ "]
    assert colours == [STEPS[place].removeprefix("#").upper() for place in (0, 8)]


@pytest.mark.parametrize(
    ("language", "locale"), [("en", "en-GB"), ("ro", "ro-RO"), ("nb", "nb-NO")]
)
def test_the_language_is_set_for_spelling(home, language, locale):
    written = docx.Document(io.BytesIO(report_docx(small_report(home, language))))
    found = written.styles.element.iter(qn("w:lang"))
    assert {each.get(qn("w:val")) for each in found} == {locale}


def test_the_banner_stands_on_every_page(written):
    assert "SYNTHETIC" in written.sections[0].header.paragraphs[1].text


def test_the_contents_are_a_field_that_word_renews(written):
    instructions = [each.text for each in written.element.body.iter(qn("w:instrText"))]
    assert instructions[0].startswith("TOC ")


def test_the_contents_are_a_line_a_heading_that_leads_there(report, written):
    (levels,) = (b.levels for b in report.blocks if isinstance(b, Contents))
    lines = [p for p in written.paragraphs if p.style.name.startswith("toc ")]
    found = [(int(p.style.name[-1]), "".join(h.text for h in p.hyperlinks)) for p in lines]
    assert found == [(h.level, h.text) for h in report.headings(levels)]


def test_a_table_is_as_wide_as_the_text(written):
    section = written.sections[0]
    text = section.page_width - section.left_margin - section.right_margin
    for table in written.tables:
        widths = [column.width for column in table.columns]
        assert 0.99 * text < sum(widths) <= text
        assert [cell.width for cell in table.rows[-1].cells] == widths


def test_a_column_is_as_wide_as_its_words_ask(report):
    table = next(b for b in report.blocks if isinstance(b, TableBlock))
    long = replace(table.rows[0], head="a label of many words " * 3)
    file = io.BytesIO(report_docx(replace(report, blocks=(replace(table, rows=(long,)),))))
    first, *others = (column.width for column in docx.Document(file).tables[0].columns)
    assert first > 1.5 * max(others)


def test_no_row_is_cut_by_the_end_of_a_page(written):
    for table in written.tables:
        assert all(row._tr.find(".//" + qn("w:cantSplit")) is not None for row in table.rows)


def test_a_short_table_stays_on_one_page_and_a_long_one_does_not(report):
    table = next(b for b in report.blocks if isinstance(b, TableBlock))
    long = replace(table, rows=table.rows[:1] * KEPT_ROWS)
    for block, is_kept in ((replace(table, rows=table.rows[:1] * 3), True), (long, False)):
        file = io.BytesIO(report_docx(replace(report, blocks=(block,))))
        *rows, last = docx.Document(file).tables[0].rows
        firsts = [row.cells[0].paragraphs[0].paragraph_format for row in rows]
        assert {bool(each.keep_with_next) for each in firsts} == {is_kept}
        assert not last.cells[0].paragraphs[0].paragraph_format.keep_with_next


def test_every_link_leads_to_a_bookmark(written):
    body = written.element.body
    marks = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    links = {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))}
    assert links
    assert links <= marks


def test_what_stands_before_a_chart_is_kept_with_it_and_leaves_it_room(report, written):
    leads = [p for p in written.paragraphs if p.style.name == "Report lead"]
    assert leads
    assert all(p.paragraph_format.keep_with_next for p in leads)
    figure = next(b for b in report.blocks if isinstance(b, FigureBlock))
    tall = replace(figure.drawings[0], height=3000.0)
    blocks = (replace(figure, drawings=(tall, *figure.drawings[1:])),)
    drawn = docx.Document(io.BytesIO(report_docx(replace(report, blocks=blocks))))
    assert drawn.inline_shapes[0].height <= TALLEST_PICTURE + 1000
