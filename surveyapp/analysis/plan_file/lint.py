"""Linter: everything that is wrong with a plan, before anything is counted.

One module a family of rules; docs/researcher/rules.md explains each.
"""

from collections.abc import Iterator

from surveyapp.analysis.plan_file.agreement import agreement
from surveyapp.analysis.plan_file.inspection import PlanInspection
from surveyapp.analysis.plan_file.merging import merging
from surveyapp.analysis.plan_file.naming import naming
from surveyapp.analysis.plan_file.pairing import pairing
from surveyapp.analysis.plan_file.pooling import pooling
from surveyapp.analysis.plan_file.scoring import scoring
from surveyapp.analysis.plan_file.showing import showing
from surveyapp.analysis.plan_file.texts import placed_texts
from surveyapp.questionnaire.lint import Finding
from surveyapp.questionnaire.lint.words import letters, unknown_placeholders

FAMILIES = (naming, merging, pooling, scoring, showing, pairing, agreement)


def lint_plan(inspection: PlanInspection) -> tuple[Finding, ...]:
    """All findings in a plan, each once."""
    if inspection.form.compare_by is None:
        words = f"{inspection.form.name} compares nothing"
        mend = "name the question that is compared there: compare_by:"
        return (Finding(("analysis",), "not-compared", words, mend),)
    families = (found for family in FAMILIES for found in family(inspection))
    return tuple(dict.fromkeys([*families, *_wording(inspection)]))


def _wording(inspection: PlanInspection) -> Iterator[Finding]:
    known = frozenset(inspection.form.parameters)
    for _, path, words in placed_texts(inspection.plan):
        yield from letters(words, path, inspection.plan.source_language)
        yield from unknown_placeholders(words, path, known)
