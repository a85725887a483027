"""Published as JSON: everything that a publication shows, to be read again as it was."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from surveyapp.analysis.collection_pause import collection_pause
from surveyapp.analysis.comparison.comparison import Comparison
from surveyapp.analysis.disclosure.dissemination_record import (
    RecordUnreadable,
    table_from_json,
    table_to_json,
)
from surveyapp.analysis.dissemination_plan import DisseminationPlan
from surveyapp.analysis.microdata.snapshot import Snapshot
from surveyapp.analysis.outputs import Outputs, with_crosses
from surveyapp.analysis.tabulation_specification import tabulation_plan_of
from surveyapp.analysis.uncounted import Uncounted
from surveyapp.questionnaire.model import CORE, FULL, Questionnaire
from surveyapp.questions.column import Column


@dataclass(frozen=True, slots=True)
class _Kept:
    """edition: that was answered. table: with its cross-tables. whole, split: without them."""

    edition: str
    table: msgspec.Raw
    whole: Comparison
    split: Comparison
    uncounted: tuple[Uncounted, ...]


def published_to_json(made: Outputs, plan: DisseminationPlan) -> bytes:
    """JSON of a publication. plan: the whole of it, from which the edition's part was made."""
    edition = next(e for e in (FULL, CORE) if plan.of_edition(e) == made.publication)
    whole, split = (replace(view, crosses=()) for view in (made.whole, made.split))
    table = msgspec.Raw(table_to_json(made.table, made.crosses))
    return msgspec.json.encode(_Kept(edition, table, whole, split, made.uncounted))


@collection_pause()
def published_from_json(
    text: bytes,
    snapshot: Snapshot,
    form: Questionnaire,
    plan: DisseminationPlan,
    themes: Sequence[Column] = (),
) -> Outputs:
    """The inverse, by the snapshot, form and whole plan of then. Raises RecordUnreadable."""
    try:
        kept = msgspec.json.decode(text, type=_Kept)
    except (msgspec.MsgspecError, UnicodeDecodeError) as problem:
        raise RecordUnreadable(str(problem)) from problem
    publication = plan.of_edition(kept.edition)
    columns = tabulation_plan_of(form, publication, themes=themes).among(snapshot.fields())
    table, crosses = table_from_json(bytes(kept.table), columns)
    whole, split = (with_crosses(view, crosses) for view in (kept.whole, kept.split))
    return Outputs(publication, table, whole, split, crosses, kept.uncounted)
