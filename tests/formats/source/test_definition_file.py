"""A YAML file as a definition, or what is wrong with its shape."""

import inspect
import re

import pytest

from surveyapp.analysis.plan_file import definition as plan
from surveyapp.formats.source.definition_file import (
    PATTERN_MENDS,
    DefinitionRefused,
    definition_from,
    read_definition,
)
from surveyapp.formats.source.yaml_file import parse_yaml
from surveyapp.questionnaire import definition
from surveyapp.questionnaire.definition import CodeListDefinition, QuestionnaireDefinition
from surveyapp.questionnaire.profile import Profile
from tests.formats.broken import SOUND

QUESTION = """\
questionnaire: tiny
version: "1"
title: Tiny
purpose: To be read.
sections:
  - name: only
    label: Only
    pages:
      - name: page
        questions:
          - name: works
            type: select_one
            label: Words
"""


def problems_of(text, model=QuestionnaireDefinition):
    with pytest.raises(DefinitionRefused) as refused:
        definition_from(parse_yaml(text, "tiny.yaml"), model)
    return refused.value.problems


def said(text):
    return [str(problem) for problem in problems_of(text)]


def test_a_sound_file_is_a_definition():
    path = SOUND / "questionnaires/sound/questionnaire.yaml"
    definition, document = read_definition(path, QuestionnaireDefinition, "sound.yaml")
    assert (definition.questionnaire, document.file) == ("sound", "sound.yaml")


def test_a_bare_no_is_a_code():
    text = "list: answer\ntitle: Answer\ncodes: [{code: NO, label: no}]"
    code_list = definition_from(parse_yaml(text, "answer.yaml"), CodeListDefinition)
    assert (code_list.codes[0].code, code_list.codes[0].label) == ("NO", "no")


def test_an_unknown_key_is_named_at_its_place_with_the_nearest_one():
    assert said(QUESTION + "            lable: x\n") == [
        "tiny.yaml:14:13 unknown-key there is no key lable here; did you mean label?"
    ]


def test_a_number_where_text_belongs_wants_quotes():
    assert said(QUESTION.replace('"1"', "1")) == [
        "tiny.yaml:2:10 not-text version must be text; put it in quotes"
    ]


def test_a_missing_key_does_not_make_the_lists_around_it_empty():
    found = said(QUESTION.replace("            label: Words\n", ""))
    assert found == ["tiny.yaml:11:13 missing-key label is missing; add label:"]


@pytest.mark.parametrize(
    ("choices", "place", "code"),
    [
        ("{list: answer, witout: [a]}", "14:37", "unknown-key"),
        ("[{code: a, label: A}, {cod: b, label: B}]", "14:45", "unknown-key"),
        ("[{code: a}]", "14:23", "missing-key"),
        ("Bad Name", "14:22", "ill-formed"),
        ("5", "14:22", "ill-formed"),
    ],
)
def test_choices_are_judged_by_the_shape_that_was_meant(choices, place, code):
    found = said(f"{QUESTION}            choices: {choices}\n")
    assert any(words.startswith(f"tiny.yaml:{place} {code} ") for words in found)
    assert not any("not-a-" in words for words in found)


def test_a_part_of_a_list_is_named_by_its_place():
    (found,) = problems_of(QUESTION + "            missing: [dk, no_idea]\n")
    assert found.message == "missing, part 2, cannot be no_idea"
    assert found.mend == "write 'dk', 'na', 'nd', 'ref' or 'lt5'"


def test_a_file_that_is_a_list_has_no_keys():
    (found,) = problems_of("- one\n- two\n")
    assert (found.code, found.line) == ("not-a-mapping", 1)


def test_an_empty_file_lacks_every_key():
    assert {problem.code for problem in problems_of("")} == {"missing-key"}


@pytest.mark.parametrize("value", ["{a: 1}", "[[1]]", '"{x} {0}"', "{}"])
def test_braces_in_a_wrong_value_do_not_disturb_the_message(value):
    assert problems_of(f"{QUESTION}            level: {value}\n")


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ("''", 'other cannot be ""; use letters, digits and single _ between them'),
        ("a b", "other cannot be a b; use letters, digits and single _ between them"),
        ('"a\\u202eb\\n"', "other cannot be aU+202EbU+000A; use letters, digits and single _"),
    ],
)
def test_what_was_found_is_shown_so_that_it_can_be_seen(choice, told):
    (found,) = said(f"{QUESTION}            other: {choice}\n")
    assert told in found


@pytest.mark.parametrize("key", ["max_choices", "pick_rows", "max_length"])
@pytest.mark.parametrize("value", ["true", '"3"', "1.0"])
def test_a_number_is_neither_true_nor_text(key, value):
    (found,) = problems_of(f"{QUESTION}            {key}: {value}\n")
    assert found.code == "not-a-number"


@pytest.mark.parametrize("value", ["~", "{a: b}", "true"])
def test_an_answer_of_a_profile_that_is_none_is_told_once(value):
    text = f"profile: Somebody\nlanguage: en\ngiven: {{works: {value}}}\n"
    (found,) = problems_of(text, Profile)
    assert (found.line, found.column, found.code) == (3, 16, "ill-formed")


def test_every_pattern_is_told_in_words():
    patterns = re.findall(r"pattern=r\"([^\"]+)\"", inspect.getsource(definition))
    patterns += re.findall(r"pattern=r\"([^\"]+)\"", inspect.getsource(plan))
    assert len(patterns) > 5
    for pattern in patterns:
        assert [start for start in PATTERN_MENDS if pattern.startswith(start)], pattern
