"""Codebook as a table, CSV or XLSX: one line a variable, with its names in SPSS and Stata."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import xlsxwriter

from surveyapp.formats.comparison_file import guarded
from surveyapp.formats.short_label import shortened
from surveyapp.formats.short_name import SPSS, STATA
from surveyapp.formats.statistics_file import file_names
from surveyapp.questionnaire.handed_out import exported_columns
from surveyapp.questions.column import IS_SYNTHETIC
from surveyapp.reports.codebook import QuestionEntry, Variable, variables
from surveyapp.reports.column_words import ColumnWords

COLUMN_WIDTH = 28
HEADER = (
    "variable",
    "name_in_spss",
    "name_in_stata",
    "question",
    "words",
    "line",
    "level",
    "codes",
    "numbers",
    "missing",
    "universe",
    "lines_shown",
    "checks",
    "feeds",
    "labels_shortened_in_spss",
    "labels_shortened_in_stata",
)


def codebook_csv(words: ColumnWords, entries: tuple[QuestionEntry, ...]) -> str:
    """The file as text, for programmes: a line for each column of an export, in its order."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    for line in _lines(words, entries):
        writer.writerow([guarded(cell) for cell in line])
    return stream.getvalue()


def codebook_xlsx(words: ColumnWords, entries: tuple[QuestionEntry, ...]) -> bytes:
    """The same lines for a spreadsheet, which reads their letters right; no cell is a formula."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"created": datetime(1980, 1, 1, tzinfo=UTC)})  # it belongs to no day
        sheet = book.add_worksheet("codebook")
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(HEADER) - 1, COLUMN_WIDTH)
        bold = book.add_format({"bold": True})
        for place, line in enumerate(_lines(words, entries)):
            for column, cell in enumerate(line):
                sheet.write_string(place, column, cell, None if place else bold)
    return stream.getvalue()


def _lines(words: ColumnWords, entries: tuple[QuestionEntry, ...]) -> Iterator[tuple[str, ...]]:
    names = tuple(column.name for column in exported_columns(words.form))
    spss, stata = file_names(names, SPSS), file_names(names, STATA)
    short = shortened(words, exported_columns(words.form))
    yes, no = words.yes_no()
    mark = ("", words.synthetic_label, "", "nominal", f"1={yes}; 0={no}")
    first = (IS_SYNTHETIC, IS_SYNTHETIC, IS_SYNTHETIC, *mark)
    yield HEADER
    yield (*first, *[""] * (len(HEADER) - len(first)))
    for entry, variable in variables(iter(entries)):
        name = variable.column.name
        about = " ".join((entry.lines, *entry.about_cells(words.labels.translate))).strip()
        own = (*_cells(entry, variable, about), *_shortened(variable, short))
        yield (name, spss[name], stata[name], *own)


def _cells(entry: QuestionEntry, variable: Variable, about: str) -> tuple[str, ...]:
    return (
        entry.asked.number or entry.asked.name,
        entry.words,
        variable.line,
        variable.column.level.value,
        "; ".join(f"{value.code}={value.label}" for value in variable.values),
        "; ".join(f"{value.number}={value.code}" for value in variable.values),
        "; ".join(f"{code}={label}" for code, label in entry.missing),
        entry.universe,
        about,
        " | ".join(entry.checks),
        " | ".join(entry.feeds),
    )


def _shortened(variable: Variable, short: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """The variable's own label and those of its codes, as far as each program has them cut."""
    name = variable.column.name
    keys = (name, *(f"{name} = {value.code}" for value in variable.values))
    first, second = (
        " | ".join(short[key][place] for key in keys if key in short and short[key][place])
        for place in (0, 1)
    )
    return first, second
