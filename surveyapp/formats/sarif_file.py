"""SARIF file: what the check found, as code hosts and editors read it (version 2.1.0)."""

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from surveyapp.formats.check_ignore import Ignored
from surveyapp.formats.problem import Problem

VERSION = "2.1.0"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
TOOL = "surveyapp"


def sarif(
    problems: Iterable[Problem], ignored: Iterable[Ignored], rules: Mapping[str, str]
) -> dict[str, Any]:
    """One run. rules: code -> one line about it; what was ignored is told as suppressed."""
    places = {code: place for place, code in enumerate(rules)}
    results = [_result(problem, places) for problem in problems]
    for each in ignored:
        suppression = {"kind": "inSource", "justification": each.reason}
        results.append(_result(each.problem, places) | {"suppressions": [suppression]})
    described = [{"id": code, "shortDescription": {"text": text}} for code, text in rules.items()]
    run = {
        "tool": {"driver": {"name": TOOL, "rules": described}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return {"$schema": SCHEMA, "version": VERSION, "runs": [run]}


def _result(problem: Problem, places: Mapping[str, int]) -> dict[str, Any]:
    words = f"{problem.message}; {problem.mend}" if problem.mend else problem.message
    place = {
        "artifactLocation": {"uri": _uri(problem.file)},
        "region": {"startLine": problem.line, "startColumn": problem.column},
    }
    return {
        "ruleId": problem.code,
        "ruleIndex": places[problem.code],
        "level": problem.severity,
        "message": {"text": words},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
