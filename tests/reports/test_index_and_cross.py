"""Figures of an index and of two questions against each other say what their tables leave open."""

from dataclasses import dataclass, replace

from surveyapp.analysis.dissemination_plan import DeclaredComparison, Show
from surveyapp.analysis.result import ColumnComparison, Comparison, CrossGroup, CrossTable
from surveyapp.questions.column import Level
from surveyapp.reports.exhibit.cross import crossed
from surveyapp.reports.exhibit.index_figure import indexed
from surveyapp.reports.group_pair import TWO, GroupPair
from surveyapp.reports.labels import Labels
from tests.reports.banded import GROUPS, compared, labels


@dataclass(frozen=True)
class ShownFindings:
    """What a figure asks of its findings."""

    labels: Labels
    columns: tuple[ColumnComparison, ...] = ()
    crosses: tuple[CrossTable, ...] = ()
    groups: tuple[str, str] = GROUPS
    pairs: tuple[GroupPair, ...] = TWO

    @property
    def comparison(self):
        return Comparison("q", "1", "", True, ("country",), (), crosses=self.crosses)

    def columns_of(self, _declared):
        return self.columns

    def heading(self, declared):
        return declared.name, "", "A title"

    def base(self, _columns):
        return ""


def declared(show):
    return DeclaredComparison("both", "q", ("q",), ("q",), show, "title")


def cross(country, cells, n=10):
    column = compared((10, {"a": 5, "b": 5}), (10, {"a": 5, "b": 5})).column
    counts = dict(zip([(a, b) for a in "ab" for b in "ab"], cells, strict=True))
    group = CrossGroup((("country", country),), False, 10, n, counts)
    return CrossTable("both", column, column, group)


def test_a_group_without_a_line_in_a_cross_table_is_named_with_the_reason():
    found = (cross("RO", (3, 3, 2, 2)), cross("NO", (None,) * 4))
    base = crossed(declared(Show.CROSS), ShownFindings(labels(), crosses=found)).base
    few = "too few gave one of the answers, and the other counts would tell how many"
    assert base.endswith(f"both questions. Norway, in every row: {few}.")
    small = (found[0], cross("NO", (None,) * 4, n=None))
    base = crossed(declared(Show.CROSS), ShownFindings(labels(), crosses=small)).base
    assert base.endswith("both questions. Norway, in every row: too few answered.")
    shown = crossed(declared(Show.CROSS), ShownFindings(labels(), crosses=found[:1] * 2))
    assert shown.base == "Counted are institutions that answered both questions."


def test_classes_of_an_index_that_do_not_add_up_to_100_say_so():
    shown = compared(
        (28, {"a": 1, "b": 9, "c": 17, "d": 1}), (10, {"a": 0, "b": 4, "c": 5, "d": 1})
    )
    shown = replace(shown, column=replace(shown.column, level=Level.ORDINAL))
    figure = indexed(declared(Show.INDEX), ShownFindings(labels(), (shown,)))
    assert figure.rounding == "Percentages are rounded and do not always add up to 100."
