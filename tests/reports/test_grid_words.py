"""The codebook and the printed form say which cells are asked and what is added up."""

import csv
import io

import pytest

from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.microdata.codebook_csv import codebook_csv
from surveyapp.formats.microdata.ddi_file import Edition, ddi_xml
from surveyapp.formats.source.questionnaire_folder import load_release, load_wording
from surveyapp.questionnaire.model import CORE
from surveyapp.reports.block import Heading, Paragraph
from surveyapp.reports.codebook.codebook import codebook
from surveyapp.reports.codebook.codebook_document import codebook_document
from surveyapp.reports.codebook.printed_form import printed_form
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.column_words import ColumnWords


def words(name, language="en", edition="full"):
    form = load_release(name)
    wording = load_wording(name, language).with_values(form.parameters)
    return ColumnWords(form.in_edition(edition), Labels(wording, translate_in(language)))


def lines(blocks):
    """The text of all paragraphs."""
    found = (block for block in blocks if isinstance(block, Paragraph))
    return ["".join(span.words for span in block.line) for block in found]


def in_codebook(name):
    asked = words(name)
    return lines(codebook_document(asked, tuple(codebook(asked, None)), {}).blocks)


def test_the_codebook_says_which_cells_stand_in_core():
    found = in_codebook("core_cells")
    assert "In the core form only: 2013: In all · 2014" in found
    assert "In the core form only: 2014" in found


def test_the_codebook_says_what_is_added_up():
    added = "In all = Women + Men + Not known; Together = With advice + With a place to live"
    assert f"Added up: {added}" in in_codebook("sums")


def test_the_files_of_the_codebook_say_so_too():
    asked = words("core_cells")
    entries = tuple(codebook(asked, None))
    rows = {r["variable"]: r for r in csv.DictReader(io.StringIO(codebook_csv(asked, entries)))}
    said = "In the core form only: 2013: In all · 2014"
    assert rows["helped.year_1.women"]["lines_shown"] == said
    assert said in ddi_xml([Edition(asked, entries)]).decode()


@pytest.mark.parametrize(
    ("edition", "said"), [("full", []), (CORE, ["2013: In all · 2014", "2014"])]
)
def test_the_printed_form_of_an_edition_shows_what_it_asks(edition, said):
    asked = words("core_cells", edition=edition)
    found = lines(printed_form(asked.form, asked.labels))
    assert [one for one in found if one.startswith("Asked here only:")] == [
        f"Asked here only: {cells}" for cells in said
    ]


def test_the_printed_form_says_what_nobody_types():
    asked = words("sums")
    found = lines(printed_form(asked.form, asked.labels))
    assert "Added up: In all = Women + Men + Not known" in found


def test_a_section_is_printed_under_its_letter():
    asked = words("section_letters")
    headings = [b.words for b in printed_form(asked.form, asked.labels) if isinstance(b, Heading)]
    assert headings == ["A. Your office", "C. Training", "B. Funding"]
