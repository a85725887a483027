"""Last round: what an institution sent in an earlier round, as far as it was asked the same.

A question is the same where its type, its answers and what may be said instead are; a line of a
table where its code is, or, where its label has a value of the round such as a year, where the
label reads the same. So last round's second year may be this round's first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from surveyapp.questionnaire.model import AskedQuestion, Questionnaire
from surveyapp.questions.base import Code, Question
from surveyapp.questions.cell import BLANK, Answers, Cell

ChangingLabels = Mapping[str, str]
"""Path of a text -> its words, of those alone that have a value in them that changed."""


@dataclass(frozen=True, slots=True)
class RoundForm:
    """One round's form. changing: its texts with values that the other round fills otherwise."""

    form: Questionnaire
    changing: ChangingLabels = field(default_factory=dict)


def answers_of_last_round(then: RoundForm, now: RoundForm, sent: Answers) -> dict[str, Cell]:
    """Address in this round -> what was sent for it in the last one; nothing for a blank cell.

    The consent is asked anew, and explanations belong to their round.
    """
    found: dict[str, Cell] = {}
    for name, asked in now.form.questions.items():
        before = then.form.questions.get(name)
        if before is not None and name != now.form.consent and _is_same(before, then, asked, now):
            found.update(_answers(before.question, then, asked.question, now, sent))
    return found


def _is_same(before: AskedQuestion, then: RoundForm, asked: AskedQuestion, now: RoundForm) -> bool:
    paths = {f"{asked.path}.label", f"{asked.path}.hint"}
    codes = {c.text_path for c in (*before.question.choices, *asked.question.choices)}
    is_filled_otherwise = (paths | codes) & (then.changing.keys() | now.changing.keys())
    return not is_filled_otherwise and _kind(before.question) == _kind(asked.question)


def _kind(question: Question) -> tuple[object, ...]:
    """What must be equal for two answers to say the same."""
    return (
        question.kind,
        frozenset(question.codes()),
        frozenset(question.missing),
        frozenset(question.exclusive),
        question.other,
        question.pick_rows,
        question.is_year,
        question.counts_people,
    )


def _answers(
    before: Question, then: RoundForm, question: Question, now: RoundForm, sent: Answers
) -> Iterator[tuple[str, Cell]]:
    rows = _same_lines(before.rows, then.changing, question.rows, now.changing)
    columns = _same_lines(before.columns, then.changing, question.columns, now.changing)
    for address in question.cells(question.row_codes()):
        name, *parts = address.split(".")
        meant = [lines.get(part) for lines, part in zip((rows, columns), parts, strict=False)]
        cell = sent.get(".".join([name, *(part or "" for part in meant)]))
        if None not in meant and cell is not None and cell != BLANK:
            yield address, cell


def _same_lines(
    before: tuple[Code, ...], then: ChangingLabels, lines: tuple[Code, ...], now: ChangingLabels
) -> dict[str, str]:
    """Code of a line -> the code that the same line had."""
    known = {then.get(code.text_path, code.code): code.code for code in before}
    labels = {code.code: now.get(code.text_path, code.code) for code in lines}
    return {code: known[label] for code, label in labels.items() if label in known}
