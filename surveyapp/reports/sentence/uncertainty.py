"""Uncertainty: how far one difference may be off, said in plain words, with its name and unit."""

from collections.abc import Iterator, Sequence

from surveyapp.analysis.result import Bounds, ColumnComparison, Difference, IntervalKind
from surveyapp.questions.column import Role
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.statement import ComparedLine, line_words, lines_of


def uncertainty(
    columns: Sequence[ColumnComparison], groups: tuple[str, str], labels: Labels
) -> str:
    """Where the difference of the line that is told lies by each assumption, weakest first.

    The difference is the second group less the first, as in the chart. "" without a difference
    that is a number of at least a whole point, or without any range.
    """
    chosen = lines_of(columns).chosen
    line = chosen[1] if chosen else None
    if line is None or not line.size or line.difference is None:
        return ""
    ranges = " ".join(_ranges(line.difference, labels))
    return f"{_figure(line, groups, labels)} {ranges}" if ranges else ""


def _figure(line: ComparedLine, groups: tuple[str, str], labels: Labels) -> str:
    _ = labels.translate.gettext
    words = {
        "what": line_words(line, labels),
        "country": groups[0],
        "other": groups[1],
        "points": labels.points_words(line.ends[0]),
    }
    if line.column.role is Role.RANK:
        return _(
            "Share that ranked “%(what)s” at all, %(other)s less %(country)s: %(points)s.", **words
        )
    return _("Share of “%(what)s”, %(other)s less %(country)s: %(points)s.", **words)


def _ranges(difference: Difference, labels: Labels) -> Iterator[str]:
    _ = labels.translate.gettext
    if difference.interval is not None:
        yield from _silent(difference, difference.interval, labels)
    for interval in difference.intervals:
        where = _where((interval.low, interval.high), labels)
        if interval.kind is IntervalKind.FINITE_POPULATION:
            yield _(
                "If silence has nothing to do with the answer, it %(where)s (finite population,"
                " 95%%).",
                where=where,
            )
        else:
            yield _("Taken as a sample of a larger population, it %(where)s (95%%).", where=where)


def _silent(difference: Difference, ends: Bounds, labels: Labels) -> Iterator[str]:
    """Whatever the silent would have said; of those who were asked, where no others are known."""
    _ = labels.translate.gettext
    where = _where(ends, labels)
    if None not in difference.n_population:
        yield _(
            "Whatever the institutions without an answer would say, this difference %(where)s.",
            where=where,
        )
    elif ends[0] != ends[1]:
        yield _(
            "Whatever those would say who were asked and gave no answer, this difference %(where)s;"
            " institutions that took no part are not counted.",
            where=where,
        )


def _where(ends: Bounds, labels: Labels) -> str:
    """Such as ``lies between −1 and +49 percentage points``; one number where both are one."""
    _ = labels.translate.gettext
    low, high = (labels.points(end) for end in ends)
    points = labels.points_words(ends[1])
    if low == high:
        return _("is %(points)s", points=points)
    return _("lies between %(low)s and %(high)s", low=low, high=points)
