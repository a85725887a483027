"""The JSON Schema for editors accepts what the loader accepts, and knows every key."""

import pytest
from jsonschema import Draft202012Validator

from surveyapp.formats.analysis_schema import analysis_schema
from surveyapp.formats.questionnaire_schema import (
    calendar_schema,
    code_list_schema,
    profile_schema,
    questionnaire_schema,
)
from surveyapp.formats.source.yaml_file import read_yaml
from surveyapp.questions.registry import QUESTION_TYPES
from tests.architecture.source import ROOT

FOLDER = ROOT / "questionnaires"
QUESTIONNAIRES = sorted(FOLDER.rglob("questionnaire.yaml"))
CODE_LISTS = sorted(FOLDER.glob("code_lists/*.yaml"))
PLANS = sorted(FOLDER.rglob("analysis.yaml"))
CALENDARS = sorted(FOLDER.glob("calendars/*.yaml"))
PROFILES = sorted(FOLDER.rglob("profiles/*.yaml"))
SCHEMAS = {
    "questionnaire": questionnaire_schema(),
    "list": code_list_schema(),
    "analysis": analysis_schema(),
    "profile": profile_schema(),
    "calendar": calendar_schema(),
}


def problems(path, schema):
    return [error.message for error in Draft202012Validator(schema).iter_errors(read(path))]


def read(path):
    return read_yaml(path).value


def parts(schema):
    return [schema, *schema.get("$defs", {}).values()]


@pytest.mark.parametrize("path", QUESTIONNAIRES, ids=lambda path: path.parent.name)
def test_a_shipped_questionnaire_fits_the_schema(path):
    assert not problems(path, SCHEMAS["questionnaire"])


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_a_shipped_plan_fits_the_schema(path):
    assert not problems(path, SCHEMAS["analysis"])


def test_the_shipped_profiles_fit_the_schema():
    assert not [words for path in PROFILES for words in problems(path, SCHEMAS["profile"])]


def test_the_shipped_code_lists_fit_the_schema():
    assert not [words for path in CODE_LISTS for words in problems(path, SCHEMAS["list"])]


def test_the_shipped_calendars_fit_the_schema():
    assert CALENDARS
    assert not [words for path in CALENDARS for words in problems(path, SCHEMAS["calendar"])]


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_the_schema_is_a_sound_schema(schema):
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_every_key_says_what_it_is(schema):
    keys = [key for part in parts(schema) for key in part.get("properties", {}).values()]
    assert all(key["title"] and key["description"] for key in keys if "$ref" not in key)


def test_the_schema_offers_every_question_type():
    question = SCHEMAS["questionnaire"]["$defs"]["QuestionDefinition"]
    assert question["properties"]["type"]["enum"] == list(QUESTION_TYPES)


def test_an_unknown_key_does_not_fit():
    assert not Draft202012Validator(SCHEMAS["list"]).is_valid({"lst": "x"})
