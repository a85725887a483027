"""Published: everything that a publication shows of a snapshot, counted and protected once."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from surveyapp.analysis.comparison import Comparison, protected, view, view_split
from surveyapp.analysis.counted_source import read_columns
from surveyapp.analysis.disclosure import ProtectedTable
from surveyapp.analysis.disclosure.cross import ProtectedCross, protect_cross
from surveyapp.analysis.frame import frame_of
from surveyapp.analysis.joint_frequencies import count_pair
from surveyapp.analysis.plan import NothingToCompare
from surveyapp.analysis.publication import Publication, Show
from surveyapp.analysis.published_plan import published_plan
from surveyapp.analysis.result import CrossTable
from surveyapp.analysis.snapshot import Snapshot
from surveyapp.analysis.uncounted import Uncounted, uncounted, unplanned
from surveyapp.questionnaire.model import CORE, FULL, Questionnaire
from surveyapp.questions.column import Column

ENOUGH = 20
"""Columns that are looked at to tell the edition."""

NamedCross = tuple[str, ProtectedCross]


@dataclass(frozen=True, slots=True)
class Published:
    """The protected table, and the two views of it: of the groups, and of each of their classes.

    publication: the plan, without what is for another edition than was answered. crosses: the
    protected cross-tables by the name of their comparison. uncounted: what could not be compared.
    """

    publication: Publication
    table: ProtectedTable
    whole: Comparison
    split: Comparison
    crosses: tuple[NamedCross, ...] = ()
    uncounted: tuple[Uncounted, ...] = ()


def publish(
    snapshot: Snapshot,
    form: Questionnaire,
    publication: Publication,
    questions: Collection[str] = (),
    themes: Sequence[Column] = (),
) -> Published:
    """What a publication shows; only these questions or comparisons when some are named.

    Columns that the snapshot lacks are left out. themes: columns of coded free text in it.
    Raises NothingToCompare for a name that the plan does not publish.
    """
    publication = publication.of_edition(answered_edition(snapshot, form))
    chosen = published_plan(form, publication, questions, themes)
    if chosen.by not in snapshot.fields():
        raise NothingToCompare("no-comparing-question", chosen.by)
    is_part = bool(questions) and any(column.name in chosen.asking for column in chosen.columns)
    # What may be shown of a routed question depends on all others.
    plan = published_plan(form, publication, themes=themes) if is_part else chosen
    everything = protected(snapshot, plan.among(snapshot.fields()), publication.rules)
    table = everything.of(chosen.columns)
    frame = frame_of(form, publication, chosen)
    crosses = tuple(_crosses(snapshot, publication, everything, table))
    whole, split = (_with(make(table, snapshot, frame), crosses) for make in (view, view_split))
    left = [*uncounted(chosen, snapshot.fields())]
    if not questions:
        left.extend(unplanned(form, chosen, snapshot.fields()))
    return Published(publication, table, whole, split, crosses, tuple(left))


def _crosses(
    snapshot: Snapshot,
    publication: Publication,
    everything: ProtectedTable,
    table: ProtectedTable,
) -> Iterator[NamedCross]:
    """Every declared cross-table of which both columns are shown; guarded beside everything."""
    counted = {each.column.name for each in table.columns}
    for each in publication.comparisons():
        if each.show is Show.CROSS and each.cross and {each.columns[0], each.cross} <= counted:
            pair = each.columns[0], each.cross
            counts = count_pair(snapshot, everything.plan, *pair)
            has_split = each.has_split and everything.plan.split is not None
            yield each.name, protect_cross(counts, everything, *pair, has_split=has_split)


def _with(view: Comparison, crosses: Sequence[NamedCross]) -> Comparison:
    """The view with the cross-tables of its groups."""
    columns = {shown.column.name: shown.column for shown in view.columns}
    groups = {result.group for shown in view.columns for result in shown.groups}
    found: list[CrossTable] = []
    for name, cross in crosses:
        pair = columns[cross.first], columns[cross.second]
        for group, seen in cross.groups.items():
            if group in groups:
                found.append(CrossTable(name, group, *pair, seen.n_asked, seen.n, seen.cells))
    return replace(view, crosses=tuple(found))


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
