"""What is said of a file of screening rules that cannot be meant."""

import pytest

from surveyapp.fieldwork.national_number import stdnum_validate
from surveyapp.fieldwork.screening_lint import lint_screening
from surveyapp.fieldwork.screening_rules import ScreeningRules

NUMBER = {"kind": "k", "label": "K", "stdnum": "se.personnummer", "digits": (10,)}


def found(**keys):
    return [(each.code, each.path) for each in lint_screening(rules(**keys))]


def rules(**keys):
    return ScreeningRules.model_validate({"screening": "land", **keys})


def of_number(**changes):
    changed = {key: value for key, value in {**NUMBER, **changes}.items() if value is not None}
    return found(numbers=(changed,))


def test_a_number_that_a_module_checks_is_sound():
    assert of_number() == []


@pytest.mark.parametrize("module", ["se.personnumer", "util", "os", "..os", "se.", "se.vat.x"])
def test_a_module_is_one_of_stdnum_that_checks_a_number(module):
    assert of_number(stdnum=module) == [("unknown-module", ("numbers", 0, "stdnum"))]
    assert stdnum_validate(module) is None


def test_a_module_that_is_nearly_right_is_named():
    (told,) = lint_screening(rules(numbers=({**NUMBER, "stdnum": "se.personnumer"},)))
    assert "se.personnummer" in told.mend


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"digits": None}, "kind"),
        ({"stdnum": None}, "digits"),
        ({"stdnum": None, "digits": None, "written": ("######",)}, "written"),
        ({"written_in_context": ("######",)}, "kind"),
        ({"context": ("word",)}, "kind"),
        ({"years": (2000, 1990)}, "years"),
        ({"years": (2000,)}, "years"),
        ({"day_marks": (40,)}, "kind"),
        ({"birth": "DDMMxx"}, "birth"),
    ],
)
def test_what_a_number_lacks_is_told(changes, key):
    assert ("number-unfit", ("numbers", 0, key)) in of_number(**changes)


@pytest.mark.parametrize("n_digits", [3, 60])
def test_a_number_of_so_many_digits_is_nobodys(n_digits):
    assert ("out-of-range", ("numbers", 0, "digits", 0)) in of_number(digits=(n_digits,))


def test_an_example_is_found_by_its_rule():
    assert of_number(examples=("880320-0016",)) == []
    wrong = ("example-not-found", ("numbers", 0, "examples", 0))
    assert of_number(examples=("880320-0018",)) == [wrong]


def test_a_kind_has_a_name_of_its_own():
    assert of_number(kind="email") == [("reserved-name", ("numbers", 0, "kind"))]
    assert found(numbers=(NUMBER, NUMBER)) == [("name-used-twice", ("numbers", 1, "kind"))]


@pytest.mark.parametrize(
    "national", [{"begins": ["07"]}, {"digits": 8}, {"digits": 8, "written": "## ##"}]
)
def test_a_telephone_has_a_beginning_and_one_way_to_be_written(national):
    phones = {"calling_code": "46", "digits": (10,), "national": (national,)}
    assert found(phones=phones) == [("missing-key", ("phones", "national", 0))]


@pytest.mark.parametrize("latitude", [(60, 50), (50, 91), (50,), ()])
def test_degrees_go_from_south_to_north(latitude):
    places = {"latitude": latitude, "longitude": (-10, 5)}
    assert found(coordinates=places) == [("out-of-range", ("coordinates", "latitude"))]


def test_a_year_has_twelve_months():
    assert found(months=("a",) * 11) == [("out-of-range", ("months",))]
    assert found(months=("a",) * 12) == []


def test_a_phrase_that_cannot_be_read_is_told_with_its_place():
    (told,) = lint_screening(rules(words={"person": ("she", "he (her")}))
    assert (told.code, told.path, told.character) == (
        "phrase-ill-formed",
        ("words", "person", 1),
        4,
    )
    assert found(months=("(",) * 12)[0] == ("phrase-ill-formed", ("months", 0))
    assert found(phrases={"name": ("is {nmae}",)}) == [
        ("phrase-ill-formed", ("phrases", "name", 0))
    ]


def test_what_other_languages_call_a_person_can_be_used_in_a_phrase():
    assert found(phrases={"name": ("{person} {name}",)}) == []
