"""Conditions and rules that no answers can satisfy."""

import pytest

from tests.questionnaire.lint.written import GRID, YES_NO, ask, at, codes, judged

SEVERAL = ask("several", type="select_multiple", choices=YES_NO)
NUMBER = ask("number", type="integer", constraint=". >= 0 and . <= 20", constraint_message="No.")
SOURCES = (ask("one"), SEVERAL, NUMBER, ask("grid", **GRID), ask("words", type="text"))


def followed(relevant):
    return judged(*SOURCES, ask("more", relevant=relevant))


@pytest.mark.parametrize(
    "relevant",
    [
        "${one} = 'yes' and ${one} = 'no'",
        "${one} = 'yes' and ${one} != 'yes'",
        "${one} = 'yes' and ${one} = ''",
        "${one} = '' and ${one} != ''",
        "${one} = 'yes' and not(any-of(${one}, 'yes', 'no'))",
        "(${one} = 'yes' or ${one} = 'no') and ${one} = ''",
        "${number} > 5 and ${number} < 3",
        "${number} > 5 and ${number} <= 5",
        "${number} = 5 and ${number} > 5",
        "5 > ${number} and ${number} > 5",
        "${number} > 20",
        "${number} < 0",
        "1 = 2",
        "1 > 2 or 2 > 3",
        "count-selected(${several}) > 2",
        "count-answered(${grid}) > 2",
        "string-length(${words}) < 0",
        "sum-col(${grid}, 'y') > 5 and sum-col(${grid}, 'y') < 5",
    ],
)
def test_a_condition_that_cannot_hold_is_warned_of(relevant):
    (found,) = followed(relevant)
    assert (found.code, found.path) == ("never-holds", at(5, "relevant"))


@pytest.mark.parametrize(
    "relevant",
    [
        "${one} = 'yes' or ${one} = 'no'",
        "${one} != 'yes' and ${one} != 'no'",
        "${one} = 'yes' and ${one} != ''",
        "selected(${several}, 'yes') and selected(${several}, 'no')",
        "any-of(${several}, 'yes') and any-of(${several}, 'no')",
        "${number} > 5 and ${number} < 7",
        "${number} >= 5 and ${number} <= 5",
        "${number} = 20",
        "${number} > 5 or ${number} < 3",
        "${number} != 5 and ${number} > 4",
        "count-selected(${several}) = 2",
        "${one} = 'yes' and (${number} > 50 or ${number} < 3)",
        "1 = 1",
    ],
)
def test_a_condition_that_can_hold_is_clean(relevant):
    assert followed(relevant) == ()


def test_a_rule_that_takes_nothing_is_warned_of():
    question = ask("n", type="integer", constraint=". > 5 and . < 3", constraint_message="No.")
    assert codes(judged(question)) == ["never-holds"]


def test_a_filter_that_shows_no_row_is_warned_of():
    assert codes(judged(ask("n", **GRID, row_filter="@row = 'a' and @row = 'b'"))) == [
        "never-holds"
    ]


def test_what_its_source_needs_must_be_able_to_hold_as_well():
    second = ask("second", relevant="${one} = 'yes'")
    third = ask("third", relevant="${second} = 'yes' and ${one} = 'no'")
    assert codes(judged(ask("one"), second, third)) == ["never-holds"]
