"""Concern: which institutions a flag is about, as the routing of the questionnaire says it."""

from collections.abc import Iterable

from surveyapp.analysis.quality.flag import Flag, Kind
from surveyapp.questionnaire.asking import EVERYBODY, Asking, Unclear, asking_of, joined
from surveyapp.questionnaire.model import Questionnaire


def concerning(form: Questionnaire, flags: Iterable[Flag]) -> dict[str, Asking]:
    """Column -> whom it is about, of all flags and all questions; everybody is left out.

    A question is asked who is asked one of its cells. All other flags are about some of these; how
    many tells nothing more, because such a flag is shown only beside the number asked. A check
    tells of every answer that it reads.
    """
    asked = asking_of(form)
    found = dict(asked)
    for flag in flags:
        columns = form.questions[flag.question].question.variables()
        cells = [asked.get(column.name, EVERYBODY) for column in columns]
        read = (flag.question, *sorted(flag.check.names if flag.check else ()))
        parts = cells if flag.kind is Kind.ITEM else map(Unclear, read)
        found[flag.column.name] = joined(False, parts, asked)
    return {name: asking for name, asking in found.items() if asking != EVERYBODY}
