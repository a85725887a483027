"""Explanation: words that a respondent may add to a question, or to a row of a grid.

Its address is ``question__note``, of a row ``question__note_<row>``.
"""

from collections.abc import Sequence

EXPLANATION = "__note"
LONGEST_EXPLANATION = 1000


def explanation_of(name: str, row: str | None = None) -> str:
    """The address of the explanation of a question, or of one of its rows."""
    return f"{name}{EXPLANATION}" if row is None else f"{name}{EXPLANATION}_{row}"


def explanations_of(name: str, rows: Sequence[str]) -> tuple[str, ...]:
    """All addresses where these rows are shown: the question's first."""
    return (explanation_of(name), *(explanation_of(name, row) for row in rows))


def is_explanation(address: str) -> bool:
    """Whether an address is of an explanation."""
    return EXPLANATION in address


def explained_row(address: str) -> str | None:
    """The row that an explanation is of; None where it is of the question as a whole."""
    return address.partition(f"{EXPLANATION}_")[2] or None
