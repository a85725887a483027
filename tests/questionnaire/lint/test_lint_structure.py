"""Names, codes and keys of a questionnaire."""

import pytest

from surveyapp.questionnaire.lint import lint_code_list
from surveyapp.questionnaire.lint.structure import RESERVED_NAMES
from surveyapp.questions.cell import Marker, MissingReason
from surveyapp.questions.column import IS_SYNTHETIC
from tests.questionnaire.lint.written import GRID, GRID_OF_CODES, YES_NO, ask, at, code_list, judged
from tests.questionnaire.lint.written import codes as codes_of


def test_a_sound_question_has_no_findings():
    assert judged(ask("works")) == ()


def test_a_finding_names_the_place_of_the_second_question_of_a_name():
    found = judged(ask("works"), ask("works"))
    assert [(f.code, f.path) for f in found] == [("name-used-twice", at(1, "name"))]


@pytest.mark.parametrize("name", sorted(RESERVED_NAMES))
def test_a_question_may_not_be_called_like_the_path_of_another_text(name):
    assert codes_of(judged(ask(name))) == ["reserved-name"]


@pytest.mark.parametrize("code", [*MissingReason, *Marker])
def test_a_list_may_not_use_a_word_that_stands_beside_codes(code):
    assert codes_of(lint_code_list(code_list("answer", "good", code))) == ["reserved-code"]


def test_the_list_of_reasons_may_use_their_codes():
    assert lint_code_list(code_list("missing", *MissingReason)) == ()


@pytest.mark.parametrize("code", [*Marker])
def test_the_list_of_reasons_holds_no_other_reserved_word(code):
    assert codes_of(lint_code_list(code_list("missing", code))) == ["reserved-code"]


def test_a_split_has_no_code_for_all_other_classes():
    choices = [{"code": code, "label": code} for code in ("others", "ngo", "state")]
    (found,) = judged(ask("sector", choices=choices), split_by="sector")
    assert (found.code, found.path) == ("reserved-code", ("split_by",))


def test_no_question_is_called_like_the_column_of_every_file():
    assert codes_of(judged(ask(IS_SYNTHETIC))) == ["reserved-name"]


def test_a_parameter_is_not_called_like_what_is_filled_anyway():
    (found,) = judged(ask("works"), parameters={"other_country": "x"})
    assert (found.code, found.path) == ("reserved-name", ("parameters", "other_country"))


@pytest.mark.parametrize("editions", [{}, {"full": {"label": "Long"}}])
def test_minutes_are_for_an_edition_that_there_is(editions):
    (found,) = judged(ask("works"), editions=editions, minutes={"core": 3})
    assert (found.code, found.path) == ("unknown-edition", ("minutes", "core"))


def test_a_questionnaire_without_editions_has_minutes_for_the_full_one():
    assert judged(ask("works"), minutes={"full": 3}) == ()


def test_a_code_stands_once_in_a_list():
    assert codes_of(judged(ask("works", choices=[*YES_NO, YES_NO[0]]))) == ["name-used-twice"]


def test_an_unknown_type_comes_with_the_nearest_one():
    (found,) = judged({"name": "works", "type": "select_on", "label": "Words"})
    assert (found.code, found.mend) == ("unknown-type", "did you mean select_one?")


def test_a_grid_without_rows_lacks_a_key():
    (found,) = judged(ask("works", type="grid_select_one", choices=YES_NO))
    assert (found.code, found.path[-1], found.mend) == ("missing-key", "rows", "add rows:")


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("text", {"choices": YES_NO}),
        ("text", {"row_filter": "1 = 1"}),
        ("integer", {"max_length": 3}),
        ("integer", {"screen": True}),
        ("text", {"counts": "people"}),
        ("note", {"required": True}),
        ("note", {"missing": ["dk"]}),
    ],
)
def test_a_key_of_another_type_is_not_allowed(kind, more):
    found = judged(ask("works", type=kind, **more))
    assert [(f.code, f.path) for f in found] == [("key-not-allowed", at(0, next(iter(more))))]


