"""Whatever can be read can be checked, and whatever is sound can be evaluated and said."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.questionnaire.expression import (
    FUNCTIONS,
    Condition,
    Expression,
    ExpressionError,
    check_types,
    clause,
    compile_condition,
    parse,
)
from surveyapp.questionnaire.expression.phrases import ENGLISH
from surveyapp.questions.cell import Missing, MissingReason

CODES = st.sampled_from(["'ngo'", "'legal'", "''", "'dk'", "'year_1'", "'x'", "@row", "@column"])
REFERENCES = st.sampled_from(
    [
        ".",
        "${sector}",
        "${mandate}",
        "${staff}",
        "${comment}",
        "${services}",
        "${services.@row}",
        "${services.legal}",
        "${victims}",
        "${victims.year_1.men}",
        "${victims.@row.@column}",
        "${forms}",
        "${nowhere}",
    ]
)
NUMBERS = st.integers(0, 10**12).map(str) | st.sampled_from(["0.5", "3.25"])
ADDRESSES = st.sampled_from(
    [
        "sector",
        "mandate",
        "staff",
        "comment",
        "services.legal",
        "victims.year_1.men",
        "forms.sex.year_1",
    ]
)
CELLS = (
    st.sampled_from(["ngo", "", "legal", ("legal", "x"), ()])
    | st.sampled_from([Missing(reason) for reason in MissingReason])
    | st.integers(-(10**9), 10**9)
    | st.sampled_from([Decimal("0.5"), Decimal("NaN"), Decimal("Infinity"), Decimal("1E+99999")])
)
OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "and", "or")


def _grown(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(parts, st.sampled_from(OPERATORS), parts)
    calls = st.sampled_from([*FUNCTIONS, "not"])
    arguments = st.lists(parts | REFERENCES | CODES, min_size=1, max_size=4).map(", ".join)
    return two.map(" ".join).map("({})".format) | st.builds("{}({})".format, calls, arguments)


TEXTS = st.recursive(REFERENCES | CODES | NUMBERS, _grown, max_leaves=12)


def _compiled(expression: Expression) -> Condition | None:
    try:
        return compile_condition(expression)
    except ExpressionError:
        return None


def _parsed(text: str) -> Expression | None:
    try:
        return parse(text)
    except ExpressionError:
        return None


class Plain:
    """Names that are the names."""

    def question(self, name: str) -> str:
        return name

    def code(self, question: str, code: str) -> str:
        return question + code

    row = column = code

    def domain(self, question: str) -> None:
        return None


@settings(max_examples=300)
@given(text=TEXTS, cells=st.dictionaries(ADDRESSES, CELLS))
def test_what_compiles_gives_a_verdict_for_any_cells(text, cells, situation):
    expression = _parsed(text)
    condition = _compiled(expression) if expression else None
    places = [situation(cells), situation(cells, "victims", "victims.year_1.men", "year_1", "men")]
    verdicts = [condition.verdict(place) for place in places] if condition else [None]
    assert set(verdicts) <= {True, False, None}


@settings(max_examples=300)
@given(text=TEXTS)
def test_what_has_no_problem_compiles_and_can_be_said(text, scope):
    expression = _parsed(text)
    problems = (
        check_types(expression, scope("victims", has_row=True, has_column=True))
        if expression
        else [text]
    )
    assert problems or compile_condition(expression)
    assert problems or clause(expression, Plain(), ENGLISH, this="victims")
