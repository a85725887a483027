"""Sentences: a condition in words, in English, Romanian and Norwegian bokmål."""

from typing import Protocol

from surveyapp.questionnaire.expression.tree import Expression


class Names(Protocol):
    """The words of a questionnaire, in the language of the sentence."""

    def question(self, name: str) -> str:
        """How a question is called: ``B2`` or ``B2 “What kind of institution are you?”``."""

    def code(self, question: str, code: str) -> str:
        """The label of a code, without quotes."""

    def row(self, question: str, row: str) -> str:
        """The label of a grid's row, without quotes."""

    def column(self, question: str, column: str) -> str:
        """The label of a grid's column, without quotes."""


def sentence(
    expression: Expression, names: Names, language: str, this: str | None = None
) -> str:
    """A condition for showing something: ``only if B2 is “Authority”``."""
    return expression.text


def clause(expression: Expression, names: Names, language: str, this: str | None = None) -> str:
    """A condition alone: ``B2 is “Authority”``. `this`: the question that ``.`` means."""
    return expression.text
