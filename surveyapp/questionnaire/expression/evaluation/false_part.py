"""False parts: what keeps a condition from holding, as small as it can be said."""

from collections.abc import Iterator

from surveyapp.questionnaire.expression.evaluation.evaluation import compile_condition
from surveyapp.questionnaire.expression.evaluation.situation import Situation
from surveyapp.questionnaire.expression.syntax.tree import And, Expression, Node, Not, Or


def false_parts(expression: Expression, situation: Situation) -> tuple[Expression, ...]:
    """Conditions that all would have to hold for this one to; () where it holds.

    Of parts joined by "and" those that are false; of parts joined by "or", none of which holds,
    all of them together.
    """
    found = _false(expression.root, situation, holds=True)
    return tuple(Expression(expression.text, node) for node in found)


def _false(node: Node, situation: Situation, *, holds: bool) -> Iterator[Node]:
    """What would have to change for a condition, or its opposite, to hold."""
    verdict = compile_condition(Expression("", node)).verdict(situation)
    if verdict is not (not holds):
        return
    match node:
        case Not(part):
            yield from _false(part, situation, holds=not holds)
        case And(parts) | Or(parts) if isinstance(node, And) is holds:
            for part in parts:
                yield from _false(part, situation, holds=holds)
        case _:
            yield node if holds else Not(node, node.column)
