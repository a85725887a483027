"""What XLSForm, spreadsheets and programs write otherwise is told with its right spelling."""

import pytest

from surveyapp.questionnaire.expression import ExpressionError, parse
from surveyapp.questionnaire.expression.syntax.function import FUNCTIONS
from surveyapp.questionnaire.expression.syntax.habit import _FUNCTIONS, _HABITS, habit_at

WRITTEN = [
    ("${a} = ’x’", 8, "write straight quotes, as in 'yes', instead of ’"),
    ("${a} = “x”", 8, "write straight quotes, as in 'yes', instead of “"),
    ("${a} = «x»", 8, "write straight quotes, as in 'yes', instead of «"),
    ('${a} = "x"', 8, "put codes in single quotes: 'x'"),
    ('${a} = "x', 8, "put codes in single quotes, as in 'yes'"),
    ("${a} = ''x''", 8, "one pair of single quotes is enough, as in 'yes'"),
    ("${a} = 'x", 8, "a single quote is missing"),
    ("${a}\u00a0= 'x'", 5, "write an ordinary space instead of U+00A0 (no-break space)"),
    ("${a}\u202f= 'x'", 5, "write an ordinary space instead of U+202F (narrow no-break space)"),
    ("${a}\u200b= 'x'", 5, "remove U+200B (zero width space)"),
    ("= ${a} = 'x'", 1, "leave out the = at the beginning"),
    ("${a} == 'x'", 6, "write = once"),
    ("${a} <> 'x'", 6, "write !="),
    ("${a} ≠ 'x'", 6, "write !="),
    ("${a} ≥ 1", 6, "write >="),
    ("${a} => 1", 6, "write >="),
    ("${a} ≤ 1", 6, "write <="),
    ("${a} =< 1", 6, "write <="),
    ("1 < ${a} < 3", 3, "compare twice: 1 < ${a} and ${a} < 9"),
    ("1 <= n <= 3", 6, "write ${n} for a question, 'n' for a code"),
    ("${a} between 1 and 3", 6, "compare twice: 1 < ${a} and ${a} < 9"),
    ("${a} > 1 Or ${a} < 0", 10, "write or"),
    ("${a} > 1 xor ${a} < 0", 10, "write it with and, or and not( )"),
    ("${a} > 1 und ${a} < 4", 10, "join the parts by and, or by or"),
    ("${a} = 'x' și (${a} = 'y')", 12, "join the parts by and, or by or"),
    ("AND(1 = 1, 2 = 2)", 1, "write it between its parts: a and b, a or b"),
    ("1 = 1 AND 2 = 2", 7, "write and"),
    ("1 = 1 && 2 = 2", 7, "write and"),
    ("1 = 1 Or 2 = 2", 7, "write or"),
    ("1 = 1 || 2 = 2", 7, "write or"),
    ("NOT(1 = 1)", 1, "write not( )"),
    ("!(1 = 1)", 1, "write not( )"),
    ("not 1 = 1", 1, "write the brackets: not( … )"),
    ("${a} div 2 > 1", 6, "there is no division; multiply the other side, as in ${a} > 2 * ${b}"),
    ("${a} / 2 > 1", 6, "there is no division; multiply the other side, as in ${a} > 2 * ${b}"),
    ("${a} mod 2 = 1", 6, "there is no remainder; ask for what you need, or compare with int( )"),
    ("/form/a = 'x'", 1, "write ${name} with the name of the question"),
    ("../a = 'x'", 1, "write ${name} with the name of the question"),
    ("${a} ** 2 > 4", 6, "write the product out, as in ${a} * ${a}"),
    ("${a} × 2 > 4", 6, "write *"),
    ("${a} − 2 > 4", 6, "write -"),
    ("${a} = null", 8, "write '' for no answer"),
    ("${a} in ('x', 'y')", 6, "write any-of(${question}, 'a', 'b')"),
    ("${a} is not 'x'", 6, "write = or !="),
    ("selected(${a}; 'x')", 14, "write , between what a function takes, and nothing at the end"),
    ("1 = 1;", 6, "write , between what a function takes, and nothing at the end"),
    ("${a} > 1,5", 8, "write a point in a number: 0.5"),
    ("${a} > 12 000", 8, "write a number without spaces: 12000"),
    ("${ a } = 1", 1, "write ${name}, ${grid.row} or ${grid.row.column}, without spaces"),
    ("${a = 1", 1, "a } is missing"),
    ("{a} = 1", 1, "write ${a}"),
    ("$a = 1", 1, "write ${a}"),
    ("[a] = 1", 1, "write ${a}"),
    ("${a}.contains('x')", 5, "write the function first: selected(${question}, 'code')"),
    ("Selected(${a}, 'x')", 1, "write functions in small letters"),
    ("count_selected(${a}) > 1", 1, "write - in names of functions: count-selected( )"),
    ("a = 'x'", 1, "write ${a} for a question, 'a' for a code"),
    ("selected(${a}, x)", 16, "write ${x} for a question, 'x' for a code"),
    ("(1 = 1", 1, "this ( is not closed; add a )"),
    ("1 = 1)", 6, "this ) closes nothing; remove it"),
]


@pytest.mark.parametrize(("text", "column", "mend"), WRITTEN, ids=[text for text, _, _ in WRITTEN])
def test_a_habit_is_told_at_its_place_with_the_right_spelling(text, column, mend):
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert (caught.value.column, caught.value.mend) == (column, mend)


@pytest.mark.parametrize("word", ["TRUE", "true", "False"])
def test_a_truth_is_told_to_be_a_condition(word):
    with pytest.raises(ExpressionError) as caught:
        parse(f"${{a}} = {word}")
    assert caught.value.mend.startswith("a condition is true or false by itself")


@pytest.mark.parametrize("text", ["1 = 1 and", "1 + + 2 = 3", "${a} = 'x', 'y'"])
def test_what_is_no_habit_has_no_hint(text):
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.mend == ""


@pytest.mark.parametrize("text", ["'a == b' = ${a} )", "${a} = 'AND' )", "'${ x }' = 'x' )"])
def test_what_stands_in_quotes_is_no_habit(text):
    assert habit_at(text, len(text)).mend == "this ) closes nothing; remove it"


@pytest.mark.parametrize("name", sorted(_FUNCTIONS))
def test_a_function_of_other_programs_is_told_with_what_to_use(name):
    with pytest.raises(ExpressionError) as caught:
        parse(f"{name}(1) = 1")
    assert caught.value.mend == _FUNCTIONS[name]


def test_no_function_that_there_is_is_told_to_be_another():
    assert not _FUNCTIONS.keys() & FUNCTIONS.keys()


def test_a_sign_that_nobody_sees_is_shown():
    with pytest.raises(ExpressionError) as caught:
        parse("${a}\u00a0= 'x'")
    assert "U+00A0= 'x'" in str(caught.value)


def test_every_habit_has_an_example():
    texts = [text for text, _, _ in WRITTEN] + ["${a} = TRUE"]
    masks = [text.replace("''", "\3\3") for text in texts]
    assert [p.pattern for p, _ in _HABITS if not any(p.search(text) for text in masks)] == []
