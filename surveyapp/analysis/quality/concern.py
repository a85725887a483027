"""Concern: which institutions a flag is about, as the routing of the questionnaire says it."""

from collections.abc import Iterable

from surveyapp.analysis.quality.quality_indicator import QualityIndicator
from surveyapp.analysis.quality.quality_result import IndicatorKind
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.universe import EVERYBODY, Unclear, Universe, joined, universes_of


def concerning(form: Questionnaire, flags: Iterable[QualityIndicator]) -> dict[str, Universe]:
    """Column -> whom it is about, of all flags and all questions; everybody is left out.

    A question is asked who is asked one of its cells. All other flags are about some of these; how
    many tells nothing more, because such a flag is shown only beside the number asked. A check
    tells of every answer that it reads.
    """
    asked = universes_of(form)
    found = dict(asked)
    for flag in flags:
        columns = form.questions[flag.question].question.variables()
        cells = [asked.get(column.name, EVERYBODY) for column in columns]
        read = (flag.question, *sorted(flag.check.names if flag.check else ()))
        parts = cells if flag.kind is IndicatorKind.ITEM else map(Unclear, read)
        found[flag.column.name] = joined(False, parts, asked)
    return {name: universe for name, universe in found.items() if universe != EVERYBODY}
