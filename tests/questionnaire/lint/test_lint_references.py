"""Names that must lead somewhere."""

import pytest

from surveyapp.questionnaire.lint import lint
from tests.questionnaire.lint.written import ask, at, code_list, codes, judged, written

COUNTRY = ask("country", choices=[{"code": "RO", "label": "R"}, {"code": "NO", "label": "N"}])
VARIANT = {"NO": {"label": "Other words"}}


def test_an_unknown_list_comes_with_the_nearest_of_all_lists():
    definition = written(ask("works", choices="answr"))
    (found,) = lint(definition, {}, list_names=["answer", "country"])
    assert (found.code, found.mend) == ("unknown-list", "did you mean answer?")


def test_a_code_that_is_left_out_must_be_in_the_list():
    used = {"list": "answer", "without": ["bed"]}
    (found,) = judged(ask("works", choices=used), lists=[code_list("answer", "good", "bad")])
    assert (found.code, found.path, found.mend) == (
        "unknown-code",
        at(0, "choices", "without", 0),
        "did you mean bad?",
    )


def test_strata_are_found_one_by_one():
    (found,) = judged(ask("works"), strata=["works", "sector"])
    assert (found.code, found.path) == ("unknown-question", ("strata", 1))


def test_responses_are_compared_by_one_answer():
    found = judged(ask("works", type="text"), compare_by="works")
    assert codes(found) == ["not-one-answer"]


def test_consent_is_given_by_a_code_of_its_question():
    (found,) = judged(ask("agrees"), consent="agrees", consent_given="yess")
    assert (found.code, found.path) == ("unknown-code", ("consent_given",))


def test_a_variant_needs_somebody_who_can_choose_its_country():
    assert codes(judged(ask("works", variants=VARIANT))) == ["unknown-country"]


def test_a_variant_is_for_one_of_the_countries_compared():
    assert judged(COUNTRY, ask("works", variants=VARIANT), compare_by="country") == ()


def test_a_variant_in_a_shared_list_is_named_where_the_list_is_used():
    shared = code_list("answer", "good", variants={"SE": {"label": "Other"}})
    found = judged(COUNTRY, ask("works", choices="answer"), lists=[shared], compare_by="country")
    assert [(f.code, f.path) for f in found] == [("unknown-country", at(1, "choices"))]


def test_an_unused_term_is_only_a_warning():
    (found,) = judged(ask("works"), terms={"place": {"label": "place", "definition": "A bed."}})
    assert (found.code, found.severity) == ("unused-term", "warning")


def test_what_is_compared_is_not_split_by_the_same_question():
    (found,) = judged(ask("country"), compare_by="country", split_by="country")
    assert (found.code, found.path) == ("same-group", ("split_by",))


@pytest.mark.parametrize("key", ["compare_by", "split_by"])
def test_a_question_that_makes_groups_is_asked_of_everybody(key):
    routed = ask("country", relevant="${agrees} = 'no'")
    found = judged(ask("agrees"), routed, consent="agrees", **{key: "country"})
    assert [(f.code, f.path) for f in found] == [("routed-group", (key,))]


def test_a_question_that_makes_groups_may_depend_on_consent():
    routed = ask("country", relevant="${agrees} = 'yes'")
    assert judged(ask("agrees"), routed, consent="agrees", split_by="country") == ()


def test_the_list_of_reasons_is_no_list_of_answers():
    found = judged(ask("works", choices="missing"), lists=[code_list("missing", "dk")])
    assert [(f.code, f.path) for f in found] == [("reserved-code", at(0, "choices"))]
