"""Answer copy: every question that was asked, with its answer in words; for review and keeping."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import gettext as _

from surveyapp.fieldwork.draft import CONFIRMED
from surveyapp.fieldwork.submission import follows_answer
from surveyapp.questionnaire.flow import Flow, country_of, is_answered, question_of
from surveyapp.questionnaire.model import Section
from surveyapp.questions.base import OTHER_FIELD
from surveyapp.questions.cell import NOT_NAMED, Answers, Cell, Missing, MissingReason
from surveyapp.questions.domain import Shape
from surveyapp.questions.explanation import explained_row
from surveyapp.questions.number_text import show_number
from surveyapp.questions.picked import named_rows
from surveyapp.web.language import long_date
from surveyapp.web.respondent.form_words import FormWords
from surveyapp.web.respondent.question_words import Label, QuestionWords


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One row of a grid, or the one line of a plain question.

    Cells are in words; "" where the edition does not ask one.
    """

    label: str | None
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerCopy:
    """One question and its answer. columns: heads of a table; are_numbers: of numbers.

    lines: one without a label where nothing was answered; is_blank: it counts as not answered,
    although rows may have been named before others could be.
    """

    name: str
    number: str
    label: str
    page: str
    columns: tuple[str, ...]
    lines: tuple[CopyLine, ...]
    remarks: tuple[str, ...]
    is_blank: bool
    are_numbers: bool
    is_sensitive: bool


@dataclass(frozen=True, slots=True)
class SectionCopy:
    """A section with the questions that were asked in it."""

    letter: str
    label: str
    questions: tuple[AnswerCopy, ...]


def copy_of(words: FormWords, flow: Flow) -> tuple[SectionCopy, ...]:
    """The whole form as it was answered, in the language of `words`."""
    return tuple(
        copied for section in words.form.sections if (copied := _section(words, flow, section))
    )


def cell_in_words(words: FormWords, flow: Flow, address: str) -> str:
    """One cell, or cells that are answered in one go, as a person reads it."""
    name, cell = question_of(address), flow.answers.get(address)
    if "__" in address:
        return cell if isinstance(cell, str) and cell != CONFIRMED else _in_no_words(cell)
    asked, question = words.form.questions[name].question, words.question(name, country_of(flow))
    if asked.pick_rows:
        return "; ".join(_in_a_line(line) for line in _picked(words, flow.answers, question))
    return _in_words(cell, question, words, asked.domain().shape)


def place_in_words(words: FormWords, address: str, country: str | None) -> str:
    """Row and column of a cell in words; "" where a question has neither."""
    question = words.question(question_of(address), country)
    if row := explained_row(address):
        return _label(question.rows, row)
    places = zip(address.split(".")[1:], (question.rows, question.columns), strict=False)
    return ", ".join(_label(labels, part) for part, labels in places)


def _in_no_words(cell: Cell | None) -> str:
    return str(_("(not answered)") if cell is None else _("Yes, it is right"))


def _section(words: FormWords, flow: Flow, section: Section) -> SectionCopy | None:
    questions = tuple(
        _question(words, flow, name)
        for name in section.questions()
        if flow.is_asked(name) and flow.cells(name)
    )
    if not questions:
        return None
    return SectionCopy(section.letter, words.text(f"sections.{section.name}.label"), questions)


def _question(words: FormWords, flow: Flow, name: str) -> AnswerCopy:
    question = words.question(name, country_of(flow))
    asked = words.form.questions[name]
    is_empty = not any(address in flow.answers for address in flow.cells(name))
    return AnswerCopy(
        name=name,
        number=question.number,
        label=question.label,
        page=asked.page,
        columns=tuple(column.text for column in question.columns),
        lines=(CopyLine(None, (_in_no_words(None),)),)
        if is_empty
        else tuple(_lines(words, flow, question)),
        remarks=tuple(_remarks(flow, question)),
        is_blank=not is_answered(flow, name),
        are_numbers=asked.question.domain().shape is Shape.GRID_NUMBER,
        is_sensitive=question.is_sensitive,
    )


def _in_a_line(line: CopyLine) -> str:
    return ": ".join(part for part in (line.label, *line.cells) if part)


def _picked(words: FormWords, answers: Answers, q: QuestionWords) -> Iterator[CopyLine]:
    """The rows that were named; else that none was, or why there is no answer."""
    asked = words.form.questions[q.name].question
    named = named_rows(asked, answers)
    for row, code in named.items():
        yield CopyLine(_label(q.rows, row), (_label(q.choices, code),))
    cells = [answers.get(cell) for cell in asked.cells(asked.row_codes())]
    if NOT_NAMED in cells and not named:
        yield CopyLine(None, (_("None of these"),))
    elif not named:
        given = next((cell for cell in cells if cell is not None), None)
        yield CopyLine(None, (_in_words(given, q, words, Shape.GRID_CODE),))


def _lines(words: FormWords, flow: Flow, q: QuestionWords) -> Iterator[CopyLine]:
    if q.pick_rows:
        yield from _picked(words, flow, q)
        return
    question = words.form.questions[q.name].question
    shape = question.domain().shape
    if not q.rows:
        yield CopyLine(None, (_in_words(flow.answers.get(q.name), q, words, shape),))
    for row in q.rows:
        if row.value in flow.rows(q.name):
            columns = [f".{column.value}" for column in q.columns] or [""]
            addresses = [f"{q.name}.{row.value}{column}" for column in columns]
            cells = (
                _in_words(flow.answers.get(a), q, words, shape) if question.asks(a) else ""
                for a in addresses
            )
            yield CopyLine(row.text, tuple(cells))


def _in_words(cell: Cell | None, q: QuestionWords, words: FormWords, shape: Shape) -> str:
    match cell:
        case None | Missing(MissingReason.BLANK):
            return str(_("(not answered)"))
        case Missing(reason):
            return words.wording.text(f"code_lists.missing.{reason.value}")
        case int() if q.is_year:
            return str(cell)
        case int() | Decimal():
            return show_number(cell, words.wording.language)
        case tuple() if shape is Shape.RANKING:
            return "; ".join(f"{n}. {_label(q.choices, c)}" for n, c in enumerate(cell, start=1))
        case tuple():
            return "; ".join(_label(q.choices, code) for code in cell)
        case str() if shape is Shape.DATE:
            return long_date(date.fromisoformat(cell))
        case _:
            return _label(q.choices, cell)


def _label(labels: tuple[Label, ...], value: str) -> str:
    return next((label.text for label in labels if label.value == value), value)


def _remarks(flow: Flow, q: QuestionWords) -> Iterator[str]:
    """Words beside the answer: other, why checks were dismissed, and what was explained."""
    name = q.name
    other = flow.answers.get(f"{name}{OTHER_FIELD}")
    if isinstance(other, str) and follows_answer(flow, f"{name}{OTHER_FIELD}"):
        yield other
    for check in flow.form.questions[name].warnings:
        why = flow.answers.get(f"{name}__why_{check.name}")
        if isinstance(why, str) and why != CONFIRMED:
            yield _("Checked: %(why)s", why=why)
    for address in flow.form.questions[name].question.explanations(flow.rows(name)):
        words, row = flow.answers.get(address), explained_row(address)
        if isinstance(words, str) and row is None:
            yield _("Explanation: %(words)s", words=words)
        elif isinstance(words, str) and row is not None:
            line = _label(q.rows, row)
            yield _("Explanation of “%(line)s”: %(words)s", line=line, words=words)
