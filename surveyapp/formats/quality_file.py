"""Quality file: what may be said of the quality of a wave's answers, as CSV or JSON.

One line, or one object, a flag, country and code. A count that is not shown is empty in CSV and
null in JSON.
"""

import csv
import io
import json
from collections.abc import Iterator

from surveyapp.analysis.quality.quality_result import IndicatorGroup, IndicatorResult, QualityReport
from surveyapp.formats.comparison_file import guarded

HEADER = ("synthetic", "kind", "question", "check", "country", "n", "code", "count", "closed")


def quality_csv(found: QualityReport) -> str:
    """The file as text; `n` are the institutions that the flag concerns."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADER)
    for flag in found.flags:
        for group in flag.groups:
            for code, n in group.counts.items():
                line = (flag.kind.value, flag.question, flag.check, group.country, group.n, code, n)
                cells = (int(found.synthetic), *line, int(n is None))
                writer.writerow([guarded(cell) for cell in cells])
    return stream.getvalue()


def quality_json(found: QualityReport) -> str:
    """The same as JSON, with the share (0 to 1) beside every count."""
    content = {
        "questionnaire": found.questionnaire,
        "version": found.version,
        "synthetic": found.synthetic,
        "flags": [flag for each in found.flags for flag in _flags(each)],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _flags(flag: IndicatorResult) -> Iterator[dict[str, object]]:
    for group in flag.groups:
        yield {
            "kind": flag.kind.value,
            "question": flag.question,
            "check": flag.check,
            "country": group.country,
            "n": group.n,
            "counts": dict(group.counts),
            "shares": _shares(group),
        }


def _shares(group: IndicatorGroup) -> dict[str, float | None]:
    shares = {code: group.share(code) for code in group.counts}
    return {code: None if part is None else round(part, 4) for code, part in shares.items()}
