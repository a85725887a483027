"""The plan of a questionnaire: which columns, which countries, which classes."""

from collections import Counter

import pytest

from surveyapp.analysis.plan import NothingToCompare, Plan, plan_of
from surveyapp.questions.cell import OTHERS
from tests.analysis.study import COLOUR, COUNTRY, SECTOR
from tests.questionnaire.forms import ask, code_list, form


def two_countries(**more):
    choices = [{"code": "RO", "label": "Romania"}, {"code": "NO", "label": "Norway"}]
    country = ask("country", choices=choices)
    return form([country, ask("kind", choices="kind"), ask("gender")], compare_by="country", **more)


def test_a_plan_sets_the_first_class_against_all_others():
    kinds = code_list("kind", "authority", "ngo", "igo")
    made = plan_of(two_countries(lists=[kinds], split_by="kind"))
    assert (made.by, made.codes, made.split_codes) == (
        "country",
        ("RO", "NO"),
        ("authority", OTHERS),
    )
    parts = Counter(made.part_of(code) for code in ("authority", "ngo", "igo", "dk", None))
    assert parts == {"authority": 1, OTHERS: 2, "": 2}


def test_a_plan_may_be_of_some_questions_only():
    kinds = code_list("kind", "authority", "ngo")
    made = plan_of(two_countries(lists=[kinds]), ["gender"])
    assert [column.name for column in made.columns] == ["gender"]


def test_a_plan_needs_a_question_to_compare_by():
    with pytest.raises(NothingToCompare, match="no-comparing-question"):
        plan_of(form([ask("gender")]))


def test_a_plan_without_the_split_in_the_answers_has_no_split():
    made = Plan((COUNTRY, SECTOR, COLOUR), "country", ("RO", "NO"), "sector", ("authority",))
    assert made.among({"country", "colour"}).split is None
