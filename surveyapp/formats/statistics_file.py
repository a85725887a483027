"""Statistics file: answers for SPSS (.sav) and Stata (.dta), with labels in one language.

Reasons for no answer are user-missing: -6 to -1 in SPSS, .a to .f in Stata. Not asked is the
program's own missing value. Names and labels are cut to the program's limits here, not by it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyreadstat

from surveyapp.analysis.export_table import ExportTable, lettered_sheet, numbered_sheet
from surveyapp.formats.short_label import cut, short_code_labels, short_labels
from surveyapp.formats.short_name import SPSS, STATA, Limits, short_names
from surveyapp.questions.cell import MissingReason
from surveyapp.questions.code_number import REASON_LETTERS, code_numbers, reason_numbers
from surveyapp.questions.column import IS_SYNTHETIC, Column, Level
from surveyapp.reports.column_words import ColumnWords

STATA_VERSION = 15
LONGEST_NOTE = 80
MEASURES: Mapping[Level, str] = {
    Level.NOMINAL: "nominal",
    Level.ORDINAL: "ordinal",
    Level.INTERVAL: "scale",
    Level.RATIO: "scale",
}


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What such a file says of its columns. names: column -> name in the file."""

    table: ExportTable
    words: ColumnWords
    limits: Limits

    @property
    def names(self) -> dict[str, str]:
        """Column -> name in the file."""
        return file_names(tuple(column.name for column in self.table.columns), self.limits)

    def file_label(self) -> str:
        """The title; before it the warning where answers are invented."""
        words = self.words
        title = f"{words.warning}. {words.title}" if self.table.is_synthetic else words.title
        return cut(title, self.limits.longest_title, self.limits)

    def labels(self) -> dict[str, str | None]:
        """Name in the file -> label of the column."""
        names, own = self.names, self._labels()
        first = cut(self.words.synthetic_label, self.limits.longest_label, self.limits)
        return {IS_SYNTHETIC: first, **{names[column]: label for column, label in own.items()}}

    def _labels(self) -> dict[str, str]:
        return short_labels(self.words, self.table.columns, self.limits)

    def code_labels(self, column: Column) -> dict[Any, str]:
        """Number -> label of the code."""
        numbers = code_numbers(column)
        labels = short_code_labels(self.words.codes(column), self.limits)
        return {float(numbers[code]): label for code, label in labels.items()}

    def reason_label(self, reason: MissingReason) -> str:
        """Label of a reason for no answer."""
        return cut(self.words.reason(reason), self.limits.longest_code, self.limits)

    def synthetic_labels(self) -> dict[Any, str]:
        """Labels of the first column."""
        yes, no = self.words.yes_no()
        return {1.0: yes, 0.0: no}

    def notes(self) -> list[str]:
        """Origin, rules, and every name and label that had to be changed."""
        return [line for text in self._notes() for line in _folded(text)]

    def _notes(self) -> Iterator[str]:
        table, names, labels = self.table, self.names, self._labels()
        if table.is_synthetic:
            yield self.words.warning
        yield f"{table.questionnaire} {table.version}, snapshot {table.sha256}"
        yield "System-missing: not asked. Rows stand in random order."
        for column in table.columns:
            name, label = names[column.name], " ".join(self.words.label(column).split())
            if name != column.name:
                yield f"{name} = {column.name}"
            if label != labels[column.name]:
                yield f"label of {name} was cut: {label}"


def file_names(columns: tuple[str, ...], limits: Limits) -> dict[str, str]:
    """Column -> its name in SPSS or Stata; the first column of a file keeps its own."""
    return short_names((IS_SYNTHETIC, *columns), limits)


def write_sav(table: ExportTable, words: ColumnWords, path: Path) -> None:
    """Writes an SPSS file. Raises NumberCollides, OSError."""
    about = Dictionary(table, words, SPSS)
    names = about.names
    value_labels = {IS_SYNTHETIC: about.synthetic_labels()}
    missing: dict[str, list[Any]] = {}
    for column in table.columns:
        reasons = reason_numbers(column)
        own = {float(number): about.reason_label(reason) for reason, number in reasons.items()}
        value_labels[names[column.name]] = about.code_labels(column) | own
        missing[names[column.name]] = [{"lo": min(own), "hi": max(own)}]
    pyreadstat.write_sav(
        numbered_sheet(table, names),
        path,
        file_label=about.file_label(),
        column_labels=about.labels(),
        row_compress=True,
        note=about.notes(),
        variable_value_labels=value_labels,
        missing_ranges=missing,
        variable_measure={names[c.name]: MEASURES[c.level] for c in table.columns},
        variable_format={names[c.name]: _format(c) for c in table.columns},
    )


def write_dta(table: ExportTable, words: ColumnWords, path: Path) -> None:
    """Writes a Stata file (15 and later). Raises OSError."""
    about = Dictionary(table, words, STATA)
    names = about.names
    sheet, letters = lettered_sheet(table, names)
    by_letter = {letter: about.reason_label(reason) for reason, letter in REASON_LETTERS.items()}
    value_labels: dict[str, dict[Any, str]] = {IS_SYNTHETIC: {**about.synthetic_labels()}}
    for column in table.columns:
        name = names[column.name]
        own = {letter: by_letter[letter] for letter in letters.get(name, ())}
        value_labels[name] = {**about.code_labels(column), **own}
    pyreadstat.write_dta(
        sheet,
        path,
        file_label=about.file_label(),
        column_labels=about.labels(),
        version=STATA_VERSION,
        variable_value_labels={name: labels for name, labels in value_labels.items() if labels},
        missing_user_values=letters,
    )


def _format(column: Column) -> str:
    """How SPSS shows the numbers of a column."""
    if column.level in {Level.INTERVAL, Level.RATIO}:
        return "F16.0" if column.is_integer else "F16.2"
    return "F4.0"


def _folded(text: str) -> Iterator[str]:
    """Lines of a note; SPSS cuts what is longer."""
    written = text.encode()
    while written:
        line = written[:LONGEST_NOTE].decode(errors="ignore")
        yield line
        written = written[len(line.encode()) :]
