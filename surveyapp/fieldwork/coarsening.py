"""Coarsening: what points at one institution leaves the rows of classes that few have."""

from collections import Counter
from collections.abc import Mapping
from typing import TypeVar

from surveyapp.fieldwork.batch import K, Stratum
from surveyapp.questionnaire.flow import question_of
from surveyapp.questionnaire.model import Questionnaire

V = TypeVar("V")


def scarce(strata: Mapping[K, Stratum], k: int) -> frozenset[K]:
    """Those whose class fewer than k of their group have."""
    sizes = Counter(strata.values())
    return frozenset(each for each, stratum in strata.items() if sizes[stratum] < k)


def without_identifying(form: Questionnaire, cells: Mapping[str, V]) -> dict[str, V]:
    """A row without the questions that the questionnaire calls `identifying`, such as a region."""
    return {a: cell for a, cell in cells.items() if question_of(a) not in form.identifying}
