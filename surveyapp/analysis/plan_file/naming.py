"""Naming: names in a plan that must lead somewhere, and parts that no name leads to."""

from collections.abc import Collection, Iterable, Iterator

from surveyapp.analysis.plan_file.definition import PlanDefinition, TogetherDefinition
from surveyapp.analysis.plan_file.inspection import Placed, PlanInspection, has_one_code
from surveyapp.analysis.plan_file.selection import Columns, matching
from surveyapp.questionnaire.lint import Finding, KeyPath, Severity
from surveyapp.questionnaire.lint.reference import unknown

PARTS = (("merge", "merges"), ("pool", "pools"), ("index", "indices"))
SEVERAL = (("flags", "flags", "flag"), ("series", "public_figures", "series"))


def naming(inspection: PlanInspection) -> Iterator[Finding]:
    """Names that lead nowhere, names used twice, and what is not used."""
    yield from _twice(inspection)
    for name, flag in inspection.plan.flags.items():
        path: KeyPath = ("flags", name, "questions")
        yield from _known(path, "question", flag.questions, inspection.form.questions)
    for placed in inspection.comparisons:
        yield from _columns(inspection, placed)
        yield from _parts(inspection, placed)
        yield from _base(inspection, placed)
        yield from _codes(inspection, placed)
        for place, together in enumerate(placed.comparison.together):
            here = (*placed.path, "together", place)
            yield from _together(inspection, placed, together, here)
    yield from _unused(inspection)


def _known(
    path: KeyPath, what: str, names: Iterable[str], known: Iterable[str]
) -> Iterator[Finding]:
    there = tuple(known)
    for place, name in enumerate(names):
        if name not in there:
            yield unknown((*path, place), what, name, there)


def _twice(inspection: PlanInspection) -> Iterator[Finding]:
    plan = inspection.plan
    chapters = [(("chapters", c, "name"), part.name) for c, part in enumerate(plan.chapters)]
    comparisons = [((*p.path, "name"), p.comparison.name) for p in inspection.comparisons]
    for what, names in (("chapter", chapters), ("comparison", comparisons)):
        seen: set[str] = set()
        for path, name in names:
            if name in seen:
                yield _taken(path, f"there is already a {what} {name}")
            seen.add(name)
    for name in plan.indices:
        if name in inspection.form.questions:
            yield _taken(("indices", name), f"{name} is already the name of a question")
    yield from _years_twice(plan)


def _years_twice(plan: PlanDefinition) -> Iterator[Finding]:
    for name, series in plan.public_figures.items():
        years: set[int] = set()
        for place, point in enumerate(series.points):
            if point.year in years:
                path: KeyPath = ("public_figures", name, "points", place, "year")
                words = f"{name} already has a figure of {point.year}"
                yield Finding(path, "name-used-twice", words, "leave one of them out")
            years.add(point.year)


def _taken(path: KeyPath, words: str) -> Finding:
    return Finding(path, "name-used-twice", words, "give it another name", at_key=len(path) == 2)


def _columns(inspection: PlanInspection, placed: Placed) -> Iterator[Finding]:
    each, path = placed.comparison, placed.path
    yield from _known((*path, "questions"), "question", each.questions, inspection.form.questions)
    for place, pattern in enumerate(each.columns):
        if not matching(pattern, inspection.columns):
            yield unknown((*path, "columns", place), "column", pattern, inspection.columns)
    if each.cross and each.cross not in inspection.form.questions:
        yield unknown((*path, "cross"), "question", each.cross, inspection.form.questions)


def _parts(inspection: PlanInspection, placed: Placed) -> Iterator[Finding]:
    each, plan = placed.comparison, inspection.plan
    for key, part in PARTS:
        name = getattr(each, key)
        if name and name not in getattr(plan, part):
            yield unknown((*placed.path, key), key, name, getattr(plan, part))
    for key, part, what in SEVERAL:
        yield from _known((*placed.path, key), what, getattr(each, key), getattr(plan, part))
    for country in each.mirror:
        known = [code.code for code in inspection.form.compare_codes]
        if country not in known:
            yield unknown((*placed.path, "mirror", country), "country", country, known)


def _base(inspection: PlanInspection, placed: Placed) -> Iterator[Finding]:
    base, path = placed.comparison.base, (*placed.path, "base")
    if base is None:
        return
    column = inspection.columns.get(base.question)
    if base.question not in inspection.form.questions:
        yield unknown((*path, "question"), "question", base.question, inspection.form.questions)
    elif column is None or not has_one_code(column):
        words = f"{base.question} is not answered with one code, so it cannot say who counts"
        mend = "name a select_one question"
        yield Finding((*path, "question"), "not-one-answer", words, mend)
    else:
        yield from _known((*path, "without"), "code", base.without, column.codes)


def _codes(inspection: PlanInspection, placed: Placed) -> Iterator[Finding]:
    each, shown = placed.comparison, inspection.shown_codes(placed.comparison)
    yield from _known((*placed.path, "apart"), "code", each.apart, shown)
    for place, together in enumerate(each.together):
        path = (*placed.path, "together", place, "codes")
        yield from _known(path, "code", together.codes, shown)


def _together(
    inspection: PlanInspection, placed: Placed, together: TogetherDefinition, path: KeyPath
) -> Iterator[Finding]:
    chosen = inspection.chosen(placed.comparison)
    shown = Columns({column.name: column for column in chosen})
    for place, pattern in enumerate(together.columns):
        if not matching(pattern, shown):
            yield unknown((*path, "columns", place), "column", pattern, shown)
    if bool(together.codes) == bool(together.columns):
        words = f"{together.name} needs either codes or columns"
        yield Finding(path, "missing-key", words, "add codes:, or columns: of numbers")


def _unused(inspection: PlanInspection) -> Iterator[Finding]:
    plan, every = inspection.plan, [placed.comparison for placed in inspection.comparisons]
    series = {name for each in every for name in each.series}
    flags = {name for each in every for name in each.flags}
    yield from _lonely("merges", plan.merges, {each.merge for each in every})
    yield from _lonely("pools", plan.pools, {each.pool for each in every})
    yield from _lonely("indices", plan.indices, {each.index for each in every})
    yield from _lonely("flags", plan.flags, flags)
    yield from _lonely("public_figures", plan.public_figures, series)


def _lonely(part: str, names: Iterable[str], used: Collection[str | None]) -> Iterator[Finding]:
    for name in names:
        if name not in used:
            words, mend = f"no comparison uses {name}", "name it in one, or remove it"
            path = (part, name)
            yield Finding(path, "unused-in-plan", words, mend, Severity.WARNING, at_key=True)
