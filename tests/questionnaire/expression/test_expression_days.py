"""Days of the calendar in expressions."""

import pytest

from surveyapp.questionnaire.expression import (
    Scope,
    Situation,
    check_types,
    compile_condition,
    parse,
)
from surveyapp.questions.cell import Missing, MissingReason
from surveyapp.questions.domain import Domain, Shape

DOMAINS = {
    "opened": Domain(Shape.DATE, reasons=("dk",)),
    "closed": Domain(Shape.DATE),
    "staff": Domain(Shape.NUMBER),
    "sector": Domain(Shape.CODE, ("ngo",)),
    "words": Domain(Shape.TEXT),
}
SOUND = [
    "${opened} < '2015-01-01'",
    "'2015-01-01' >= ${opened}",
    "${opened} <= ${closed}",
    "${opened} = ${closed}",
    "${opened} = '2015-01-01'",
    "${opened} != ''",
    "${opened} = 'dk'",
    ". >= '2014-01-01' and . < '2015-01-01'",
]
UNSOUND = [
    ("${opened} < '2015'", "not-a-day", 13),
    ("${opened} < '2015-02-30'", "not-a-day", 13),
    ("${opened} = '1.1.2015'", "not-a-day", 13),
    ("${opened} < 'dk'", "not-a-day", 13),
    ("${opened} < ''", "not-a-day", 13),
    ("${closed} = 'dk'", "not-a-day", 13),
    ("${opened} < ${sector}", "not-a-day", 13),
    ("${opened} < 2015", "not-a-number", 1),
    ("${opened} + 1 > 2", "not-a-number", 1),
    ("${sector} < '2015-01-01'", "no-order", 11),
    ("${words} < '2015-01-01'", "no-order", 10),
    ("${staff} < '2015-01-01'", "not-a-number", 12),
]


@pytest.mark.parametrize("text", SOUND)
def test_days_are_compared_with_days(text):
    assert check_types(parse(text), Scope(DOMAINS, this="opened")) == ()


@pytest.mark.parametrize(("text", "code", "column"), UNSOUND)
def test_a_day_is_compared_with_nothing_else(text, code, column):
    found = check_types(parse(text), Scope(DOMAINS, this="opened"))
    assert [(problem.code, problem.column) for problem in found] == [(code, column)]


def verdict(text, **answers):
    situation = Situation(answers, DOMAINS, lambda _: (), lambda _: False, this="opened")
    return compile_condition(parse(text)).verdict(situation)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${opened} < '2015-01-01'", True),
        ("${opened} < '2014-06-30'", False),
        ("${opened} <= '2014-06-30'", True),
        ("'2014-06-30' <= ${opened}", True),
        ("not(${opened} >= '2015-01-01')", True),
        ("${opened} = '2014-06-30'", True),
        ("${opened} < ${closed}", True),
        ("${opened} = ${closed}", False),
        (". > '2014-01-01' and . < '2015-01-01'", True),
    ],
)
def test_the_earlier_day_is_the_smaller(text, expected):
    assert verdict(text, opened="2014-06-30", closed="2015-01-02") is expected


@pytest.mark.parametrize("answer", [None, Missing(MissingReason.DONT_KNOW)])
def test_a_comparison_without_a_day_is_open(answer):
    answers = {} if answer is None else {"opened": answer}
    assert verdict("${opened} < '2015-01-01'", **answers) is None
    assert verdict("${opened} < ${closed}", **answers) is None
