"""Reach: conditions that can never hold, so that nobody is asked or nothing can be answered."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from surveyapp.questionnaire.expression import (
    UNBOUNDED,
    Answered,
    Call,
    Choice,
    Claim,
    CodeLiteral,
    Node,
    NumberRange,
    Reference,
    contradicts,
    range_of,
)
from surveyapp.questionnaire.lint.finding import Finding, Severity
from surveyapp.questionnaire.lint.inspection import Inspection, PlacedQuestion
from surveyapp.questionnaire.lint.routing import conjuncts, sound_claim
from surveyapp.questions.domain import Shape

NEVER = {
    "relevant": "nobody is ever asked {name}: its condition cannot hold",
    "row_filter": "no row of {name} is ever shown: its condition cannot hold",
    "constraint": "no answer to {name} is ever taken: its rule cannot hold",
}
CHECKED = Reference(None)
SEVERAL = frozenset({Shape.CODES, Shape.RANKING, Shape.GRID_CODES})


def reach(inspection: Inspection) -> Iterator[Finding]:
    """Warns of routing and rules that no answers satisfy."""
    bounds, is_one = _bounds_in(inspection), _is_one_in(inspection)
    for placed in inspection.questions:
        for key, words in NEVER.items():
            claims = conjuncts(sound_claim(inspection, placed, key))
            all_claims = chain(claims, _of_sources(inspection, claims))
            if claims and contradicts(all_claims, bounds, is_one):
                said = words.format(name=placed.name)
                mend = f"change {key}:, two parts of it exclude each other, or nothing is in range"
                yield Finding((*placed.path, key), "never-holds", said, mend, Severity.WARNING)


def _of_sources(inspection: Inspection, claims: Iterable[Claim]) -> Iterator[Claim]:
    """What must hold besides, so that the answers that are needed can be there."""
    ahead, seen = list(claims), set[str]()
    while ahead:
        name = _needs_answer(ahead.pop())
        if name in inspection.placed and name not in seen:
            seen.add(name)
            behind = conjuncts(sound_claim(inspection, inspection.placed[name], "relevant"))
            ahead.extend(behind)
            yield from behind


def _needs_answer(claim: Claim) -> str:
    """The question that must have been answered for a claim to hold; "" for none."""
    match claim:
        case Choice(Reference(str(name), _), codes, True, _) if CodeLiteral("") not in codes:
            return name
        case Answered(Reference(str(name), _), True):
            return name
        case _:
            return ""


def _is_one_in(inspection: Inspection) -> Callable[[Node], bool]:
    def is_one(node: Node) -> bool:
        name = (node.question if isinstance(node, Reference) else None) or ""
        return name not in inspection.domains or inspection.domains[name].shape not in SEVERAL

    return is_one


def _bounds_in(inspection: Inspection) -> Callable[[Node], NumberRange]:
    known: dict[Node, NumberRange] = {}

    def bounds(node: Node) -> NumberRange:
        if node not in known:
            known[node] = _bounds(inspection, node)
        return known[node]

    return bounds


def _bounds(inspection: Inspection, node: Node) -> NumberRange:
    """The numbers that a part can be: an answer by its constraint, a count by what there is."""
    match node:
        case Reference(str(name), _) if name in inspection.placed:
            return _taken(inspection, inspection.placed[name])
        case Call("count-selected", (Reference(str(name), _),)):
            return NumberRange(0, len(inspection.domains[name].codes))
        case Call("count-answered" | "count-shown", (Reference(str(name), _),)):
            return NumberRange(0, len(inspection.domains[name].rows))
        case Call("string-length", _):
            return NumberRange(low=0)
        case _:
            return UNBOUNDED


def _taken(inspection: Inspection, placed: PlacedQuestion) -> NumberRange:
    """The numbers that a question takes, by its constraint."""
    found = UNBOUNDED
    for claim in conjuncts(sound_claim(inspection, placed, "constraint")):
        found = found.within(range_of(claim, CHECKED))
    return found
