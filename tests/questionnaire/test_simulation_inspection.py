"""A recipe that does not fit its questionnaire is refused with the place."""

import pytest

from surveyapp.questionnaire.simulation import Recipe, inspect_recipe
from tests.questionnaire.forms import ROWS, YES_NO, ask, form

FORM = form(
    [
        ask("a"),
        ask("b", "select_multiple"),
        ask("n", "integer"),
        ask("g", "grid_select_one", rows=ROWS, choices=YES_NO),
        ask("t", "grid_integer", rows=ROWS, columns=YES_NO),
    ]
)
GROUP = {"count": 1}
TABLE = {"year": "year_1", "rows": {}, "columns": {}}


def found(**keys):
    """(path, code) of each finding."""
    inspected = inspect_recipe(FORM, Recipe.model_validate(keys))
    return [(finding.path, finding.code) for finding in inspected]


def of_rule(name, **rule):
    return [(path[3:], code) for path, code in found(questions={name: [rule]})]


def test_a_recipe_that_fits_is_taken():
    assert found(questions={"a": [{"shares": {"yes": 1}}]}) == []


@pytest.mark.parametrize(
    ("keys", "path", "code"),
    [
        ({"edition": "long"}, ("edition",), "unknown-edition"),
        ({"questions": {"z": []}}, ("questions", "z"), "unknown-question"),
        ({"groups": [{**GROUP, "set": {"z": "1"}}]}, ("groups", 0, "set", "z"), "unknown-question"),
        ({"groups": [{**GROUP, "set": {"a": "x"}}]}, ("groups", 0, "set", "a"), "unknown-code"),
    ],
)
def test_a_name_that_leads_nowhere_is_found(keys, path, code):
    assert found(**keys) == [(path, code)]


@pytest.mark.parametrize(
    ("name", "rule", "path", "code"),
    [
        ("b", {"when": {"a": "x"}}, ("when", "a"), "unknown-code"),
        ("b", {"when": {"z": "yes"}}, ("when", "z"), "unknown-question"),
        ("a", {"when": {"b": "yes"}}, ("when", "b"), "later-question"),
        ("a", {"answer": "x"}, ("answer",), "unknown-code"),
        ("a", {"shares": {"x": 1}}, ("shares",), "unknown-code"),
        ("g", {"rows": {"r9": {"yes": 1}}}, ("rows",), "unknown-row"),
        ("g", {"rows": {"r1": {"x": 1}}}, ("rows", "r1"), "unknown-code"),
        ("a", {"mean": 3}, ("mean",), "unfit-key"),
        ("n", {"shares": {}, "answer": None, "rows": {}, "people": {}}, ("people",), "unfit-key"),
        ("t", {"people": {"lines": {"r9": {"poisson": 1}}}}, ("people", "lines"), "unknown-line"),
        ("t", {"people": {"totals_of": "z"}}, ("people", "totals_of"), "unknown-question"),
        ("t", {"people": {"lt5": 0.2}}, ("people", "lt5"), "reason-not-offered"),
        (
            "t",
            {"people": {"table": {**TABLE, "rows": {"r9": 1}}}},
            ("people", "table", "rows"),
            "unknown-row",
        ),
    ],
)
def test_a_rule_that_does_not_fit_is_found(name, rule, path, code):
    assert of_rule(name, **rule) == [(path, code)]


def test_a_similar_name_is_suggested():
    (finding,) = inspect_recipe(
        FORM, Recipe.model_validate({"questions": {"a": [{"answer": "yess"}]}})
    )
    assert finding.mend == "did you mean yes?"
