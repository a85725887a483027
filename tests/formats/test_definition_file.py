"""A YAML file as a definition, or what is wrong with its shape."""

import pytest

from surveyapp.formats.definition_file import DefinitionRefused, definition_from, read_definition
from surveyapp.formats.yaml_file import parse_yaml
from surveyapp.questionnaire.definition import CodeListDefinition, QuestionnaireDefinition
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
