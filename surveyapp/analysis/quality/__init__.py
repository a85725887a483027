"""Quality: how well the answers of a wave were given, by country and never by institution.

Every sent response is read once and turned into flags, which are columns of codes. They are
counted and protected like every other column, so that nothing is shown of fewer than five.
"""

from surveyapp.analysis.quality.flag import (
    DISMISSED,
    IN_PART,
    NOT_ANSWERED,
    SEVERAL,
    WHY,
    YES,
    Kind,
)
from surveyapp.analysis.quality.found import FAILS, Found, FoundFlag, FoundGroup, quality_of

__all__ = [
    "DISMISSED",
    "FAILS",
    "IN_PART",
    "NOT_ANSWERED",
    "SEVERAL",
    "WHY",
    "YES",
    "Found",
    "FoundFlag",
    "FoundGroup",
    "Kind",
    "quality_of",
]
