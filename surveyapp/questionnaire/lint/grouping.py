"""Grouping: whether the groups that are compared can be told apart in every chart and table."""

from collections.abc import Iterator

from surveyapp.questionnaire.lint.finding import Finding
from surveyapp.questionnaire.lint.inspection import Inspection

MOST_GROUPS = 5
"""Groups that have a mark of their own in a chart, and a column in a table."""


def grouping(inspection: Inspection) -> Iterator[Finding]:
    """Refuses more groups than can be shown."""
    n = len(inspection.countries)
    if n > MOST_GROUPS:
        words = f"{n} groups are compared, and at most {MOST_GROUPS} can be shown side by side"
        mend = "name a question with fewer answers, or shorten its list with only:"
        yield Finding(("compare_by",), "too-many-groups", words, mend)
