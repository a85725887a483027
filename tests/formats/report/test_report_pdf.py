"""The report as PDF: tagged, with title and language, and every table in it."""

import re
from dataclasses import replace

import pytest

from surveyapp.formats.report.report_pdf import report_pdf
from surveyapp.reports.block import (
    Caption,
    Contents,
    FigureBlock,
    Heading,
    KeyEntry,
    Listing,
    Manner,
    Mark,
    Paragraph,
    Span,
    TableBlock,
    TableRow,
    TitlePage,
    plain,
)
from surveyapp.reports.chart.chart import WIDE_LAYOUT, Dot, DotRow, dot_chart
from surveyapp.reports.chart.parts import chart_parts
from tests.formats.pdf_tags import claims_access, fonts_of, read, tags_of, words_of
from tests.reports.small_report import home, made, small_annexes, small_report

__all__ = ["home", "made"]
HOSTILE = r'#panic("x") *a* _b_ $c$ `d` @t9-1 <t9-1> = e // f /* g \ #image("/etc/passwd") [h] -- i'
CHAPTER = Heading(1, "Chapter", "chapter")
LONG_WORDS = {
    "en": "Institutionalisation of representatives",
    "ro": "Instituționalizarea reprezentanților",
    "nb": "Interesseorganisasjoner og representanter",
}


def table(*rows, heads=("Head one", "Head two")):
    return TableBlock(Caption("T9.1", "A table"), "Corner", heads, rows)


def test_the_pdf_is_tagged_and_says_title_and_language(home):
    pdf = report_pdf(small_report(home, "ro"))
    root = read(pdf).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ro"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read(pdf).metadata.title == "A small study"


@pytest.mark.parametrize("report", [small_report, small_annexes])
@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_report_and_annexes_claim_access_in_every_language(home, report, language):
    assert claims_access(report_pdf(report(home, language)))


def test_every_table_is_in_the_pdf_and_every_page_warns(home):
    report = small_report(home)
    texts = [words_of(page) for page in read(report_pdf(report)).pages]
    assert all("SYNTHETIC DATA" in text for text in texts)
    for each in (b for b in report.blocks if isinstance(b, TableBlock)):
        words = {each.caption.number, *(cell or "hidden" for r in each.rows for cell in r.cells)}
        assert all(any(word in text for text in texts) for word in words)


@pytest.mark.parametrize("first", [TitlePage("t", "s", ()), Heading(1, "x", "x")])
def test_the_warning_is_also_among_what_is_read_aloud(home, first):
    document = replace(small_report(home), blocks=(first, plain("words")))
    with_banner, without = (
        [tag for tag in tags_of(report_pdf(replace(document, banners=banners))) if tag.type == "/P"]
        for banners in (document.banners, ())
    )
    assert document.banners
    assert len(with_banner) == len(without) + 1


def test_the_same_answers_give_the_same_bytes(home):
    report = small_report(home)
    assert report_pdf(report) == report_pdf(report)


def test_every_figure_has_words_for_who_cannot_see_it(home):
    report = small_report(home)
    told = [t.element["/Alt"] for t in tags_of(report_pdf(report)) if "/Alt" in t.element]
    figures = [block for block in report.blocks if isinstance(block, FigureBlock)]
    assert told == [f"{figure.caption.words} {figure.description}" for figure in figures]
    assert told


def test_every_cell_of_a_table_names_the_heads_of_its_column_and_its_row(home):
    rows = (TableRow("first", ("1", "2")), TableRow("second", ("3", None)))
    pdf = report_pdf(replace(small_report(home), blocks=(table(*rows), plain("end"))))
    tags = tags_of(pdf)
    heads = [tag for tag in tags if tag.type == "/TH"]
    scopes = [tag.attribute("/Scope") for tag in heads]
    assert scopes == ["/Column"] * 3 + ["/Row"] * 2
    names = [tag.element["/ID"] for tag in heads]
    cells = [tag.attribute("/Headers") for tag in tags if tag.type == "/TD"]
    assert cells == [[column, row] for row in names[3:] for column in names[1:3]]
    known = read(pdf).trailer["/Root"]["/StructTreeRoot"]["/IDTree"]["/Names"]
    assert known[::2] == sorted(names)
    assert [found.get_object()["/ID"] for found in known[1::2]] == known[::2]


def test_the_heads_of_a_long_table_stand_on_every_page_and_are_read_once(home):
    rows = [TableRow(f"row {n}", ("1", "2")) for n in range(150)]
    pdf = report_pdf(replace(small_report(home), blocks=(table(*rows),)))
    pages = [words_of(page) for page in read(pdf).pages]
    assert len(pages) > 2
    assert all("Corner Head one Head two" in page for page in pages)
    assert len([tag for tag in tags_of(pdf) if tag.type == "/THead"]) == 1


@pytest.mark.parametrize("report", [small_report, small_annexes])
def test_every_font_is_ours_and_in_the_file(home, report):
    pages = read(report_pdf(report(home))).pages
    found = {font for page in pages for font in fonts_of(page)}
    assert found
    assert all(is_kept for _, is_kept in found)
    assert all("NotoSans" in name or "DejaVuSansMono" in name for name, _ in found)


@pytest.mark.parametrize("language", LONG_WORDS)
def test_a_word_wider_than_its_column_is_divided_by_the_rules_of_the_language(home, language):
    row = TableRow("x", ("",) * 5 + (LONG_WORDS[language],))
    document = replace(small_report(home, language), blocks=(table(row, heads=("",) * 6),))
    lines = read(report_pdf(document)).pages[0].extract_text().splitlines()
    divided = [line.strip() for line in lines if line.rstrip().endswith(("\u00ad", "-", "‐"))]
    assert divided


