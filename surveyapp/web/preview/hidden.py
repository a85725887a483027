"""Hidden: the questions and rows that are not asked as things stand, and why, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from surveyapp.formats.interface_words import translate_in
from surveyapp.questionnaire.expression import Situation, clause, false_parts, phrases_in
from surveyapp.questionnaire.model import AskedQuestion, Routing
from surveyapp.web.designer.outline import FormNames
from surveyapp.web.respondent.visit import Visit


@dataclass(frozen=True, slots=True)
class Hidden:
    """A question that is not asked, or a row of one that is. missing: what does not hold."""

    number: str
    label: str
    row: str | None
    missing: tuple[str, ...]


def hidden_among(visit: Visit, names: Iterable[str]) -> Iterator[Hidden]:
    """What is hidden of some questions of the form, in their order."""
    words, flow = visit.words, visit.flow
    for name in names:
        asked = words.form.questions[name]
        if not flow.is_asked(name):
            missing = _missing(visit, asked, asked.relevant, flow.situation(name))
            yield Hidden(asked.number, words.question(name, None).label, None, missing)
            continue
        labels = FormNames(words)
        for row in asked.question.row_codes() if asked.row_filter else ():
            if row not in flow.rows(name):
                situation = flow.situation(name, row=row)
                missing = _missing(visit, asked, asked.row_filter, situation)
                label = words.question(name, None).label
                yield Hidden(asked.number, label, labels.row(name, row), missing)


def _missing(
    visit: Visit, asked: AskedQuestion, routing: Routing | None, situation: Situation
) -> tuple[str, ...]:
    if routing is None:
        return ()
    names, language = FormNames(visit.words), visit.words.wording.language
    phrases = phrases_in(translate_in(language), language)
    found = false_parts(routing.expression, situation)
    return tuple(clause(part, names, phrases, this=asked.name) for part in found)
