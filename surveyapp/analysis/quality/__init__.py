"""Quality: how well the answers of a wave were given, by country and never by institution.

Every sent response is read once and turned into flags, which are columns of codes. They are
counted and protected like every other column, so that nothing is shown of fewer than five.
"""

from surveyapp.analysis.quality.quality_indicator import (
    DISMISSED,
    IN_PART,
    NOT_ANSWERED,
    SEVERAL,
    WHY,
    YES,
    IndicatorKind,
)
from surveyapp.analysis.quality.quality_report import (
    FAILS,
    IndicatorGroup,
    IndicatorResult,
    QualityReport,
    quality_of,
)

__all__ = [
    "DISMISSED",
    "FAILS",
    "IN_PART",
    "NOT_ANSWERED",
    "SEVERAL",
    "WHY",
    "YES",
    "IndicatorGroup",
    "IndicatorKind",
    "IndicatorResult",
    "QualityReport",
    "quality_of",
]
