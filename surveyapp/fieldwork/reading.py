"""Reading: what was typed into a question, understood or refused unit by unit."""

from collections.abc import Iterable, Mapping, Sequence

from surveyapp.fieldwork.draft import CONFIRMED, LONGEST_REASON, why_fields
from surveyapp.fieldwork.entry import Entry
from surveyapp.fieldwork.page_token import units_of
from surveyapp.questionnaire.checks import WHY
from surveyapp.questionnaire.model import AskedQuestion
from surveyapp.questions.base import Posted, Reading, Refusal, first, reading_of
from surveyapp.questions.cell import Answers, Cell
from surveyapp.questions.explanation import LONGEST_EXPLANATION, is_explanation
from surveyapp.questions.text import read_words, tidy, tidy_line

Cells = Mapping[str, Cell | None]
"""The cells of one unit, None where one is empty."""

Understood = tuple[Cells, tuple[Refusal, ...]]
"""The cells that were meant, and what was refused of them."""


def read_entry(
    asked: AskedQuestion,
    address: str,
    entry: Entry,
    answers: Answers,
    rows: tuple[str, ...] | None = None,
) -> Understood:
    """What an entry means beside the answers, in the language in which it was typed.

    rows: those that are shown; None: whichever there are.
    """
    typed: dict[str, Sequence[str]] = dict(asked.question.shown(answers, entry.language))
    for name in fields_of(asked, address):
        typed.pop(name, None)
    shown = asked.question.row_codes() if rows is None else rows
    return read_unit(asked, address, shown, {**typed, **entry.fields}, entry.language)


def fields_of(asked: AskedQuestion, address: str) -> tuple[str, ...]:
    """The form fields that make up a unit, those of words beside the answer among them."""
    if WHY in address:
        return why_fields(address)
    if is_explanation(address):
        return (address,)
    return asked.question.fields_of(address)


def read_unit(
    asked: AskedQuestion, address: str, rows: tuple[str, ...], typed: Posted, language: str
) -> Understood:
    """One unit where these rows are shown; nothing when it is not among them."""
    reading = read_question(asked, rows, typed, language)
    cells = units_of(asked, rows).get(address, ())
    return cells_of(reading.cells, cells), refusals_of(asked, reading).get(address, ())


def cells_of(answers: Answers, cells: Iterable[str]) -> Cells:
    """What some cells hold."""
    return {cell: answers.get(cell) for cell in cells}


def read_question(
    asked: AskedQuestion, rows: tuple[str, ...], typed: Posted, language: str
) -> Reading:
    """All cells of a question, why its checks were dismissed, and what was explained."""
    reading = _with_explanations(asked, rows, typed, language)
    whys = {f"{asked.name}{WHY}{check.name}": check.needs_reason for check in asked.warnings}
    if not whys:
        return reading
    cells, refusals = dict(reading.cells), list(reading.refusals)
    for address, needs_reason in whys.items():
        line = tidy_line(first(typed, address), language)
        words = read_words(address, line, LONGEST_REASON, language)
        if isinstance(words, Refusal):
            refusals.append(words)
        elif words:
            cells[address] = words
        elif any(typed.get(why_fields(address)[1], ())) and not needs_reason:
            cells[address] = CONFIRMED
    return Reading(cells, tuple(refusals))


def _with_explanations(
    asked: AskedQuestion, rows: tuple[str, ...], typed: Posted, language: str
) -> Reading:
    reading = asked.question.read(typed, language, rows)
    explained = {a: tidy(first(typed, a), language) for a in asked.question.explanations(rows)}
    if not explained:
        return reading
    words = reading_of(
        {a: read_words(a, said, LONGEST_EXPLANATION, language) for a, said in explained.items()}
    )
    return Reading({**reading.cells, **words.cells}, (*reading.refusals, *words.refusals))


def refusals_of(asked: AskedQuestion, reading: Reading) -> dict[str, tuple[Refusal, ...]]:
    """Address of a unit -> what was refused of it."""
    found: dict[str, tuple[Refusal, ...]] = {}
    for refusal in reading.refusals:
        address = _cell_of(asked, refusal.field_name)
        found[address] = (*found.get(address, ()), refusal)
    return found


def _cell_of(asked: AskedQuestion, field_name: str) -> str:
    return field_name if WHY in field_name else asked.question.cell_of(field_name)
