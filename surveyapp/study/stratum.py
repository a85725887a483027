"""Stratum: the classes into which the groups of a comparison are taken apart."""

from dataclasses import replace

from surveyapp.analysis.outputs import Outputs
from surveyapp.analysis.result import ColumnComparison, Comparison


def strata_of(outputs: Outputs) -> tuple[str, ...]:
    """Codes of the classes, such as authority and the others; none without a split."""
    groups = outputs.split.columns[0].groups if outputs.split.columns else ()
    return tuple(dict.fromkeys(group.group[1][1] for group in groups if len(group.group) > 1))


def within_stratum(outputs: Outputs, stratum: str) -> Comparison:
    """The comparison within one class; of everybody where there is no such class."""
    if stratum not in strata_of(outputs):
        return outputs.whole
    split = outputs.split
    return replace(
        split,
        columns=tuple(_within(column, stratum) for column in split.columns),
        compositions=tuple(each for each in split.compositions if each.group[1][1] == stratum),
    )


def _within(shown: ColumnComparison, stratum: str) -> ColumnComparison:
    groups = tuple(g for g in shown.groups if g.group[1:2] and g.group[1][1] == stratum)
    differences = tuple(
        d for d in shown.differences if any(code == stratum for _, code in d.within)
    )
    return replace(shown, groups=groups, differences=differences)
