"""Given: answers that are told beforehand, by scenarios and profiles."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from surveyapp.questionnaire.definition import Number, Whole
from surveyapp.questionnaire.flow import question_of
from surveyapp.questionnaire.lint.finding import Finding, KeyPath
from surveyapp.questionnaire.lint.reference import unknown
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.base import Question
from surveyapp.questions.cell import Cell, Missing, MissingReason
from surveyapp.questions.domain import Shape

Given = str | Whole | Number | tuple[str, ...]
"""At a cell's address: an answer, or the word of a reason; ``grid.*`` is every row and column."""

EACH_ROW = "*"
WORDS = (Shape.TEXT, Shape.DATE)
NUMBERS = (Shape.NUMBER, Shape.GRID_NUMBER)
SEVERAL = (Shape.CODES, Shape.GRID_CODES, Shape.RANKING)


def given_cells(form: Questionnaire, given: Mapping[str, Given]) -> dict[str, Cell]:
    """The answers as cells; an address without ``*`` goes before one with it.

    They must fit the questionnaire, see `inspect_given`.
    """
    ordered = sorted(given, key=lambda address: EACH_ROW not in address)
    cells: dict[str, Cell] = {}
    for address in ordered:
        question = form.questions[question_of(address)].question
        cell = _cell(question, given[address])
        cells.update(dict.fromkeys(_addresses(question, address), cell))
    return cells


def _addresses(question: Question, address: str) -> tuple[str, ...]:
    if not address.endswith(f".{EACH_ROW}"):
        return (address,)
    start = address.removesuffix(EACH_ROW)
    return tuple(a for a in question.cells(question.row_codes()) if a.startswith(start))


def _cell(question: Question, given: Given) -> Cell:
    if isinstance(given, str) and given in question.reason_codes():
        return Missing(MissingReason(given))
    if isinstance(given, str) and question.domain().shape in SEVERAL:
        return (given,)
    return Decimal(str(given)) if isinstance(given, float) else given


def inspect_given(form: Questionnaire, given: Mapping[str, Given]) -> Iterator[Finding]:
    """Answers that the questionnaire knows nothing of; they stand under the key ``given``."""
    for address, answer in given.items():
        yield from _inspect(form, address, answer)


def _inspect(form: Questionnaire, address: str, given: Given) -> Iterator[Finding]:
    path: KeyPath = ("given", address)
    name = question_of(address)
    if name not in form.questions:
        yield unknown(path, "question", name, form.questions)
        return
    question = form.questions[name].question
    known = question.cells(question.row_codes())
    if not set(_addresses(question, address)) & set(known):
        yield unknown(path, "cell", address, known)
    yield from _inspect_answer(question, path, given)


def _inspect_answer(question: Question, path: KeyPath, given: Given) -> Iterator[Finding]:
    shape = question.domain().shape
    if isinstance(given, tuple) and shape not in SEVERAL:
        yield Finding(path, "too-many", f"{path[-1]} takes one answer", "write it without brackets")
    elif isinstance(given, int | float) and shape in WORDS:
        yield Finding(path, "not-text", f"{path[-1]} must be text", "put it in quotes")
    elif shape not in WORDS and not (isinstance(given, int | float) and shape in NUMBERS):
        codes = (*question.domain().codes, *question.reason_codes())
        for code in given if isinstance(given, tuple) else (str(given),):
            if code not in codes:
                yield unknown(path, "code", code, codes)
