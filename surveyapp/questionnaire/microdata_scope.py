"""Handed out: which columns may leave the instance, and why the others stay.

Driven by the questionnaire alone, so that the header of a file is known before fieldwork. The
rule is the study's promise: coarse variables, no free text, no region beside a class.
"""

from enum import StrEnum

from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.column import Column, Level, Role
from surveyapp.questions.domain import Shape


class KeptBack(StrEnum):
    """Why a column is in no file that is handed out."""

    WORDS = "words"  # nobody has reviewed them, and words name people
    DATE = "date"  # a full date may point at one case, and no comparison takes it
    IDENTIFYING = "identifying"  # the questionnaire says that it points at one institution
    CLASS = "class"  # the exact class; the sector is the coarse one


class LeftOut(StrEnum):
    """Why a column for analysts is not in the open data, which everybody reads."""

    NUMBER = "number"  # an exact number may be printed in the institution's own annual report
    SENSITIVE = "sensitive"  # the questionnaire says so
    ROUTED = "routed by a sensitive answer"  # whether it was asked tells that answer
    SEVERAL_KNOWN = "several known"  # several answers that others know: their pattern is unique


def kept_back(form: Questionnaire, column: Column) -> KeptBack | None:
    """Why no file has this column; None when analysts may have it."""
    if column.role is Role.COMPANION:
        return KeptBack.WORDS
    if column.level is Level.TEXT:
        shape = form.questions[column.question].question.domain().shape
        return KeptBack.DATE if shape is Shape.DATE else KeptBack.WORDS
    if column.question in form.identifying:
        return KeptBack.IDENTIFYING
    return KeptBack.CLASS if column.question in form.classes else None


def exported_columns(form: Questionnaire) -> tuple[Column, ...]:
    """The columns of a file for analysts, in the order of the form."""
    return tuple(column for column in form.columns if kept_back(form, column) is None)


def left_out(form: Questionnaire, column: Column) -> LeftOut | None:
    """Why the open data have not this column for analysts; None when they may."""
    if column.level in {Level.RATIO, Level.INTERVAL}:
        return LeftOut.NUMBER
    if column.is_sensitive:
        return LeftOut.SENSITIVE
    if column.question in _routed_by_sensitive(form):
        return LeftOut.ROUTED
    is_known = column.question in known_questions(form)
    return LeftOut.SEVERAL_KNOWN if is_known and column.role is not Role.ANSWER else None


def _routed_by_sensitive(form: Questionnaire) -> frozenset[str]:
    """Questions that are asked only after certain answers to closely protected ones."""
    sensitive = (name for name, each in form.questions.items() if each.question.is_sensitive)
    return frozenset().union(*(form.dependents.get(name, frozenset()) for name in sensitive))


def open_columns(form: Questionnaire) -> tuple[Column, ...]:
    """The columns that open data may have before the rows are looked at."""
    return tuple(c for c in exported_columns(form) if left_out(form, c) is None)


def known_questions(form: Questionnaire) -> tuple[str, ...]:
    """Questions whose answers others know as well, the most important first."""
    by = (form.compare_by, *form.strata, form.split_by, *form.known_outside)
    return tuple(dict.fromkeys(name for name in by if name is not None))


def quasi_identifiers(form: Questionnaire) -> tuple[Column, ...]:
    """Columns by which a row could be told from others, the most important first."""
    by_question = {column.question: column for column in open_columns(form)}
    names = known_questions(form)
    return tuple(by_question[name] for name in names if name in by_question)
