"""Simulated respondents obey routing, row filters, requirements and checks."""

import pytest

from surveyapp.fieldwork.submission import final_answers, obstacles
from surveyapp.formats.source.questionnaire_folder import load_release
from surveyapp.formats.source.recipe_file import load_recipe
from surveyapp.formats.source.screening_file import load_screening
from surveyapp.questionnaire.flow import Flow
from surveyapp.questionnaire.simulation import CannotAnswer, Recipe, simulate
from surveyapp.questions.cell import Missing, MissingReason, answers_to_json
from tests.questionnaire.forms import ROWS, YES_NO, ask, form

BLANK = Missing(MissingReason.BLANK)
FLAGSHIP = load_release("service_provision")
RECIPE = load_recipe("service_provision")
RULE = {"constraint_message": "Mend it."}


def answers(made, n=30, recipe=None, seed=1):
    return list(simulate(made, n, seed, recipe))


def recipe(**questions):
    """A recipe in which nothing is missing."""
    return Recipe.model_validate({"questions": questions})


def values(made, name, **more):
    return {each.get(name) for each in answers(made, **more)}


@pytest.fixture(scope="module", params=["core", "full"])
def study(request):
    """(form, answers of the demo's 48 institutions) in one edition."""
    made = FLAGSHIP.in_edition(request.param)
    return made, answers(made, RECIPE.size, RECIPE, RECIPE.seed)


def test_the_demo_answers_exactly_what_is_asked(study):
    made, respondents = study
    assert all(final_answers(Flow(made, each)) == each for each in respondents)


def test_every_form_of_the_demo_could_be_sent(study):
    made, respondents = study
    assert not any(obstacles(Flow(made, each), {}).block_sending for each in respondents)


def test_no_soft_check_asks_about_the_figures_of_the_demo(study):
    made, respondents = study
    universe = {
        finding.check.question
        for each in respondents
        for finding in obstacles(Flow(made, each), {}).open_questions
    }
    assert not [name for name in universe if name.startswith("vic_")]


def test_the_demo_has_the_institutions_of_its_recipe(study):
    _, respondents = study
    countries = [each["country"] for each in respondents]
    assert (countries.count("RO"), countries.count("NO")) == (34, 14)


def test_the_coordinating_bodies_alone_have_the_published_totals(study):
    _, respondents = study
    coordinators = [each for each in respondents if each.get("inst_class_authority") == "coord"]
    totals = [
        [each[f"vic_identified_sexage.year_{y}.total"] for y in (1, 2, 3)] for each in coordinators
    ]
    assert totals == [[1041, 896, 757], [349, 300, 324]]


def test_without_a_recipe_the_flagship_could_be_sent_as_well():
    assert not any(
        obstacles(Flow(FLAGSHIP, each), {}).block_sending for each in answers(FLAGSHIP, 20)
    )


def test_the_same_seed_gives_the_same_answers():
    once, again = answers(FLAGSHIP, 3, RECIPE), answers(FLAGSHIP, 3, RECIPE)
    assert [answers_to_json(each) for each in once] == [answers_to_json(each) for each in again]


def test_another_seed_gives_other_answers():
    assert answers(FLAGSHIP, 3, RECIPE) != answers(FLAGSHIP, 3, RECIPE, seed=2)


def test_consent_is_always_given():
    made = form([ask("agree")], consent="agree")
    assert values(made, "agree") == {"yes"}


def test_a_question_that_is_not_asked_is_not_answered():
    made = form([ask("a", required=True)], [ask("b", relevant="${a} = 'yes'")])
    assert {each["a"] for each in answers(made) if "b" in each} == {"yes"}


def test_only_the_rows_that_are_shown_are_answered():
    grid = ask("g", "grid_select_one", rows=ROWS, choices=YES_NO, required=True)
    later = ask("h", "grid_select_one", rows=ROWS, choices=YES_NO, row_filter="${g.@row} = 'yes'")
    made = form([grid], [later])
    wanted = {f"h.{row}" for row in ("r1", "r2")}
    for each in answers(made):
        assert wanted & each.keys() == {a for a in wanted if each[f"g.{a[2:]}"] == "yes"}


@pytest.mark.parametrize("kind", ["select_one", "select_multiple", "integer", "text", "rank"])
def test_a_required_question_is_always_answered(kind):
    made = form([ask("a", kind, required=True, missing=["dk", "ref"])])
    assert not any(isinstance(each["a"], Missing) for each in answers(made, 200))


def test_every_reason_that_is_offered_occurs_without_a_recipe():
    made = form([ask("a", missing=["dk", "na"])])
    found = {cell.reason for cell in values(made, "a", n=500) if isinstance(cell, Missing)}
    assert found == {MissingReason.DONT_KNOW, MissingReason.NOT_APPLICABLE, MissingReason.BLANK}


def test_a_hard_check_is_never_broken():
    made = form([ask("n", "integer", constraint=". >= 3 and . <= 9", **RULE)])
    numbers = {cell for cell in values(made, "n", n=200) if not isinstance(cell, Missing)}
    assert numbers == set(range(3, 10))


def test_a_number_far_from_the_usual_is_found():
    rule = ". >= 1990 and . <= 2026"
    made = form([ask("year", "integer", constraint=rule, required=True, **RULE)])
    assert all(1990 <= cell <= 2026 for cell in values(made, "year", n=20))


def test_an_optional_question_without_a_possible_answer_is_left_blank():
    made = form([ask("n", "integer", constraint=". > 3 and . < 2", missing=[], **RULE)])
    assert values(made, "n", n=5) == {BLANK}


