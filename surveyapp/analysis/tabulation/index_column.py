"""Index column: several answers of an institution as one number, computed by the engine."""

from collections.abc import Iterator, Mapping, Sequence

import duckdb
import pyarrow as pa

from surveyapp.analysis.derivation import Index, Item
from surveyapp.analysis.microdata.snapshot import REASON_MARK
from surveyapp.questions.cell import MissingReason


def index_table(
    connection: duckdb.DuckDBPyConnection,
    answers: pa.Table,
    indices: Sequence[Index],
    scores: Mapping[str, Mapping[str, float]],
    kept: Sequence[str],
) -> pa.Table:
    """One row an institution: the columns `kept`, and every index with its reason.

    answers: holds all columns that the indices need. scores: column -> code -> points, 0 to 100.
    An index is null when none of its items was asked; below `minimum` of them it is null beside
    the reason "blank". Raises duckdb.Error when a column is lacking.
    Source: statistics.md, section 2 (indices); mean of the scores of the items answered.
    """
    kept_names = [quoted(name) for name in kept]
    scored = [f"{name}::VARCHAR AS {name}" for name in kept_names]
    made = list(kept_names)
    for place, index in enumerate(indices):
        names = [f"score_{place}_{number}" for number in range(len(index.items))]
        scored += _scored(index, names, f"asked_{place}", scores)
        made += _fields(index, names, f"asked_{place}")
    of_items = connection.from_arrow(answers).project(", ".join(scored))
    found: pa.Table = of_items.project(", ".join(made)).to_arrow_table()
    return found


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _scored(
    index: Index, names: Sequence[str], asked: str, scores: Mapping[str, Mapping[str, float]]
) -> Iterator[str]:
    """Under these names the score of every item; under `asked` whether any was asked."""
    for name, item in zip(names, index.items, strict=True):
        yield f"{_score(item, scores.get(item.column, {}))} AS {name}"
    was_asked = " OR ".join(f"{quoted(name)} IS NOT NULL" for name in sorted(index.needs()))
    yield f"({was_asked}) AS {asked}"


def _fields(index: Index, items: Sequence[str], asked: str) -> list[str]:
    n_answered = " + ".join(f"({item} IS NOT NULL)::INT" for item in items)
    total = " + ".join(f"coalesce({item}, 0)" for item in items)
    enough = f"({n_answered}) >= {index.minimum}"
    mean = f"CASE WHEN {enough} THEN ({total}) / ({n_answered})::DOUBLE END"
    reason = f"CASE WHEN NOT {enough} AND {asked} THEN {_literal(MissingReason.BLANK.value)} END"
    return [
        f"{mean} AS {quoted(index.name)}",
        f"{reason} AS {quoted(index.name + REASON_MARK)}",
    ]


def _score(item: Item, score_by_code: Mapping[str, float]) -> str:
    """The item's score as an expression; NULL where it was not answered by a code with one."""
    cases = [
        f"WHEN {_is_one_of(item.column, [code])} THEN {score!r}::DOUBLE"
        for code, score in score_by_code.items()
    ]
    if item.zero_if is not None:
        other, codes = item.zero_if
        cases.insert(0, f"WHEN {_is_one_of(other, sorted(codes))} THEN 0::DOUBLE")
    return f"CASE {' '.join(cases)} END" if cases else "NULL::DOUBLE"


def _is_one_of(name: str, codes: Sequence[str]) -> str:
    return f"{quoted(name)}::VARCHAR IN ({', '.join(map(_literal, codes))})"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
