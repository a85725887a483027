"""Published as JSON: everything that a publication shows, to be read again as it was."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import msgspec

from surveyapp.analysis.collection_pause import collection_pause
from surveyapp.analysis.disclosure.dissemination_record import (
    RecordUnreadable,
    table_from_json,
    table_to_json,
)
from surveyapp.analysis.dissemination_plan import DisseminationPlan
from surveyapp.analysis.outputs import Outputs, with_crosses
from surveyapp.analysis.result import Comparison
from surveyapp.analysis.tabulation_specification import tabulation_plan_of
from surveyapp.analysis.uncounted import Uncounted
from surveyapp.questionnaire.model import CORE, FULL, Questionnaire
from surveyapp.questions.column import Column


@dataclass(frozen=True, slots=True)
class _Kept:
    """edition: that was answered. table: with its cross-tables. whole, split: without them.

    fields: names of the columns that there were, in order.
    """

    edition: str
    fields: tuple[str, ...]
    table: msgspec.Raw
    whole: Comparison
    split: Comparison
    uncounted: tuple[Uncounted, ...]


def published_to_json(made: Outputs, plan: DisseminationPlan, fields: Collection[str]) -> bytes:
    """JSON of a publication.

    plan: the whole of it, from which the edition's part was made. fields: of the snapshot.
    """
    edition = next(e for e in (FULL, CORE) if plan.of_edition(e) == made.publication)
    whole, split = (replace(view, crosses=()) for view in (made.whole, made.split))
    table = msgspec.Raw(table_to_json(made.table, made.crosses))
    kept = _Kept(edition, tuple(sorted(fields)), table, whole, split, made.uncounted)
    return msgspec.json.encode(kept)


@collection_pause()
def published_from_json(
    text: bytes,
    form: Questionnaire,
    plan: DisseminationPlan,
    themes: Sequence[Column] = (),
) -> Outputs:
    """The inverse, by the form and the whole plan of then. Raises RecordUnreadable."""
    try:
        kept = msgspec.json.decode(text, type=_Kept)
    except (msgspec.MsgspecError, UnicodeDecodeError) as problem:
        raise RecordUnreadable(str(problem)) from problem
    publication = plan.of_edition(kept.edition)
    columns = tabulation_plan_of(form, publication, themes=themes).among(kept.fields)
    table, crosses = table_from_json(bytes(kept.table), columns)
    whole, split = (with_crosses(view, crosses) for view in (kept.whole, kept.split))
    return Outputs(publication, table, whole, split, crosses, kept.uncounted)
