import csv
import io
import json

from surveyapp.analysis.quality.quality_result import (
    IndicatorGroup,
    IndicatorKind,
    IndicatorResult,
    QualityReport,
)
from surveyapp.formats.quality_file import quality_csv, quality_json

SHOWN = IndicatorGroup("RO", 20, {"answered": 12, "not_answered": 8})
CLOSED = IndicatorGroup("NO", None, {"answered": None, "not_answered": None})
FOUND = QualityReport(
    "tiny", "1", True, ("RO", "NO"), (IndicatorResult(IndicatorKind.ITEM, "plan", (SHOWN, CLOSED)),)
)


def test_csv_has_one_line_a_count_and_a_closed_one_is_empty_and_says_so():
    rows = list(csv.DictReader(io.StringIO(quality_csv(FOUND))))
    assert [(row["country"], row["code"], row["count"], row["closed"]) for row in rows] == [
        ("RO", "answered", "12", "0"),
        ("RO", "not_answered", "8", "0"),
        ("NO", "answered", "", "1"),
        ("NO", "not_answered", "", "1"),
    ]
    assert {row["synthetic"] for row in rows} == {"1"}


def test_json_has_shares_beside_counts_and_null_for_what_is_closed():
    made = json.loads(quality_json(FOUND))
    assert made["synthetic"] is True
    assert made["flags"][0]["shares"] == {"answered": 0.6, "not_answered": 0.4}
    assert made["flags"][1]["counts"] == {"answered": None, "not_answered": None}
