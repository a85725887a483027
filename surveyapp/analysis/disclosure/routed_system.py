"""Routed system: who is asked what and what they answered, as unknown counts of a country.

A reader knows the questionnaire. So the number asked of a question is a sum over the answers
that lead to it, and bounds what is hidden there. The system puts published tables and numbers
asked together. Of conditions that hold together it says what must be true of any sets (Fréchet
1935): an intersection is at most its smallest part and at least their sum less all others.

Every unknown belongs to one class of the country, its wholes are sums.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from surveyapp.analysis.disclosure.attack import System
from surveyapp.analysis.disclosure.programme import Equation
from surveyapp.analysis.disclosure.protected import (
    REASONS,
    ProtectedColumn,
    ProtectedGroup,
    codes_shown,
)
from surveyapp.analysis.plan import OTHERS, Plan
from surveyapp.analysis.result import Group
from surveyapp.questionnaire.asking import EVERYBODY, NOTHING, Among, Asking, Joined, columns_in
from surveyapp.questions.cell import MissingReason

REST = "rest"
"""Stands for all codes of a column of which nothing is published and that decide nothing."""

ASIDE = "aside"
"""Stands for all reasons for no answer that decide nothing."""

WIDE = 8
"""Of unions of more parts only those of the attacked column are read: their sum says little."""

Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader has before him of one country.

    parts: its finest groups; the country itself without a split. columns: by name. sizes:
    (condition, group) -> least and most institutions that meet it. deciding: column -> codes and
    reasons that decide.
    """

    plan: Plan
    whole: Group
    parts: tuple[Group, ...]
    columns: Mapping[str, ProtectedColumn]
    sizes: Mapping[tuple[Asking, Group], Size]
    deciding: Mapping[str, tuple[str, ...]]

    def group(self, column: str, group: Group) -> ProtectedGroup | None:
        """What is shown of a column in a group; None: nothing. A base makes it another count."""
        if column in self.plan.bases or column not in self.columns:
            return None
        found = self.columns[column].groups.get(group)
        return None if found is None or found.is_closed else found

    def merged(self, column: str) -> Mapping[str, tuple[str, ...]]:
        """Published code -> the codes that it takes together, and deciding codes beside them."""
        is_published = column in self.columns and column not in self.plan.bases
        codes = codes_shown(self.columns[column].column) if is_published else ()
        into = self.plan.recodes.get(column, {})
        taken = {new: tuple(code for code, to in into.items() if to == new) for new in codes}
        found = {new: old or (new,) for new, old in taken.items()}
        known = {code for old in found.values() for code in old} | {*REASONS, NOTHING}
        beside = [code for code in self.deciding.get(column, ()) if code not in known]
        return found | {code: (code,) for code in (*beside, *(() if codes else (REST,)))}

    def reasons(self, column: str) -> tuple[str, ...]:
        """Reasons that decide, and ASIDE for all others."""
        deciding = self.deciding.get(column, ())
        blank = {MissingReason.BLANK.value} if NOTHING in deciding else set[str]()
        return (*(reason for reason in REASONS if reason in {*deciding, *blank}), ASIDE)


