"""Placed problem: what does not fit a questionnaire, with its place in a file."""

from collections.abc import Iterable, Iterator

from surveyapp.formats.source.problem import Problem
from surveyapp.formats.source.yaml_file import YamlDocument
from surveyapp.questionnaire.lint import Finding


def placed_problems(document: YamlDocument, found: Iterable[Finding]) -> tuple[Problem, ...]:
    """Findings as problems, in their order."""
    return tuple(placed_problem(document, finding) for finding in found)


def placed_problem(document: YamlDocument, finding: Finding) -> Problem:
    """A finding with its place in the file."""
    if finding.at_key:
        line, column = document.position_of_key(finding.path)
    else:
        line, column = document.position_of(finding.path, finding.character or None)
    severity = finding.severity.value
    code, message = finding.code, finding.message
    return Problem(document.file, line, column, code, message, finding.mend, severity)


def other_name(document: YamlDocument, key: str, name: str, expected: str) -> Iterator[Problem]:
    """What is called otherwise than the folder or file in which it is found."""
    if name != expected:
        line, column = document.position_of((key,))
        words = f"{name} lies under the name {expected}"
        mend = f"write {key}: {expected}, or rename"
        yield Problem(document.file, line, column, "other-name", words, mend)
