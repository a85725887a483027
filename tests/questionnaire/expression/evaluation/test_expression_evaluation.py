"""What an expression gives."""

from decimal import Decimal

import pytest

from surveyapp.questionnaire.expression import (
    ExpressionError,
    compile_condition,
    compile_number,
    parse,
)
from surveyapp.questions.cell import Missing, MissingReason

DK = Missing(MissingReason.DONT_KNOW)
LT5 = Missing(MissingReason.FEWER_THAN_FIVE)
BLANK = Missing(MissingReason.BLANK)

UNFILLED = pytest.mark.parametrize("cells", [{}, {"staff": BLANK}, {"staff": DK}])


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("${sector} = 'ngo'", {"sector": "ngo"}, True),
        ("${sector} = 'ngo'", {"sector": "igo"}, False),
        ("${sector} = 'ngo'", {}, False),
        ("${sector} != 'ngo'", {}, True),
        ("${sector} != 'ngo'", {"sector": DK}, True),
        ("${sector} = 'dk'", {"sector": DK}, True),
        ("${sector} = ''", {}, True),
        ("${sector} = ''", {"sector": BLANK}, True),
        ("${sector} = ''", {"sector": DK}, False),
        ("'ngo' = ${sector}", {"sector": "ngo"}, True),
        ("${sector} = ${country}", {}, True),
        ("${staff} = ''", {}, True),
        ("${staff} != ''", {"staff": 0}, True),
        ("${staff} = 'nd'", {"staff": Missing(MissingReason.NOT_RECORDED)}, True),
        ("${comment} = ''", {"comment": ""}, True),
        ("${mandate} = ''", {"mandate": ()}, True),
    ],
)
def test_codes_are_compared_as_they_stand(holds, text, cells, expected):
    assert holds(text, cells) is expected


@pytest.mark.parametrize(
    ("operator", "expected"),
    [("=", False), ("!=", True), ("<", True), ("<=", True), (">", False), (">=", False)],
)
def test_numbers_are_compared(holds, operator, expected):
    assert holds(f"${{staff}} {operator} 9", {"staff": 3}) is expected


def test_whole_numbers_and_decimals_compare_alike(holds):
    assert holds(
        "${staff} = 3 and ${hours} = 0.5", {"staff": Decimal("3.0"), "hours": Decimal("0.5")}
    )


def test_numbers_are_never_compared_by_their_letters(holds):
    assert holds("${staff} > 9", {"staff": 10})
    assert holds("${staff} = ${hours}", {"staff": 10, "hours": Decimal("10.0")})


@UNFILLED
@pytest.mark.parametrize("operator", ["=", "!=", "<", "<=", ">", ">="])
def test_a_comparison_of_numbers_of_which_one_is_missing_is_satisfied(holds, cells, operator):
    assert holds(f"${{staff}} {operator} 9", cells)


@UNFILLED
def test_not_does_not_turn_a_comparison_that_cannot_be_made(holds, cells):
    assert holds("not(${staff} > 9)", cells)


@UNFILLED
def test_and_or_follow_what_is_known(holds, cells):
    assert not holds("${staff} > 9 and 1 = 2", cells)
    assert holds("${staff} > 9 and 1 = 1", cells)
    assert holds("${staff} > 9 or 1 = 2", cells)
    assert holds("not(not(${staff} > 9 or 1 = 1))", cells)


def test_the_verdict_tells_an_open_comparison_from_a_true_one(situation):
    condition = compile_condition(parse("${staff} > 9"))
    assert condition.verdict(situation({})) is None
    assert condition.verdict(situation({"staff": 10})) is True


@UNFILLED
def test_arithmetic_with_a_missing_number_is_missing(situation, cells):
    assert compile_number(parse("${staff} + 1"))(situation(cells)) is None


def test_arithmetic_adds_subtracts_and_multiplies(situation):
    number = compile_number(parse("3 * (${staff} + 1) - -${hours} - 2"))
    assert number(situation({"staff": 4, "hours": Decimal("0.5")})) == Decimal("13.5")


