"""Block template: the macros know every kind of block; a page prints what the report prints."""

import re
from typing import get_args

import pytest
from jinja2 import DictLoader, Environment

from surveyapp.formats.report.block_template import KINDS, add_blocks
from surveyapp.formats.report.report_html import report_html
from surveyapp.reports.block import (
    Block,
    Caption,
    FigureBlock,
    KeyEntry,
    Mark,
    TableBlock,
    TableRow,
)
from surveyapp.reports.chart.chart import WIDE_LAYOUT
from surveyapp.reports.chart.stacked import stacked_chart
from tests.reports.small_report import home, made, small_annexes, small_report

__all__ = ["home", "made"]
PAGE = '{% from "blocks.html" import block %}{{ block(each, document) }}'


@pytest.fixture(scope="module")
def page():
    """A template of a page, in an environment with a loader of its own."""
    environment = Environment(autoescape=True, loader=DictLoader({"page.html": PAGE}))
    add_blocks(environment)
    return environment.get_template("page.html")


def test_every_kind_of_block_has_its_name():
    assert set(KINDS.values()) == set(get_args(Block))


@pytest.mark.parametrize("document", [small_report, small_annexes])
def test_a_page_prints_every_block_as_the_report_does(home, page, document):
    made_of = document(home, "ro")
    report = report_html(made_of)
    for each in made_of.blocks:
        markup = page.render(each=each, document=made_of).strip()
        assert markup.startswith("<")
        assert markup in report


def test_a_table_without_a_number_has_no_place_and_its_caption_is_heard(page):
    table = TableBlock(Caption("", "Who?"), "Group", ("n",), (TableRow("All", ("7",)),))
    markup = page.render(each=table)
    assert " id=" not in markup
    assert '<caption class="govuk-visually-hidden">Who?</caption>' in markup
    assert 'aria-label="Who?"' in markup


def test_the_words_of_a_key_are_one_piece_beside_their_mark(page):
    entry = KeyEntry(Mark.STEP_1, "6–10 years")
    drawing = stacked_chart([("All", [(1.0, "100")])], WIDE_LAYOUT)
    figure = FigureBlock(
        caption=Caption("F1", "How long?"),
        drawings=(drawing,),
        key=(entry,),
        description="One bar.",
    )
    entries = re.findall("<li>(.*?)</li>", page.render(each=figure))
    assert [re.sub("<[^>]*>", "", each) for each in entries] == [entry.words]
    assert re.fullmatch(r'<span class="key__mark[^"]*"></span><span>.*</span>', entries[0])