def test_what_somebody_wrote_is_laid_out_and_not_obeyed(home):
    caption = Caption("T9.1", HOSTILE)
    blocks = (
        TitlePage(HOSTILE, HOSTILE, (HOSTILE,)),
        Heading(1, HOSTILE, "h"),
        Paragraph((Span(HOSTILE, is_strong=True), Span(HOSTILE, target="#h"))),
        Listing(((Span(HOSTILE),),)),
        TableBlock(caption, HOSTILE, (HOSTILE,), (TableRow(HOSTILE, (HOSTILE,)),)),
    )
    document = replace(small_report(home), title=HOSTILE, running=HOSTILE, blocks=blocks)
    pdf = read(report_pdf(document))
    words = "".join(words_of(page) for page in pdf.pages).replace(" ", "")
    plainly = HOSTILE.replace(" ", "")
    assert pdf.metadata.title == HOSTILE
    assert words.replace("\u00ad", "").count(plainly) >= 6


def test_a_character_without_a_glyph_is_an_empty_box_and_nothing_is_claimed(home):
    pdf = report_pdf(replace(small_report(home), blocks=(plain("before 中 after"),)))
    assert not claims_access(pdf)
    assert read(pdf).trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "before" in words_of(read(pdf).pages[0])


def test_contents_and_links_lead_to_their_places(home):
    report = small_report(home)
    pdf = read(report_pdf(report))
    links = [n.get_object() for page in pdf.pages for n in page.get("/Annots", [])]
    within = [link for link in links if "/Dest" in link or "/D" in link.get("/A", {})]
    contents = next(block for block in report.blocks if isinstance(block, Contents))
    assert len(within) >= len(list(report.headings(contents.levels)))


def test_every_mark_of_a_key_is_drawn(home):
    report = small_report(home)
    figure = next(block for block in report.blocks if isinstance(block, FigureBlock))
    key = tuple(KeyEntry(mark, f"means {mark}") for mark in Mark)
    pdf = report_pdf(replace(report, blocks=(replace(figure, key=key),)))
    assert claims_access(pdf)
    assert all(f"means {mark}" in words_of(read(pdf).pages[0]) for mark in Mark)


@pytest.mark.parametrize("n_before", range(20, 26))
def test_what_was_found_its_chart_and_its_notes_stand_on_one_page(home, n_before):
    report = small_report(home)
    figure = next(b for b in report.blocks if isinstance(b, FigureBlock))
    before = [plain(f"Line {n}.") for n in range(n_before)]
    lead, note = plain("What was found.", Manner.LEAD), plain("The base.", Manner.NOTE)
    last = plain("Where it is from.", Manner.TRACE)
    blocks = (CHAPTER, *before, Heading(2, "Found", "found"), lead, figure, note, note, last)
    pages = [words_of(p) for p in read(report_pdf(replace(report, blocks=blocks))).pages]
    (at,) = (page for page in pages if "What was found." in page)
    assert "Where it is from." in at


def test_a_chart_as_tall_as_the_page_leaves_its_heading_above_it(home):
    report = small_report(home)
    figure = next(b for b in report.blocks if isinstance(b, FigureBlock))
    tall = replace(figure.drawings[0], height=figure.drawings[0].width * 1.4)
    figure = replace(figure, drawings=(tall, *figure.drawings[1:]))
    blocks = (CHAPTER, plain("Before."), Heading(2, "Found", "found"), figure)
    pages = [words_of(p) for p in read(report_pdf(replace(report, blocks=blocks))).pages]
    assert ["Found" in page for page in pages] == [figure.caption.number in p for p in pages]


def long_chart(home, n_lines):
    """A figure with so many lines."""
    report = small_report(home)
    figure = next(b for b in report.blocks if isinstance(b, FigureBlock))
    rows = [DotRow(f"Line {n}", (Dot(0.2), Dot(0.4)), "+20") for n in range(n_lines)]
    drawing = dot_chart(rows, ["0%", "25%", "50%", "75%", "100%"], WIDE_LAYOUT)
    return report, replace(figure, drawings=(drawing,))


def test_a_chart_of_many_lines_begins_below_what_leads_to_it(home):
    report, figure = long_chart(home, 30)
    before = [plain(f"Before {n}.") for n in range(12)]
    lead, note = plain("What was found.", Manner.LEAD), plain("The base.", Manner.NOTE)
    blocks = (CHAPTER, *before, Heading(2, "Found", "found"), lead, figure, note)
    pdf = report_pdf(replace(report, blocks=blocks))
    _banner, first, second = (words_of(page) for page in read(pdf).pages)
    assert "Before 11." in first
    assert figure.caption.number in first
    assert "Line 0" in first
    assert "Line 29" in second
    assert claims_access(pdf)
    assert len([tag for tag in tags_of(pdf) if "/Alt" in tag.element]) == 1


def test_every_line_of_a_chart_in_parts_is_drawn_once_below_a_scale(home):
    report, figure = long_chart(home, 30)
    pages = read(report_pdf(replace(report, blocks=(CHAPTER, figure)))).pages
    words = " ".join(words_of(page) for page in pages)
    assert [n for n in range(30) if len(re.findall(rf"Line {n}\b", words)) != 1] == []
    assert words.count("75%") == len(chart_parts(figure.drawings[0])) == 3
