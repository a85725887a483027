"""Finalisation: everything that a publication shows of a snapshot, counted and protected once."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from surveyapp.analysis.collection_pause import collection_pause
from surveyapp.analysis.comparison.comparison import view, view_split
from surveyapp.analysis.comparison.sampling_frame import frame_of
from surveyapp.analysis.disclosure.cross import protect_cross
from surveyapp.analysis.disclosure.dissemination_record import (
    DisseminationRecord,
    NamedCross,
    cross_again,
)
from surveyapp.analysis.disclosure.gate import protect
from surveyapp.analysis.disclosure.protected import ProtectedTable
from surveyapp.analysis.dissemination_plan import DisseminationPlan, Show
from surveyapp.analysis.microdata.snapshot import Snapshot
from surveyapp.analysis.outputs import Outputs, with_crosses
from surveyapp.analysis.tabulation.counted_source import in_memory, read_columns
from surveyapp.analysis.tabulation.crosstab import count_pair
from surveyapp.analysis.tabulation.frequencies import count
from surveyapp.analysis.tabulation_plan import NothingToCompare, TabulationPlan
from surveyapp.analysis.tabulation_specification import tabulation_plan_of
from surveyapp.analysis.uncounted import uncounted, unplanned
from surveyapp.questionnaire.model import CORE, FULL, Questionnaire
from surveyapp.questions.column import Column

ENOUGH = 20
"""Columns that are looked at to tell the edition."""


@collection_pause()
def finalise(
    snapshot: Snapshot,
    form: Questionnaire,
    publication: DisseminationPlan,
    questions: Collection[str] = (),
    themes: Sequence[Column] = (),
) -> Outputs:
    """What a publication shows; only these questions or comparisons when some are named.

    Columns that the snapshot lacks are left out. themes: columns of coded free text in it.
    Raises NothingToCompare for a name that the plan does not publish.
    """
    snapshot = in_memory(snapshot)
    publication = publication.of_edition(answered_edition(snapshot, form))
    chosen = tabulation_plan_of(form, publication, questions, themes)
    is_part = bool(questions) and any(column.name in chosen.universe for column in chosen.columns)
    # What may be shown of a routed question depends on all others.
    plan = tabulation_plan_of(form, publication, themes=themes) if is_part else chosen
    table, crosses = _protected(snapshot, publication, plan)
    return _of_plan(chosen, table, crosses, OutputSource(snapshot, form, publication), questions)


@collection_pause()
def publish_beside(
    record: DisseminationRecord | None,
    snapshot: Snapshot,
    form: Questionnaire,
    publication: DisseminationPlan,
    themes: Sequence[Column] = (),
) -> Outputs:
    """All that a publication shows of a round of which this was published before.

    Raises NothingToCompare.
    """
    snapshot = in_memory(snapshot)
    publication = publication.of_edition(answered_edition(snapshot, form))
    plan = tabulation_plan_of(form, publication, themes=themes)
    table, crosses = _protected(snapshot, publication, plan, record)
    return _of_plan(plan, table, crosses, OutputSource(snapshot, form, publication), ())


def part_of(
    made: Outputs,
    snapshot: Snapshot,
    form: Questionnaire,
    questions: Collection[str],
    themes: Sequence[Column] = (),
) -> Outputs:
    """Only these questions or comparisons of what is published, protected as they are there.

    Raises NothingToCompare for a name that the plan does not publish.
    """
    chosen = tabulation_plan_of(form, made.publication, questions, themes)
    study = OutputSource(snapshot, form, made.publication)
    return _of_plan(chosen, made.table, made.crosses, study, questions)


@dataclass(frozen=True, slots=True)
class OutputSource:
    """What is published from; publication: of the edition that was answered."""

    snapshot: Snapshot
    form: Questionnaire
    publication: DisseminationPlan


def _protected(
    snapshot: Snapshot,
    publication: DisseminationPlan,
    plan: TabulationPlan,
    record: DisseminationRecord | None = None,
) -> tuple[ProtectedTable, tuple[NamedCross, ...]]:
    """Counted and protected. Raises NothingToCompare."""
    if plan.by not in snapshot.fields():
        raise NothingToCompare("no-comparing-question", plan.by)
    counted = count(snapshot, plan.among(snapshot.fields()))
    table = protect(counted, publication.rules, record=record)
    return table, tuple(_crosses(snapshot, publication, table, record))


def _of_plan(
    chosen: TabulationPlan,
    everything: ProtectedTable,
    crosses: Sequence[NamedCross],
    study: OutputSource,
    questions: Collection[str],
) -> Outputs:
    """The views of the columns of a plan."""
    form, publication, snapshot = study.form, study.publication, study.snapshot
    table = everything.of(chosen.columns)
    frame = frame_of(form, publication, chosen)
    counted = {each.column.name for each in table.columns}
    shown = tuple((n, each) for n, each in crosses if {each.first, each.second} <= counted)
    whole, split = (
        with_crosses(make(table, snapshot, frame), shown) for make in (view, view_split)
    )
    left = [*uncounted(chosen, snapshot.fields())]
    if not questions:
        left.extend(unplanned(form, chosen, snapshot.fields()))
    return Outputs(publication, table, whole, split, shown, tuple(left))


def _crosses(
    snapshot: Snapshot,
    publication: DisseminationPlan,
    table: ProtectedTable,
    record: DisseminationRecord | None,
) -> Iterator[NamedCross]:
    """Every declared cross-table of which both columns are counted; guarded beside everything."""
    counted = {each.column.name for each in table.columns}
    for each in publication.comparisons():
        if each.show is Show.CROSS and each.cross and {each.columns[0], each.cross} <= counted:
            pair = each.columns[0], each.cross
            counts = count_pair(snapshot, table.plan, *pair)
            has_split = each.has_split and table.plan.split is not None
            cross = protect_cross(counts, table, *pair, has_split=has_split)
            yield each.name, cross if record is None else cross_again(cross, table, record)


def answered_edition(snapshot: Snapshot, form: Questionnaire) -> str:
    """The core edition when nobody was asked a question or cell outside it; else the full one."""
    fields = snapshot.fields()
    beyond = [
        column.name
        for column in form.columns
        if not form.questions[column.question].is_core_cell(column.cell)
        and form.questions[column.question].relevant is None
        and column.name in fields
    ][:ENOUGH]
    table = read_columns(snapshot.source, beyond)
    was_asked = any(column.null_count < table.num_rows for column in table.columns)
    return FULL if was_asked or not beyond else CORE
