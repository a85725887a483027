"""Published: everything that a publication shows of a snapshot, counted and protected once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from surveyapp.analysis.comparison import Comparison, protected, view, view_split
from surveyapp.analysis.counted_source import read_columns
from surveyapp.analysis.disclosure import ProtectedTable
from surveyapp.analysis.frame import frame_of
from surveyapp.analysis.plan import NothingToCompare
from surveyapp.analysis.publication import Publication
from surveyapp.analysis.published_plan import published_plan
from surveyapp.analysis.snapshot import Snapshot
from surveyapp.questionnaire.model import CORE, FULL, Questionnaire
from surveyapp.questions.column import Column

ENOUGH = 20
"""Columns that are looked at to tell the edition."""


@dataclass(frozen=True, slots=True)
class Published:
    """The protected table, and the two views of it: of the groups, and of each of their classes.

    publication: the plan, without what is for another edition than was answered.
    """

    publication: Publication
    table: ProtectedTable
    whole: Comparison
    split: Comparison


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
    plan = published_plan(form, publication, questions, themes)
    frame = frame_of(form, publication, plan)
    found = plan.among(snapshot.fields())
    if plan.by not in snapshot.fields():
        raise NothingToCompare("no-comparing-question", plan.by)
    table = protected(snapshot, found, publication.rules)
    return Published(
        publication, table, view(table, snapshot, frame), view_split(table, snapshot, frame)
    )


def answered_edition(snapshot: Snapshot, form: Questionnaire) -> str:
    """The core edition when nobody was asked a question outside it; else the full one."""
    beyond = [
        column.name
        for column in form.columns
        if not form.questions[column.question].is_core
        and form.questions[column.question].relevant is None
        and column.name in snapshot.fields()
    ][:ENOUGH]
    table = read_columns(snapshot.source, beyond)
    was_asked = any(column.null_count < table.num_rows for column in table.columns)
    return FULL if was_asked or not beyond else CORE
