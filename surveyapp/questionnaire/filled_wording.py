"""Filled wording: the words of a questionnaire as people read them, without placeholders."""

from collections.abc import Mapping
from types import MappingProxyType

from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.wording import Wording

OTHER_COUNTRY = "other_country"
"""The placeholder for the names of the other groups that are compared."""
NOTHING: Mapping[str, str] = MappingProxyType({})


def filled(
    form: Questionnaire,
    wording: Wording,
    parameters: Mapping[str, str] = NOTHING,
    country: str | None = None,
) -> Wording:
    """The wording with the questionnaire's parameters and the names of the other groups.

    parameters: a wave's own, which stand over those of the questionnaire; country: the group that
    reads it; None: whoever reads belongs to none, and all are named.
    """
    named = wording.with_values({**form.parameters, **parameters})
    others = (code for code in form.compare_codes if code.code != country)
    names = " / ".join(named.text(code.text_path) for code in others)
    return named.with_values({OTHER_COUNTRY: names})
