"""Figure words: one number of a comparison in words, as a sentence of the prose asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.analysis.result import ColumnComparison, Comparison, GroupResult
from surveyapp.questions.column import Column
from surveyapp.reports.block import Span
from surveyapp.reports.document.evidence import Evidence
from surveyapp.reports.labels import Labels
from surveyapp.reports.prose.placeholder import (
    NumberWanted,
    Placeholder,
    PlaceholderKind,
    PlaceholderMeasure,
    number_wanted,
)
from surveyapp.reports.sentence.range_words import (
    count_range,
    figure_range,
    percent_range,
    points_range,
    signed_range,
)
from surveyapp.reports.sentence.statement import ends_of, part_of

POINTS = {"percentage points"}


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Puts words for placeholders; a number that may not be shown has none in the report."""

    evidence: Mapping[str, Evidence]
    comparison: Comparison
    labels: Labels

    def span(self, placeholder: Placeholder) -> Span | None:
        """What is printed for it in a line; None where too few answered, or it is not there."""
        if placeholder.kind is PlaceholderKind.SEE:
            return self._reference(placeholder)
        if placeholder.kind is PlaceholderKind.USES:
            return Span("")
        words = self._said(placeholder)
        return None if words is None else Span(words)

    def words(self, placeholder: Placeholder) -> str:
        """The number, or why there is none; for ``uses`` all that the comparison shows."""
        if placeholder.kind is PlaceholderKind.USES:
            return self._all_of(placeholder.arguments[0])
        if (
            placeholder.kind is PlaceholderKind.NUMBER
            and self._shown(number_wanted(placeholder)) is None
        ):
            return self._not_asked()
        return self._said(placeholder) or self._too_few()

    def _said(self, placeholder: Placeholder) -> str | None:
        if placeholder.kind is PlaceholderKind.N:
            return self._answered(placeholder.arguments[0])
        return self._number(number_wanted(placeholder))

    def _not_asked(self) -> str:
        return self.labels.translate.gettext("not asked in this round")

    def _too_few(self) -> str:
        return self.labels.translate.gettext("too few answered")

    def _reference(self, placeholder: Placeholder) -> Span:
        found = self.evidence.get(placeholder.arguments[0])
        if found is None:
            return Span(self._not_asked())
        return Span(found.number.table, target=f"#{found.number.anchor}")

    def _answered(self, country: str) -> str | None:
        """Institutions of a group that sent answers; None where they are too few."""
        for column in self.comparison.columns:
            group = _of_country(column, country)
            if column.column.name == self.comparison.grouping[0] and group is not None:
                return self._counted(group.n_asked)
        largest = max(
            (
                group.n_asked or 0
                for column in self.comparison.columns
                if (group := _of_country(column, country))
            ),
            default=0,
        )
        return self._counted(largest or None)

    def _counted(self, count: int | None) -> str | None:
        return None if count is None else self.labels.number(count)

    def _all_of(self, name: str) -> str:
        found = self.evidence.get(name)
        if found is None:
            return ""
        rows = found.shown.table.rows
        return "; ".join(
            f"{row.head}: {' | '.join(cell or self._too_few() for cell in row.cells)}"
            for row in rows
        )

    def _shown(self, wanted: NumberWanted) -> ColumnComparison | None:
        found = self.evidence.get(wanted.exhibit)
        return found.column(wanted.column) if found else None

    def _number(self, wanted: NumberWanted) -> str | None:
        shown = self._shown(wanted)
        if shown is None:
            return None
        if wanted.measure is PlaceholderMeasure.DIFFERENCE:
            return self._difference(shown, wanted)
        group = _of_country(shown, wanted.country or "")
        return None if group is None else self._of_group(shown.column, group, wanted)

    def _difference(self, shown: ColumnComparison, wanted: NumberWanted) -> str | None:
        """Of the pair that is named, or of the only one."""
        of = (wanted.country, wanted.less)
        found = next(
            (
                each
                for each in shown.differences
                if each.code == wanted.code and (wanted.country is None or each.of == of)
            ),
            None,
        )
        ends = None if found is None else ends_of(found)
        if found is None or ends is None:
            return None
        if found.measure.value in POINTS:
            return points_range(ends, self.labels)
        return signed_range(ends, self.labels)

    def _of_group(self, column: Column, group: GroupResult, wanted: NumberWanted) -> str | None:
        labels = self.labels
        match wanted.measure:
            case PlaceholderMeasure.N:
                n = group.n_band if group.n is None else (group.n, group.n)
                return None if n is None or group.is_hidden else count_range(n, labels)
            case PlaceholderMeasure.MEDIAN:
                return None if group.median is None else labels.code(column, group.median)
            case PlaceholderMeasure.MEAN:
                return self._mean(group)
            case _:
                return self._of_code(group, wanted)

    def _mean(self, group: GroupResult) -> str | None:
        mean = group.mean if group.mean is not None else group.mean_points
        ends = group.mean_band if mean is None else (mean, mean)
        return None if ends is None else figure_range(ends, self.labels)

    def _of_code(self, group: GroupResult, wanted: NumberWanted) -> str | None:
        value = next((value for value in group.values if value.code == wanted.code), None)
        part = part_of(value, group)
        if part is None:
            return None
        if wanted.measure is PlaceholderMeasure.COUNT:
            return count_range(part.count, self.labels)
        return percent_range(part.share, self.labels)


def _of_country(shown: ColumnComparison, country: str) -> GroupResult | None:
    return next((group for group in shown.groups if group.group[0][1] == country), None)
