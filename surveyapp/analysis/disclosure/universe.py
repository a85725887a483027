"""Secret universe: columns whose answers, or number asked, tell what must be closely protected."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache

from surveyapp.analysis.tabulation_plan import TabulationPlan
from surveyapp.questionnaire.expression.syntax.tree import Reference
from surveyapp.questionnaire.universe import NOTHING, Among, Unclear, Universe, columns_in, parts_of


@dataclass(frozen=True, slots=True)
class LedBy:
    """Who is asked a column: whose answer to a secret column is among `codes`, or is not.

    column: its name; None where several answers lead there, and no count tells how many do.
    """

    column: str | None
    codes: frozenset[str] = frozenset()
    holds: bool = True


UNREADABLE = LedBy(None)


def secret_columns(plan: TabulationPlan, others: Collection[str] = ()) -> frozenset[str]:
    """Sensitive columns, and every column whose number asked tells of a secret answer.

    others: further secret columns, which this plan does not know.
    """
    questions = {column.name: column.question for column in plan.columns}
    secret = {*plan.sensitive, *others, *(c.name for c in plan.columns if c.is_sensitive)}
    size = 0
    while size < len(secret):
        size = len(secret)
        asked = {questions.get(name, name.split(".")[0]) for name in secret}
        secret |= {name for name, a in plan.universe.items() if _depends(a, secret, asked)}
    return frozenset(secret)


def led_by(plan: TabulationPlan, column: str, secret: Collection[str]) -> LedBy | None:
    """What leads to a column; None where how many were asked it is public."""
    universe = plan.asked(column)
    if not _depends(universe, secret, _questions_of(frozenset(secret))):
        return None
    if isinstance(universe, Among) and NOTHING not in universe.codes:
        return LedBy(universe.column, universe.codes, universe.holds)
    return UNREADABLE


@lru_cache(maxsize=2)
def _questions_of(columns: frozenset[str]) -> frozenset[str]:
    """The questions that columns belong to."""
    return frozenset(name.split(".")[0] for name in columns)


def _depends(universe: Universe, secret: Collection[str], questions: Collection[str]) -> bool:
    """Whether secret answers decide; questions: those that secret columns belong to."""
    if any(name in secret for name in columns_in(universe)):
        return True
    return any(name in questions for name in _questions_in(universe))


def questions_decided_by(plan: TabulationPlan, column: str) -> Iterator[str]:
    """Questions that decide who is asked a column in a way of which no counts tell."""
    return _questions_in(plan.asked(column))


def _questions_in(universe: Universe) -> Iterator[str]:
    unclear = (part for part in parts_of(universe) if isinstance(part, Unclear))
    return (name for part in unclear for name in _mentioned(part.what))


def _mentioned(what: object) -> Iterator[str]:
    """Names of the questions that a claim is about."""
    match what:
        case str():
            yield what
        case Reference(question) if question is not None:
            yield question
        case tuple() | list() | frozenset():
            for each in what:
                yield from _mentioned(each)
        case Mapping():
            yield from _mentioned(tuple(what.values()))
        case _ if is_dataclass(what):
            for each in fields(what):
                yield from _mentioned(getattr(what, each.name))
