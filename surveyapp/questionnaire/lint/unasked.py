"""Unasked: routing on a number or a day that somebody may not have been asked for.

A comparison that cannot be made holds, so the question is shown to those, too.
"""

from collections.abc import Iterator

from surveyapp.questionnaire.expression import Claim, ClaimGroup, Open, Reference, opened, written
from surveyapp.questionnaire.lint.finding import Finding, Severity
from surveyapp.questionnaire.lint.inspection import Inspection, PlacedQuestion
from surveyapp.questionnaire.lint.routing import conjuncts, sound_claim

ROUTING = ("relevant", "row_filter")


def unasked(inspection: Inspection) -> Iterator[Finding]:
    """Warns of questions and rows that are shown where their source was not asked."""
    for placed in inspection.questions:
        known: frozenset[Claim] = frozenset()
        for key in ROUTING:
            claim = sound_claim(inspection, placed, key)
            if claim is not None:
                said = _missing(opened(claim, inspection.domains.get), known)
                answers = (_unasked(inspection, placed, *each) for each in said)
                first = {each.question: each for each in reversed(list(filter(None, answers)))}
                for answer in reversed(first.values()):
                    yield _finding(inspection, placed, key, answer)
                known |= conjuncts(claim)


def _missing(claim: Claim, known: frozenset[Claim]) -> Iterator[tuple[Reference, frozenset[Claim]]]:
    """(answer that may be missing, the claims that hold wherever that matters)."""
    match claim:
        case ClaimGroup(needs_all, parts):
            inside = known | (frozenset(parts) if needs_all else frozenset())
            for part in parts:
                yield from _missing(part, inside)
        case Open(_, missing, False):
            yield from ((reference, known) for reference in missing)
        case _:
            return


def _unasked(
    inspection: Inspection, placed: PlacedQuestion, reference: Reference, known: frozenset[Claim]
) -> Reference | None:
    """The answer, where somebody for whom the claims hold may not have been asked it."""
    name = reference.question
    source = inspection.by_name.get(name or "")
    if source is None:
        return None
    is_asked = not source.relevant or _conditions_of(inspection, source.name) <= known
    is_row_shown = not (reference.path and source.row_filter) or (
        source.row_filter == placed.question.row_filter
    )
    return None if is_asked and is_row_shown else reference


def _conditions_of(inspection: Inspection, name: str) -> frozenset[Claim]:
    return conjuncts(sound_claim(inspection, inspection.placed[name], "relevant"))


def _finding(
    inspection: Inspection, placed: PlacedQuestion, key: str, answer: Reference
) -> Finding:
    what = placed.name if key == "relevant" else f"every row of {placed.name}"
    words = f"{what} is also asked of those who were not asked {answer.question}"
    said = f"{written(answer)} != ''"
    if not answer.path and inspection.by_name[answer.question or ""].rows:
        said = f"the condition of {answer.question} before it"
    mend = f"write {said} and … where this is not meant"
    return Finding((*placed.path, key), "asked-without-source", words, mend, Severity.WARNING)
