"""Single group: what a question shows where there is nobody to compare with."""

from collections.abc import Iterator, Sequence

from surveyapp.analysis.result import ColumnComparison, GroupResult
from surveyapp.questions.column import Level, Role
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.line_sentence import fraction_words
from surveyapp.reports.sentence.statement import codes_of, part_of


def described(columns: Sequence[ColumnComparison], name: str, labels: Labels) -> tuple[str, ...]:
    """Median, mean or share of the one group, where there is one figure; else what the table has.

    columns: with one group each. name: of the group.
    """
    found = tuple(_figures(columns, name, labels)) if len(columns) == 1 else ()
    if found:
        return found
    if not any(_is_shown(shown.groups[0]) for shown in columns):
        return (labels.translate.gettext("Too few institutions answered."),)
    return (
        labels.translate.gettext(
            "What the institutions in %(country)s answered, line by line.", country=name
        ),
    )


def _is_shown(group: GroupResult) -> bool:
    figures = (group.mean, group.mean_points, group.total)
    return not group.is_hidden and (bool(group.values) or any(f is not None for f in figures))


def _figures(columns: Sequence[ColumnComparison], name: str, labels: Labels) -> Iterator[str]:
    """Of one column; a share where a second one follows from it."""
    shown, group = columns[0], columns[0].groups[0]
    column, _ = shown.column, labels.translate.gettext
    if group.median is not None:
        yield _(
            "Median of the institutions in %(country)s: “%(what)s”.",
            country=name,
            what=labels.code(column, str(group.median)),
        )
    if group.mean is not None and column.is_classed:
        yield _(
            "The mean is %(mean)s in %(country)s.", mean=labels.figure(group.mean), country=name
        )
    is_one = column.role is Role.OPTION or len(codes_of(column)) == 2
    if is_one and column.level is not Level.INTERVAL:
        yield from _share(shown, group, name, labels)


def _share(shown: ColumnComparison, group: GroupResult, name: str, labels: Labels) -> Iterator[str]:
    code = codes_of(shown.column)[0]
    part = part_of(next((v for v in group.values if v.code == code), None), group)
    if part is None:
        return
    what = labels.line(shown.column) or labels.code(shown.column, code)
    yield labels.translate.gettext(
        "“%(what)s”: %(share)s in %(country)s.",
        what=what,
        share=fraction_words(part, labels),
        country=name,
    )
