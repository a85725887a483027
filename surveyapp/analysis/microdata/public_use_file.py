"""Public release: rows that everybody may have, or the reasons why these answers cannot be opened.

k-anonymity (Sweeney 2002): by the answers that others know as well, no row stands in a group of
fewer than k. Known answers that would make too many small groups are left out, least important
first; the few rows that still stand in small groups are left out. What that cannot mend is refused.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

import pyarrow as pa

from surveyapp.analysis.microdata.export_table import ExportTable, export_table
from surveyapp.analysis.microdata.row_groups import SMALLEST_K
from surveyapp.analysis.microdata.snapshot import Snapshot
from surveyapp.questionnaire.microdata_scope import open_columns, quasi_identifiers
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.column import Column
from surveyapp.questions.counted_noun import counted_noun

LEAST_BY_GROUP = 20
"""Times k: in a smaller group of the comparison, who took part is as good as known."""
MOST_LEFT_OUT = 0.1
"""Of the rows; more and the file says something else than the study."""
MOST_PERCENT = round(100 * MOST_LEFT_OUT)


@dataclass(frozen=True, slots=True)
class ReleaseReason:
    """Why answers cannot be opened: a code with what its words need, and the words in English."""

    code: str
    values: Mapping[str, str | int]
    words: str

    def __str__(self) -> str:
        """The words."""
        return self.words


class ReleaseRefused(ValueError):
    """The answers cannot be opened, and why."""

    def __init__(self, reasons: Sequence[ReleaseReason]) -> None:
        super().__init__("\n".join(map(str, reasons)))
        self.reasons = tuple(reasons)


@dataclass(frozen=True, slots=True)
class PublicUseFile:
    """What may be published, and how it was made.

    known: columns by which rows were grouped, dropped: those left out; smallest: rows of the
    smallest group; n_groups: groups; n_before: rows before any was left out.
    """

    table: ExportTable
    k: int
    known: tuple[str, ...]
    dropped: tuple[str, ...]
    smallest: int
    n_groups: int
    n_before: int


def public_release(snapshot: Snapshot, form: Questionnaire, k: int, rng: Random) -> PublicUseFile:
    """The safe release of a wave. k: 5 or more. Raises ReleaseRefused, OSError, ValueError."""
    if k < SMALLEST_K:
        raise ValueError(f"k is {k}, but at least {SMALLEST_K}")
    table = export_table(snapshot, open_columns(form), rng)
    present = {column.name for column in table.columns}
    known = tuple(c for c in quasi_identifiers(form) if c.name in present)
    n_strata = len({form.compare_by, *form.strata} - {None})
    kept = _kept(table, known, n_strata, k)
    reasons = [*_too_small(table, form, k), *_too_many_left_out(table, kept, k)]
    if reasons:
        raise ReleaseRefused(reasons)
    return _released(table, known, kept, k)


def _kept(
    table: ExportTable, known: tuple[Column, ...], n_least: int, k: int
) -> tuple[Column, ...]:
    """As many known columns as leave few rows in small groups; never fewer than the strata."""
    for length in range(len(known), n_least, -1):
        if _share_left_out(table, known[:length], k) <= MOST_LEFT_OUT:
            return known[:length]
    return known[:n_least]


def _keys(table: ExportTable, known: tuple[Column, ...]) -> list[tuple[object, ...]]:
    """The group of each row; a reason and "not asked" are values like others."""
    if not known:
        return [()] * table.n_rows
    return list(zip(*(table.values(column) for column in known), strict=True))


def _share_left_out(table: ExportTable, known: tuple[Column, ...], k: int) -> float:
    sizes = Counter(_keys(table, known))
    n_small = sum(size for size in sizes.values() if size < k)
    return n_small / table.n_rows if table.n_rows else 0.0


def _too_small(table: ExportTable, form: Questionnaire, k: int) -> list[ReleaseReason]:
    """Groups of the comparison with too few responses."""
    least = LEAST_BY_GROUP * k
    if form.compare_by is None:
        if table.n_rows >= least:
            return []
        there = counted_noun(table.n_rows, "response")
        words = f"The file has {there}; open data need {least} ({LEAST_BY_GROUP}·k)."
        return [ReleaseReason("file-too-small", {"n": table.n_rows, "least": least}, words)]
    (column,) = (c for c in table.columns if c.name == form.compare_by)
    counts = Counter(table.values(column))
    small = [each.code for each in form.compare_codes if counts[each.code] < least]
    return [_small_group(form.compare_by, code, counts[code], least) for code in small]


def _small_group(question: str, code: str, n: int, least: int) -> ReleaseReason:
    words = (
        f"{question} = {code} has {counted_noun(n, 'response')}; open data need {least}"
        f" ({LEAST_BY_GROUP}·k). In a smaller group, whoever took part is as good as known."
    )
    values: dict[str, str | int] = {"question": question, "group": code, "n": n, "least": least}
    return ReleaseReason("group-too-small", values, words)


def _too_many_left_out(table: ExportTable, kept: tuple[Column, ...], k: int) -> list[ReleaseReason]:
    share = _share_left_out(table, kept, k)
    if share <= MOST_LEFT_OUT:
        return []
    names = " × ".join(column.name for column in kept)
    found = f"By {names}, {share:.0%} of the responses stand in groups of fewer than {k}"
    words = f"{found}; at most {MOST_LEFT_OUT:.0%} may be left out."
    values: dict[str, str | int] = {"columns": names, "percent": round(100 * share), "k": k}
    return [ReleaseReason("too-many-left-out", {**values, "most": MOST_PERCENT}, words)]


def _released(
    table: ExportTable, known: tuple[Column, ...], kept: tuple[Column, ...], k: int
) -> PublicUseFile:
    keys = _keys(table, kept)
    sizes = Counter(keys)
    mask = pa.array([sizes[key] >= k for key in keys], pa.bool_())
    dropped = tuple(column.name for column in known[len(kept) :])
    columns = tuple(column for column in table.columns if column.name not in dropped)
    released = replace(
        table, columns=columns, rows=table.rows.drop_columns(list(dropped)).filter(mask)
    )
    left = [size for size in sizes.values() if size >= k]
    names = tuple(column.name for column in kept)
    return PublicUseFile(released, k, names, dropped, min(left), len(left), table.n_rows)
