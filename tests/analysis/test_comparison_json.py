import json
import re
from pathlib import Path

from surveyapp.analysis.comparison import view
from surveyapp.analysis.comparison_json import to_json
from tests.analysis.study import COLOUR, COLUMNS, countries, guarded, snapshot

DOCS = Path(__file__).parents[2] / "docs/compare-json.md"
ANSWERS = countries("colour", [("red", 3), ("green", 20), ("blue", 9)], [("red", 9)])


def written(*columns):
    """What a program reads."""
    made = view(guarded(ANSWERS, *columns), snapshot(*ANSWERS))
    return json.loads(json.dumps(to_json(made), allow_nan=False))


def keys(value):
    """Every key in the JSON; groups and reasons are named by the study."""
    if isinstance(value, list):
        return set().union(*map(keys, value))
    if isinstance(value, dict):
        inner = (keys(v) for k, v in value.items() if k not in ("group", "within", "missing"))
        return set(value).union(*inner)
    return set()


def test_a_comparison_says_what_it_was_made_from():
    found = written(COLOUR)
    assert (found["questionnaire"], found["version"], found["synthetic"]) == ("small", "1", True)
    assert found["snapshot"] == snapshot(*ANSWERS).sha256


def test_a_hidden_value_is_null_and_says_so():
    hidden = written(COLOUR)["columns"][0]["groups"][0]["values"][0]
    assert hidden.pop("hidden") is True
    assert hidden == {"code": "red", "count": None, "share": None, "bounds": None, "intervals": []}


def test_a_visible_value_has_count_and_share():
    shown = written(COLOUR)["columns"][0]["groups"][1]["values"][0]
    assert shown.pop("hidden") is False
    assert shown == {"code": "red", "count": 9, "share": 1.0, "bounds": [1, 1], "intervals": []}


def test_a_difference_names_its_groups_and_measure():
    found = written(COLOUR)["columns"][0]["differences"][1]
    assert found["of"] == ["NO", "RO"]
    assert found["measure"] == "percentage points"


def test_text_is_not_compared():
    assert "words" not in [column["column"] for column in written(*COLUMNS)["columns"]]


def test_every_key_is_documented():
    text = DOCS.read_text(encoding="utf-8")
    assert [key for key in sorted(keys(written(*COLUMNS))) if f"`{key}`" not in text] == []


def test_the_documented_measures_are_all_there_are():
    text = DOCS.read_text(encoding="utf-8")
    measures = {d["measure"] for c in written(*COLUMNS)["columns"] for d in c["differences"]}
    assert measures <= set(re.findall(r"^\| ([^|]+?) \|", text, re.MULTILINE))
