"""Typed words: what somebody typed into a form that was not stored, to be read and copied."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from surveyapp.questionnaire.flow import question_of
from surveyapp.questions.base import REASON_FIELD
from surveyapp.questions.cell import NOT_NAMED
from surveyapp.questions.picked import ROW
from surveyapp.web.respondent.form_words import FormWords
from surveyapp.web.respondent.question_words import Label, QuestionWords

FORM_FIELDS = "form-"
"""No question can have a name with a dash: what the form itself sends begins with this."""


@dataclass(frozen=True, slots=True)
class TypedWords:
    """One field: what is asked there, None where it cannot be told, and what was typed."""

    label: str | None
    words: str


def typed_words(words: FormWords | None, form: Mapping[str, Sequence[str]]) -> list[TypedWords]:
    """Everything that a person typed or chose, without what the form carries by itself."""
    return [
        TypedWords(_label(words, name), "; ".join(_value(words, name, v) for v in values if v))
        for name, values in form.items()
        if not name.startswith(FORM_FIELDS) and any(values)
    ]


def _label(words: FormWords | None, name: str) -> str | None:
    question = _question(words, name)
    if question is None:
        return _beside_questions(name)
    return ", ".join((f"{question.number} {question.label}", *_place(question, name)))


def _beside_questions(name: str) -> str | None:
    """What is typed for colleagues and for those who ask; None for questions of a form not open."""
    return {
        "comment-who": _("From whom (optional)"),
        "comment-words": _("Comment"),
        "hand-section": _("Sections"),
        "hand-note": _("Note"),
        "approval-note": _("Note"),
        "last-code": _("Last round’s code"),
        "reply": _("Your reply (optional)"),
    }.get(name)


def _place(question: QuestionWords, name: str) -> Iterator[str]:
    """The row and the column of a field, in words."""
    parts = name.removesuffix(REASON_FIELD).split(".")[1:]
    for part, labels in zip(parts, (question.rows, question.columns), strict=False):
        yield from (label.text for label in labels if label.value == part)


def _value(words: FormWords | None, name: str, value: str) -> str:
    question = _question(words, name)
    if question is None:
        return value
    labels: tuple[Label, ...] = (*question.choices, *question.reasons)
    if question.pick_rows:
        rows = question.rows if f".{ROW}" in name else ()
        labels = (*rows, *labels, Label(NOT_NAMED, _("None of these")))
    return next((label.text for label in labels if label.value == value), value)


def _question(words: FormWords | None, name: str) -> QuestionWords | None:
    asked = question_of(name)
    if words is None or asked not in words.form.questions:
        return None
    return words.question(asked, None)
