"""Table filling: numbers for a table that came from a spreadsheet, read as if they were typed.

Nothing is emptied: what the spreadsheet leaves empty stays as it is. A number takes the place of a
reason, and a reason, by its code or in words, that of a number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveyapp.fieldwork.entry import Entries
from surveyapp.fieldwork.reading import cells_of, fields_of, read_question, refusals_of
from surveyapp.questionnaire.model import AskedQuestion
from surveyapp.questions.base import REASON_FIELD, Posted, Refusal
from surveyapp.questions.cell import Answers, Cell


@dataclass(frozen=True, slots=True)
class FilledCell:
    """One cell of the table. fields: what would be typed there; before: what it holds now.

    cell: what the fields mean, None where they are refused.
    """

    address: str
    fields: Mapping[str, tuple[str, ...]]
    before: Cell | None
    cell: Cell | None
    refusals: tuple[Refusal, ...]

    @property
    def is_new(self) -> bool:
        """Whether it would change something, or must be mended."""
        return bool(self.refusals) or self.cell != self.before


def fields_for(address: str, text: str, reasons: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """What would be typed into a cell. reasons: words in small letters -> code."""
    code = reasons.get(" ".join(text.split()).casefold())
    return {address + REASON_FIELD: (code,)} if code else {address: (text,)}


def read_filled(
    asked: AskedQuestion, rows: Sequence[str], answers: Answers, typed: Posted, language: str
) -> tuple[FilledCell, ...]:
    """The cells that were filled, in the order of the form. typed: their fields."""
    reading = read_question(asked, tuple(rows), typed, language)
    refused = refusals_of(asked, reading)
    found = []
    for address in asked.question.cells(rows):
        fields = {n: tuple(typed[n]) for n in asked.question.fields_of(address) if n in typed}
        if fields:
            cell = cells_of(reading.cells, (address,))[address]
            refusals = refused.get(address, ())
            found.append(FilledCell(address, fields, answers.get(address), cell, refusals))
    return tuple(found)


def typed_over(
    asked: AskedQuestion, answers: Answers, entries: Entries, typed: Posted, language: str
) -> dict[str, list[str]]:
    """A whole table as it would be sent: as it stands, with what was filled typed over it."""
    question = asked.question
    stands: dict[str, Sequence[str]] = dict(question.shown(answers, language))
    for address in question.explanations(question.row_codes()):
        if isinstance(words := answers.get(address), str):
            stands[address] = (words,)
    for address, entry in entries.items():
        for name in fields_of(asked, address):
            stands.pop(name, None)
        stands.update(entry.fields)
    for address in question.cells(question.row_codes()):
        fields = question.fields_of(address)
        if any(typed.get(name) for name in fields):
            for name in fields:
                stands[name] = typed.get(name, ())
    return {name: list(values) for name, values in stands.items()}
