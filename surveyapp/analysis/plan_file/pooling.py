"""Pooling: rows are taken together where that has a meaning, and are never published singly too."""

from collections import Counter
from collections.abc import Iterator

from surveyapp.analysis.plan_file.definition import PoolDefinition
from surveyapp.analysis.plan_file.family import FEWEST_ROWS, Family, families_of, row_of
from surveyapp.analysis.plan_file.inspection import Placed, PlanInspection, has_one_code
from surveyapp.analysis.plan_file.selection import list_of
from surveyapp.questionnaire.lint import Finding, KeyPath
from surveyapp.questionnaire.lint.reference import unknown
from surveyapp.questions.column import Column, Level, Role

OF_SCALE = 2
"""Codes that always have an order: one end and the other."""


def pooling(inspection: PlanInspection) -> Iterator[Finding]:
    """Problems of the pools, and of the questions that they are used for."""
    for name, pool in inspection.plan.pools.items():
        yield from _families(inspection, name, pool)
    for placed in inspection.comparisons:
        yield from _fitting(inspection, placed)


def _families(inspection: PlanInspection, name: str, pool: PoolDefinition) -> Iterator[Finding]:
    rows = _rows_of_users(inspection, name)
    taken = Counter(row for family in pool.families for row in family.rows)
    names = Counter(family.name for family in pool.families)
    for f, family in enumerate(pool.families):
        path: KeyPath = ("pools", name, "families", f)
        if names[family.name] > 1 or family.name in rows:
            what = "a row" if family.name in rows else "another family"
            words = f"{family.name} is already the name of {what}"
            yield Finding((*path, "name"), "name-used-twice", words, "give it another name")
        for place, row in enumerate(family.rows):
            here = (*path, "rows", place)
            if rows and row not in rows:
                yield unknown(here, "row", row, rows)
            elif taken[row] > 1:
                words = f"{row} stands in two places of {name}"
                yield Finding(here, "row-in-two-families", words, "leave it in one of them")


def _rows_of_users(inspection: PlanInspection, name: str) -> tuple[str, ...]:
    """The rows of all questions that a pool is used for."""
    users = [p.comparison for p in inspection.comparisons if p.comparison.pool == name]
    questions = {question for each in users for question in inspection.questions(each)}
    columns = (c for c in inspection.columns.values() if c.question in questions)
    return tuple(dict.fromkeys(row for row in map(row_of, columns) if row))


def _fitting(inspection: PlanInspection, placed: Placed) -> Iterator[Finding]:
    each, path = placed.comparison, placed.path
    if each.nearest and not each.pool:
        words = "nearest says how rows are pooled, and none are pooled here"
        mend = "add pool:, or remove it"
        yield Finding((*path, "nearest"), "key-unfit", words, mend, at_key=True)
    if each.pool not in inspection.plan.pools:
        return
    families = families_of(each, inspection.plan.pools, inspection.columns)
    questions = {family.columns[0].question for family in families.values()}
    lacking = [name for name in inspection.questions(each) if name not in questions]
    if lacking:
        words = f"no family of {each.pool} has {FEWEST_ROWS} rows of {lacking[0]}"
        yield Finding((*path, "pool"), "pool-unfit", words, "name another pool, or none")
    for family in {family.name: family for family in families.values()}.values():
        found = next(_unfit(inspection, placed, family), None)
        if found:
            yield found
            return


def _unfit(inspection: PlanInspection, placed: Placed, family: Family) -> Iterator[Finding]:
    """Why the rows of a family cannot be one answer, the first reason first."""
    column = family.columns[0]
    question = inspection.form.questions[column.question].question
    here = (*placed.path, "pool")
    reasons = (
        (question.pick_rows, "picks rows, so that everybody answers each of them"),
        (question.exclusive, "has an answer that stands alone, which no family can have"),
        (question.sums, "adds rows up, so that a family would count twice"),
        (column.counts_people, "counts people, whose number is rounded for each row"),
        (column.role is Role.RANK, "ranks, and a family has no place of its own"),
        (column.level is Level.INTERVAL, "has numbers without a natural zero, which have no sum"),
    )
    for is_so, why in reasons:
        if is_so:
            words, mend = f"{column.question} {why}", "publish it row by row, without pool:"
            yield Finding(here, "pool-unfit", words, mend)
    yield from _direction(inspection, placed, column)


def _direction(inspection: PlanInspection, placed: Placed, column: Column) -> Iterator[Finding]:
    """Whether it is said which end of a scale counts, and of nothing else."""
    each, path = placed.comparison, placed.path
    codes = inspection.shown_codes(each)
    ends = (codes[0], codes[-1]) if _is_scale(inspection, column, len(codes)) else ()
    mend = f"write nearest: with {' or '.join(ends)}"
    if ends and each.nearest is None:
        words = f"{column.question} has a scale, and it is not said which of several answers counts"
        yield Finding((*path, "pool"), "nearest-unfit", words, mend)
    elif each.nearest is not None and not ends:
        words = f"{column.question} has no scale: every answer of a row counts"
        yield Finding((*path, "nearest"), "nearest-unfit", words, "remove it", at_key=True)
    elif each.nearest is not None and each.nearest not in ends:
        words = f"{each.nearest} is no end of the scale of {column.question}"
        yield Finding((*path, "nearest"), "nearest-unfit", words, mend)


def _is_scale(inspection: PlanInspection, column: Column, n_codes: int) -> bool:
    """Whether its codes have an order: by its level, its list, or because they are two."""
    if not has_one_code(column):
        return False
    found = inspection.code_lists.get(list_of(column) or "")
    is_ordered = found is not None and found.order
    return column.level is Level.ORDINAL or is_ordered or n_codes == OF_SCALE
