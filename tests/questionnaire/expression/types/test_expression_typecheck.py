"""Every problem an expression has against the questions there are."""

import pytest

from surveyapp.questionnaire.expression import ErrorCode, Expects, Scope, check_types, parse
from surveyapp.questionnaire.expression.syntax.error import WORDS

CELL = {"has_row": True, "has_column": True}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("${sector} = 'ngo' and ${sector} != '' and ${sector} != 'dk'", {}),
        ("${staff} > 3 and ${staff} != '' and ${staff} = 'nd'", {}),
        ("${staff} + 1 <= 2 * ${hours}", {}),
        ("${sector} = ${country} and ${staff} = ${hours}", {}),
        ("${comment} != '' and ${since} = '2020-01-01'", {}),
        ("selected(${mandate}, 'legal') and ${mandate} = 'ref' and ${mandate} = ''", {}),
        ("any-of(${sector}, 'ngo', 'dk', '') and selected(${served.legal}, 'men')", {}),
        ("any-row(${services}, 'direct', 'dk') and any-row(${served}, 'men')", {}),
        ("${victims.year_1.women} = 3 and ${services.legal} = 'both'", {}),
        ("sum-col(${forms}, 'year_1') = sum-row(${victims}, 'year_1')", {}),
        ("count-answered(${victims}) + count-shown(${served}) > 0", {}),
        ("count-selected(${priorities}) <= 5 and string-length(${comment}) < 9", {}),
        ("no-pii(.)", {"this": "comment"}),
        (". >= 0 and . = int(.)", {"this": "victims", **CELL}),
        (". = 'both'", {"this": "services", "has_row": True}),
        ("any-of(${services.@row}, 'both')", {"this": "served", "has_row": True}),
        ("${victims.@row.total} = sum-row(., @row)", {"this": "victims", "has_row": True}),
        ("sum-col(., @column) = 3 and @column = 'men'", {"this": "victims", "has_column": True}),
        ("${victims.@column.total} > 1", {"this": "forms", "has_column": True}),
        ("steady(., 'year_1', 'year_3')", {"this": "victims"}),
        ("steady(., 'year_1', 'year_3')", {"this": "forms"}),
        ("steady(., @row, 'year_1', 'year_3')", {"this": "forms", "has_row": True}),
        ("steady(., 'year_1', 'year_3', @column)", {"this": "victims", "has_column": True}),
    ],
)
def test_a_sound_expression_has_no_problem(scope, text, place):
    assert check_types(parse(text), scope(**place)) == ()


