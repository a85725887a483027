"""Needed: words that the pages of a questionnaire show and that stand outside of its own file."""

from collections.abc import Iterator

from surveyapp.questionnaire.definition import CodeListDefinition, QuestionnaireDefinition
from surveyapp.questionnaire.lint.finding import Finding, KeyPath
from surveyapp.questionnaire.lint.structure import REASONS_LIST
from surveyapp.questions.cell import MissingReason


def needed_words(
    definition: QuestionnaireDefinition, reasons: CodeListDefinition | None
) -> Iterator[Finding]:
    """Reasons for no answer that may be shown and have no label, each once.

    reasons: the shared list of reasons, None when there is none. "Left blank" is a reason that
    every questionnaire has.
    """
    labelled = {code.code for code in reasons.codes} if reasons else set()
    for reason, path in dict(reversed([*_reasons(definition)])).items():
        if reason not in labelled:
            words = f"the list {REASONS_LIST} has no words for the reason {reason}"
            mend = f"add {reason} to code_lists/{REASONS_LIST}.yaml"
            yield Finding(path, "reason-without-words", words, mend)


def _reasons(definition: QuestionnaireDefinition) -> Iterator[tuple[str, KeyPath]]:
    """(reason, where it is offered); the first place is the one that is told."""
    for place, reason in enumerate(definition.missing):
        yield reason, ("missing", place)
    for s, section in enumerate(definition.sections):
        for p, page in enumerate(section.pages):
            for q, question in enumerate(page.questions):
                for place, reason in enumerate(question.missing or ()):
                    path = ("sections", s, "pages", p, "questions", q, "missing", place)
                    yield reason, path
    yield MissingReason.BLANK.value, ("questionnaire",)
