"""Codebook files: what the variables of a questionnaire mean, before there is a file of rows."""

from collections.abc import Callable, Mapping

from surveyapp.formats.microdata.codebook_csv import codebook_csv, codebook_xlsx
from surveyapp.formats.microdata.ddi_file import Edition, ddi_xml
from surveyapp.formats.microdata.short_label import shortened
from surveyapp.formats.report.report_docx import report_docx
from surveyapp.formats.report.report_html import report_html
from surveyapp.formats.source.instrument import Instrument
from surveyapp.questionnaire.microdata_scope import exported_columns
from surveyapp.reports.block import Document
from surveyapp.reports.codebook.codebook import QuestionEntry, codebook
from surveyapp.reports.codebook.codebook_document import codebook_document
from surveyapp.reports.sentence.column_words import ColumnWords
from surveyapp.study.row_files import words_of

Entries = tuple[QuestionEntry, ...]
CODEBOOK_WRITERS: Mapping[str, Callable[[ColumnWords, Entries], bytes]] = {
    "html": lambda words, entries: report_html(_document(words, entries)).encode(),
    "docx": lambda words, entries: report_docx(_document(words, entries)),
    "xlsx": codebook_xlsx,
    "csv": lambda words, entries: codebook_csv(words, entries).encode(),
}


def entries_of(
    asked: Instrument, parameters: Mapping[str, str], language: str
) -> tuple[ColumnWords, Entries]:
    """Words and codebook in one language. Raises as `words_of`."""
    words = words_of(asked, parameters, language)
    return words, tuple(codebook(words, asked.declared_plan))


def ddi_of(asked: Instrument, parameters: Mapping[str, str]) -> tuple[bytes, tuple[str, ...]]:
    """DDI-Codebook 2.5 and its languages, that of the source first. Raises as `words_of`."""
    form = asked.form
    languages = sorted(form.languages, key=lambda each: each != form.source_language)
    editions = [Edition(*entries_of(asked, parameters, language)) for language in languages]
    return ddi_xml(editions), tuple(languages)


def _document(words: ColumnWords, entries: Entries) -> Document:
    return codebook_document(words, entries, shortened(words, exported_columns(words.form)))
