"""The expression language: conditions and numbers over answers, parsed and typed, never `eval`.

`parse` reads the text, `check_types` finds every problem against the questions there are,
`compile_condition` and `compile_number` build closures, `sentence` says it in words,
`false_parts` says why it does not hold.
"""

from surveyapp.questionnaire.expression.evaluation.evaluation import (
    Condition,
    compile_condition,
    compile_number,
)
from surveyapp.questionnaire.expression.evaluation.false_part import false_parts
from surveyapp.questionnaire.expression.evaluation.situation import Situation
from surveyapp.questionnaire.expression.syntax.error import ErrorCode, ExpressionError
from surveyapp.questionnaire.expression.syntax.function import FUNCTIONS, Function
from surveyapp.questionnaire.expression.syntax.parser import parse
from surveyapp.questionnaire.expression.syntax.respelling import respelled
from surveyapp.questionnaire.expression.syntax.tree import (
    Call,
    CodeLiteral,
    Expression,
    Node,
    Reference,
    addresses_in,
    names_in,
    places_in,
    reads_this,
    written,
)
from surveyapp.questionnaire.expression.types.claim import (
    Answered,
    Choice,
    Claim,
    ClaimGroup,
    Open,
    claim_of,
)
from surveyapp.questionnaire.expression.types.contradiction import (
    UNBOUNDED,
    NumberRange,
    contradicts,
    range_of,
)
from surveyapp.questionnaire.expression.types.openness import opened
from surveyapp.questionnaire.expression.types.scope import Scope
from surveyapp.questionnaire.expression.types.typecheck import Expects, check_types
from surveyapp.questionnaire.expression.words.naming import Names
from surveyapp.questionnaire.expression.words.phrases import phrases_in
from surveyapp.questionnaire.expression.words.phrasing import Phrases
from surveyapp.questionnaire.expression.words.sentence import clause, sentence

__all__ = [
    "FUNCTIONS",
    "UNBOUNDED",
    "Answered",
    "Call",
    "Choice",
    "Claim",
    "ClaimGroup",
    "CodeLiteral",
    "Condition",
    "ErrorCode",
    "Expects",
    "Expression",
    "ExpressionError",
    "Function",
    "Names",
    "Node",
    "NumberRange",
    "Open",
    "Phrases",
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
    "false_parts",
    "names_in",
    "opened",
    "parse",
    "phrases_in",
    "places_in",
    "range_of",
    "reads_this",
    "respelled",
    "sentence",
    "written",
]
