"""Unanimous: groups that gave one answer, in words, for whoever decides what is published."""

from collections.abc import Iterator, Mapping, Sequence

from surveyapp.analysis.disclosure.groups import GroupDisclosure
from surveyapp.analysis.result import RANKED
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.column import TICKED, Column, Role
from surveyapp.reports.exhibit.response import group_words
from surveyapp.reports.labels import Labels


def unanimous(
    found: Sequence[GroupDisclosure],
    columns: Mapping[str, Column],
    form: Questionnaire,
    labels: Labels,
) -> Iterator[str]:
    """A line each. columns: name -> column, of every one that is found."""
    for each in found:
        column = columns[each.column]
        yield labels.translate.gettext(
            "%(group)s: %(count)s of %(n)s answered “%(answer)s” to %(question)s",
            group=group_words(each.group, form, labels),
            count=labels.number(each.count),
            n=labels.number(each.n),
            answer=_answer(column, each.code, labels),
            question=_question(column, form, labels),
        )


def _answer(column: Column, code: str, labels: Labels) -> str:
    is_option = column.role in (Role.OPTION, Role.RANK)
    if not is_option:
        return labels.code(column, code)
    if code in (TICKED, RANKED):
        return labels.line(column)
    return labels.translate.gettext("not %(answer)s", answer=labels.line(column))


def _question(column: Column, form: Questionnaire, labels: Labels) -> str:
    """Number and words, and the line of a table."""
    asked = form.questions.get(column.question)
    if asked is None:
        return column.name
    words = f"{asked.number} {labels.wording.text(f'{asked.path}.label')}".strip()
    line = labels.line(column) if column.role is Role.ANSWER else ""
    return f"{words} – {line}" if line else words
