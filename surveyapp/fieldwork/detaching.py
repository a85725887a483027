"""Detaching: free text leaves the row of its response, which keeps only that something was written.

Words are the answer by which somebody who knows an institution knows its row. So they lie apart,
each under an id of its own, and no answer lies beside them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from surveyapp.fieldwork.batch import Group
from surveyapp.fieldwork.draft import CONFIRMED, FLAG
from surveyapp.questionnaire.flow import question_of
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.cell import Answers, Cell
from surveyapp.questions.domain import Shape

WRITTEN = "written"
"""Stands in a response for words that lie apart."""


@dataclass(frozen=True, slots=True)
class WrittenText:
    """Words of one cell. kinds: what the screening found when they were typed.

    is_attached: whether its question wants to know which response it belongs to.
    """

    address: str
    words: str
    kinds: tuple[str, ...] = ()
    is_attached: bool = False


@dataclass(frozen=True, slots=True)
class Detached:
    """A response without words, and the words; in no order that tells anything together."""

    answers: dict[str, Cell]
    texts: tuple[WrittenText, ...]


def detached(form: Questionnaire, answers: Answers) -> Detached:
    """Takes the words out of a response; what the screening found in them goes with them."""
    texts = tuple(_texts(form, answers))
    kept = {address: cell for address, cell in answers.items() if not address.endswith(FLAG)}
    return Detached(kept | dict.fromkeys((each.address for each in texts), WRITTEN), texts)


def is_free_text(form: Questionnaire, address: str, cell: Cell) -> bool:
    """Whether somebody wrote a cell's words: an answer in words, or words beside an answer.

    A box that was ticked instead of giving a reason is none.
    """
    if not isinstance(cell, str) or not cell.strip():
        return False
    if "__" in address:
        return cell != CONFIRMED
    domain = form.domains.get(question_of(address))
    return domain is not None and domain.shape is Shape.TEXT


def groups_to_name(groups: Iterable[Group], k: int) -> frozenset[str]:
    """Which groups the texts of a cell may name. groups: of each text, None where it names none.

    None with fewer than k texts; and where such are left unnamed, so many others that they are k at
    least and of two groups, for else everybody would know whose they are.
    """
    sizes = Counter(groups)
    rest = sorted((n, group) for group, n in sizes.items() if group is not None and n >= k)
    unnamed = {group: n for group, n in sizes.items() if group is None or n < k}
    while any(unnamed) and rest and (len(unnamed) < 2 or sum(unnamed.values()) < k):
        n, group = rest.pop(0)
        unnamed[group] = n
    return frozenset(group for _n, group in rest)


def _texts(form: Questionnaire, answers: Answers) -> Iterator[WrittenText]:
    for address, cell in answers.items():
        if isinstance(cell, str) and is_free_text(form, address, cell):
            asked = form.questions.get(question_of(address))
            is_attached = asked is not None and asked.question.is_attached
            yield WrittenText(address, cell, _kinds(answers, address), is_attached)


def _kinds(answers: Answers, address: str) -> tuple[str, ...]:
    kept = answers.get(address + FLAG)
    return kept if isinstance(kept, tuple) else ()
