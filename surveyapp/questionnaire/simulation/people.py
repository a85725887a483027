"""People: invented tables of numbers that agree with one another, as real ones should."""

import math
from collections.abc import Mapping, Sequence
from random import Random

from surveyapp.questionnaire.simulation.recipe import (
    CrossTable,
    Line,
    Part,
    People,
    PoissonTotals,
)
from surveyapp.questions.cell import Cell, Missing, MissingReason
from surveyapp.questions.grid import GridInteger

TOTAL = "total"
Numbers = dict[tuple[str, str], int]
"""(year, code) -> people"""


def people_cells(
    question: GridInteger, recipe: People, drawn: Mapping[str, Numbers], rng: Random
) -> tuple[dict[str, Cell], Numbers]:
    """Cells of one table, and its numbers by year for the tables that must agree with it."""
    years = [code for code in _axes(question) if code.startswith("year_")]
    numbers = _numbers(question, recipe, drawn, years, rng)
    cells: dict[str, Cell] = {}
    for row in question.row_codes():
        for column in question.column_codes():
            people = numbers.get((row, column), numbers.get((column, row), 0))
            cells[f"{question.name}.{row}.{column}"] = _masked(people, recipe.lt5, rng)
    return cells, numbers


def _axes(question: GridInteger) -> tuple[str, ...]:
    return (*question.row_codes(), *question.column_codes())


def _numbers(
    question: GridInteger,
    recipe: People,
    drawn: Mapping[str, Numbers],
    years: Sequence[str],
    rng: Random,
) -> Numbers:
    if recipe.lines:
        return _lines(question, recipe.lines, rng)
    totals, source = _totals(recipe, drawn, years, rng)
    if recipe.table:
        return _crossed(recipe.table, totals.get(recipe.table.year, 0), rng)
    numbers: Numbers = {}
    for year in years:
        for part in recipe.parts:
            _spread(part, year, totals, source, numbers, rng)
        codes = [code for code in _axes(question) if code not in (*years, TOTAL)]
        numbers[year, TOTAL] = sum(numbers.get((year, code), 0) for code in codes)
    return numbers


def _totals(
    recipe: People, drawn: Mapping[str, Numbers], years: Sequence[str], rng: Random
) -> tuple[dict[str, int], Numbers]:
    """Year -> total, and the table they come from."""
    match recipe.totals:
        case PoissonTotals(poisson=(low, high)):
            mean = rng.uniform(low, high)
            return {year: poisson(rng, mean) for year in years}, {}
        case dict():
            return dict(recipe.totals), {}
    source = drawn.get(recipe.totals_of or "", {})
    found = {y: source.get((y, TOTAL), 0) for y in {year for year, _ in source}}
    return {year: round(total * recipe.times) for year, total in found.items()}, source


def _spread(
    part: Part, year: str, totals: Mapping[str, int], source: Numbers, numbers: Numbers, rng: Random
) -> None:
    if part.year not in (None, year):
        return
    whole = part.of == (TOTAL,)
    people = totals.get(year, 0) if whole else sum(source.get((year, code), 0) for code in part.of)
    for code, count in multinomial(rng, people, part.split).items():
        numbers[year, code] = numbers.get((year, code), 0) + count


def _crossed(table: CrossTable, total: int, rng: Random) -> Numbers:
    numbers: Numbers = {}
    for row, people in multinomial(rng, total, table.rows).items():
        for column, count in multinomial(rng, people, table.columns).items():
            numbers[row, column] = count
        numbers[row, TOTAL] = people
    return numbers


def _lines(question: GridInteger, lines: Mapping[str, Line], rng: Random) -> Numbers:
    numbers: Numbers = {}
    is_row = all(line in question.row_codes() for line in lines)
    others = question.column_codes() if is_row else question.row_codes()
    for name, line in lines.items():
        for other in others:
            people = sum(numbers.get((part, other), 0) for part in line.part_of)
            is_part = line.poisson is None
            count = (
                binomial(rng, people, line.share) if is_part else poisson(rng, line.poisson or 0)
            )
            numbers[name, other] = count
    return numbers


def _masked(people: int, probability: float, rng: Random) -> Cell:
    if 0 < people < 5 and rng.random() < probability:
        return Missing(MissingReason.FEWER_THAN_FIVE)
    return people


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
    """A Poisson number (Knuth 1969, multiplication of uniforms); means stay below 100 here."""
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count
