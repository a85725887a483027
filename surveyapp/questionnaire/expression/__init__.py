"""The expression language: conditions and numbers over answers, parsed and typed, never `eval`.

`parse` reads the text, `check_types` finds every problem against the questions there are,
`compile_condition` and `compile_number` build closures, `sentence` says it in words.
"""

from surveyapp.questionnaire.expression.claim import Answered, Choice, Claim, Group, Open, claim_of
from surveyapp.questionnaire.expression.contradiction import (
    UNBOUNDED,
    Range,
    contradicts,
    range_of,
)
from surveyapp.questionnaire.expression.error import ErrorCode, ExpressionError
from surveyapp.questionnaire.expression.evaluation import (
    Condition,
    compile_condition,
    compile_number,
)
from surveyapp.questionnaire.expression.function import FUNCTIONS, Function
from surveyapp.questionnaire.expression.naming import Names
from surveyapp.questionnaire.expression.openness import opened
from surveyapp.questionnaire.expression.parser import parse
from surveyapp.questionnaire.expression.phrases import phrases_in
from surveyapp.questionnaire.expression.phrasing import Phrases
from surveyapp.questionnaire.expression.respelling import respelled
from surveyapp.questionnaire.expression.scope import Scope
from surveyapp.questionnaire.expression.sentence import clause, sentence
from surveyapp.questionnaire.expression.situation import Situation
from surveyapp.questionnaire.expression.tree import (
    Call,
    Code,
    Expression,
    Node,
    Reference,
    addresses_in,
    names_in,
    places_in,
    reads_this,
)
from surveyapp.questionnaire.expression.typecheck import Expects, check_types

__all__ = [
    "FUNCTIONS",
    "UNBOUNDED",
    "Answered",
    "Call",
    "Choice",
    "Claim",
    "Code",
    "Condition",
    "ErrorCode",
    "Expects",
    "Expression",
    "ExpressionError",
    "Function",
    "Group",
    "Names",
    "Node",
    "Open",
    "Phrases",
    "Range",
    "Reference",
    "Scope",
    "Situation",
    "addresses_in",
    "check_types",
    "claim_of",
    "clause",
    "compile_condition",
    "compile_number",
    "contradicts",
    "names_in",
    "opened",
    "parse",
    "phrases_in",
    "places_in",
    "range_of",
    "reads_this",
    "respelled",
    "sentence",
]
