"""Sentence: one plain line under a title that a minister could read aloud.

A superlative is said only of lines that are shown in both groups, and says of how many; at
nought, and of fewer than two lines, there is none.
"""

from collections.abc import Iterable

from surveyapp.analysis.comparison import ColumnComparison
from surveyapp.questions.column import Level, Role
from surveyapp.reports.labels import Labels
from surveyapp.reports.statement import (
    Line,
    Lines,
    Part,
    combined_lines,
    line_words,
    lines_of,
)


def sentence(columns: Iterable[ColumnComparison], groups: tuple[str, str], labels: Labels) -> str:
    """What the question shows about two groups; says so when nothing may be shown.

    groups: the countries, also where a table has heads of its own.
    """
    found = tuple(columns)
    column = found[0].column
    if column.role is Role.RANK:
        return _ranking(found, groups, labels)
    if column.level is Level.ORDINAL and len(found) == 1:
        return _ordinal(found[0], groups, labels)
    return _of_lines(lines_of(found), groups, labels)


def combined_sentence(
    columns: Iterable[ColumnComparison], groups: tuple[str, str], labels: Labels
) -> str | None:
    """The same of the first combined share of every line; None when all are hidden."""
    lines = combined_lines(columns)
    return _of_lines(lines, groups, labels) if lines.compared else None


def no_comparison(labels: Labels) -> str:
    """What is said where too much is hidden."""
    return labels.translate.gettext(
        "No comparison can be shown: it would tell too much about single institutions."
    )


def _beside(labels: Labels) -> str:
    return labels.translate.gettext("The countries stand side by side and are not compared.")


def _of_lines(lines: Lines, groups: tuple[str, str], labels: Labels) -> str:
    largest = lines.largest
    if largest is None:
        return _beside(labels) if lines.n_beside else no_comparison(labels)
    if lines.is_one_figure:
        return _only(largest, lines, groups, labels)
    if not largest.size:
        return _none_differs(lines, labels)
    return _with_equals(_largest(largest, lines, groups, labels), lines, labels)


def _only(line: Line, lines: Lines, groups: tuple[str, str], labels: Labels) -> str:
    """The one figure that can be compared, and that it is the only one."""
    words = _plain(line, groups, labels)
    n_others = lines.n - len(lines.compared)
    if not n_others:
        return words
    others = labels.translate.ngettext(
        "%(num)d other line of the table cannot be compared.",
        "%(num)d other lines of the table cannot be compared.",
        n_others,
    )
    return f"{words} {others}"


def _plain(line: Line, groups: tuple[str, str], labels: Labels) -> str:
    _ = labels.translate.gettext
    if not line.size:
        return _(
            "“%(what)s”: %(first)s in %(country)s and %(second)s in %(other)s.",
            **_sides(line, groups, labels),
        )
    return _(
        "“%(what)s”: %(first)s in %(country)s and %(second)s in %(other)s, a difference of"
        " %(points)s.",
        points=labels.points_words(line.size / 100, is_signed=False),
        **_sides(line, groups, labels),
    )


def _none_differs(lines: Lines, labels: Labels) -> str:
    return labels.translate.ngettext(
        "In none of the %(num)d lines of the table that can be compared (of %(all)s) do the"
        " countries stand a percentage point apart.",
        "In none of the %(num)d lines of the table that can be compared (of %(all)s) do the"
        " countries stand a percentage point apart.",
        len(lines.compared),
        all=labels.number(lines.n),
    )


def _largest(line: Line, lines: Lines, groups: tuple[str, str], labels: Labels) -> str:
    translate, n = labels.translate, len(lines.compared)
    points = labels.points_words(line.size / 100, is_signed=False)
    sides = _sides(line, groups, labels)
    if n == lines.n:
        return translate.ngettext(
            "Of all %(num)d lines of the table, the largest difference is in “%(what)s”:"
            " %(first)s in %(country)s and %(second)s in %(other)s, %(points)s.",
            "Of all %(num)d lines of the table, the largest difference is in “%(what)s”:"
            " %(first)s in %(country)s and %(second)s in %(other)s, %(points)s.",
            n,
            points=points,
            **sides,
        )
    return translate.ngettext(
        "Of the %(num)d lines of the table that can be compared (of %(all)s), the largest"
        " difference is in “%(what)s”: %(first)s in %(country)s and %(second)s in %(other)s,"
        " %(points)s.",
        "Of the %(num)d lines of the table that can be compared (of %(all)s), the largest"
        " difference is in “%(what)s”: %(first)s in %(country)s and %(second)s in %(other)s,"
        " %(points)s.",
        n,
        all=labels.number(lines.n),
        points=points,
        **sides,
    )