def test_a_required_question_without_a_possible_answer_is_named():
    made = form([ask("n", "integer", constraint=". > 3 and . < 2", required=True, **RULE)])
    with pytest.raises(CannotAnswer) as refused:
        answers(made)
    assert refused.value.question == "n"


def test_a_check_on_one_cell_leaves_the_others_as_they_were():
    grid = ask("g", "grid_integer", rows=ROWS, columns=YES_NO, constraint=". < 30", **RULE)
    numbers = [
        cell
        for each in answers(form([grid]), 100)
        for cell in each.values()
        if isinstance(cell, int)
    ]
    assert max(numbers) < 30
    assert len(numbers) > 300


def test_a_check_that_needs_a_reason_gets_one():
    warning = {"name": "high", "test": ". < 0", "question": "So high?", "explain": True}
    made = form([ask("n", "integer", warnings=[warning], missing=[])])
    explained = [each.get("n__why_high") for each in answers(made, 5, Recipe())]
    assert explained == ["synthetic"] * 5


def test_texts_are_left_empty():
    assert values(form([ask("t", "text")]), "t") == {BLANK}


def test_an_exclusive_option_stands_alone():
    choices = [*YES_NO, {"code": "none", "label": "None"}]
    made = form([ask("m", "select_multiple", choices=choices, exclusive=["none"])])
    assert all("none" not in cell or cell == ("none",) for cell in ticked(made))


def ticked(made):
    return [cell for cell in values(made, "m", n=200) if isinstance(cell, tuple)]


def test_the_first_rule_that_fits_is_used():
    told = recipe(
        a=[{"answer": "yes"}],
        b=[
            {"when": {"a": "no"}, "answer": "yes"},
            {"when": {"a": ["yes", "no"]}, "answer": "no"},
            {"answer": "yes"},
        ],
    )
    assert values(form([ask("a"), ask("b")]), "b", recipe=told) == {"no"}


def test_a_rule_may_look_for_one_of_several_answers():
    told = recipe(
        m=[{"answer": ["yes", "no"]}], b=[{"when": {"m": "no"}, "answer": "no"}, {"answer": "yes"}]
    )
    made = form([ask("m", "select_multiple"), ask("b")])
    assert values(made, "b", recipe=told) == {"no"}


def test_several_answers_that_a_rule_does_not_name_are_never_chosen():
    told = recipe(m=[{"shares": {"yes": 1.0}}])
    made = form([ask("m", "select_multiple")])
    assert values(made, "m", recipe=told) == {("yes",)}


def test_a_row_has_shares_of_its_own():
    told = recipe(g=[{"rows": {"r1": {"yes": 1}}, "shares": {"no": 1}}])
    made = form([ask("g", "grid_select_one", rows=ROWS, choices=YES_NO)])
    assert all((each["g.r1"], each["g.r2"]) == ("yes", "no") for each in answers(made, recipe=told))


def test_a_rules_own_reasons_replace_the_general_ones():
    told = Recipe.model_validate(
        {"missing": {"dk": 1.0}, "questions": {"a": [{"missing": {"na": 1.0}}]}}
    )
    made = form([ask("a", missing=["dk", "na"]), ask("b", missing=["dk", "na"])])
    found = answers(made, 1, told)[0]
    assert (found["a"].reason, found["b"].reason) == (
        MissingReason.NOT_APPLICABLE,
        MissingReason.DONT_KNOW,
    )


def test_not_recorded_belongs_to_tables_of_numbers():
    told = Recipe.model_validate({"missing": {"nd": 1.0}})
    grid = ask("g", "grid_integer", rows=ROWS, columns=YES_NO, missing=["nd"])
    made = form([ask("n", "integer", missing=["nd"]), grid])
    (found,) = answers(made, 1, told)
    assert isinstance(found["n"], int)
    assert all(found[address].reason == "nd" for address in found if address.startswith("g."))


def test_a_number_keeps_to_its_mean():
    told = recipe(n=[{"mean": 100, "sd": 1}])
    made = form([ask("n", "integer", missing=[])])
    assert all(90 < cell < 110 for cell in values(made, "n", recipe=told))


def test_an_open_question_is_answered_with_one_of_the_recipes_texts():
    made = form([ask("advice", "text")])
    told = recipe(advice=[{"texts": ["More beds.", "More courses."]}])
    assert values(made, "advice", recipe=told) == {"More beds.", "More courses."}


def test_an_open_question_is_left_blank_as_often_as_the_recipe_says():
    made = form([ask("advice", "text")])
    told = recipe(advice=[{"texts": ["More beds."], "missing": {"blank": 1}}])
    assert values(made, "advice", recipe=told) == {BLANK}


def test_words_change_no_other_answer():
    made = form([ask("advice", "text"), ask("agrees"), ask("count", "integer")])
    plain, worded = (
        answers(made, recipe=each) for each in (recipe(), recipe(advice=[{"texts": ["Beds."]}]))
    )
    assert {each.pop("advice") for each in worded} == {"Beds."}
    assert {each.pop("advice") for each in plain} == {BLANK}
    assert worded == plain


def test_the_demo_has_texts_of_both_countries_and_some_to_be_taken_out(study):
    _, respondents = study
    wrote = [each for each in respondents if isinstance(each.get("rec_national"), str)]
    assert {each["country"] for each in wrote} == {"RO", "NO"}
    screen = load_screening("service_provision").kinds_in
    assert 0 < sum(bool(screen(each["rec_national"])) for each in wrote) < len(wrote)
