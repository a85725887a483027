"""Scoring: indices, disclosure rules, population and public figures."""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil

from surveyapp.analysis.disclosure.rules import DisclosureRules, RulesTooWeak
from surveyapp.analysis.plan_file.definition import IndexDefinition
from surveyapp.analysis.plan_file.inspection import PlanInspection
from surveyapp.analysis.plan_file.selection import items_of, matching
from surveyapp.analysis.tabulation_plan import is_number, split_codes
from surveyapp.questionnaire.lint import Finding, KeyPath
from surveyapp.questionnaire.lint.reference import unknown
from surveyapp.questions.counted_noun import counted_noun

WHOLE = "all"
FEWEST_YEARS = 5
"""The class of everybody, where a questionnaire has no split."""


def scoring(inspection: PlanInspection) -> Iterator[Finding]:
    """Problems of the numbers that a plan sets."""
    for name, index in inspection.plan.indices.items():
        yield from _index(inspection, index, ("indices", name))
    yield from _rules(inspection)
    yield from _classes(inspection)
    yield from _population(inspection)
    countries = [code.code for code in inspection.form.compare_codes]
    for name, series in inspection.plan.public_figures.items():
        if series.country not in countries:
            path = ("public_figures", name, "country")
            yield unknown(path, "country", series.country, countries)


def _index(inspection: PlanInspection, index: IndexDefinition, path: KeyPath) -> Iterator[Finding]:
    for place, part in enumerate(index.items):
        here = (*path, "items", place)
        pattern = part if isinstance(part, str) else part.item
        names = matching(pattern, inspection.columns)
        if not names:
            yield unknown(here, "column", pattern, inspection.columns)
        yield from _scores(inspection, names, here)
        if not isinstance(part, str):
            yield from _zero_if(inspection, part.zero_if, (*here, "zero_if"))
    n_items = len(items_of(index, inspection.columns))
    if n_items and index.minimum > n_items:
        words = f"{index.minimum} answers cannot be given to {counted_noun(n_items, 'item')}"
        yield Finding((*path, "minimum"), "minimum-too-large", words, "write a smaller number")


def _scores(inspection: PlanInspection, names: tuple[str, ...], path: KeyPath) -> Iterator[Finding]:
    for name in names:
        column = inspection.columns[name]
        scored = dict(column.scores)
        lacking = [code for code in column.codes if code not in scored]
        if lacking or not column.codes:
            without = ", ".join(lacking) or "a number"
            words = f"{name} has no score for {without}"
            mend = "write score: beside each code of the list, or leave the item out"
            yield Finding(path, "no-score", words, mend)
            return


def _zero_if(
    inspection: PlanInspection, zero_if: dict[str, tuple[str, ...]], path: KeyPath
) -> Iterator[Finding]:
    for name, codes in zero_if.items():
        column = inspection.columns.get(name)
        if column is None:
            yield unknown((*path, name), "column", name, inspection.columns)
            continue
        for place, code in enumerate(codes):
            if code not in column.codes:
                yield unknown((*path, name, place), "code", code, column.codes)


def _rules(inspection: PlanInspection) -> Iterator[Finding]:
    given = inspection.plan.rules.model_dump(exclude_none=True)
    try:
        is_enough = DisclosureRules(**given).is_as_promised()
    except RulesTooWeak:
        is_enough = False
    if not is_enough:
        words = "with these rules less is protected than institutions are promised"
        mend = (
            "k is at least 5, quartiles_from at least k, dominance at most 0.85, second_guess at"
            " least 0.2, people_step at least 5"
        )
        yield Finding(("rules",), "rules-too-weak", words, mend)


def _classes(inspection: PlanInspection) -> Iterator[Finding]:
    """Classes of numbers: of a question of numbers, rising, and none that tells a number."""
    numbers = {c.question for c in inspection.columns.values() if is_number(c)}
    years = {c.question for c in inspection.columns.values() if c.is_year}
    for name, starts in inspection.plan.classes.items():
        path = ("classes", name)
        if name not in numbers:
            yield unknown(path, "question of numbers", name, numbers)
        elif list(starts) != sorted(set(starts)) or len(starts) < 2:
            words = "classes begin with two numbers or more that rise"
            yield Finding(path, "classes-do-not-rise", words, "write them like [0, 1, 5, 10, 20]")
        elif name in years:
            yield from _narrow_years(starts, path)
        else:
            yield from _narrow_classes(starts, path)


def _narrow_years(starts: tuple[int, ...], path: KeyPath) -> Iterator[Finding]:
    """A class of a few years tells an institution's."""
    for low, following in pairwise(starts):
        if following - low < FEWEST_YEARS:
            words = f"the class of {low} to {following - 1} would tell an institution's year"
            mend = f"let it end at {low + FEWEST_YEARS - 1} or later"
            yield Finding(path, "class-too-narrow", words, mend)


def _narrow_classes(starts: tuple[int, ...], path: KeyPath) -> Iterator[Finding]:
    """A class tells a number when its ends are less than the p %-rule apart; nought may be told."""
    p = DisclosureRules().second_guess
    for low, following in pairwise(starts):
        if low and (following - 1) * (1 - p) < low * (1 + p):
            words = f"the class of {low} to {following - 1} would tell an institution's number"
            mend = f"let it end at {ceil(low * (1 + p) / (1 - p))} or later"
            yield Finding(path, "class-too-narrow", words, mend)


def _population(inspection: PlanInspection) -> Iterator[Finding]:
    countries = [code.code for code in inspection.form.compare_codes]
    classes = split_codes(inspection.form) or (WHOLE,)
    for country, n_by_class in inspection.plan.population.items():
        if country not in countries:
            yield unknown(("population", country), "country", country, countries)
        for name in n_by_class:
            if name not in classes:
                words = f"there is no class {name}"
                mend = f"use {' and '.join(classes)}"
                path = ("population", country, name)
                yield Finding(path, "unknown-class", words, mend, at_key=True)
