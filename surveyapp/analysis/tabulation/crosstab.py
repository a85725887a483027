"""Joint frequencies: exact counts of two columns against each other. Private to this package."""

from collections import Counter
from collections.abc import Mapping

import duckdb
import pyarrow as pa

from surveyapp.analysis.microdata.snapshot import Snapshot
from surveyapp.analysis.result import Group
from surveyapp.analysis.tabulation.counted_source import read_columns
from surveyapp.analysis.tabulation.frequencies import Value, group_of
from surveyapp.analysis.tabulation.index_column import quoted
from surveyapp.analysis.tabulation_plan import TabulationPlan

Pair = tuple[Value, Value]


def count_pair(
    snapshot: Snapshot, plan: TabulationPlan, first: str, second: str
) -> Mapping[Group, Mapping[Pair, int]]:
    """Finest group -> (value of `first`, value of `second`) -> institutions, reasons included.

    first, second: columns of codes. Institutions that were not asked one of them are left out.
    Merges of the plan are applied. Raises KeyError when the snapshot lacks a column.
    """
    keys = [plan.by] if plan.split is None else [plan.by, plan.split]
    names = list(dict.fromkeys([*keys, first, second]))
    counts: dict[Group, Counter[Pair]] = {}
    for code, part, a, b, n in _counted(read_columns(snapshot.source, names), plan, first, second):
        if code in plan.codes:
            pair = _recoded(plan, first, a), _recoded(plan, second, b)
            counts.setdefault(group_of(plan, code, part), Counter())[pair] += n
    return counts


def _counted(
    answers: pa.Table, plan: TabulationPlan, first: str, second: str
) -> list[tuple[str | None, str | None, str, str, int]]:
    split = f"{quoted(plan.split)}::VARCHAR" if plan.split else "NULL::VARCHAR"
    chosen = [
        f"{quoted(plan.by)}::VARCHAR AS code",
        f"{split} AS part",
        f"{quoted(first)}::VARCHAR AS a",
        f"{quoted(second)}::VARCHAR AS b",
    ]
    with duckdb.connect() as connection:
        asked = connection.from_arrow(answers).project(", ".join(chosen))
        both = asked.filter("a IS NOT NULL AND b IS NOT NULL")
        found: list[tuple[str | None, str | None, str, str, int]] = both.aggregate(
            "code, part, a, b, count(*)", "code, part, a, b"
        ).fetchall()
    return found


def _recoded(plan: TabulationPlan, name: str, value: str) -> str:
    return plan.recodes.get(name, {}).get(value, value)
