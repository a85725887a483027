"""People: invented tables of numbers that agree with one another, as real ones should."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from surveyapp.questionnaire.simulation.recipe import (
    People,
    PoissonTotals,
    RecipeLine,
    RecipeSpread,
    RecipeTable,
)
from surveyapp.questions.cell import Cell, Missing, MissingReason

TOTAL = "total"
Numbers = dict[tuple[str, str], int]
"""(year or line, code) -> people"""


@dataclass(frozen=True, slots=True)
class Axes:
    """A table's rows shown and its columns; `years` are those of them that are years."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    years: tuple[str, ...]

    def codes(self) -> tuple[str, ...]:
        """What stands across the years, apart from the total."""
        return tuple(c for c in (*self.rows, *self.columns) if c not in (*self.years, TOTAL))

    def cells(self, question: str, numbers: Numbers) -> dict[str, int]:
        """Address -> people; 0 where nobody is counted."""
        return {
            f"{question}.{row}.{column}": numbers.get((row, column), numbers.get((column, row), 0))
            for row in self.rows
            for column in self.columns
        }


def draw_people(axes: Axes, people: People, drawn: Mapping[str, Numbers], rng: Random) -> Numbers:
    """The numbers of one table. drawn: the tables of the same institution drawn before."""
    if people.lines:
        return _lines(axes, people.lines, rng)
    source = drawn.get(people.totals_of or "", {})
    totals = _totals(people, source, axes.years, rng)
    if people.table:
        return _crossed(people.table, source.get((people.table.year, TOTAL), 0), rng)
    numbers: Numbers = {}
    for year in axes.years:
        for part in people.parts:
            if part.year in (None, year):
                people_here = _people_in(part, year, totals[year], source)
                for code, count in multinomial(rng, people_here, part.split).items():
                    numbers[year, code] = numbers.get((year, code), 0) + count
        numbers[year, TOTAL] = sum(numbers.get((year, code), 0) for code in axes.codes())
    return numbers


def mask(cells: Mapping[str, int], probability: float, rng: Random) -> dict[str, Cell]:
    """Some cells of 1 to 4 are answered "Fewer than 5"."""
    hidden = Missing(MissingReason.FEWER_THAN_FIVE)
    return {
        address: hidden if 0 < people < 5 and rng.random() < probability else people
        for address, people in cells.items()
    }


def _totals(people: People, source: Numbers, years: Sequence[str], rng: Random) -> dict[str, int]:
    """Year -> everybody."""
    match people.totals:
        case PoissonTotals(poisson=(low, high)):
            mean = rng.uniform(low, high)
            return {year: poisson(rng, mean) for year in years}
        case dict() as totals:
            return {year: totals.get(year, 0) for year in years}
    return {year: source.get((year, TOTAL), 0) for year in years}


def _people_in(part: RecipeSpread, year: str, total: int, source: Numbers) -> int:
    """How many there are to spread: everybody, or those in some codes of the source."""
    if part.of == (TOTAL,):
        return total
    return sum(source.get((year, code), 0) for code in part.of)


def _crossed(table: RecipeTable, total: int, rng: Random) -> Numbers:
    numbers: Numbers = {}
    for row, people in multinomial(rng, total, table.rows).items():
        for column, count in multinomial(rng, people, table.columns).items():
            numbers[row, column] = count
        numbers[row, TOTAL] = people
    return numbers


def _lines(axes: Axes, lines: Mapping[str, RecipeLine], rng: Random) -> Numbers:
    others = axes.rows if lines.keys() <= set(axes.columns) else axes.columns
    numbers: Numbers = {}
    for name, line in lines.items():
        for other in others:
            whole = sum(numbers.get((part, other), 0) for part in line.part_of)
            numbers[name, other] = (
                binomial(rng, whole, line.share)
                if line.poisson is None
                else poisson(rng, line.poisson)
            )
    return numbers


def multinomial(rng: Random, people: int, shares: Mapping[str, float]) -> dict[str, int]:
    """People spread over codes by weight; the counts add up to `people`."""
    counts = dict.fromkeys(shares, 0)
    for code in rng.choices(list(shares), list(shares.values()), k=people):
        counts[code] += 1
    return counts


def binomial(rng: Random, people: int, share: float) -> int:
    """How many of `people` are counted when each is with probability `share`."""
    return sum(rng.random() < share for _ in range(people))


def poisson(rng: Random, mean: float) -> int:
    """A Poisson number (Knuth 1969, product of uniforms); good for means up to some hundreds."""
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count
