"""Agreement: comparisons that would give away together what each of them hides, and gaps."""

from collections.abc import Iterator, Mapping

from surveyapp.analysis.plan_file.family import families_of
from surveyapp.analysis.plan_file.inspection import Placed, PlanInspection
from surveyapp.analysis.plan_file.selection import chosen, crossed
from surveyapp.analysis.tabulation_plan import is_compared
from surveyapp.questionnaire.lint import Finding, Severity
from surveyapp.questionnaire.lint.reference import unknown

Use = tuple[str, str]
"""(name of a comparison, how it takes a column there)"""


def agreement(inspection: PlanInspection) -> Iterator[Finding]:
    """Columns that are published in two ways, and questions that are not published."""
    yield from _merges(inspection)
    yield from _pools(inspection)
    yield from _bases(inspection)
    yield from _left_out(inspection)


def _merges(inspection: PlanInspection) -> Iterator[Finding]:
    first: dict[str, Use] = {}
    for placed in inspection.comparisons:
        each = placed.comparison
        use = (each.name, f"the merge {each.merge}" if each.merge else "its own codes")
        names = chosen(each, inspection.columns)
        other = _other_use(first, dict.fromkeys(names, use))
        if other:
            column, before = other
            yield _differing(placed, "merge", "two-merges", f"{column} stands under {before}")
        first = {**dict.fromkeys(names, use), **first}


def _pools(inspection: PlanInspection) -> Iterator[Finding]:
    """Rows that are published singly and pooled, or pooled in two ways."""
    first: dict[str, Use] = {}
    columns = inspection.columns
    for placed in inspection.comparisons:
        each = placed.comparison
        names = (*chosen(each, columns), *crossed(each, columns))
        uses = dict.fromkeys(names, (each.name, "a row of its own"))
        families = families_of(each, inspection.plan.pools, columns)
        nearest = f" nearest to {each.nearest}" if each.nearest else ""
        uses |= {row: (each.name, f"part of {f.name}{nearest}") for row, f in families.items()}
        other = _other_use(first, uses)
        if other:
            column, before = other
            words = f"{column} stands as {before}"
            yield _differing(placed, "pool", "two-pools", words, "pool and the same nearest")
        first = {**uses, **first}


def _bases(inspection: PlanInspection) -> Iterator[Finding]:
    first: dict[str, Use] = {}
    for placed in inspection.comparisons:
        each = placed.comparison
        base = each.base
        words = f"those without {', '.join(base.without)}" if base else "everybody"
        use = (each.name, f"{words} by {base.question}" if base else words)
        columns = inspection.columns
        names = (*chosen(each, columns), *crossed(each, columns), *([each.index or ""]))
        uses = dict.fromkeys(filter(None, names), use)
        other = _other_use(first, uses)
        if other:
            column, before = other
            yield _differing(placed, "base", "two-bases", f"{column} is counted for {before}")
        first = {**uses, **first}


def _other_use(first: Mapping[str, Use], uses: Mapping[str, Use]) -> tuple[str, str] | None:
    """A column that was taken otherwise before, and how and where."""
    for column, (_, how) in uses.items():
        where, before = first.get(column, ("", how))
        if before != how:
            return column, f"{before} in {where}"
    return None


def _differing(placed: Placed, key: str, code: str, words: str, same: str = "") -> Finding:
    has_key = bool(getattr(placed.comparison, key))
    path = (*placed.path, key if has_key else "name")
    what = same or key
    mend = f"give both comparisons the same {what}: the difference could show one institution"
    return Finding(path, code, words, mend)


def _left_out(inspection: PlanInspection) -> Iterator[Finding]:
    plan, form = inspection.plan, inspection.form
    shown = _shown(inspection)
    for name in plan.left_out:
        path = ("left_out", name)
        if name not in form.questions:
            yield unknown(path, "question", name, form.questions)
        elif name in shown:
            words = f"{name} is left out and published"
            yield Finding(path, "left-out-and-shown", words, "remove it here", at_key=True)
    known = {*shown, *plan.left_out, form.compare_by, form.split_by, form.consent}
    for name, asked in form.questions.items():
        if name not in known and any(map(is_compared, asked.question.variables())):
            words = f"{name} is neither published nor left out"
            mend = "add it to a chapter, or say under left_out: why not"
            here = "left_out" if plan.left_out else "chapters"
            yield Finding((here,), "question-forgotten", words, mend, Severity.WARNING, at_key=True)


def _shown(inspection: PlanInspection) -> set[str]:
    columns = inspection.columns
    comparisons = [placed.comparison for placed in inspection.comparisons]
    names = {name for each in comparisons for name in chosen(each, columns)}
    crosses = {name for each in comparisons for name in crossed(each, columns)}
    return {columns[name].question for name in names | crosses}
