import json
import re
from dataclasses import replace
from pathlib import Path

from surveyapp.analysis.comparison import view
from surveyapp.analysis.comparison_json import to_json
from tests.analysis.study import COLOUR, COLUMNS, countries, guarded, snapshot

DOCS = Path(__file__).parents[2] / "docs/compare-json.md"
ANSWERS = countries("colour", [("red", 3), ("green", 20), ("blue", 9)], [("red", 9)])
PROTECTED = replace(COLOUR, is_sensitive=True)
NOTHING = {
    "code": "red",
    "count": None,
    "share": None,
    "band": None,
    "share_band": None,
    "bounds": None,
    "intervals": [],
    "hidden": False,
}


def written(*columns, answers=ANSWERS):
    """What a program reads."""
    made = view(guarded(answers, *columns), snapshot(*answers))
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


def test_a_value_of_a_closed_group_is_null_and_says_so():
    closed = countries("colour", [("red", 4)], [("red", 9)])
    group = written(COLOUR, answers=closed)["columns"][0]["groups"][0]
    assert (group["hidden"], group["n"], group["n_asked"]) == (True, 4, 4)
    assert group["values"][0] == {**NOTHING, "hidden": True}


def test_a_protected_value_is_a_range():
    group = written(PROTECTED)["columns"][0]["groups"][0]
    assert (group["hidden"], group["n"], group["missing"]) == (False, 32, {})
    value = group["values"][0]
    assert (value["band"], value["share_band"]) == ([0, 4], [0, 0.125])
    assert value == {**NOTHING, **{k: value[k] for k in ("band", "share_band", "bounds")}}


def test_a_visible_value_has_count_and_share():
    shown = written(COLOUR)["columns"][0]["groups"][0]["values"][0]
    share = round(3 / 32, 4)
    assert shown == {**NOTHING, "count": 3, "share": share, "bounds": [share, share]}


def test_a_difference_of_a_range_is_a_range():
    found = written(PROTECTED)["columns"][0]["differences"][0]
    assert (found["value"], found["hidden"]) == (None, False)
    assert found["band"][0] <= round(9 / 9 - 3 / 32, 4) <= found["band"][1]


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
