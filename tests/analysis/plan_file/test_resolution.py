"""A plan becomes a publication: names are followed, patterns are written out."""

from dataclasses import fields
from datetime import date

import pytest

from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.dissemination_plan import Base, Item, Show
from surveyapp.analysis.plan_file import PlanDefinition, publication_of
from surveyapp.analysis.plan_file.definition import RulesDefinition
from surveyapp.formats.source.questionnaire_folder import load_release

REST = {"analysis": "analysis_plan", "version": "1"}
OFTEN = {
    "list": "freq5",
    "into": [
        {"code": "often", "label": "Often", "of": ["always", "usually"]},
        {"code": "rest", "label": "Not often", "of": ["sometimes", "rarely", "never"]},
    ],
}


def published(*comparisons, **more):
    """The publication of one chapter of the gallery's small questionnaire."""
    chapters = [{"name": "only", "label": "Only", "comparisons": comparisons}]
    plan = PlanDefinition.model_validate({**REST, "chapters": chapters, **more})
    return publication_of(plan, load_release("analysis_plan"))


def only(publication):
    (declared,) = publication.comparisons()
    return declared


def test_a_question_brings_all_its_columns():
    declared = only(published({"name": "x", "questions": ["helped"]}))
    assert declared.columns == ("helped.adults.people", "helped.children.people")


def test_a_star_stands_for_one_part_of_a_name():
    assert only(published({"name": "x", "columns": ["helped.*.people"]})).questions == ("helped",)


def test_a_star_stands_for_no_more_than_one_part():
    assert only(
        published({"name": "x", "title": "X", "columns": ["helped.*", "sector"]})
    ).columns == ("sector",)


def test_without_a_title_the_words_of_the_question_are_shown():
    declared = only(published({"name": "x", "questions": ["has_plan"]}))
    assert declared.text_path == "analysis_plan.has_plan.label"


def test_a_title_has_a_path_of_its_own():
    declared = only(published({"name": "x", "title": "Plans", "questions": ["has_plan"]}))
    assert declared.text_path == "analysis_plan_analysis.comparisons.x.title"


def test_measures_are_shown_unless_said():
    assert only(published({"name": "x", "questions": ["has_plan"]})).show is Show.MEASURES


def test_the_split_is_shown_unless_said():
    assert only(published({"name": "x", "questions": ["has_plan"]})).has_split
    assert not only(published({"name": "x", "questions": ["has_plan"], "split": False})).has_split


def test_a_merge_says_which_code_is_taken_under_which():
    declared = only(
        published({"name": "x", "questions": ["has_plan"], "merge": "m"}, merges={"m": OFTEN})
    )
    assert declared.merge.recodes()["usually"] == "often"
    assert declared.merge.text_paths["rest"] == "analysis_plan_analysis.merges.m.rest"


def test_a_base_names_who_is_left_out():
    base = {"question": "sector", "without": ["igo"]}
    declared = only(published({"name": "x", "questions": ["has_plan"], "base": base}))
    assert declared.base == Base("sector", ("igo",))


def cross(**more):
    return {"name": "x", "questions": ["has_plan"], "show": "cross", "cross": "has_review", **more}


def test_the_second_question_of_a_cross_table_is_merged_as_the_first_one():
    declared = only(published(cross(merge="m"), merges={"m": OFTEN}))
    assert declared.cross_merge == declared.merge


def test_the_second_question_of_a_cross_table_has_the_merge_that_it_has_elsewhere():
    alone = {"name": "y", "questions": ["has_review"], "merge": "m"}
    crossed, _ = published(cross(), alone, merges={"m": OFTEN}).comparisons()
    assert (crossed.merge, crossed.cross_merge.name) == (None, "m")


def test_the_second_question_of_a_cross_table_stays_unmerged_when_it_is_so_elsewhere():
    alone = {"name": "y", "questions": ["has_review"]}
    crossed, _ = published(cross(merge="m"), alone, merges={"m": OFTEN}).comparisons()
    assert crossed.cross_merge is None


def test_an_index_has_its_items_in_order():
    index = {
        "label": "Index",
        "low": "low",
        "high": "high",
        "items": ["has_plan", {"item": "has_review", "zero_if": {"has_plan": ["never"]}}],
        "minimum": 1,
    }
    shown = {"name": "x", "show": "index", "index": "i"}
    declared = only(published(shown, indices={"i": index}))
    assert declared.index.items == (
        Item("has_plan"),
        Item("has_review", ("has_plan", frozenset({"never"}))),
    )
    assert declared.text_path == declared.index.text_path


def test_lines_that_stand_together_are_columns():
    children = {"name": "all", "label": "All", "columns": ["helped.*.people"]}
    shown = {"name": "x", "questions": ["helped"], "show": "totals", "together": [children]}
    (together,) = only(published(shown)).together
    assert together.columns == ("helped.adults.people", "helped.children.people")


def test_a_point_of_public_figures_has_a_source_and_a_day():
    point = {"year": 2014, "value": 3, "source": "Yearbook", "seen": "2026-11-24"}
    series = {"country": "RO", "label": "Official", "unit": "people", "points": [point]}
    found = published({"name": "x", "questions": ["helped"]}, public_figures={"s": series})
    assert found.series[0].points[0].source_path == "analysis_plan_analysis.public_figures.s.2014"
    assert found.series[0].points[0].seen == date(2026, 11, 24)


def test_rules_that_are_not_given_are_the_usual_ones():
    given = {"k": 11, "quartiles_from": 20, "people_step": 20}
    found = published({"name": "x", "questions": ["has_plan"]}, rules=given)
    assert found.rules == DisclosureRules(k=11, quartiles_from=20, people_step=20)
    assert found.rules.dominance == DisclosureRules().dominance


def test_every_disclosure_rule_can_be_written_in_a_plan():
    assert set(RulesDefinition.model_fields) == {each.name for each in fields(DisclosureRules)}


def test_a_name_that_leads_nowhere_is_not_passed_over():
    with pytest.raises(KeyError):
        published({"name": "x", "questions": ["has_plan"], "merge": "none"})
