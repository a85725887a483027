"""Pairing: whether the groups can be compared as the plan declares it."""

from collections.abc import Iterator

from surveyapp.analysis.pairing import MOST_IN_PAIRS
from surveyapp.analysis.plan_file.inspection import PlanInspection
from surveyapp.questionnaire.lint import Finding, KeyPath
from surveyapp.questionnaire.lint.reference import unknown
from surveyapp.questions.counted_noun import counted_noun


def pairing(inspection: PlanInspection) -> Iterator[Finding]:
    """References and pairs that do not fit the groups, and mirrors of other than two."""
    plan = inspection.plan
    codes = [code.code for code in inspection.form.compare_codes]
    if plan.reference is not None and plan.reference not in codes:
        yield unknown(("reference",), "country", plan.reference, codes)
    if plan.reference is not None and plan.compare is not None:
        words = "the groups have a reference, and every pair is asked for as well"
        yield _at(("compare",), words, "keep one of reference: and compare:")
    for key in ("reference", "compare"):
        if getattr(plan, key) is not None and len(codes) < 3:
            words = f"{key} means nothing for {counted_noun(len(codes), 'group')}"
            mend = "remove it; of two groups the second is compared with the first"
            yield _at((key,), words, mend)
    if plan.compare == "pairs" and len(codes) > MOST_IN_PAIRS:
        n = len(codes) * (len(codes) - 1) // 2
        words = f"{len(codes)} groups make {n} pairs, which no table has room for"
        yield _at(("compare",), words, "write reference: and one of the groups")
    for placed in inspection.comparisons:
        if placed.comparison.show == "mirror" and len(codes) != 2:
            words = f"a mirror is of two groups, and here are {len(codes)}"
            mend = "write show: measures"
            yield Finding((*placed.path, "show"), "show-unfit", words, mend)


def _at(path: KeyPath, words: str, mend: str) -> Finding:
    return Finding(path, "pairing-unfit", words, mend, at_key=True)
