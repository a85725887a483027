"""Protection: whether somebody thought about which questions are closely protected."""

from collections.abc import Iterator

from surveyapp.questionnaire.lint.finding import Finding, Severity
from surveyapp.questionnaire.lint.inspection import Inspection

MOST = 0.5
"""The largest part of a questionnaire's questions, 0 to 1, of which ranges leave a comparison."""


def protection(inspection: Inspection) -> Iterator[Finding]:
    """Warns where groups are compared and nothing is marked, and where most questions are."""
    questions = [each.question for each in inspection.questions if each.question.type != "note"]
    if inspection.definition.compare_by and not any(
        "sensitive" in question.model_fields_set for question in questions
    ):
        yield Finding(
            ("compare_by",),
            "nothing-protected",
            "groups are compared, and no question says whether it is closely protected",
            "write sensitive: true where an answer could be held against whoever gives it;"
            " where there is none, sensitive: false in a section",
            Severity.WARNING,
        )
    n_marked = sum(question.sensitive for question in questions)
    if n_marked > MOST * len(questions):
        yield Finding(
            ("questionnaire",),
            "most-protected",
            f"{n_marked} of {len(questions)} questions are closely protected, so that most figures"
            " are ranges",
            "keep sensitive: for answers that could be held against whoever gives them",
            Severity.WARNING,
        )
