"""The report: its parts in order, numbers that no language changes, nothing blank."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from surveyapp.analysis.attack.audit_result import Audit, FeasibilityInterval, RangeFigure, Step
from surveyapp.analysis.disclosure.figure import TableCell
from surveyapp.reports.block import (
    FigureBlock,
    Heading,
    Listing,
    Paragraph,
    TableBlock,
    TitlePage,
    text_of,
)
from surveyapp.reports.document import chapters
from surveyapp.reports.document.evidence import declared_at
from surveyapp.reports.document.report import annexes_of, report_of
from surveyapp.reports.document.trace import trace_of
from surveyapp.storage.waves import WaveState
from surveyapp.study.report_source import provenance_of
from tests.reports.small_report import opened, small_annexes, small_material, small_report

GOLDEN = Path(__file__).parents[1] / "golden"


def outline(document):
    """Headings, tables and figures, a line each."""
    for block in document.blocks:
        match block:
            case TitlePage(title, subtitle, lines):
                yield " | ".join((title, subtitle, *lines))
            case Heading(level):
                yield f"{'#' * level} {block.text}"
            case TableBlock() | FigureBlock():
                yield f"  {block.caption.number} {block.caption.words}"


def lines_of(block):
    match block:
        case Paragraph(line):
            return [line]
        case Listing(lines):
            return list(lines)
    return []


def words_of(document):
    return [text_of(b.line) for b in document.blocks if isinstance(b, Paragraph)]


@pytest.mark.golden
@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_the_report_has_its_parts_in_order(home, language, rewrites_golden):
    documents = small_report(home, language), small_annexes(home, language)
    lines = [line.split(" | Snap")[0] for each in documents for line in outline(each)]
    found = "\n".join(line.rsplit(" | ", 1)[0] if "|" in line else line for line in lines) + "\n"
    path = GOLDEN / f"outline-{language}.txt"
    if rewrites_golden:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_numbers_are_the_same_in_every_language(home):
    numbers = [
        [
            b.caption.number
            for b in small_annexes(home, language).blocks
            if isinstance(b, TableBlock)
        ]
        for language in ("en", "ro", "nb")
    ]
    assert {n for n in numbers[0] if n[1].isdigit()} == {"T1.1", "T2.1", "T2.2"}
    assert [sorted(each) for each in numbers] == [sorted(numbers[0])] * 3


@pytest.mark.parametrize("report", [small_report, small_annexes])
def test_every_link_leads_somewhere_in_its_document(home, report):
    document = report(home)
    anchors = {b.anchor for b in document.blocks if isinstance(b, Heading)}
    anchors |= {
        b.caption.anchor for b in document.blocks if isinstance(b, TableBlock | FigureBlock)
    }
    links = {
        span.target.removeprefix("#")
        for block in document.blocks
        for line in lines_of(block)
        for span in line
        if span.target
    }
    assert links <= anchors


def test_a_reference_leads_to_the_exhibit_and_is_words_where_it_is_not(home):
    words = [
        span
        for block in small_report(home).blocks
        for line in lines_of(block)
        for span in line
        if span.words in ("T1.1", "T2.1")
    ]
    assert {span.target for span in words} <= {"#e1-1", "#e2-1", "#f1-1", "#t1-1"}
    assert any(span.target for span in words)


def test_what_the_prose_does_not_place_stands_at_the_end_of_its_chapter(home):
    kinds = TableBlock | FigureBlock
    numbers = [b.caption.number for b in small_report(home).blocks if isinstance(b, kinds)]
    assert numbers == ["T1.1", "F2.1", "F2.2", "TM.1"]


def test_a_report_on_invented_answers_says_so_on_every_page(home):
    banners = small_report(home, "nb").banners
    assert len(banners) == 1
    assert "IKKE REELLE" in banners[0]


def test_an_internal_report_says_that_it_is_not_for_release(home):
    document = report_of(small_material(home, is_internal=True))
    assert document.banners[1] == "NOT FOR RELEASE"


def test_the_date_is_the_wave_s_and_not_today(home):
    assert small_report(home).day.isoformat() == "2014-12-31"


DAYS = [
    ({}, date(2014, 12, 31)),
    ({"ended": date(2015, 1, 9)}, date(2015, 1, 9)),
    ({"closes": None}, date(2014, 9, 1)),
    ({"is_synthetic": False, "state": WaveState.FROZEN}, date(2014, 12, 31)),
    (
        {"is_synthetic": False, "state": WaveState.CLOSED, "ended": date(2015, 1, 9)},
        date(2015, 1, 9),
    ),
]


@pytest.mark.parametrize(("changes", "day"), DAYS)
def test_a_report_is_of_the_day_on_which_its_wave_ended(home, changes, day):
    with opened(home) as (_study, found):
        assert provenance_of(replace(found, **changes), None).day == day


NO_DAY = [
    {"opens": None, "closes": None},
    {"opens": None, "closes": None, "state": WaveState.FROZEN, "is_synthetic": False},
    {"state": WaveState.OPEN, "is_synthetic": False},
]


@pytest.mark.parametrize("changes", NO_DAY)
def test_a_report_without_a_day_of_its_own_is_of_today(home, changes):
    began = datetime.now(UTC).date()
    with opened(home) as (_study, found):
        day = provenance_of(replace(found, **changes), None).day
    assert began <= day <= datetime.now(UTC).date()


def test_the_day_that_is_given_stands_before_every_other(home):
    with opened(home) as (_study, found):
        ended = replace(found, ended=date(2015, 1, 9))
        assert provenance_of(ended, date(2016, 2, 3)).day == date(2016, 2, 3)


def test_the_response_rate_is_given_where_it_is_known(home):
    tables = [b for b in small_report(home).blocks if isinstance(b, TableBlock)]
    table = next(b for b in tables if b.caption.number == "TM.1")
    rows = {row.head: row.cells for row in table.rows}
    assert rows["Romania"] == ("30", "12", "40%")
    assert rows["Norway – Private"][1:] == ("0", "0%")


def test_public_figures_stand_in_an_annex_with_source_and_date(home):
    tables = [b for b in small_annexes(home, "nb").blocks if isinstance(b, TableBlock)]
    assert tables[-1].caption.number == "TD.1"
    assert tables[-1].rows[0].cells == ("12", "Official Gazette", "24. november 2026")


def test_the_annex_prints_the_questionnaire_with_its_routing_in_words(home):
    words = words_of(small_annexes(home))
    assert any("Do you keep figures?" in line and "[keeps]" in line for line in words)
    assert any(line.startswith("Only if") and "“Yes”" in line for line in words)


def test_the_annex_says_how_far_an_attack_could_narrow_the_ranges(home):
    figure = TableCell("helps.food", (("country", "RO"),), "1")
    step = Step("helps", (RangeFigure(figure, FeasibilityInterval(0, 4), 5.0, 5),))
    words = words_of(annexes_of(replace(small_material(home), audit=Audit(5, (step, step)))))
    assert (
        "A program that puts all published figures together, as a reader could, tried to narrow the"
        " 2 small numbers that stand as ranges. Each can still have at least 5 values."
    ) in words


def test_a_recommendation_stands_with_its_evidence_in_a_chapter_of_its_own(home):
    document = small_report(home, "ro")
    words = words_of(document)
    assert "R1. Mai multe paturi." in words


def test_a_trace_says_snapshot_version_rule_and_base(home):
    material = small_material(home)
    declared = declared_at(material.publication, "t2.1")
    facts = dict(trace_of(declared, material.publication, material.provenance))
    assert facts["snapshot"] == material.comparison.snapshot
    assert facts["questionnaire"] == "reported, version 3"
    assert facts["columns"] == "helps.bed, helps.food"
    assert facts["rules"].startswith("k 5,")


def test_there_is_no_trace_of_a_table_that_is_not_there(home):
    assert declared_at(small_material(home).publication, "T9.1") is None


@pytest.mark.parametrize(("kind", "number"), [("table", "T1.1"), ("figure", "F1.1")])
def test_the_prose_places_a_table_or_a_chart(home, kind, number):
    prose = home / "questionnaires/reported/report/en/numbers.md"
    prose.write_text(f"{{{{ {kind} keeps }}}}\n", encoding="utf-8")
    found, under = [], ""
    for block in small_report(home).blocks:
        if isinstance(block, Heading) and block.level == 1:
            under = block.anchor
        elif isinstance(block, TableBlock | FigureBlock) and block.caption.number[1:] == "1.1":
            found.append((block.caption.number, under))
    assert found == [(number, "chapter-1")]


def test_every_table_stands_in_the_annexes_once(home):
    tables = [b.caption.number for b in small_annexes(home).blocks if isinstance(b, TableBlock)]
    assert tables == ["T1.1", "T2.1", "T2.2", "TC.1", "TC.2", "TD.1"]


def test_an_exhibit_has_what_was_found_as_heading_and_the_question_as_caption(home):
    blocks = small_report(home).blocks
    heading = next(b for b in blocks if isinstance(b, Heading) and b.anchor == "e2-1")
    figure = next(b for b in blocks if isinstance(b, FigureBlock))
    assert heading.text.startswith("2.1 Of all 2 lines of the table, the largest difference is in")
    assert not heading.words.endswith(".")
    assert figure.caption.words.startswith("What do you offer?")


def test_what_cannot_be_compared_is_one_line_with_its_reason(home):
    material = small_material(home)
    helps = material.evidence["helps"]
    reason = "Too few answers: Norway."
    closed = replace(helps, shown=replace(helps.shown, too_small=reason))
    blocks = report_of(replace(material, evidence={**material.evidence, "helps": closed})).blocks
    anchors = [b.anchor for b in blocks if isinstance(b, Heading)]
    assert "e2-1" not in anchors
    after = blocks[[getattr(b, "anchor", "") for b in blocks].index("left-2") + 1]
    assert [text_of(line) for line in after.lines] == [
        "T2.1 What do you offer? – Too few answers: Norway."
    ]


def test_a_long_chapter_draws_the_first_and_says_the_others_in_a_line(home, monkeypatch):
    monkeypatch.setattr(chapters, "MOST_DRAWN", 1)
    blocks = small_report(home).blocks
    anchors = [getattr(block, "anchor", "") for block in blocks]
    assert "e2-1" in anchors
    assert "e2-2" not in anchors
    listed = blocks[anchors.index("also-2") + 1].lines
    assert [text_of(line) for line in listed] == [
        "T2.2 How many places? – The median institution has 1–4 in Romania and 5–9 in Norway."
    ]
