"""Reading an expression."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.questionnaire.expression import (
    ErrorCode,
    ExpressionError,
    names_in,
    parse,
    reads_this,
)
from surveyapp.questionnaire.expression.syntax.tree import (
    Addition,
    And,
    CodeLiteral,
    Negative,
    Number,
    Operator,
    Or,
    Place,
    Product,
    Reference,
    Relation,
)

TOKENS = [
    "${sector}",
    "${victims.@row.women}",
    "${victims.year_1}",
    ".",
    "@row",
    "@column",
    "'ngo'",
    "''",
    "12",
    "3.5",
    "(",
    ")",
    ",",
    "and",
    "or",
    "not(",
    "selected(",
    "any-of(",
    "sum-col(",
    "int(",
    "=",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "+",
    "-",
    "*",
    "$",
    "'",
    "{",
    "order",
]


def test_and_binds_more_than_or():
    tree = parse("1 = 1 or 2 = 2 and 3 = 3").root
    assert isinstance(tree, Or)
    assert isinstance(tree.parts[1], And)


def test_times_binds_more_than_plus():
    assert parse("1 + 2 * 3").root == Addition((Number(1), Product((Number(2), Number(3)))))


def test_brackets_bind_most():
    assert parse("(1 + 2) * 3").root == Product((Addition((Number(1), Number(2))), Number(3)))


def test_minus_is_a_negative_part_of_a_sum():
    assert parse("1 - 2 - -3").root == Addition(
        (Number(1), Negative(Number(2)), Negative(Negative(Number(3))))
    )


def test_a_reference_keeps_its_path_and_current_places():
    tree = parse("${victims.@row.women} = 1").root
    assert tree == Relation(Operator.EQUAL, Reference("victims", (Place.ROW, "women")), Number(1))


def test_a_decimal_number_stays_exact():
    assert parse("0.1").root == Number(Decimal("0.1"))


def test_line_breaks_and_no_blanks_are_read_alike():
    assert parse("${sector}\n =\t'ngo'").root == parse("${sector}='ngo'").root


def test_a_quoted_code_may_hold_anything_but_quotes():
    assert parse("'a (b and ${c}'").root == CodeLiteral("a (b and ${c}")


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("", "syntax", 1),
        ("${sector} =", "syntax", 12),
        ("1 = 2 = 3", "syntax", 7),
        ("1 =\n  = 2", "syntax", 7),
        ("${sector = 'a'", "syntax", 1),
        ("${a.b.c.d} = 1", "syntax", 1),
        ("${a} == 1", "syntax", 6),
        ("${a} = 1 order", "syntax", 10),
        ('${a} = "x"', "syntax", 8),
        ("selectd(., 'a')", "unknown-function", 1),
        ("1 = 1 and eval('a')", "unknown-function", 11),
        ("selected(.)", "wrong-arguments", 1),
        ("selected(., 'a', 'b')", "wrong-arguments", 1),
        ("selected('a', .)", "wrong-arguments", 1),
        ("any-of(.)", "wrong-arguments", 1),
        ("sum-col(${g.row}, 'a')", "wrong-arguments", 1),
        ("steady(., 'year_1')", "wrong-arguments", 1),
        ("int('a')", "wrong-arguments", 1),
        ("not()", "wrong-arguments", 1),
        ("1000000000001", "number-too-large", 1),
        ("1 + " * 1500 + "1", "too-long", 4001),
        ("(" * 21 + "1" + ")" * 21, "too-deep", 21),
        ("1" + "+1" * 400, "too-many-parts", 1),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_code_and_a_column(text, code, column):
    with pytest.raises(ExpressionError) as refused:
        parse(text)
    assert (refused.value.code, refused.value.column) == (code, column)


def test_a_mistyped_function_gets_a_suggestion():
    with pytest.raises(ExpressionError, match=r"did you mean selected\?"):
        parse("selectd(., 'a')")


def test_twenty_brackets_and_ten_to_the_twelve_are_allowed():
    assert parse("(" * 20 + "1000000000000" + ")" * 20).root == Number(10**12)


def test_a_long_chain_of_a_thousand_and_a_half_characters_is_allowed():
    text = " and ".join(f"${{victims.year_1.women}} != {number}" for number in range(45))
    assert len(text) > 1500
    assert len(parse(text).root.parts) == 45


def test_names_in_lists_questions_without_the_answer_checked():
    expression = parse("${sector} = 'ngo' and sum-col(., 'total') = ${victims.year_1.total}")
    assert names_in(expression) == {"sector", "victims"}


def test_reads_this_tells_whether_the_answer_checked_is_read():
    assert reads_this(parse("sum-col(., 'total') = 3"))
    assert not reads_this(parse("${hours} = 3"))


@given(st.text() | st.lists(st.sampled_from(TOKENS), max_size=40).map(" ".join))
def test_any_text_is_read_or_refused_by_name(text):
    refused = _refusal(text)
    assert refused is None or isinstance(refused.code, ErrorCode)
    assert refused is None or refused.in_words()
    assert refused is None or 1 <= refused.column <= len(text) + 1


def _refusal(text: str) -> ExpressionError | None:
    try:
        parse(text)
    except ExpressionError as refused:
        return refused
    return None
