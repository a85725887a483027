"""Joining: two questions stand in one table only where their lines are the same for everybody."""

from collections.abc import Iterator

from surveyapp.questionnaire.definition import QuestionDefinition
from surveyapp.questionnaire.lint.finding import Finding
from surveyapp.questionnaire.lint.inspection import Inspection, PlacedQuestion, list_name
from surveyapp.questionnaire.lint.reference import unknown

LINES = {"grid_select_one": "rows", "select_multiple": "choices"}
"""Type -> the key of what the lines of the table are."""
ROUTING = ("relevant", "row_filter")


def joining(inspection: Inspection) -> Iterator[Finding]:
    """Problems of `beside`."""
    for placed in inspection.questions:
        name = placed.question.beside
        if name is None:
            continue
        if name not in inspection.by_name:
            yield unknown((*placed.path, "beside"), "question", name, inspection.by_name)
            continue
        before = _before(inspection, placed)
        if before is None or before.name != name:
            words = f"{name} does not stand directly before {placed.name} on its page"
            yield _unfit(
                placed, "beside", words, f"move {placed.name} behind it, or remove beside:"
            )
        else:
            yield from _pair(before, placed)


def _before(inspection: Inspection, placed: PlacedQuestion) -> QuestionDefinition | None:
    """The question before it on the same page."""
    *page, place = placed.path
    earlier = (*page, int(place) - 1)
    found = (each.question for each in inspection.questions if each.path == earlier)
    return next(found, None)


def _pair(first: QuestionDefinition, placed: PlacedQuestion) -> Iterator[Finding]:
    second = placed.question
    if first.beside:
        words = f"{first.name} already stands in one table with {first.beside}"
        yield _unfit(placed, "beside", words, "remove one beside:, a table holds two questions")
    elif first.type != second.type or second.type not in LINES:
        words = f"a {first.type} and a {second.type} have no table in common"
        mend = f"join two {' or two '.join(LINES)}, or remove beside:"
        yield _unfit(placed, "beside", words, mend)
    elif first.pick_rows or second.pick_rows:
        name = first.name if first.pick_rows else second.name
        words = f"of {name} only a few rows are shown, so it has no table in common"
        yield _unfit(placed, "beside", words, "remove pick_rows: or beside:")
    else:
        yield from _different(first, placed)


def _different(first: QuestionDefinition, placed: PlacedQuestion) -> Iterator[Finding]:
    """Each key in which two questions must not differ; of one list they may leave out codes."""
    for key in (LINES[first.type], *ROUTING):
        one, other = getattr(first, key), getattr(placed.question, key)
        is_same_list = key not in ROUTING and list_name(one) == list_name(other) is not None
        if one != other and not is_same_list:
            words = f"{key} of {placed.name} is not that of {first.name}, with which it is joined"
            mend = f"write the same {key}: in both, or remove beside:"
            yield _unfit(placed, "beside" if other is None else key, words, mend)


def _unfit(placed: PlacedQuestion, key: str, words: str, mend: str) -> Finding:
    return Finding((*placed.path, key), "beside-unfit", words, mend, at_key=True)
