"""Rounding: that whole percentages do not add up, said once where a reader could see it."""

from collections.abc import Sequence

from surveyapp.analysis.result import ColumnComparison
from surveyapp.questions.column import Role
from surveyapp.reports.group_pair import TWO, GroupPair
from surveyapp.reports.labels import Labels, whole_percent
from surveyapp.reports.sentence.statement import ComparedLine, combined_lines, lines_of


def rounding_words(
    columns: Sequence[ColumnComparison], labels: Labels, pairs: Sequence[GroupPair] = TWO
) -> str:
    """ "" where all that is shown adds up as it is printed."""
    _ = labels.translate.gettext
    sums = _has_odd_sum(columns)
    differences = any(_has_odd_difference(pair.of_columns(columns)) for pair in pairs)
    if sums and differences:
        return _(
            "Percentages are rounded: they do not always add up to 100, and differences are taken"
            " before rounding."
        )
    if sums:
        return _sums_words(labels)
    if differences:
        return before_rounding(labels)
    return ""


def before_rounding(labels: Labels) -> str:
    """What is said below sentences with two percentages and their difference."""
    return labels.translate.gettext(
        "Percentages are rounded; differences are taken before rounding."
    )


def rounding_of_parts(groups: Sequence[Sequence[float | None]], labels: Labels) -> str:
    """The same of the parts of a whole in each group, 0 to 1; None: not shown, or a range."""
    sums = [_printed_sum(parts) for parts in groups]
    return "" if all(each in {None, 100} for each in sums) else _sums_words(labels)


def _sums_words(labels: Labels) -> str:
    return labels.translate.gettext("Percentages are rounded and do not always add up to 100.")


def _has_odd_sum(columns: Sequence[ColumnComparison]) -> bool:
    return any(
        _printed_sum([value.share for value in group.values]) not in {None, 100}
        for shown in columns
        if shown.column.role is Role.ANSWER
        for group in shown.groups
    )


def _printed_sum(shares: Sequence[float | None]) -> int | None:
    """Of a distribution that is shown as a whole; None of another."""
    known = [share for share in shares if share is not None]
    if not known or len(known) < len(shares):
        return None
    return sum(whole_percent(share) for share in known)


def _has_odd_difference(columns: Sequence[ColumnComparison]) -> bool:
    """Of the shares that a table prints; of a ranking it prints points."""
    lines = [
        line
        for line in (*lines_of(columns).compared, *combined_lines(columns).compared)
        if line.column.role is not Role.RANK
    ]
    return any(_printed_ends(line) != tuple(map(whole_percent, line.ends)) for line in lines)


def _printed_ends(line: ComparedLine) -> tuple[int, int]:
    """Least and most between two shares as they are printed; of numbers the same twice."""
    (low, high), (other_low, other_high) = (map(whole_percent, part.share) for part in line.parts)
    return other_low - high, other_high - low
