"""The codebook says what every variable means, in three languages and three formats."""

import csv
import io
from html.parser import HTMLParser

import docx
import openpyxl
import pytest

from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.microdata.codebook_csv import codebook_csv, codebook_xlsx
from surveyapp.formats.microdata.short_label import short_labels
from surveyapp.formats.microdata.short_name import STATA
from surveyapp.formats.report.report_docx import report_docx
from surveyapp.formats.report.report_html import report_html
from surveyapp.formats.source.analysis_file import load_publication
from surveyapp.formats.source.questionnaire_folder import load_release, load_wording
from surveyapp.questionnaire.microdata_scope import exported_columns
from surveyapp.reports.codebook.codebook import codebook
from surveyapp.reports.codebook.codebook_document import codebook_document
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.column_words import ColumnWords
from tests.formats.export_study import FORM, words_of

NAME = "service_provision"
SHORT = tuple(codebook(words_of(FORM), None))


def flagship(language):
    form = load_release(NAME)
    wording = load_wording(NAME, language).with_values(form.parameters)
    words = ColumnWords(form, Labels(wording, translate_in(language)))
    return words, tuple(codebook(words, load_publication(NAME)))


@pytest.fixture(scope="module")
def norwegian():
    return flagship("nb")


def rows(text):
    return {row["variable"]: row for row in csv.DictReader(io.StringIO(text))}


def test_there_is_a_line_for_each_column_of_an_exported_file(norwegian):
    words, entries = norwegian
    names = [column.name for column in exported_columns(words.form)]
    assert list(rows(codebook_csv(words, entries))) == ["is_synthetic", *names]


def test_a_variable_has_wording_codes_reasons_and_universe(norwegian):
    row = rows(codebook_csv(*norwegian))["svc_wait.shelter"]
    assert row["words"].startswith(row["question"])
    assert "dk=Vet ikke" in row["missing"]
    assert row["codes"]
    assert row["lines_shown"].startswith("Bare hvis")


def test_a_variable_says_which_comparisons_are_made_of_it(norwegian):
    assert rows(codebook_csv(*norwegian))["svc_provision.shelter"]["feeds"].startswith("X")


def test_the_numbers_are_those_of_the_statistics_files(norwegian):
    assert rows(codebook_csv(*norwegian))["country"]["numbers"] == "1=RO; 2=NO"


def test_a_text_that_a_spreadsheet_would_run_is_guarded():
    words = words_of(FORM, **{"tiny.grid.rows.r1": "=1+1"})
    row = rows(codebook_csv(words, tuple(codebook(words, None))))["grid.r1"]
    assert row["line"] == "'=1+1"


def test_a_spreadsheet_has_the_same_lines_with_their_letters():
    words = words_of(FORM, "ro", **{"tiny.grid.rows.r1": "=țară"})
    entries = tuple(codebook(words, None))
    book = openpyxl.load_workbook(io.BytesIO(codebook_xlsx(words, entries)))
    lines = [[cell.value or "" for cell in row] for row in book.active.iter_rows()]
    assert lines == [
        [cell.removeprefix("'") for cell in row]
        for row in csv.reader(io.StringIO(codebook_csv(words, entries)))
    ]
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n"}
    assert "=țară" in [line[5] for line in lines]


def test_words_are_in_the_codebook_as_a_question_without_variables():
    (entry,) = (entry for entry in SHORT if entry.asked.name == "words")
    assert (entry.variables, entry.kept_back) == ((), "words")


class Outline(HTMLParser):
    """Language, headings and scopes of a page."""

    def __init__(self):
        super().__init__()
        self.language, self.levels, self.scopes, self.loads = "", [], set(), []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "html":
            self.language = found["lang"]
        if tag in ("h1", "h2", "h3"):
            self.levels.append(int(tag[1]))
        if tag == "th":
            self.scopes.add(found.get("scope"))
        self.loads += [found[key] for key in ("src",) if key in found]


@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_the_page_stands_alone_and_can_be_read_aloud(language):
    words = words_of(FORM, language)
    page = Outline()
    page.feed(report_html(codebook_document(words, tuple(codebook(words, None)), {})))
    assert (page.language, page.loads) == (language, [])
    assert page.scopes == {"col", "row"}
    assert all(
        below - above <= 1 for above, below in zip(page.levels, page.levels[1:], strict=False)
    )


def test_word_has_headings_tables_and_a_language():
    words = words_of(FORM, "nb")
    content = report_docx(codebook_document(words, tuple(codebook(words, None)), {}))
    written = docx.Document(io.BytesIO(content))
    headings = [p.text for p in written.paragraphs if p.style.name.startswith("Heading")]
    assert "1 tiny.country.label" in headings or "A1 tiny.country.label" in headings
    assert [cell.text for cell in written.tables[0].rows[0].cells] == ["Variabel", "Linje"]
    assert written.core_properties.language == "nb"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Everybody is asked."), ("ro", "Întrebarea se pune tuturor."), ("nb", "Alle får")],
)
def test_the_frame_is_in_the_language_of_the_codebook(language, words):
    own = words_of(FORM, language)
    assert words in report_html(codebook_document(own, tuple(codebook(own, None)), {}))


def test_a_codebook_belongs_to_no_day():
    document = codebook_document(words_of(FORM), SHORT, {})
    assert document.day is None
    assert "1970" not in report_html(document)
    assert "dcterms" not in report_html(document)
    properties = docx.Document(io.BytesIO(report_docx(document))).core_properties
    assert (properties.created, properties.modified) == (None, None)


def test_every_label_that_stata_has_no_room_for_is_listed(norwegian):
    words, entries = norwegian
    columns = exported_columns(words.form)
    listed = rows(codebook_csv(words, entries))
    own = short_labels(words, columns, STATA)
    for column in columns:
        whole = " ".join(words.label(column).split())
        is_cut = own[column.name] != whole
        assert own[column.name] in listed[column.name]["labels_shortened_in_stata"] or not is_cut


def test_the_page_lists_shortened_labels_in_both_programs():
    short = {"grid.r1": ("", "1 … – r1")}
    page = report_html(codebook_document(words_of(FORM), SHORT, short))
    assert "Labels that are shortened" in page
    assert "1 … – r1" in page
