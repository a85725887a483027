"""Choice: one answer or several from a code list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import ClassVar

from surveyapp.questions.base import (
    LONGEST_OTHER,
    OTHER_FIELD,
    Posted,
    Question,
    Reading,
    Refusal,
    Wish,
    first,
    scores_of,
    text_paths_of,
)
from surveyapp.questions.cell import Answers, Cell, Missing, MissingReason
from surveyapp.questions.column import NOT_TICKED, TICKED, Column, Level, Role
from surveyapp.questions.domain import Domain, Shape


def read_one(question: Question, address: str, value: str) -> Cell | Refusal | None:
    """A posted radio button: a code, a reason, or nothing."""
    if not value:
        return None
    if value in question.reason_codes():
        return Missing(MissingReason(value))
    if value not in question.codes():
        return Refusal(address, "unknown-code", {"value": value[:40]})
    return value


def read_several(question: Question, address: str, values: Sequence[str]) -> Cell | Refusal | None:
    """Posted checkboxes: codes in the order of the form, one reason, or nothing."""
    ticked = {value for value in values if value}
    unknown = ticked - set(question.codes()) - set(question.reason_codes())
    if unknown:
        return Refusal(address, "unknown-code", {"value": min(unknown)[:40]})
    alone = ticked & (set(question.reason_codes()) | set(question.exclusive))
    if alone and len(ticked) > 1:
        return Refusal(address, "stands-alone", {"code": min(alone)})
    if question.max_choices is not None and len(ticked) > question.max_choices:
        return Refusal(address, "too-many", {"maximum": str(question.max_choices)})
    reason = ticked & set(question.reason_codes())
    if reason:
        return Missing(MissingReason(reason.pop()))
    return tuple(code for code in question.codes() if code in ticked) or None


def shown_values(cell: Cell | None) -> tuple[str, ...]:
    """The ticked values that show a choice again."""
    match cell:
        case None | Missing(MissingReason.BLANK):
            return ()
        case Missing(reason):
            return (reason.value,)
        case tuple():
            return cell
        case _:
            return (str(cell),)


def draw_several(question: Question, rng: Random, wish: Wish, row: str = "") -> tuple[str, ...]:
    """Ticks for several answers: each option by its own probability, at least one."""
    shares = wish.row_shares.get(row) or wish.shares
    free = [code for code in question.codes() if code not in question.exclusive]
    ticked = [code for code in free if rng.random() < shares.get(code, 0.35)]
    limit = question.max_choices or len(free)
    chosen = ticked if len(ticked) <= limit else rng.sample(ticked, limit)
    if not chosen:
        chosen = [question.exclusive[0] if question.exclusive else rng.choice(free)]
    return tuple(code for code in question.codes() if code in chosen)


def read_other(question: Question, posted: Posted, cell: Cell | None) -> Reading:
    """The words of "other, please say": kept only while that code is chosen."""
    address = question.name + OTHER_FIELD
    words = first(posted, address)
    chosen = question.other is not None and question.other in shown_values(cell)
    if not words or not chosen:
        return Reading({})
    if len(words) > LONGEST_OTHER:
        return Reading({}, (Refusal(address, "too-long", {"maximum": str(LONGEST_OTHER)}),))
    return Reading({address: words})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceQuestion(Question):
    """Common to one and several answers: one cell named as the question."""

    needs: ClassVar[frozenset[str]] = frozenset({"choices"})

    def cells(self, rows: Sequence[str]) -> tuple[str, ...]:
        return (self.name, self.name + OTHER_FIELD) if self.other else (self.name,)

    def shown(self, answers: Answers, language: str) -> dict[str, tuple[str, ...]]:
        fields = {self.name: shown_values(answers.get(self.name))}
        other = answers.get(self.name + OTHER_FIELD)
        if isinstance(other, str):
            fields[self.name + OTHER_FIELD] = (other,)
        return fields

    def _read(self, posted: Posted, cell: Cell | Refusal | None) -> Reading:
        if isinstance(cell, Refusal):
            return Reading({}, (cell,))
        words = read_other(self, posted, cell)
        cells = {} if cell is None else {self.name: cell}
        return Reading({**cells, **words.cells}, words.refusals)


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectOne(ChoiceQuestion):
    """One answer from a code list."""

    kind: ClassVar[str] = "select_one"
    default_level: ClassVar[Level] = Level.NOMINAL
    allows: ClassVar[frozenset[str]] = frozenset({"choices", "other"})

    def domain(self) -> Domain:
        return Domain(Shape.CODE, codes=self.codes(), reasons=self.reason_codes())

    def read(self, posted: Posted, language: str, rows: Sequence[str]) -> Reading:
        return self._read(posted, read_one(self, self.name, first(posted, self.name)))

    def variables(self) -> Iterator[Column]:
        yield self._column(
            self.name,
            self.name,
            level=self.level,
            codes=self.codes(),
            text_paths=text_paths_of(self.choices),
            scores=scores_of(self.choices),
        )
        yield from self.companions()

    def simulate(self, rng: Random, wish: Wish, rows: Sequence[str]) -> dict[str, Cell]:
        cell = wish.reason(rng, self.missing) or wish.choose(rng, self.codes())
        return {self.name: cell}


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectMultiple(ChoiceQuestion):
    """Several answers from a code list."""

    kind: ClassVar[str] = "select_multiple"
    default_level: ClassVar[Level] = Level.NOMINAL
    allows: ClassVar[frozenset[str]] = frozenset({"choices", "other", "exclusive", "max_choices"})

    def domain(self) -> Domain:
        return Domain(Shape.CODES, codes=self.codes(), reasons=self.reason_codes())

    def read(self, posted: Posted, language: str, rows: Sequence[str]) -> Reading:
        return self._read(posted, read_several(self, self.name, posted.get(self.name, ())))

    def variables(self) -> Iterator[Column]:
        for choice in self.choices:
            yield self._column(
                f"{self.name}.{choice.code}",
                self.name,
                level=Level.NOMINAL,
                role=Role.OPTION,
                codes=(TICKED, NOT_TICKED),
                option=choice.code,
                line_path=choice.text_path,
            )
        yield from self.companions()

    def simulate(self, rng: Random, wish: Wish, rows: Sequence[str]) -> dict[str, Cell]:
        return {self.name: wish.reason(rng, self.missing) or draw_several(self, rng, wish)}
