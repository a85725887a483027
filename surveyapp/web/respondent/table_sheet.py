"""Table sheet: a table of numbers through a spreadsheet: as a file, or as a block that is pasted.

What came is shown first, beside what stands there now; nothing is saved before somebody says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from surveyapp.fieldwork.envelope import EnvelopeTooSmall
from surveyapp.fieldwork.merge import PageOutcome
from surveyapp.fieldwork.table_filling import fields_for, read_filled, typed_over
from surveyapp.formats.sheet.delimited_text import read_block
from surveyapp.formats.sheet.number_table import filled_table, number_workbook
from surveyapp.formats.sheet.sheet import SheetRefused, Value, place
from surveyapp.formats.sheet.sheet_reading import read_sheet
from surveyapp.formats.source.languages import languages
from surveyapp.web.access import respondent
from surveyapp.web.amounts import takes_file
from surveyapp.web.respondent.guard import Posted, current_visit, draft_blueprint, first, posted
from surveyapp.web.respondent.next_step import SHEET
from surveyapp.web.respondent.pages import answer
from surveyapp.web.respondent.table_words import (
    AskedTable,
    asked_table,
    filled_lines,
    letters_of,
    number_table,
    reasons_in,
    typed_text,
)
from surveyapp.web.respondent.told import tell, told
from surveyapp.web.respondent.visit import Visit, revise
from surveyapp.web.sheet_words import sheet_refused_words

blueprint = draft_blueprint("table_sheet")
TOO_LARGE = "too-large"
FILE, BLOCK, FIRST = "form-file", "form-block", "form-first"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ByAddress = Mapping[str, tuple[Value, str]]
"""Cell of the table -> what came for it, and its address in the file."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came. language: in which its texts are read; n_beside: filled cells that belong
    nowhere.
    """

    language: str
    cells: ByAddress
    n_beside: int = 0


@blueprint.route("/answer/table/<question>/sheet", methods=["GET", "POST"])
@respondent
@takes_file
def sheet(question: str) -> str | tuple[str, int]:
    """The ways to fill a table, and what a file or a block would change in it."""
    table = _table(question)
    if request.method != "POST":
        if told("refused"):
            return _ways(table, sheet_refused_words(SheetRefused(TOO_LARGE))), 400
        return _ways(table)
    block = first(posted(), BLOCK)
    try:
        brought = _pasted(table, block) if block.strip() else _uploaded(table)
    except SheetRefused as refused:
        return _ways(table, sheet_refused_words(refused)), 400
    return _look(table, brought)


@blueprint.get("/answer/table/<question>/sheet.xlsx")
@respondent
def workbook(question: str) -> Response:
    """The table as a workbook in the language of the page, with what stands in it now."""
    table = _table(question)
    name = f"{table.visit.wave.questionnaire}-{table.words.number}-{table.visit.language}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(number_workbook(number_table(table)), 200, headers, None, WORKBOOK_TYPE)


@blueprint.post("/answer/table/<question>/fill")
@respondent
def fill(question: str) -> Response | tuple[str, int]:
    """Saves what was looked at as if it were typed on the page; what cannot be read waits there."""
    table, form = _table(question), posted()
    try:
        _visit, outcome = revise(table.visit, partial(_take, question=question, form=form))
    except EnvelopeTooSmall:
        words = _("This is too much for one section. Please shorten a text; nothing was saved yet.")
        return _ways(table, words), 413
    count = sum(cell is not None for cell in outcome.answers.changes.values())
    return redirect(tell(url_for("pages.page", name=table.asked.page), filled=count))


@blueprint.errorhandler(413)
def too_large(_error: Exception) -> Response:
    """A file that was refused before anything was read of it: the page says so."""
    question = (request.view_args or {}).get("question", "")
    return redirect(tell(url_for("table_sheet.sheet", question=question), refused=1))


def _table(question: str) -> AskedTable:
    table = asked_table(current_visit(), question)
    if table is None:
        abort(404)
    return table


def _take(visit: Visit, question: str, form: Posted) -> PageOutcome:
    asked, entries = visit.full.questions[question], visit.draft.entries_of(question)
    typed = typed_over(asked, visit.draft, entries, form, _language(visit, form))
    as_sent = {name: form.get(name, []) for name in ("form-shown", "form-language")}
    return answer(visit, visit.full.page(asked.page), {**typed, **as_sent, SHEET: [question]})


def _language(visit: Visit, form: Posted) -> str:
    said = first(form, "form-language")
    return said if said in languages().offered else visit.language


def _uploaded(table: AskedTable) -> Brought:
    """Raises SheetRefused."""
    sent = request.files.get(FILE)
    if sent is None or not sent.filename:
        raise SheetRefused("no-file-no-block")
    read = read_sheet(sent.stream.read(), sent.filename, letters_of(table))
    question, form = table.asked.question, table.visit.full.name
    filled = filled_table(read, question.row_codes(), [column.code for column in question.columns])
    if (filled.mark.questionnaire, filled.mark.question) != (form, table.name):
        raise SheetRefused("another-table")
    said = filled.mark.language
    language = said if said in languages().offered else table.visit.language
    found = {f"{table.name}.{row}.{column}": cell for (row, column), cell in filled.cells.items()}
    asked = {address: cell for address, cell in found.items() if address in table.cells}
    return Brought(language, asked, len(filled.beside) + len(found) - len(asked))


def _pasted(table: AskedTable, block: str) -> Brought:
    """Raises SheetRefused: too-wide where the block reaches beyond the table."""
    lines, language = read_block(block).rows, table.visit.language
    columns = [column.value for column in table.words.columns]
    start = first(posted(), FIRST) or table.cells[0]
    if start not in table.cells:
        raise SheetRefused("too-wide")
    _name, row, column = start.split(".")
    rows, columns = table.rows[table.rows.index(row) :], columns[columns.index(column) :]
    if len(lines) > len(rows) or any(len(line) > len(columns) for line in lines):
        raise SheetRefused("too-wide")
    found = {
        f"{table.name}.{rows[down]}.{columns[right]}": (value, place(down, right))
        for down, line in enumerate(lines)
        for right, value in enumerate(line)
        if value != ""
    }
    asked = {address: cell for address, cell in found.items() if address in table.cells}
    return Brought(language, asked, len(found) - len(asked))


def _ways(table: AskedTable, error: str = "") -> str:
    return render_template(
        "respondent/table_sheet.html",
        visit=table.visit,
        words=table.visit.words,
        table=table,
        error=error,
        block=first(posted(), BLOCK),
        first_cell=first(posted(), FIRST),
    )


def _look(table: AskedTable, brought: Brought) -> str:
    reasons = reasons_in(table.visit, table.name, brought.language)
    typed: dict[str, tuple[str, ...]] = {}
    for address, (value, _at) in brought.cells.items():
        typed.update(fields_for(address, typed_text(value, brought.language), reasons))
    cells = read_filled(table.asked, table.rows, table.visit.draft, typed, brought.language)
    lines = filled_lines(table, cells, {a: at for a, (_value, at) in brought.cells.items()})
    return render_template(
        "respondent/table_look.html",
        visit=table.visit,
        words=table.visit.words,
        table=table,
        lines=lines,
        n_same=len(cells) - len(lines),
        n_beside=brought.n_beside,
        language_read=brought.language,
    )
