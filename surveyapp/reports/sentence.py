"""Sentence: one plain line under a title that a minister could read aloud."""

from collections.abc import Iterable

from surveyapp.analysis.comparison import (
    ColumnComparison,
    CombinedShare,
    Difference,
    GroupResult,
    ValueShare,
)
from surveyapp.questions.column import Column, Level, Role
from surveyapp.reports.labels import Labels
from surveyapp.reports.uncertainty import largest_gap


def sentence(columns: Iterable[ColumnComparison], groups: tuple[str, str], labels: Labels) -> str:
    """What the question shows about two groups; says so when nothing may be shown."""
    found = tuple(columns)
    column = found[0].column
    if column.role is Role.RANK:
        return _ranking(found, groups, labels)
    if column.level in (Level.RATIO, Level.INTERVAL):
        return _number(found, groups, labels)
    if column.level is Level.ORDINAL and len(found) == 1:
        return _ordinal(found[0], groups, labels)
    return _largest_gap(found, groups, labels)


def no_comparison(labels: Labels) -> str:
    """What is said where too much is hidden."""
    return labels.translate.gettext("No comparison is shown, because too much is hidden.")


def _largest_gap(
    columns: tuple[ColumnComparison, ...], groups: tuple[str, str], labels: Labels
) -> str:
    found = largest_gap(columns)
    return no_comparison(labels) if found is None else _gap_words(*found, groups, labels)


def _gap_words(
    shown: ColumnComparison, difference: Difference, groups: tuple[str, str], labels: Labels
) -> str:
    first, second = (_counts(group, difference.code, labels) for group in shown.groups[:2])
    what = _what(shown.column, difference.code or "", labels)
    return _gap(what, abs(difference.value or 0.0), (first, second), groups, labels)


def _gap(
    what: str, size: float, counts: tuple[str, str], groups: tuple[str, str], labels: Labels
) -> str:
    return labels.translate.ngettext(
        "The largest gap is in “%(what)s”: %(first)s in %(country)s and %(second)s in"
        " %(other)s, a difference of %(num)d percentage point.",
        "The largest gap is in “%(what)s”: %(first)s in %(country)s and %(second)s in"
        " %(other)s, a difference of %(num)d percentage points.",
        round(size * 100),
        what=what,
        first=counts[0],
        second=counts[1],
        country=groups[0],
        other=groups[1],
    )


def _what(column: Column, code: str, labels: Labels) -> str:
    line = labels.line(column)
    answer = "" if column.role is Role.OPTION else labels.code(column, code)
    return ": ".join(part for part in (line, answer) if part)


def _counts(group: GroupResult, code: str | None, labels: Labels) -> str:
    value = next((value for value in group.values if value.code == code), None)
    return _fraction(value, group.n, labels)


def _fraction(value: ValueShare | CombinedShare | None, n: int | None, labels: Labels) -> str:
    if value is None or value.count is None or value.share is None or n is None:
        return labels.translate.gettext("hidden")
    return labels.translate.ngettext(
        "%(count)s of %(num)d institution (%(percent)s)",
        "%(count)s of %(num)d institutions (%(percent)s)",
        n,
        count=labels.number(value.count),
        percent=labels.percent(value.share),
    )


def _ordinal(shown: ColumnComparison, groups: tuple[str, str], labels: Labels) -> str:
    medians = [group.median for group in shown.groups[:2]]
    if not all(isinstance(median, str) for median in medians):
        return _largest_gap((shown,), groups, labels)
    return labels.translate.gettext(
        "Median answer: “%(first)s” in %(country)s, “%(second)s” in %(other)s.",
        first=labels.code(shown.column, str(medians[0])),
        second=labels.code(shown.column, str(medians[1])),
        country=groups[0],
        other=groups[1],
    )


def _number(columns: tuple[ColumnComparison, ...], groups: tuple[str, str], labels: Labels) -> str:
    for shown in columns:
        medians = [group.median for group in shown.groups[:2]]
        if all(isinstance(median, int | float) for median in medians):
            line = labels.line(shown.column)
            words = labels.translate.gettext(
                "Median: %(first)s in %(country)s, %(second)s in %(other)s.",
                first=labels.number(float(medians[0] or 0), 1),
                second=labels.number(float(medians[1] or 0), 1),
                country=groups[0],
                other=groups[1],
            )
            return f"{line}. {words}" if line else words
    return no_comparison(labels)


def _ranking(columns: tuple[ColumnComparison, ...], groups: tuple[str, str], labels: Labels) -> str:
    tops = [_top(columns, place) for place in (0, 1)]
    if None in tops:
        return no_comparison(labels)
    return labels.translate.gettext(
        "First priority: “%(first)s” in %(country)s, “%(second)s” in %(other)s.",
        first=labels.line(tops[0]) if tops[0] else "",
        second=labels.line(tops[1]) if tops[1] else "",
        country=groups[0],
        other=groups[1],
    )


def _top(columns: tuple[ColumnComparison, ...], place: int) -> Column | None:
    scored = [
        (points, shown.column)
        for shown in columns
        if (points := shown.groups[place].mean_points) is not None
    ]
    return max(scored, key=lambda pair: pair[0])[1] if scored else None


def combined_sentence(
    columns: Iterable[ColumnComparison], groups: tuple[str, str], labels: Labels
) -> str | None:
    """The line in which the first combined share differs most; None when all are hidden."""
    gaps = [(size, shown) for shown in columns if (size := _combined_gap(shown)) is not None]
    if not gaps:
        return None
    size, shown = max(gaps, key=lambda gap: gap[0])
    first, second = (_fraction(group.together[0], group.n, labels) for group in shown.groups[:2])
    return _gap(labels.line(shown.column), size, (first, second), groups, labels)


def _combined_gap(shown: ColumnComparison) -> float | None:
    shares = [group.together[0].share for group in shown.groups[:2] if group.together]
    first, second = (*shares, None, None)[:2]
    return None if first is None or second is None else abs(second - first)
