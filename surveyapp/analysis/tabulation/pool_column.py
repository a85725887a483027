"""Pool column: the rows of a family as one answer of an institution, computed by the engine.

Arrow takes one pool after another; DuckDB needed gigabytes for a hundred of them in one statement.
"""

from collections.abc import Collection, Sequence
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from surveyapp.analysis.derivation import Pool
from surveyapp.analysis.microdata.snapshot import REASON_MARK
from surveyapp.analysis.tabulation_plan import is_number
from surveyapp.questions.cell import RESERVED_CODES, MissingReason


def pool_table(answers: pa.Table, pools: Sequence[Pool], kept: Sequence[str]) -> pa.Table:
    """One row an institution: the columns `kept`, and every pooled one.

    answers: holds all rows of the pools, of numbers with their reasons. Codes and reasons share a
    column as in a snapshot; numbers have a second one for the reason. An institution that was
    asked no row is null. One that answered none has the reason that all its rows give, else
    "blank"; so has a sum of which one part was asked and not answered.
    Raises KeyError when a column is lacking.
    """
    made = {name: answers[name] for name in kept}
    for pool in pools:
        name = pool.column.name
        if is_number(pool.column):
            made[name], made[name + REASON_MARK] = _sum(answers, pool)
        else:
            made[name] = _code(answers, pool)
    return pa.table(made)


def _code(answers: pa.Table, pool: Pool) -> pa.ChunkedArray:
    """The code that counts: the first in the order of preference that any row has."""
    rows = [_words(answers, row) for row in pool.rows]
    none = pa.scalar(None, pa.string())
    made = _same([pc.if_else(_is_in(row, RESERVED_CODES), row, none) for row in rows])
    for code in reversed(pool.preference):
        own = [old for old, new in pool.recodes.items() if new == code]
        has_it = reduce(pc.or_, (_is_in(row, own) for row in rows))
        made = pc.if_else(has_it, pa.scalar(code), made)
    return made


def _sum(answers: pa.Table, pool: Pool) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """The sum of the rows that were asked, where each has a number; beside it the reason."""
    numbers = [answers[row] for row in pool.rows]
    reason = _same([_words(answers, row + REASON_MARK) for row in pool.rows])
    total = reduce(pc.add, (pc.fill_null(each, 0) for each in numbers))
    is_given = pc.and_(pc.is_valid(pc.coalesce(*numbers)), pc.is_null(reason))
    return pc.if_else(is_given, total, pa.scalar(None, pa.float64())), reason


def _words(answers: pa.Table, name: str) -> pa.ChunkedArray:
    return answers[name].cast(pa.string())


def _is_in(row: pa.ChunkedArray, codes: Collection[str]) -> pa.ChunkedArray:
    """Whether a row holds one of these; not asked is none of them."""
    return pc.is_in(row, value_set=pa.array(sorted(codes), pa.string()))


def _same(reasons: Sequence[pa.ChunkedArray]) -> pa.ChunkedArray:
    """The reason of all that have one; "blank" where they differ, null where none has one."""
    first, last = pc.min_element_wise(*reasons), pc.max_element_wise(*reasons)
    blank = pa.scalar(MissingReason.BLANK.value)
    return pc.if_else(pc.equal(first, last), first, blank)
