"""Coder agreement: how far two coders found the same themes in the same texts."""

from dataclasses import dataclass

from surveyapp.analysis.coding.coding import CODERS, Coding
from surveyapp.analysis.statistics.agreement import (
    Joint,
    cohens_kappa,
    nominal_alpha,
    percentage_agreement,
)


@dataclass(frozen=True, slots=True)
class CodersAgree:
    """How far two coders agree on one theme, or on all.

    theme: its code, None for all themes taken together; n_texts: texts that both have read;
    percentage: part of the decisions that are the same, 0 to 1; kappa, alpha: beyond chance, 1
    complete; None where the measure does not exist, as for a theme that nobody found.
    """

    theme: str | None
    n_texts: int
    percentage: float | None
    kappa: float | None
    alpha: float | None


def agreement(coding: Coding) -> tuple[CodersAgree, ...]:
    """Agreement on all themes together, then on each; nothing before both coders are done.

    The decisions are "theme found" and "not found", one for each text and theme. Together they
    are pooled: each theme weighs as much as it has texts. It says how well people read, never
    what institutions wrote, so it needs no hiding.
    Source: statistics.md, section 5; the measures are those of `analysis.agreement`.
    """
    if not coding.is_coded or not coding.texts:
        return ()
    joints = {code: joint_of(coding, code) for code in coding.book.codes}
    together = [[sum(joint[i][j] for joint in joints.values()) for j in (0, 1)] for i in (0, 1)]
    n_texts = len(coding.texts)
    return (_agree(None, n_texts, together), *(_agree(c, n_texts, j) for c, j in joints.items()))


def joint_of(coding: Coding, theme: str) -> list[list[int]]:
    """(2, 2) texts: rows the first coder, columns the second; not found before found."""
    joint = [[0, 0], [0, 0]]
    for each in coding.texts:
        first, second = (int(theme in each.by_seat[seat]) for seat in CODERS)
        joint[first][second] += 1
    return joint


def _agree(theme: str | None, n_texts: int, joint: Joint) -> CodersAgree:
    share, kappa, alpha = (
        measure(joint) for measure in (percentage_agreement, cohens_kappa, nominal_alpha)
    )
    return CodersAgree(theme, n_texts, share, kappa, alpha)
