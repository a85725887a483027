"""Page: the exhibits of a publication, each with sentence, chart, table, base and uncertainty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from surveyapp.analysis.dissemination_plan import (
    Chapter,
    DeclaredComparison,
    DisseminationPlan,
    Show,
)
from surveyapp.analysis.result import ColumnComparison, Comparison, Composition
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questions.column import Role
from surveyapp.reports.block import KeyEntry, TableRow
from surveyapp.reports.chart.chart import Drawing
from surveyapp.reports.chart.stacked import StackedDrawing
from surveyapp.reports.exhibit.base import is_small, missing_words
from surveyapp.reports.exhibit.figure_chart import (
    code_shown,
    combined_charts,
    dot_charts,
    is_single_scale,
    scale_charts,
)
from surveyapp.reports.exhibit.rounding import rounding_words
from surveyapp.reports.exhibit.single_group import described
from surveyapp.reports.exhibit.table import Table, combined_rows, table_of
from surveyapp.reports.group_pair import GroupPair, by_pair, group_pairs
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.sentence import combined_sentences, people_sentences, sentences
from surveyapp.reports.sentence.uncertainty import uncertainty


@dataclass(frozen=True, slots=True)
class Figure:
    """One declared comparison.

    said: what it shows, sentence by sentence. charts: the wide and the narrow drawing, none where a
    table says it. number: of its first question in the form, "" for an index. answer: the code
    whose share the chart shows, where it shows only one; scale: words of the scale's categories.
    groups: names of the groups. uncertainty: how far the difference may be off, in words.
    rounding: that percentages do not add up, where rounding shows. flags: why it must be read with
    care. series: what national bodies published, a row a series. is_hidden: whether a group is too
    small for figures in some line; `base` says which and why. key: of the chart; description: what
    a reader who cannot see it is told. certain: the largest difference that is certain, 0 to 1;
    too_small: why nothing can be compared, "" where something can.
    """

    name: str
    number: str
    title: str
    said: tuple[str, ...]
    charts: tuple[Drawing | StackedDrawing, ...]
    answer: str | None
    scale: tuple[str, ...]
    table: Table
    base: str
    is_hidden: bool
    groups: tuple[str, ...] = ()
    note: str = ""
    uncertainty: str = ""
    rounding: str = ""
    flags: tuple[str, ...] = ()
    series: tuple[TableRow, ...] = ()
    key: tuple[KeyEntry, ...] = ()
    description: str = ""
    certain: float = 0.0
    too_small: str = ""

    @property
    def sentence(self) -> str:
        """All that is said, as one text."""
        return " ".join(self.said)

    @property
    def is_comparable(self) -> bool:
        """Whether one line at least shows two groups that are compared, or the only one."""
        return not self.too_small

    @property
    def has_ranges(self) -> bool:
        """Whether its chart shows a closely protected figure as a range."""
        drawings = (drawing for drawing in self.charts if isinstance(drawing, Drawing))
        return any(row.is_protected and row.ranges for each in drawings for row in each.lines)


@dataclass(frozen=True)
class Findings:
    """What a publication shows in one view, and the words to say it with. No slots: caches."""

    form: Questionnaire
    publication: DisseminationPlan
    comparison: Comparison
    labels: Labels

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Names of the groups, in the order of the code list."""
        return group_names(self.form, self.labels)

    @cached_property
    def pairs(self) -> tuple[GroupPair, ...]:
        """The groups that are compared with each other; none where there is one group."""
        codes = tuple(code.code for code in self.form.compare_codes)
        return group_pairs(codes, self.publication.pairing)

    def said(
        self, columns: Sequence[ColumnComparison], *, is_mirror: bool = False
    ) -> tuple[str, ...]:
        """What columns show of every pair of groups, or of the only group."""
        if not self.pairs:
            return described(columns, self.groups[0], self.labels)
        if columns[0].column.counts_people:  # sums of all groups, side by side
            return people_sentences(columns, self.labels)

        def say(pair: GroupPair) -> tuple[str, ...]:
            two, names = pair.of_columns(columns), pair.names(self.groups)
            return sentences(two, names, self.labels, is_mirror=is_mirror)

        return by_pair(self.groups, self.pairs, say)

    def said_together(self, columns: Sequence[ColumnComparison]) -> tuple[str, ...]:
        """The same of the first share of several codes that the plan declares."""
        return by_pair(
            self.groups,
            self.pairs,
            lambda pair: combined_sentences(
                pair.of_columns(columns), pair.names(self.groups), self.labels
            ),
        )

    def uncertainty(self, columns: Sequence[ColumnComparison]) -> str:
        """How far the difference that is told of each pair may be off."""
        found = (
            uncertainty(pair.of_columns(columns), pair.names(self.groups), self.labels)
            for pair in self.pairs
        )
        return " ".join(words for words in found if words)

    @cached_property
    def by_name(self) -> Mapping[str, ColumnComparison]:
        """Column -> what may be shown of it."""
        return {shown.column.name: shown for shown in self.comparison.columns}

    def columns_of(self, declared: DeclaredComparison) -> tuple[ColumnComparison, ...]:
        """The columns of a comparison, as far as there are answers to them; an index is one."""
        names = (declared.index.name,) if declared.index else declared.columns
        return tuple(self.by_name[name] for name in names if name in self.by_name)

    def compositions_of(self, declared: DeclaredComparison) -> tuple[Composition, ...]:
        """The composition in every group; empty for another kind of comparison."""
        return tuple(c for c in self.comparison.compositions if c.name == declared.name)

    def base(self, columns: Sequence[ColumnComparison]) -> str:
        """How many answered, country by country, and where they are too few."""
        return missing_words(columns, self.groups, self.labels, self.publication.rules)

    def heading(self, declared: DeclaredComparison) -> tuple[str, str, str]:
        """Name, number and title."""
        asked = self.form.questions.get(declared.questions[0]) if declared.questions else None
        number = asked.number if asked else ""
        return declared.name, number, self.labels.wording.text(declared.text_path)