def test_int_cuts_off_what_is_after_the_point(situation):
    number = compile_number(parse("int(${hours})"))
    assert number(situation({"hours": Decimal("-2.7")})) == -2


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("selected(${mandate}, 'legal')", {"mandate": ("housing", "legal")}, True),
        ("selected(${mandate}, 'legal')", {"mandate": ("housing",)}, False),
        ("selected(${mandate}, 'legal')", {}, False),
        ("selected(${mandate}, 'ref')", {"mandate": Missing(MissingReason.REFUSED)}, True),
        ("selected(${sector}, 'ngo')", {"sector": "ngo"}, True),
        ("selected(${served.legal}, 'men')", {"served.legal": ("men",)}, True),
        ("any-of(${sector}, 'ngo', 'igo')", {"sector": "igo"}, True),
        ("any-of(${sector}, 'ngo', 'igo')", {}, False),
        ("any-of(${sector}, 'ngo', '')", {}, True),
        ("any-of(${sector}, 'ngo', 'dk')", {"sector": DK}, True),
        ("any-of(${mandate}, 'legal', 'none')", {"mandate": ("housing", "none")}, True),
        ("any-row(${services}, 'direct', 'both')", {"services.legal": "both"}, True),
        ("any-row(${services}, 'direct', 'both')", {"services.legal": "none"}, False),
        ("any-row(${services}, 'direct', 'both')", {}, False),
        ("any-row(${served}, 'men')", {"served.psych": ("women", "men")}, True),
        ("any-row(${services}, 'dk')", {"services.legal": DK}, True),
        ("no-pii(${comment})", {"comment": "write to a@b"}, False),
        ("no-pii(${comment})", {"comment": "nothing here"}, True),
        ("no-pii(${comment})", {}, True),
    ],
)
def test_functions_that_give_a_truth(holds, text, cells, expected):
    assert holds(text, cells) is expected


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("count-selected(${mandate})", {"mandate": ("housing", "legal")}, 2),
        ("count-selected(${mandate})", {"mandate": Missing(MissingReason.REFUSED)}, 0),
        ("count-selected(${mandate})", {}, 0),
        ("count-selected(${priorities})", {"priorities": ("b", "a", "c")}, 3),
        ("string-length(${comment})", {"comment": "șapte"}, 5),
        ("string-length(${comment})", {}, 0),
        ("count-answered(${services})", {"services.legal": DK, "services.psych": "none"}, 2),
        ("count-answered(${services})", {"services.legal": BLANK}, 0),
        ("count-answered(${victims})", {"victims.year_1.men": 0}, 1),
        ("count-shown(${services})", {}, 3),
        ("sum-col(${forms}, 'year_1')", {"forms.sex.year_1": 2, "forms.labour.year_1": 3}, 5),
        ("sum-col(${forms}, 'year_1')", {"forms.sex.year_1": 2}, 2),
        ("sum-col(${forms}, 'year_1')", {"forms.sex.year_1": 2, "forms.labour.year_1": BLANK}, 2),
        ("sum-col(${forms}, 'year_1')", {"forms.sex.year_1": 2, "forms.labour.year_1": LT5}, None),
        ("sum-col(${forms}, 'year_1')", {"forms.sex.year_2": 2}, None),
        ("sum-row(${forms}, 'sex')", {"forms.sex.year_1": 2, "forms.sex.year_3": 0}, 2),
        ("sum-row(${forms}, 'sex')", {"forms.sex.year_1": LT5}, None),
    ],
)
def test_functions_that_give_a_number(situation, text, cells, expected):
    assert compile_number(parse(text))(situation(cells)) == expected


def test_hidden_rows_are_left_out_of_grid_functions(situation):
    cells = {"forms.sex.year_1": 2, "forms.labour.year_1": 3, "services.legal": "both"}
    shown = {"forms": ("sex",), "services": ("shelter",)}
    place = situation(cells, shown=shown)
    assert compile_number(parse("sum-col(${forms}, 'year_1')"))(place) == 2
    assert compile_number(parse("count-shown(${services})"))(place) == 1
    assert not compile_condition(parse("any-row(${services}, 'both')")).holds(place)


