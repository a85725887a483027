"""Sentence: one plain line under a title that a minister could read aloud, and what it rests on."""

from collections.abc import Iterable, Iterator, Sequence

from surveyapp.analysis.result import ColumnComparison
from surveyapp.questions.column import Level, Role
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.line_sentence import LineWords
from surveyapp.reports.sentence.statement import Lines, combined_lines, lines_of

FEWEST_STEPS = 3
"""Categories from which a scale is told by its median; yes and no are shares."""


def sentences(
    columns: Iterable[ColumnComparison],
    groups: tuple[str, str],
    labels: Labels,
    *,
    is_mirror: bool = False,
) -> tuple[str, ...]:
    """What the question shows about two groups, at least one; says so when nothing may be shown.

    groups: the countries, also where a table has heads of its own. is_mirror: whether each speaks
    about the other.
    """
    found = tuple(columns)
    column = found[0].column
    if column.role is Role.RANK:
        return (_ranking(found, groups, labels),)
    if column.counts_people:
        return people_sentences(found, labels)
    words = LineWords(groups, labels, is_mirror)
    if column.is_classed:
        return tuple(_classes(found, groups, labels)) or _of_lines(lines_of(found), words)
    if column.level is Level.ORDINAL and len(found) == 1 and len(column.codes) >= FEWEST_STEPS:
        medians = tuple(_ordinal(found[0], groups, labels))
        return (*medians, *_of_lines(lines_of(found), words))
    return _of_lines(lines_of(found), words)


def combined_sentences(
    columns: Iterable[ColumnComparison], groups: tuple[str, str], labels: Labels
) -> tuple[str, ...]:
    """The same of the first combined share of every line; empty when too few answered all."""
    return LineWords(groups, labels).said(combined_lines(columns))


def no_comparison(labels: Labels) -> str:
    """What is said where no line of both groups can be shown."""
    return labels.translate.gettext("Too few institutions answered for a comparison.")


def _of_lines(lines: Lines, words: LineWords) -> tuple[str, ...]:
    _ = words.labels.translate.gettext
    if lines.n_beside and not lines.compared:
        return (_("The groups stand side by side and are not compared."),)
    return words.said(lines) or (no_comparison(words.labels),)


def people_sentences(columns: Sequence[ColumnComparison], labels: Labels) -> tuple[str, ...]:
    """How to read numbers of people, which are not compared, however many groups there are."""
    _ = labels.translate.gettext
    if columns[0].column.is_classed:
        words = _(
            "How many institutions counted how many people, side by side. They are not compared"
            " with each other."
        )
    else:
        words = _(
            "Sums of what the institutions counted, side by side. They are not compared with each"
            " other."
        )
    return (words,)


def _ordinal(shown: ColumnComparison, groups: tuple[str, str], labels: Labels) -> Iterator[str]:
    medians = [group.median for group in shown.groups[:2]]
    if None not in medians:
        yield labels.translate.gettext(
            "Median answer of the institutions in %(country)s: “%(first)s”; of those in %(other)s:"
            " “%(second)s”.",
            first=labels.code(shown.column, str(medians[0])),
            second=labels.code(shown.column, str(medians[1])),
            country=groups[0],
            other=groups[1],
        )


def _classes(
    columns: tuple[ColumnComparison, ...], groups: tuple[str, str], labels: Labels
) -> Iterator[str]:
    """The classes in which the medians of numbers lie, and their means where both are shown."""
    known = [c for c in columns if None not in [group.median for group in c.groups[:2]]]
    if len(columns) > 1:
        yield from _classes_of_lines(known, len(columns), groups, labels)
        return
    for shown in known:
        first, second = (labels.code(shown.column, str(g.median)) for g in shown.groups[:2])
        yield labels.translate.gettext(
            "The median institution has %(first)s in %(country)s and %(second)s in %(other)s.",
            first=first,
            second=second,
            country=groups[0],
            other=groups[1],
        )
    yield from _means(columns[0], groups, labels)


def _means(shown: ColumnComparison, groups: tuple[str, str], labels: Labels) -> Iterator[str]:
    first, second = (group.mean for group in shown.groups[:2])
    if first is not None and second is not None:
        yield labels.translate.gettext(
            "The mean is %(first)s in %(country)s and %(second)s in %(other)s.",
            first=labels.figure(first),
            second=labels.figure(second),
            country=groups[0],
            other=groups[1],
        )


def _classes_of_lines(
    known: list[ColumnComparison], n: int, groups: tuple[str, str], labels: Labels
) -> Iterator[str]:
    """Of several lines: the first whose medians lie in different classes, and in how many."""
    apart = [c for c in known if c.groups[0].median != c.groups[1].median]
    if not known:
        return
    for shown in apart[:1]:
        first, second = (labels.code(shown.column, str(g.median)) for g in shown.groups[:2])
        yield labels.translate.gettext(
            "“%(what)s”: the median institution has %(first)s in %(country)s and %(second)s in"
            " %(other)s.",
            what=labels.line(shown.column),
            first=first,
            second=second,
            country=groups[0],
            other=groups[1],
        )
    if not apart:
        yield labels.translate.ngettext(
            "In the %(num)d line of which both medians are known (of %(all)s), they lie in the"
            " same class.",
            "In all %(num)d lines of which both medians are known (of %(all)s), they lie in the"
            " same class.",
            len(known),
            all=labels.number(n),
        )
        return
    yield labels.translate.ngettext(
        "Of the %(num)d line of which both medians are known (of %(all)s), they lie in different"
        " classes in %(apart)s.",
        "Of the %(num)d lines of which both medians are known (of %(all)s), they lie in different"
        " classes in %(apart)s.",
        len(known),
        all=labels.number(n),
        apart=labels.number(len(apart)),
    )


def _ranking(columns: tuple[ColumnComparison, ...], groups: tuple[str, str], labels: Labels) -> str:
    """The options with the most points in each group, of those of which both are shown."""
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