def group_names(form: Questionnaire, labels: Labels) -> tuple[str, ...]:
    """Names of the groups, in the order of the code list."""
    return tuple(labels.wording.text(code.text_path) for code in form.compare_codes)


@dataclass(frozen=True, slots=True)
class _Picture:
    """What is drawn of some columns; fields as of `Figure`.

    is_combined: whether it shows shares of several codes.
    """

    charts: tuple[Drawing | StackedDrawing, ...]
    answer: str | None = None
    scale: tuple[str, ...] = ()
    is_combined: bool = False


def measured(declared: DeclaredComparison, findings: Findings) -> Figure:
    """Columns by the measure of their level. declared: at least one of its columns was counted."""
    columns, labels = findings.columns_of(declared), findings.labels
    groups = compared_names(declared, findings)
    name, number, title = findings.heading(declared)
    together = {each.name: labels.wording.text(each.text_path) for each in declared.together}
    picture = _picture(columns, groups, together, labels)
    table = table_of(columns, groups, labels, findings.pairs)
    told = findings.said_together(columns) if picture.is_combined else ()
    is_mirror = declared.show is Show.MIRROR
    combined = combined_rows(columns, together, labels, findings.pairs)
    return Figure(
        name=name,
        number=number,
        title=title,
        said=told or findings.said(columns, is_mirror=is_mirror),
        charts=picture.charts,
        answer=picture.answer,
        scale=picture.scale,
        table=replace(table, rows=(*combined, *table.rows)),
        base=findings.base(columns),
        is_hidden=any(is_small(group) for shown in columns for group in shown.groups),
        groups=groups,
        uncertainty="" if picture.is_combined else findings.uncertainty(columns),
        rounding=rounding_words(columns, labels, findings.pairs),
    )


def _picture(
    columns: Sequence[ColumnComparison],
    groups: Sequence[str],
    together: Mapping[str, str],
    labels: Labels,
) -> _Picture:
    """Shares of several codes where the plan declares them for a grid; else scale or dots."""
    combined = combined_charts(columns, labels) if together and len(columns) > 1 else ()
    if combined:
        return _Picture(combined, answer=next(iter(together.values())), is_combined=True)
    column = columns[0].column
    if is_single_scale(columns):
        words = tuple(labels.code(column, code) for code in column.rising)
        return _Picture(scale_charts(columns[0], groups, labels), scale=words)
    code = code_shown(columns)
    return _Picture(dot_charts(columns, code, labels), answer=_answer(columns, code, labels))


def compared_names(declared: DeclaredComparison, findings: Findings) -> tuple[str, ...]:
    """Names of the groups. A mirror says of each group what its institutions speak about."""
    if declared.show is not Show.MIRROR or declared.mirror is None:
        return findings.groups
    paths = declared.mirror.text_path_by_country
    return tuple(
        findings.labels.wording.text(paths[code.code]) if code.code in paths else name
        for code, name in zip(findings.form.compare_codes, findings.groups, strict=True)
    )


def _answer(columns: Sequence[ColumnComparison], code: str | None, labels: Labels) -> str | None:
    is_grid = len(columns) > 1 and columns[0].column.role is Role.ANSWER
    return labels.code(columns[0].column, code) if code and is_grid else None


def chapter_of(publication: DisseminationPlan, name: str) -> Chapter | None:
    """The chapter of this name; None when there is none."""
    return next((chapter for chapter in publication.chapters if chapter.name == name), None)