@dataclass
class RoutedSystem:
    """Unknowns of everything that some conditions read, made when they are needed.

    target: the column that is attacked.
    """

    shown: Shown
    target: str
    system: System = field(default_factory=System)
    _sizes: dict[tuple[Asking, Group], int] = field(default_factory=dict)
    _counts: dict[tuple[str, str, Group], int] = field(default_factory=dict)

    def add(self, asking: Asking) -> None:
        """A condition, everything that decides it, and how many meet it."""
        self._all(asking)

    def count(self, column: str, code: str, group: Group) -> int:
        """The unknown behind a published code of a column that was added."""
        return self._sum(self._places(column, self.shown.merged(column)[code], group))

    def _size(self, asking: Asking, part: Group) -> int:
        """How many institutions of a class meet a condition."""
        key = asking, part
        if key not in self._sizes:
            self._sizes[key] = self.system.unknown(*self.shown.sizes.get(key, (0, inf)))
            if part == self.shown.parts[-1]:
                together = self.shown.sizes.get((asking, self.shown.whole), (0, inf))
                self._between(dict.fromkeys(self._all(asking), 1), *together)
            self._bound(asking, part)
        return self._sizes[key]

    def _all(self, asking: Asking) -> list[int]:
        return [self._size(asking, part) for part in self.shown.parts]

    def _bound(self, asking: Asking, part: Group) -> None:
        """What a condition says of the counts that it is made of."""
        if asking == EVERYBODY:
            return
        size, everybody = self._sizes[asking, part], self._size(EVERYBODY, part)
        self._between({size: 1, everybody: -1}, most=0)
        match asking:
            case Among(column, codes, holds):
                found = self._among(column, codes, part)
                rest = {everybody: -1} if not holds else {}
                self._between(
                    {size: 1 if not holds else -1, **dict.fromkeys(found, 1), **rest}, 0, 0
                )
            case Joined(False, parts) if len(parts) > WIDE:
                for each in parts:
                    if self.target in columns_in(each):
                        self._between({size: 1, self._size(each, part): -1}, least=0)
            case Joined(needs_all, parts):
                self._joined(size, [self._size(each, part) for each in parts], everybody, needs_all)

    def _joined(self, size: int, parts: Sequence[int], everybody: int, needs_all: bool) -> None:
        """Fréchet's bounds of an intersection or a union."""
        for each in parts:
            ends = {"most": 0.0} if needs_all else {"least": 0.0}
            self._between({size: 1, each: -1}, **ends)
        together = dict.fromkeys(parts, -1)
        if needs_all:
            self._between({size: 1, **together, everybody: len(parts) - 1}, least=0)
        else:
            self._between({size: 1, **together}, most=0)

    def _among(self, column: str, codes: Iterable[str], part: Group) -> list[int]:
        self._table(column)
        found = [self._counts[column, code, part] for code in codes if code != NOTHING]
        if NOTHING in codes:
            found += [
                self._counts[column, MissingReason.BLANK.value, part],
                self._counts[column, NOTHING, part],
            ]
        return found

    def _table(self, column: str) -> None:
        """A column's counts, and all that is shown of them."""
        shown = self.shown
        if (column, NOTHING, shown.parts[0]) in self._counts:
            return
        for part in shown.parts:
            for code in (*self._codes(column), *shown.reasons(column), NOTHING):
                most = 0 if self._is_elsewhere(column, code, part) else inf
                self._counts[column, code, part] = self.system.unknown(0, most)
            asked = self._size(shown.plan.asked(column), part)
            told = (*self._codes(column), *shown.reasons(column))
            answers = [self._counts[column, code, part] for code in told]
            self.system.publish(0, answers, [asked])
            everybody = self._size(EVERYBODY, part)
            self.system.publish(0, [*answers, self._counts[column, NOTHING, part]], [everybody])
        for group in dict.fromkeys((shown.whole, *shown.parts)):
            found = shown.group(column, group)
            if found is not None:
                self._show(column, found, group)

    def _show(self, column: str, found: ProtectedGroup, group: Group) -> None:
        """The shown figures of a column in one group."""
        merged, reasons = self.shown.merged(column), self.shown.reasons(column)
        for code, count in found.cells.items():
            self.system.publish(count, self._places(column, merged[code], group))
        self.system.publish(found.n, self._places(column, self._codes(column), group))
        if None not in found.missing.values():
            for reason in reasons:
                count = _missing(found, reason, reasons)
                self.system.publish(count, self._places(column, [reason], group))

    def _codes(self, column: str) -> list[str]:
        return [code for codes in self.shown.merged(column).values() for code in codes]

    def _is_elsewhere(self, column: str, code: str, part: Group) -> bool:
        """Whether nobody of this class can have given this answer: its name says which it gave."""
        plan, said = self.shown.plan, dict(part)
        if column == plan.by:
            return code != said[plan.by]
        if column != plan.split or plan.split not in said:
            return False
        own = said[plan.split]
        is_answer = code not in {*REASONS, ASIDE, NOTHING}
        if own == OTHERS:
            return not is_answer or code in plan.split_codes
        return code != own if own else is_answer

    def _places(self, column: str, codes: Iterable[str], group: Group) -> list[int]:
        """The counts of some codes in a class, or in all classes of the country."""
        parts = self._parts(group)
        return [self._counts[column, code, part] for code in codes for part in parts]

    def _parts(self, group: Group) -> tuple[Group, ...]:
        return self.shown.parts if group == self.shown.whole else (group,)

    def _sum(self, unknowns: Sequence[int]) -> int:
        if len(unknowns) == 1:
            return unknowns[0]
        total = self.system.unknown()
        self.system.publish(0, unknowns, [total])
        return total

    def _between(self, factors: Mapping[int, int], least: float = -inf, most: float = inf) -> None:
        self.system.equations.append(Equation(factors, least, most))


def _missing(found: ProtectedGroup, reason: str, reasons: Sequence[str]) -> int:
    """Institutions that gave a reason; for ASIDE those that gave none of the deciding ones."""
    shown = {name: n for name, n in found.missing.items() if n is not None}
    if reason != ASIDE:
        return shown.get(reason, 0)
    return sum(n for name, n in shown.items() if name not in reasons)
