"""Table words: a table of numbers as it is asked now, for a spreadsheet and back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from surveyapp.fieldwork.page_token import edition_word, page_token
from surveyapp.fieldwork.table_filling import FilledCell
from surveyapp.formats.sheet.number_table import NumberTable, TableMark
from surveyapp.formats.sheet.sheet import Value
from surveyapp.questionnaire.flow import Flow, country_of
from surveyapp.questionnaire.model import AskedQuestion
from surveyapp.questions.cell import Cell, Missing, MissingReason
from surveyapp.questions.domain import Shape
from surveyapp.questions.number_text import show_number
from surveyapp.web.respondent.answer_copy import cell_in_words, place_in_words
from surveyapp.web.respondent.entry_words import refused_words
from surveyapp.web.respondent.form_words import take_form
from surveyapp.web.respondent.question_words import Label, QuestionWords
from surveyapp.web.respondent.visit import Visit


@dataclass(frozen=True, slots=True)
class AskedTable:
    """A table of numbers that is asked now. rows: those shown; cells: addresses that are asked."""

    visit: Visit
    asked: AskedQuestion
    words: QuestionWords
    rows: tuple[str, ...]
    cells: tuple[str, ...]

    @property
    def name(self) -> str:
        """Name of the question."""
        return self.asked.name

    @property
    def token(self) -> str:
        """How the table stands now, for the form that changes it."""
        draft = self.visit.draft
        word = page_token(self.asked, self.rows, draft, draft.entries_of(self.name))
        return f"{edition_word(self.visit.words.form.edition)} {word}"

    def places(self) -> Iterator[tuple[str, str]]:
        """(address, row and column in words) of every cell."""
        country = country_of(self.visit.flow)
        for address in self.cells:
            yield address, place_in_words(self.visit.words, address, country)


@dataclass(frozen=True, slots=True)
class FilledLine:
    """What a spreadsheet would change in one cell. at: its address in a file, "" of a block.

    fields: what is sent when it is taken over; errors: why it cannot be read.
    """

    place: str
    at: str
    now: str
    then: str
    fields: Mapping[str, tuple[str, ...]]
    errors: tuple[str, ...]


def asked_table(visit: Visit, name: str) -> AskedTable | None:
    """The table of a question; None where there is none, or it is not asked as things stand."""
    asked = visit.words.form.questions.get(name)
    if asked is None or asked.question.domain().shape is not Shape.GRID_NUMBER:
        return None
    cells = visit.flow.cells(name)
    if not cells or visit.answers.covers(name):
        return None
    words = visit.words.question(name, country_of(visit.flow))
    return AskedTable(visit, asked, words, visit.flow.rows(name), cells)


def number_table(table: AskedTable) -> NumberTable:
    """What is written into a workbook: what stands in the table, in the language of the page."""
    words, visit = table.words, table.visit
    lines = table.asked.question.lines(table.rows)
    typed = (address for address in table.cells if address not in lines)
    return NumberTable(
        mark=TableMark(visit.full.name, table.name, visit.language),
        title=f"{words.number} {words.label}",
        rows={row.value: row.text for row in words.rows if row.value in table.rows},
        columns={column.value: column.text for column in words.columns},
        cells={_codes(a): _written(visit.draft.get(a), words.reasons) for a in typed},
        about=tuple(_about(words)),
    )


def reasons_in(visit: Visit, name: str, language: str) -> dict[str, str]:
    """What may be written instead of a number, in small letters -> the code of the reason."""
    form = take_form(visit.wave, visit.edition, language)
    reasons = form.question(name, country_of(visit.flow)).reasons
    codes = {reason.value: reason.value for reason in reasons}
    return codes | {" ".join(r.text.split()).casefold(): r.value for r in reasons}


def letters_of(table: AskedTable) -> frozenset[str]:
    """The letters that stand in the file of this table."""
    words = table.words
    labels = (each.text for each in (*words.rows, *words.columns, *words.reasons))
    return frozenset("".join((words.label, *labels, *_about(words))).lower())


def filled_lines(
    table: AskedTable, cells: tuple[FilledCell, ...], at: Mapping[str, str]
) -> tuple[FilledLine, ...]:
    """A line for each cell that would change. at: address of a cell -> that in the file."""
    visit, places = table.visit, dict(table.places())
    words, flow = visit.words, Flow(visit.words.form, visit.draft)
    return tuple(
        FilledLine(
            place=places[cell.address],
            at=at.get(cell.address, ""),
            now=cell_in_words(words, flow, cell.address),
            then=_then(table, cell),
            fields=cell.fields,
            errors=tuple(refused_words(words, flow, cell.address, r) for r in cell.refusals),
        )
        for cell in cells
        if cell.is_new
    )


def _then(table: AskedTable, cell: FilledCell) -> str:
    if cell.cell is None:
        return " ".join(cell.fields.get(cell.address, ()))
    words = table.visit.words
    return cell_in_words(words, Flow(words.form, {cell.address: cell.cell}), cell.address)


def _codes(address: str) -> tuple[str, str]:
    _name, row, column = address.split(".")
    return row, column


def _written(cell: Cell | None, reasons: tuple[Label, ...]) -> Value:
    match cell:
        case Missing(MissingReason() as reason):
            return next((r.text for r in reasons if r.value == reason.value), "")
        case int():
            return cell
        case _:
            return ""


def _about(words: QuestionWords) -> Iterator[str]:
    yield _("Whole numbers only. 0 means that there were none; what stays empty stays as it is.")
    if words.reasons:
        listed = "; ".join(reason.text for reason in words.reasons)
        yield _("Where there is no number you may write: %(reasons)s", reasons=listed)
    yield _("Grey cells are not asked, or are added up for you.")
    yield _("The first row and the first column are hidden; please keep them.")


def typed_text(value: Value, language: str) -> str:
    """A value of a cell as it would be typed."""
    return value if isinstance(value, str) else show_number(value, language)
