"""Placed problem: what does not fit a questionnaire, with its place in a file."""

from collections.abc import Iterable

from surveyapp.formats.problem import Problem
from surveyapp.formats.yaml_file import Document
from surveyapp.questionnaire.lint import Finding


def placed_problems(document: Document, found: Iterable[Finding]) -> tuple[Problem, ...]:
    """Findings as problems, in their order."""
    return tuple(
        Problem(
            document.file,
            *document.position_of(finding.path),
            finding.code,
            finding.message,
            finding.mend,
        )
        for finding in found
    )
