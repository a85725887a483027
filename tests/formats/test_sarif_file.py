"""The findings as SARIF 2.1.0."""

import json

import jsonschema
import pytest
from click.testing import CliRunner

from surveyapp.cli.questionnaire import check as check_command
from surveyapp.formats.questionnaire_check import RULES, check
from surveyapp.formats.sarif_file import sarif
from tests.formats.broken import CASES, QUESTIONNAIRE, break_in

WORDS = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
FROM_ONE = {"type": "integer", "minimum": 1}
# The parts of the standard's schema that the files use: all that is required, with its types.
SCHEMA = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "$schema": {"type": "string", "format": "uri"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name", "rules"],
                                "properties": {
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "required": ["id"],
                                            "properties": {"shortDescription": WORDS},
                                        },
                                    }
                                },
                            }
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message", "ruleId", "level", "locations"],
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": WORDS,
                                "locations": {
                                    "type": "array",
                                    "minItems": 1,
                                    "items": {
                                        "required": ["physicalLocation"],
                                        "properties": {
                                            "physicalLocation": {
                                                "required": ["artifactLocation", "region"],
                                                "properties": {
                                                    "artifactLocation": {
                                                        "required": ["uri"],
                                                        "properties": {
                                                            "uri": {"pattern": "^[^ ]+$"}
                                                        },
                                                    },
                                                    "region": {
                                                        "required": ["startLine"],
                                                        "properties": {
                                                            "startLine": FROM_ONE,
                                                            "startColumn": FROM_ONE,
                                                        },
                                                    },
                                                },
                                            }
                                        },
                                    },
                                },
                                "suppressions": {
                                    "type": "array",
                                    "items": {
                                        "required": ["kind"],
                                        "properties": {"kind": {"enum": ["inSource", "external"]}},
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}


def told(report):
    """The file as a program reads it."""
    return json.loads(json.dumps(sarif(report.problems, report.ignored, RULES)))


@pytest.mark.parametrize(
    "code", ["unknown-term", "unused-term", "yaml-syntax", "translation-stale"]
)
def test_the_file_has_what_the_standard_asks_for(code, sound):
    break_in(sound, dict(CASES)[code])
    content = told(check([sound / "questionnaires"]))
    jsonschema.validate(content, SCHEMA)
    (run,) = content["runs"]
    assert code in {result["ruleId"] for result in run["results"]}
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])


def test_a_warning_is_a_warning_and_an_error_an_error(sound):
    break_in(sound, dict(CASES)["unused-term"])
    break_in(sound, dict(CASES)["unknown-warning"])
    (run,) = told(check([sound / "questionnaires"]))["runs"]
    levels = {result["ruleId"]: result["level"] for result in run["results"]}
    assert levels == {"unused-term": "warning", "unknown-warning": "error"}


def test_what_is_ignored_is_suppressed_with_its_reason(sound):
    written = "\n  bed: {label: b, definition: B.}  # check: ignore unused-term for later\n  place:"
    break_in(sound, (QUESTIONNAIRE, "\n  place:", written))
    (run,) = told(check([sound / QUESTIONNAIRE]))["runs"]
    jsonschema.validate(told(check([sound / QUESTIONNAIRE])), SCHEMA)
    suppressed = [each for each in run["results"] if "suppressions" in each]
    assert [each["ruleId"] for each in suppressed] == ["unused-term"]
    assert suppressed[0]["suppressions"][0]["justification"] == "for later"


def test_a_file_with_a_space_in_its_path_has_an_address(sound):
    folder = sound.parent / "my study"
    sound.rename(folder)
    break_in(folder, dict(CASES)["unknown-term"])
    (run,) = told(check([folder / "questionnaires"]))["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"].startswith("file:///")
    assert "my%20study" in place["uri"]


def test_the_command_prints_the_file(sound):
    arguments = ["--format", "sarif", str(sound / "questionnaires")]
    result = CliRunner().invoke(check_command, arguments)
    jsonschema.validate(json.loads(result.output), SCHEMA)
