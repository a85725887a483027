"""Unused: what is written down and no question, text or list leads to."""

from collections.abc import Iterable, Iterator

from surveyapp.questionnaire.definition import QuestionnaireDefinition
from surveyapp.questionnaire.lint.finding import Finding, Severity
from surveyapp.questionnaire.lint.inspection import Inspection
from surveyapp.questionnaire.wording import placeholders


def unused(inspection: Inspection) -> Iterator[Finding]:
    """Warns of terms and shared warnings that no question names."""
    questions = [placed.question for placed in inspection.questions]
    terms = {term for question in questions for term in question.terms}
    warnings = {use for question in questions for use in question.warnings if isinstance(use, str)}
    for key, what, used in (("terms", "term", terms), ("shared_warnings", "warning", warnings)):
        for name in getattr(inspection.definition, key):
            if name not in used:
                words, mend = f"no question uses {name}", "name it in a question, or remove it"
                path = (key, name)
                yield Finding(path, f"unused-{what}", words, mend, Severity.WARNING, at_key=True)


def unused_parameters(
    definition: QuestionnaireDefinition, words: Iterable[str]
) -> Iterator[Finding]:
    """Warns of parameters that fill no placeholder. words: every text that may have one."""
    used = frozenset[str]().union(*map(placeholders, words))
    for name in definition.parameters:
        if name not in used:
            said = f"no text has the placeholder {{{name}}}"
            mend = "write it in a text, or remove it"
            path = ("parameters", name)
            yield Finding(path, "unused-parameter", said, mend, Severity.WARNING, at_key=True)
