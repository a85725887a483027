import json
import re
from dataclasses import replace
from pathlib import Path

from surveyapp.analysis.comparison.comparison import view
from surveyapp.analysis.comparison.comparison_json import to_json
from tests.analysis.study import COLOUR, COLUMNS, countries, guarded, snapshot

DOCS = Path(__file__).parents[3] / "docs/compare-json.md"
ANSWERS = countries("colour", [("red", 3), ("green", 20), ("blue", 9)], [("red", 9)])
PROTECTED = replace(COLOUR, is_sensitive=True)


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


def red(found, place=0):
    """The first code of a group; what is None is left out."""
    value = found["columns"][0]["groups"][place]["values"][0]
    return {key: each for key, each in value.items() if each is not None}


def test_a_comparison_says_what_it_was_made_from():
    found = written(COLOUR)
    assert (found["questionnaire"], found["version"], found["synthetic"]) == ("small", "1", True)
    assert found["snapshot"] == snapshot(*ANSWERS).sha256


def test_a_value_of_a_closed_group_is_null_and_says_so():
    few = countries("colour", [("red", 3)], [("red", 9)])
    assert red(written(COLOUR, answers=few)) == {"code": "red", "intervals": [], "closed": True}


def test_a_shown_value_has_count_and_share():
    shown = red(written(COLOUR))
    assert (shown["count"], shown["share"], shown["closed"]) == (3, 0.0938, False)


def test_a_closely_protected_value_has_the_ends_of_both():
    found = written(PROTECTED)
    shown = red(found)
    assert found["columns"][0]["closely_protected"]
    assert {"count", "share"}.isdisjoint(shown)
    assert shown["band"][0] <= 3 <= shown["band"][1]
    assert shown["share_band"] == [round(end / 32, 4) for end in shown["band"]]
    differences = [d for d in found["columns"][0]["differences"] if d["code"] == "red"]
    assert [d["value"] for d in differences] == [None]
    assert all(low < high for low, high in (d["band"] for d in differences))


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
