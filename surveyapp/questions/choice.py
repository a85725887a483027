"""Choice: one answer or several from a code list."""

from abc import abstractmethod
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
    first,
    first_plain,
    reading_of,
    scores_of,
    text_paths_of,
)
from surveyapp.questions.cell import Answers, Cell, Missing, MissingReason
from surveyapp.questions.column import NOT_TICKED, TICKED, Column, Level, Role
from surveyapp.questions.domain import Domain, Shape
from surveyapp.questions.effort import Effort
from surveyapp.questions.response_propensity import ResponsePropensity
from surveyapp.questions.text import read_words, tidy_line
from surveyapp.questions.typed import quote


def read_one(question: Question, address: str, value: str) -> Cell | Refusal | None:
    """A posted radio button: a code, a reason, or nothing."""
    if not value:
        return None
    if value in question.reason_codes():
        return Missing(MissingReason(value))
    if value not in question.codes():
        return Refusal(address, "unknown-code", {"value": quote(value)})
    return value


def read_several(question: Question, address: str, values: Sequence[str]) -> Cell | Refusal | None:
    """Posted checkboxes: codes in the order of the form, one reason, or nothing."""
    ticked = {value for value in values if value}
    unknown = ticked - set(question.codes()) - set(question.reason_codes())
    if unknown:
        return Refusal(address, "unknown-code", {"value": quote(min(unknown))})
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


def ticks_within(question: Question, ticks: int) -> int:
    """As many ticks as can be set."""
    return min(ticks, question.max_choices or len(question.codes()))


def draw_several(
    question: Question, rng: Random, wish: ResponsePropensity, row: str = ""
) -> tuple[str, ...]:
    """Ticks for several answers: each option by its own probability, at least one."""
    shares = wish.row_shares.get(row) or wish.shares
    codes = question.codes()
    free = [code for code in codes if code not in question.exclusive]
    ticked = [code for code in free if rng.random() < shares.get(code, 0.35)]
    limit = question.max_choices or len(free)
    chosen = ticked if len(ticked) <= limit else rng.sample(ticked, limit)
    if not chosen:
        chosen = [question.exclusive[0] if question.exclusive else rng.choice(free)]
    return tuple(code for code in codes if code in chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceQuestion(Question):
    """Common to one and several answers: one cell named as the question, and words of "other".

    Words choose the code that they explain. Beside an answer that excludes it they are asked
    about, and never dropped in silence.
    """

    needs: ClassVar[frozenset[str]] = frozenset({"choices"})

    def cells(self, rows: Sequence[str]) -> tuple[str, ...]:
        return (self.name, self.name + OTHER_FIELD) if self.other else (self.name,)

    def shown(self, answers: Answers, language: str) -> dict[str, tuple[str, ...]]:
        fields = {self.name: shown_values(answers.get(self.name))}
        other = answers.get(self.name + OTHER_FIELD)
        if isinstance(other, str):
            fields[self.name + OTHER_FIELD] = (other,)
        return fields

    def read(self, posted: Posted, language: str, rows: Sequence[str]) -> Reading:
        words, ticked = self._words(posted, language), self._ticked(posted)
        chosen = ticked if words is None else self._with_other(ticked)
        cell = self._read_chosen(chosen)
        address = self.name + OTHER_FIELD
        if words is not None and self.other not in chosen and not isinstance(cell, Refusal):
            words = Refusal(address, "words-beside-choice")
        return reading_of({self.name: cell, address: words})

    @abstractmethod
    def _ticked(self, posted: Posted) -> tuple[str, ...]:
        """What was posted as chosen."""

    @abstractmethod
    def _with_other(self, ticked: tuple[str, ...]) -> tuple[str, ...]:
        """The same when words of "other" were typed: they choose it if nothing excludes it."""

    @abstractmethod
    def _read_chosen(self, chosen: Sequence[str]) -> Cell | Refusal | None:
        """The cell that these values mean."""

    def _words(self, posted: Posted, language: str) -> str | Refusal | None:
        if self.other is None:
            return None
        address = self.name + OTHER_FIELD
        words = tidy_line(first(posted, address), language)
        return read_words(address, words, LONGEST_OTHER, language)


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectOne(ChoiceQuestion):
    """One answer from a code list."""

    kind: ClassVar[str] = "select_one"
    default_level: ClassVar[Level] = Level.NOMINAL
    allows: ClassVar[frozenset[str]] = frozenset({"choices", "other"})

    def domain(self) -> Domain:
        return Domain(Shape.CODE, codes=self.codes(), reasons=self.reason_codes())

    def _ticked(self, posted: Posted) -> tuple[str, ...]:
        value = first_plain(posted, self.name)
        return (value,) if value else ()

    def _with_other(self, ticked: tuple[str, ...]) -> tuple[str, ...]:
        return ticked or (str(self.other),)

    def _read_chosen(self, chosen: Sequence[str]) -> Cell | Refusal | None:
        return read_one(self, self.name, "".join(chosen))

    def effort(self, cells: Sequence[str], ticks: int) -> Effort:
        return Effort(choices=1)

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

    def simulate(
        self, rng: Random, wish: ResponsePropensity, rows: Sequence[str]
    ) -> dict[str, Cell]:
        cell = wish.reason(rng, self.missing) or wish.choose(rng, self.codes())
        return {self.name: cell}


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectMultiple(ChoiceQuestion):
    """Several answers from a code list."""

    kind: ClassVar[str] = "select_multiple"
    default_level: ClassVar[Level] = Level.NOMINAL
    allows: ClassVar[frozenset[str]] = frozenset(
        {"choices", "other", "exclusive", "max_choices", "beside"}
    )

    def domain(self) -> Domain:
        return Domain(Shape.CODES, codes=self.codes(), reasons=self.reason_codes())

    def _ticked(self, posted: Posted) -> tuple[str, ...]:
        return tuple(value for value in posted.get(self.name, ()) if value)

    def _with_other(self, ticked: tuple[str, ...]) -> tuple[str, ...]:
        alone = {*self.exclusive, *self.reason_codes()}
        is_excluded = bool(alone & set(ticked)) or bool(ticked and self.other in alone)
        return ticked if is_excluded else (*ticked, str(self.other))

    def _read_chosen(self, chosen: Sequence[str]) -> Cell | Refusal | None:
        return read_several(self, self.name, chosen)

    def effort(self, cells: Sequence[str], ticks: int) -> Effort:
        return Effort(choices=ticks_within(self, ticks))

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

    def simulate(
        self, rng: Random, wish: ResponsePropensity, rows: Sequence[str]
    ) -> dict[str, Cell]:
        return {self.name: wish.reason(rng, self.missing) or draw_several(self, rng, wish)}