def test_a_sum_of_masked_numbers_is_not_complained_about(holds):
    cells = {"forms.sex.year_1": 90, "forms.labour.year_1": LT5, "victims.year_1.total": 20}
    assert holds("sum-col(${forms}, 'year_1') = ${victims.year_1.total}", cells)


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ((10, 50, 250), True),
        ((10, 51, 60), False),
        ((100, 19, 19), False),
        ((9, 900, 900), True),
        ((10, None, 500), True),
        ((LT5, 500, 500), True),
        ((), True),
    ],
)
def test_steady_asks_about_leaps_between_neighbouring_years(holds, years, expected):
    codes = ("year_1", "year_2", "year_3")
    given = [(code, n) for code, n in zip(codes, years, strict=False) if n is not None]
    in_columns = {f"forms.sex.{code}": n for code, n in given}
    in_rows = {f"victims.{code}.men": n for code, n in given}
    assert holds("steady(${forms}, 'year_1', 'year_2', 'year_3')", in_columns) is expected
    assert holds("steady(., 'year_1', 'year_2', 'year_3')", in_rows, this="victims") is expected


def test_steady_can_be_limited_to_the_row_or_column_that_is_checked(holds):
    cells = {"forms.sex.year_1": 10, "forms.sex.year_2": 60, "forms.labour.year_1": 10}
    in_row = "steady(., @row, 'year_1', 'year_2')"
    assert holds(in_row, cells, this="forms", row="sex") is False
    assert holds(in_row, cells, this="forms", row="labour") is True
    cells = {"victims.year_1.men": 10, "victims.year_2.men": 60}
    in_column = "steady(${victims}, @column, 'year_1', 'year_2')"
    assert holds(in_column, cells, this="victims", column="men") is False
    assert holds(in_column, cells, this="victims", column="women") is True


def test_the_dot_is_the_answer_checked(holds):
    assert holds(". = 'ngo'", {"sector": "ngo"}, this="sector")


def test_the_dot_is_the_cell_when_a_grid_is_checked_cell_by_cell(holds):
    cells = {"victims.year_1.men": 3}
    assert not holds(". >= 5", cells, this="victims", cell="victims.year_1.men")
    assert holds("sum-row(., 'year_1') = 3", cells, this="victims", cell="victims.year_1.men")


def test_current_row_and_column_are_segments_and_arguments(holds):
    cells = {"victims.year_1.men": 3, "victims.year_1.total": 3}
    place = {"this": "victims", "row": "year_1", "column": "men"}
    assert holds("${victims.@row.@column} = 3", cells, **place)
    assert holds("${victims.@row.total} = 3 and @row = 'year_1'", cells, **place)
    assert not holds("sum-row(., @row) = 7", cells, **place)
    assert not holds("sum-col(., @column) = 7", cells, **place)
    assert holds("selected(${mandate}, @row)", {"mandate": ("legal",)}, row="legal")


def test_an_unbound_row_reads_nothing(holds):
    assert holds("${services.@row} = ''", {"services.legal": "both"})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5", "not-a-condition"),
        ("${sector}", "not-a-condition"),
        ("1 = 1 and 5", "not-a-condition"),
        ("${sector} < 'ngo'", "no-order"),
        ("count-selected(.) = 'a'", "needs-a-cell"),
        ("(1 = 1) = 1", "not-a-number"),
        ("(1 = 1) = 'a'", "needs-a-cell"),
        ("'a' + 1 = 2", "not-a-number"),
        ("int(1 = 1) = 2", "not-a-number"),
    ],
)
def test_what_makes_no_sense_is_refused_when_it_is_compiled(text, code):
    with pytest.raises(ExpressionError) as refused:
        compile_condition(parse(text))
    assert refused.value.code == code


def test_a_condition_is_no_number():
    with pytest.raises(ExpressionError, match="not a number"):
        compile_number(parse("1 = 1"))