def _with_equals(words: str, lines: Lines, labels: Labels) -> str:
    if not lines.n_as_large:
        return words
    equals = labels.translate.ngettext(
        "The difference is as large in %(num)d other line.",
        "The difference is as large in %(num)d other lines.",
        lines.n_as_large,
    )
    return f"{words} {equals}"


def _sides(line: Line, groups: tuple[str, str], labels: Labels) -> dict[str, str]:
    return {
        "what": line_words(line, labels),
        "first": _fraction(line.parts[0], labels),
        "second": _fraction(line.parts[1], labels),
        "country": groups[0],
        "other": groups[1],
    }


def _fraction(part: Part, labels: Labels) -> str:
    return labels.translate.ngettext(
        "%(count)s of %(num)d institution (%(percent)s)",
        "%(count)s of %(num)d institutions (%(percent)s)",
        part.n,
        count=labels.number(part.count),
        percent=labels.percent(part.share),
    )


def _ordinal(shown: ColumnComparison, groups: tuple[str, str], labels: Labels) -> str:
    medians = [group.median for group in shown.groups[:2]]
    if not all(isinstance(median, str) for median in medians):
        return _of_lines(lines_of((shown,)), groups, labels)
    return labels.translate.gettext(
        "Median answer of the institutions in %(country)s: “%(first)s”; of those in %(other)s:"
        " “%(second)s”.",
        first=labels.code(shown.column, str(medians[0])),
        second=labels.code(shown.column, str(medians[1])),
        country=groups[0],
        other=groups[1],
    )


def _ranking(columns: tuple[ColumnComparison, ...], groups: tuple[str, str], labels: Labels) -> str:
    """The options with the most points in each country, of those of which both are shown."""
    shown = [c for c in columns if all(g.mean_points is not None for g in c.groups[:2])]
    tops = [_top(shown, place) for place in (0, 1)]
    if len(shown) < 2 or not all(points for _, points in tops):
        return no_comparison(labels)
    (first, points), (second, other_points) = (_top_words(*top, labels) for top in tops)
    sides = {
        "first": first,
        "points": points,
        "second": second,
        "other_points": other_points,
        "country": groups[0],
        "other": groups[1],
    }
    if len(shown) < len(columns):
        return _most_points_among(len(shown), len(columns), sides, labels)
    return labels.translate.gettext(
        "Most points from the institutions in %(country)s: %(first)s (%(points)s); from those in"
        " %(other)s: %(second)s (%(other_points)s).",
        **sides,
    )


def _most_points_among(n: int, n_all: int, sides: dict[str, str], labels: Labels) -> str:
    return labels.translate.ngettext(
        "Most points among the %(num)d lines of the table that can be compared (of %(all)s), from"
        " the institutions in %(country)s: %(first)s (%(points)s); from those in %(other)s:"
        " %(second)s (%(other_points)s).",
        "Most points among the %(num)d lines of the table that can be compared (of %(all)s), from"
        " the institutions in %(country)s: %(first)s (%(points)s); from those in %(other)s:"
        " %(second)s (%(other_points)s).",
        n,
        all=labels.number(n_all),
        **sides,
    )


def _top(columns: list[ColumnComparison], place: int) -> tuple[list[ColumnComparison], float]:
    """The options with the most points; several where rounded points are equal."""
    points = [shown.groups[place].mean_points or 0.0 for shown in columns]
    most = max(points, default=0.0)
    return [c for c, each in zip(columns, points, strict=True) if each == most], most


def _top_words(columns: list[ColumnComparison], points: float, labels: Labels) -> tuple[str, str]:
    _ = labels.translate.gettext
    names = (_("“%(what)s”", what=labels.line(shown.column)) for shown in columns)
    return ", ".join(names), labels.figure(points)
