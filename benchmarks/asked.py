"""Asked: the questions of a made-up page as an engineer would write them down by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from benchmarks.made_up import OPTIONS, ROWS, SCALE

Answers = dict[str, object]
"""Name -> code, codes or number; null is not answered."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of a page. kind: one, many or number; choices: code -> label."""

    name: str
    kind: str
    label: str
    choices: Mapping[str, str] = field(default_factory=dict)


def asked_on(number: int) -> tuple[Asked, ...]:
    """Everything that a page asks."""
    scale = {code: f"Answer {code}" for code in SCALE}
    return (
        Asked(f"one{number}", "one", f"Question one {number}?", scale),
        Asked(f"many{number}", "many", f"Many {number}?", {c: f"Option {c}" for c in OPTIONS}),
        Asked(f"number{number}", "number", f"How many {number}?"),
        *(Asked(f"grid{number}.{row}", "one", f"Row {row}", scale) for row in ROWS),
    )


def hidden_on(number: int, answers: Answers) -> str | None:
    """The field that is not asked because of the page before; None where all are."""
    return f"many{number}" if number and answers.get(f"one{number - 1}") == SCALE[-1] else None
