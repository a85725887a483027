"""Trace: where a table or figure of the report comes from, fact by fact; in English, as typed."""

from collections.abc import Iterator
from dataclasses import asdict

from surveyapp.analysis.derivation import Merge, Pool
from surveyapp.analysis.dissemination_plan import DeclaredComparison, DisseminationPlan
from surveyapp.reports.document.evidence import numbers_of
from surveyapp.reports.document.material import Provenance

MOST_COLUMNS = 12

Fact = tuple[str, str]
"""(what, value)"""


def trace_of(
    declared: DeclaredComparison, publication: DisseminationPlan, provenance: Provenance
) -> tuple[Fact, ...]:
    """Everything that is needed to make the same figure again."""
    number = numbers_of(publication)[declared.name]
    return (
        ("table, figure", f"{number.table}, {number.figure}"),
        ("snapshot", provenance.snapshot),
        ("questionnaire", f"{publication.questionnaire}, version {provenance.version}"),
        ("version hash", provenance.version_hash),
        ("wave", f"{provenance.wave}{' (SYNTHETIC)' if provenance.is_synthetic else ''}"),
        ("comparison", declared.name),
        ("shows", declared.show.value),
        *_made_of(declared),
        ("rules", _rules(publication)),
    )


def _made_of(declared: DeclaredComparison) -> Iterator[Fact]:
    if declared.feeds:
        yield "feeds", declared.feeds
    yield "questions", ", ".join(declared.questions) or "–"
    if declared.index:
        items = ", ".join(item.column for item in declared.index.items)
        yield "index", f"{declared.index.name}: {items}; at least {declared.index.minimum} answered"
    else:
        yield "columns", _shortened(declared.columns)
    yield "base", _base(declared)
    yield "merge", _merged(declared.merge) if declared.merge else "none"
    if declared.pools:
        yield "pooled", "; ".join(map(_pooled, declared.pools))
    yield "flags", ", ".join(declared.flags) or "none"


def _shortened(columns: tuple[str, ...]) -> str:
    shown = ", ".join(columns[:MOST_COLUMNS])
    rest = len(columns) - MOST_COLUMNS
    return f"{shown} and {rest} more" if rest > 0 else shown


def _base(declared: DeclaredComparison) -> str:
    if declared.base is None:
        return "institutions that gave an answer"
    return (
        f"institutions whose {declared.base.question} is not {' or '.join(declared.base.without)}"
    )


def _merged(merge: Merge) -> str:
    taken = (f"{new} = {' + '.join(codes)}" for new, codes in merge.into.items())
    return f"{merge.name}: {'; '.join(taken)}"


def _pooled(pool: Pool) -> str:
    """The rows, and which of their codes counts first; numbers are summed."""
    first = f", {pool.preference[0]} first" if pool.preference else ", summed"
    return f"{pool.column.name} = {' + '.join(pool.rows)}{first}"


def _rules(publication: DisseminationPlan) -> str:
    return ", ".join(f"{name} {value}" for name, value in asdict(publication.rules).items())
