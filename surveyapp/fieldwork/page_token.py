"""Page token: what a page said it showed, so that a posted page is compared cell by cell.

``@edition`` first, since another edition may ask other cells; then one word a question,
``name:rows:marks``: the rows that stood on the page (none where a question has no rows) and one
mark a unit in the order of the form: a cell, or cells that are answered in one go. A mark is a
short hash of what they held, and of the entry that stood in their fields; it is empty where
nothing stood.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from surveyapp.fieldwork.entry import Entries, Entry
from surveyapp.questionnaire.checks import WHY
from surveyapp.questionnaire.model import AskedQuestion, Questionnaire
from surveyapp.questions.cell import Answers, Cell, cell_to_json

MARK_LENGTH = 8
EDITION = "@"


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question as it stood on a page. marks: address of a unit -> mark."""

    rows: tuple[str, ...]
    marks: Mapping[str, str]


Shown = Mapping[str, ShownQuestion]
"""Question -> how it stood on the page."""


def units_of(asked: AskedQuestion, rows: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Every unit that can be filled where a question stands, and the words beside it."""
    whys = (f"{asked.name}{WHY}{check.name}" for check in asked.warnings)
    beside = (*whys, *asked.question.explanations(rows))
    return {**asked.question.units(rows), **{address: (address,) for address in beside}}


def page_token(
    asked: AskedQuestion, rows: tuple[str, ...], answers: Answers, entries: Entries
) -> str:
    """The word of one question, for a hidden field of its page."""
    marks = (
        mark_of([answers.get(cell) for cell in cells], entries.get(address))
        for address, cells in units_of(asked, rows).items()
    )
    return f"{asked.name}:{','.join(rows)}:{','.join(marks)}"


def edition_word(edition: str) -> str:
    """The first word of a token; no question's name begins like it."""
    return EDITION + edition


def edition_of(text: str) -> str | None:
    """The edition in which a page was shown; None where its token does not say."""
    start = text.split(maxsplit=1)[:1]
    return next((word[1:] for word in start if word.startswith(EDITION)), None)


def is_asked_in(form: Questionnaire, shown: Shown) -> bool:
    """Whether everything that stood on a page can be filled in this edition."""
    return all(
        name in form.questions
        and there.marks.keys() <= units_of(form.questions[name], there.rows).keys()
        for name, there in shown.items()
    )


def read_token(questions: Mapping[str, AskedQuestion], text: str) -> dict[str, ShownQuestion]:
    """Those of the questions that a page showed; other words are left."""
    shown: dict[str, ShownQuestion] = {}
    for word in text.split():
        name, _, rest = word.partition(":")
        asked = questions.get(name)
        if asked is not None:
            shown[name] = _shown(asked, *rest.partition(":")[::2])
    return shown


def names_in(text: str) -> tuple[str, ...]:
    """The questions that a page says it showed, in order, whether there are such or not."""
    return tuple(word.partition(":")[0] for word in text.split() if not word.startswith(EDITION))


def mark_of(cells: Collection[Cell | None], entry: Entry | None) -> str:
    """Short hash of cells that are one unit, in the order of the form, and of what stood in their
    fields instead; "" for neither.
    """
    held = [None if cell is None else cell_to_json(cell) for cell in cells]
    is_empty = all(cell is None for cell in cells)
    answer = "" if is_empty else _hash(held[0] if len(held) == 1 else held)
    return answer if entry is None else f"{answer}-{entry_mark(entry.fields)}"


def entry_mark(fields: Mapping[str, tuple[str, ...]]) -> str:
    """Short hash of what was typed into the fields of a unit."""
    return _hash({name: list(values) for name, values in fields.items()})


def _shown(asked: AskedQuestion, rows: str, marks: str) -> ShownQuestion:
    posted = frozenset(rows.split(","))
    there = tuple(row for row in asked.question.row_codes() if row in posted)
    return ShownQuestion(there, _marks(units_of(asked, there), marks.split(",")))


def _marks(addresses: Iterable[str], marks: list[str]) -> dict[str, str]:
    return dict(zip(addresses, marks, strict=False))


def _hash(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:MARK_LENGTH]
