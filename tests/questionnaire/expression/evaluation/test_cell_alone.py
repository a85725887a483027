"""A condition on one number remembers what it said of whole numbers, and of nothing else."""

from decimal import Decimal

import pytest

from surveyapp.questionnaire.expression import compile_condition, parse
from surveyapp.questionnaire.expression.evaluation.cell_alone import REMEMBERED, reads_cell_alone
from surveyapp.questions.cell import Missing, MissingReason

WHOLE = ". >= 0 and . <= 20 and . = int(.)"


@pytest.mark.parametrize(
    ("text", "is_alone"),
    [
        (WHOLE, True),
        ("not(. = 3) or 2 * . - 1 > 4", True),
        (". <= 10 or ${sector} = 'ngo'", False),
        (". <= ${staff}", False),
        (". = 'dk'", False),
        ("steady(., 'year_1', 'year_2')", False),
    ],
)
def test_what_reads_the_cell_alone(text, is_alone):
    assert reads_cell_alone(parse(text).root) is is_alone


def test_one_condition_says_the_same_of_a_number_every_time(situation):
    condition = compile_condition(parse(WHOLE))
    asked = [5, 21, 5, Decimal("5.5"), 5, -1, Missing(MissingReason.DONT_KNOW), 21]
    said = [condition.holds(situation({"staff": cell}, this="staff")) for cell in asked]
    assert said == [True, False, True, False, True, False, True, False]


def test_more_numbers_than_are_remembered_are_still_told_apart(situation):
    condition = compile_condition(parse(". < 5"))
    held = [
        condition.holds(situation({"staff": number}, this="staff"))
        for number in [*range(REMEMBERED + 10), *range(REMEMBERED + 10)]
    ]
    assert sum(held) == 10
