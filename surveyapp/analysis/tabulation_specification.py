"""Published plan: the columns that a publication declares, as they are counted."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import fmean

from surveyapp.analysis.coding.code_book import is_of_texts
from surveyapp.analysis.derivation import Base, Index, Merge, Pool, index_column
from surveyapp.analysis.dissemination_plan import DeclaredComparison, DisseminationPlan
from surveyapp.analysis.tabulation_plan import (
    NothingToCompare,
    OptionSet,
    TabulationPlan,
    is_compared,
    plan_of,
)
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.universe import EVERYBODY, Among, Unclear, Universe, joined
from surveyapp.questions.cell import NOT_NAMED
from surveyapp.questions.column import Column, Role


def tabulation_plan_of(
    form: Questionnaire,
    publication: DisseminationPlan,
    questions: Collection[str] = (),
    themes: Sequence[Column] = (),
) -> TabulationPlan:
    """What is counted for a publication; only these questions or indices when some are named.

    themes: columns of coded free text, beside those of the form; of texts that lie apart nothing is
    published by the split. A column that stands in several
    comparisons is counted once; its merge and base are the same in all of them. Of rows that are
    pooled only the family is counted.
    Raises NothingToCompare.
    """
    whole = plan_of(form)
    known = {column.name: column for column in (*form.columns, *themes) if is_compared(column)}
    declared = _chosen(publication, questions)
    indices = tuple(dict.fromkeys(each.index for each in declared if each.index))
    pools = {pool.column.name: pool for each in declared for pool in each.pools}
    known |= {name: pool.column for name, pool in pools.items()}
    columns = dict(_columns(declared, known, whole.sensitive))
    if not questions:
        columns[whole.by] = known[whole.by]  # how many answered at all
    bases = {name: each.base for each in declared if each.base for name in names_of(each)}
    return replace(
        whole,
        columns=tuple(columns[name] for name in _in_order(columns, known)),
        recodes=dict(_recodes(declared)),
        bases=bases,
        indices=indices,
        unsplit=frozenset(columns)
        - {name for each in declared if each.has_split for name in names_of(each)}
        - {whole.by}
        | {each.name for each in themes if is_of_texts(form, each)} & columns.keys(),
        scores={name: dict(known[name].scores) for name in _needed(indices) if name in known},
        universe=_universes(whole.universe, themes, indices, tuple(pools.values()), bases),
        options={**whole.options, **dict(_pooled_options(whole.options, pools.values()))},
        pools=tuple(pools.values()),
        pairing=publication.pairing,
        scales=_scales(publication.classes, pools.values()),
        sensitive=whole.sensitive | {name for name, c in columns.items() if c.is_sensitive},
    )


def names_of(declared: DeclaredComparison) -> tuple[str, ...]:
    """The columns that a comparison shows, its index among them."""
    return (*declared.columns, declared.index.name) if declared.index else declared.columns


def merged(column: Column, merge: Merge) -> Column:
    """The column with its codes taken together; points of a new code are the mean of its own.

    A code that is in no list, such as that of rows that were not named, stays beside them.
    """
    kept = tuple(code for code in column.codes if code == NOT_NAMED)
    scores = dict(column.scores)
    points = [
        (new, fmean(scores[code] for code in codes))
        for new, codes in merge.into.items()
        if all(code in scores for code in codes)
    ]
    return replace(
        column,
        codes=(*merge.into, *kept),
        text_paths=tuple(merge.text_paths.items()),
        scores=tuple(points),
    )


def _chosen(
    publication: DisseminationPlan, questions: Collection[str]
) -> tuple[DeclaredComparison, ...]:
    declared = tuple(publication.comparisons())
    if not questions:
        return declared
    known = {name for each in declared for name in (each.name, *each.questions)}
    for name in questions:
        if name not in known:
            raise NothingToCompare("not-in-the-plan", name)
    return tuple(each for each in declared if {each.name, *each.questions} & set(questions))


def _columns(
    declared: Sequence[DeclaredComparison],
    known: Mapping[str, Column],
    sensitive: Collection[str],
) -> Iterator[tuple[str, Column]]:
    for each in declared:
        for name in each.columns:
            if name in known:
                column, is_pooled = known[name], name in _pooled(each)
                yield name, merged(column, each.merge) if each.merge and not is_pooled else column
        if each.cross in known:
            column = known[each.cross or ""]
            yield column.name, merged(column, each.cross_merge) if each.cross_merge else column
        if each.index:
            yield each.index.name, index_column(each.index, sensitive)


def _recodes(declared: Sequence[DeclaredComparison]) -> Iterator[tuple[str, Mapping[str, str]]]:
    for each in declared:
        if each.merge:
            own = (name for name in each.columns if name not in _pooled(each))
            yield from ((name, each.merge.recodes()) for name in own)
        if each.cross and each.cross_merge:
            yield each.cross, each.cross_merge.recodes()


def _pooled(each: DeclaredComparison) -> set[str]:
    """Its columns that stand for several rows; their codes are merged already."""
    return {pool.column.name for pool in each.pools}


def _pooled_options(
    options: Mapping[str, OptionSet], pools: Collection[Pool]
) -> Iterator[tuple[str, OptionSet]]:
    """The options of every family: whoever answered a row chose one of them at least."""
    for pool in pools:
        cell = pool.column.cell
        if pool.column.role is not Role.OPTION:
            continue
        of_row = next((one for one in options.values() if pool.rows[0] in one.columns), None)
        if of_row is not None:
            names = (f"{cell}.{name.rpartition('.')[2]}" for name in of_row.columns)
        else:
            names = (other.column.name for other in pools if other.column.cell == cell)
        yield cell, OptionSet(tuple(names))


def _scales(
    classes: Mapping[str, tuple[int, ...]], pools: Collection[Pool]
) -> dict[str, tuple[int, ...]]:
    """The declared classes; sums are read in the classes of their rows."""
    of_pools = {pool.column.name: classes.get(pool.rows[0]) for pool in pools}
    return {**classes, **{name: starts for name, starts in of_pools.items() if starts}}


def _in_order(columns: Mapping[str, Column], known: Mapping[str, Column]) -> Iterator[str]:
    """Names in the order of the form, then pooled rows, indices last."""
    yield from (name for name in known if name in columns)
    yield from (name for name in columns if name not in known)


def _universes(
    asked: Mapping[str, Universe],
    themes: Sequence[Column],
    indices: Sequence[Index],
    pools: Sequence[Pool],
    bases: Mapping[str, Base],
) -> dict[str, Universe]:
    """Who counts in which column: who was asked, and is in its base.

    Themes count for those whose words may be shown, an index for those who were asked an item, a
    family for those who were asked one of its rows.
    """
    found = dict(asked)
    for theme in themes:
        wrote = Unclear("words that may be shown", theme.question)
        found[theme.name] = joined(True, [asked.get(theme.question, EVERYBODY), wrote], asked)
    made = [(index.name, sorted(index.needs())) for index in indices]
    for name, parts in (*made, *((pool.column.name, pool.rows) for pool in pools)):
        found[name] = joined(False, [asked.get(part, EVERYBODY) for part in parts], asked)
    for name, base in bases.items():
        counted = Among(base.question, frozenset(base.without), holds=False)
        found[name] = joined(True, [found.get(name, EVERYBODY), counted], asked)
    return {name: universe for name, universe in found.items() if universe != EVERYBODY}


def _needed(indices: Sequence[Index]) -> set[str]:
    return set[str]().union(*(index.needs() for index in indices))