@pytest.mark.parametrize(
    ("text", "place", "code", "column"),
    [
        ("${sectr} = 'ngo'", {}, "unknown-name", 1),
        ("${sector} = 'ngoo'", {}, "unknown-code", 13),
        ("'ngoo' = ${sector}", {}, "unknown-code", 1),
        ("${country} = 'dk'", {}, "unknown-code", 14),
        ("selected(${mandate}, 'legl')", {}, "unknown-code", 22),
        ("any-of(${sector}, 'ngo', 'x')", {}, "unknown-code", 26),
        ("any-row(${services}, 'x')", {}, "unknown-code", 22),
        ("${services.legl} = 'both'", {}, "unknown-row", 1),
        ("${sector.legal} = 'ngo'", {}, "unknown-row", 1),
        ("${victims.year_1.womn} = 1", {}, "unknown-column", 1),
        ("sum-col(${forms}, 'year_9') = 1", {}, "unknown-column", 19),
        ("sum-row(${forms}, 'year_1') = 1", {}, "unknown-row", 19),
        ("steady(${forms}, 'year_1', 'yer_2')", {}, "unknown-column", 28),
        ("steady(${victims}, 'year_1', 'men')", {}, "unknown-row", 30),
        ("steady(., @row, 'year_1')", {"this": "forms", "has_row": True}, "wrong-arguments", 8),
        ("steady(., @row, 'year_1', 'year_3')", {"this": "forms"}, "no-current-row", 11),
        (
            "steady(${victims}, @column, 'year_1', 'year_3')",
            {"this": "forms", "has_column": True},
            "unknown-column",
            20,
        ),
        ("@row = 'legl'", {"this": "services", "has_row": True}, "unknown-code", 8),
        ("${forms.@row.year_1} = 1", {"this": "served", "has_row": True}, "unknown-row", 1),
        ("selected(${mandate}, @row)", {"this": "forms", "has_row": True}, "unknown-code", 22),
        (". = 1", {}, "no-current-answer", 1),
        ("${services.@row} = 'both'", {"this": "served"}, "no-current-row", 1),
        ("@row = 'legal'", {}, "no-current-row", 1),
        ("sum-col(., @column) = 1", {"this": "forms"}, "no-current-column", 12),
        (". = 1", {"this": "victims", "has_row": True}, "needs-a-cell", 1),
        ("${services} = 'both'", {}, "needs-a-cell", 1),
        ("${victims.year_1} = 3", {}, "needs-a-cell", 1),
        ("${thanks} = ''", {}, "needs-a-cell", 1),
        ("(1 = 1) = 'a'", {}, "needs-a-cell", 2 + 2),
        ("${country} > 3", {}, "not-a-number", 1),
        ("${country} = 3", {}, "not-a-number", 1),
        ("${staff} = 'three'", {}, "not-a-number", 12),
        ("${staff} < ''", {}, "not-a-number", 12),
        ("${sector} + 1 = 2", {}, "not-a-number", 1),
        ("int(${sector}) = 2", {}, "not-a-number", 5),
        ("count-selected(${mandate}) = '2'", {}, "not-a-number", 30),
        ("${country} < 'RO'", {}, "no-order", 12),
        ("${sector} <= ${country}", {}, "no-order", 11),
        ("${mandate} = 'legal'", {}, "several-codes", 1),
        ("${mandate} = ${sector}", {}, "several-codes", 1),
        ("${sector}", {}, "not-a-condition", 1),
        ("1 = 1 and ${staff}", {}, "not-a-condition", 11),
        ("not(${staff})", {}, "not-a-condition", 5),
        ("selected(${staff}, 'a')", {}, "wrong-arguments", 10),
        ("count-selected(${sector}) = 1", {}, "wrong-arguments", 16),
        ("sum-col(${services}, 'a') = 1", {}, "wrong-arguments", 9),
        ("no-pii(${staff})", {}, "wrong-arguments", 8),
        ("${hours} = 1", {"later": frozenset({"hours"})}, "later-question", 1),
    ],
)
def test_a_problem_is_found_with_its_code_and_column(scope, text, place, code, column):
    problems = check_types(parse(text), scope(**place))
    assert [(problem.code, problem.column) for problem in problems] == [(code, column)]


def test_a_typo_gets_a_suggestion(scope):
    (problem,) = check_types(parse("${sector} = 'athority'"), scope())
    assert problem.suggestion == "authority"
    assert problem.in_words() == "sector has no code 'athority'; did you mean authority?"


def test_all_problems_are_reported_from_left_to_right(scope):
    problems = check_types(parse("${sectr} = 'ngo' and ${sector} = 'x' or ${staff}"), scope())
    assert [problem.code for problem in problems] == [
        "unknown-name",
        "unknown-code",
        "not-a-condition",
    ]


@pytest.mark.parametrize(
    ("text", "expects", "is_sound"),
    [
        ("${staff} + 1", Expects.NUMBER, True),
        ("${victims.year_1.total}", Expects.NUMBER, True),
        ("${sector}", Expects.NUMBER, False),
        ("1 = 1", Expects.NUMBER, False),
        ("${sector}", Expects.ANY, True),
        ("1 = 1", Expects.ANY, True),
        ("${sectr}", Expects.ANY, False),
    ],
)
def test_the_place_decides_what_an_expression_must_give(scope, text, expects, is_sound):
    assert (check_types(parse(text), scope(), expects) == ()) is is_sound


def test_an_empty_questionnaire_knows_no_name():
    (problem,) = check_types(parse("${a} = 1"), Scope({}))
    assert problem.suggestion is None


def test_every_code_has_words():
    assert set(WORDS) == set(ErrorCode)
