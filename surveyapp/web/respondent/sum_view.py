"""Sum view: how a total that follows its parts is shown."""

from collections.abc import Container, Iterator, Sequence

from flask_babel import ngettext

from surveyapp.questions.added_up import is_added_up, numbers_in
from surveyapp.questions.base import Question
from surveyapp.questions.cell import Answers
from surveyapp.questions.number_text import show_number
from surveyapp.web.respondent.page_form import SumView


def sum_views(
    question: Question,
    rows: Sequence[str],
    answers: Answers,
    unread: Container[str],
    language: str,
) -> Iterator[tuple[str, SumView]]:
    """(address of the total, how it is shown). unread: cells with something else in their fields.

    A total keeps its field until every part is a number, for an institution may know it alone.
    """
    for total, parts in question.lines(rows).items():
        numbers = numbers_in(answers, parts)
        read = [n for n, part in zip(numbers, parts, strict=True) if part not in unread]
        is_sum = is_added_up(answers, total, parts) and total not in unread
        yield total, SumView(parts, _words(read, len(parts), language), is_sum)


def _words(numbers: Sequence[int | None], n_parts: int, language: str) -> str:
    known = [number for number in numbers if number is not None]
    if not known:
        return ""
    shown, n_unknown = show_number(sum(known), language), n_parts - len(known)
    if not n_unknown:
        return shown
    words = ngettext("%(sum)s and one unknown", "%(sum)s and %(num)d unknown", n_unknown, sum=shown)
    return str(words)