def test_a_note_may_offer_no_reasons():
    assert judged(ask("words", type="note", missing=[])) == ()


@pytest.mark.parametrize("level", ["interval", "ratio"])
def test_a_number_may_be_interval_or_ratio(level):
    assert judged(ask("works", type="integer", level=level)) == ()


def test_a_number_is_never_nominal():
    (found,) = judged(ask("works", type="integer", level="nominal"))
    assert (found.code, found.mend) == ("level-unfit", "write interval or ratio")


@pytest.mark.parametrize(
    ("question", "each"),
    [({"type": "integer"}, "row"), (GRID_OF_CODES, "column"), ({"type": "integer"}, "cell")],
)
def test_a_check_cannot_go_through_what_is_not_there(question, each):
    check = {"name": "V1", "each": each, "test": "1 = 1", "question": "Right?"}
    assert "each-unfit" in codes_of(judged(ask("works", **question, warnings=[check])))


EACH = [
    (GRID, "row", "${works.@row.y} >= 0"),
    (GRID, "column", "sum-col(., @column) >= 0"),
    (GRID, "column", "steady(${works}, @column, 'a', 'b')"),
    (GRID, "cell", ". >= 0"),
    (GRID, "cell", "${works.@row.@column} >= 0"),
    (GRID_OF_CODES, "cell", ". = 'yes'"),
    (GRID_OF_CODES, "row", "@row != 'a' or ${works.@row} = 'yes'"),
]


@pytest.mark.parametrize(("question", "each", "test"), EACH)
def test_a_check_goes_through_a_grid(question, each, test):
    check = {"name": "V1", "each": each, "test": test, "question": "Right?"}
    assert judged(ask("works", **question, warnings=[check])) == ()


@pytest.mark.parametrize(
    ("each", "test"),
    [
        ("row", "${works.a.y} >= 0"),
        ("row", "steady(${works}, 'a', 'b')"),
        ("column", "${works.a.y} >= 0"),
        ("cell", "${works.a.y} >= 0"),
        ("cell", "${works.@row.y} >= 0"),
        ("cell", "sum-col(${works}, @column) >= 0"),
    ],
)
def test_a_check_that_does_not_look_at_its_place_is_warned_of(each, test):
    check = {"name": "V1", "each": each, "test": test, "question": "Right?"}
    found = judged(ask("works", **GRID, warnings=[check]))
    assert [(f.code, f.path) for f in found] == [
        ("each-without-place", at(0, "warnings", 0, "test"))
    ]


def test_a_rule_without_words_is_warned_of():
    (found,) = judged(ask("works", type="integer", constraint=". >= 0"))
    assert (found.code, found.path) == ("message-missing", at(0, "constraint"))


@pytest.mark.parametrize("second", ["Yes", "yes", "Yes "])
def test_two_codes_of_a_list_have_different_words(second):
    choices = [{"code": "a", "label": "Yes"}, {"code": "b", "label": second}]
    assert codes_of(judged(ask("works", choices=choices))) == ["same-label"]


def test_a_year_is_a_whole_number_without_a_sum():
    assert judged(ask("works", type="integer", appearance="year")) == ()
    assert codes_of(judged(ask("works", type="decimal", appearance="year"))) == ["key-not-allowed"]
    ratio = ask("works", type="integer", appearance="year", level="ratio")
    assert codes_of(judged(ratio)) == ["level-unfit"]
    people = ask("works", type="integer", appearance="year", counts="people")
    assert codes_of(judged(people)) == ["key-not-allowed"]


def test_two_checks_of_a_question_have_different_names():
    check = {"name": "V1", "test": "1 = 1", "question": "Right?"}
    assert codes_of(judged(ask("works", warnings=[check, check]))) == ["name-used-twice"]


def test_the_time_is_given_for_editions_that_there_are():
    assert codes_of(judged(ask("works"), minutes={"short": 5})) == ["unknown-edition"]
