"""Base: how many were asked and answered, why others did not, and where too few did."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.result import ColumnComparison, GroupResult
from surveyapp.questions.column import Column, Role
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.range_words import count_range

USUAL_RULES = DisclosureRules()
MOST_NAMED = 6
"""Rows that are named beneath a table; of more only their number is told."""

Line = tuple[ColumnComparison, GroupResult]
"""One line of a table and what is shown of it in one group."""


@dataclass(frozen=True, slots=True)
class _Base:
    """The words of one group. rules: how many answers make figures."""

    name: str
    labels: Labels
    rules: DisclosureRules

    def words(self, lines: Sequence[Line]) -> Iterator[str]:
        """A sentence about those of which figures are shown, and one about each other reason."""
        shown = [result for _column, result in lines if not is_small(result)]
        if shown:
            yield self._answered(shown, len(lines))
        small = [(column, result) for column, result in lines if is_small(result)]
        if len(lines) == 1 and small:
            yield self._single(*small[0])
            return
        by_reason: dict[str, list[str]] = {}
        for column, result in small:
            row = _row_words(column.column, self.labels)
            by_reason.setdefault(self._reason(column, result), []).append(row)
        for reason, names in by_reason.items():
            yield self._too_few(reason, names, is_all=len(names) == len(lines))

    def _answered(self, results: Sequence[GroupResult], n: int) -> str:
        """results: one a cell; a grid has several, and its numbers are told as a range."""
        ends = [end for result in results if (end := _answers(result)) is not None]
        asked = [result.n_asked for result in results if result.n_asked is not None]
        counts = (min((low for low, _ in ends), default=0), max((h for _, h in ends), default=0))
        if len(asked) < len(results):
            return self._unsized(counts)
        told = _in_rows(_without_answer(results, self.labels), n, len(results), self.labels)
        low, high = counts
        translate = self.labels.translate
        if low == high:
            return translate.ngettext(
                "%(group)s: %(n)s of %(num)d institution asked gave an answer%(told)s.",
                "%(group)s: %(n)s of %(num)d institutions asked gave an answer%(told)s.",
                max(asked),
                group=self.name,
                n=self.labels.number(low),
                told=told,
            )
        return translate.ngettext(
            "%(group)s: %(low)s to %(high)s of %(num)d institution asked gave an answer, row by"
            " row%(told)s.",
            "%(group)s: %(low)s to %(high)s of %(num)d institutions asked gave an answer, row by"
            " row%(told)s.",
            max(asked),
            group=self.name,
            low=self.labels.number(low),
            high=self.labels.number(high),
            told=told,
        )

    def _unsized(self, counts: tuple[int, int]) -> str:
        """How many answered, where how many were asked would tell answers."""
        return self.labels.translate.ngettext(
            "%(group)s: %(told)s institution gave an answer; how many were asked is closely"
            " protected.",
            "%(group)s: %(told)s institutions gave an answer; how many were asked is closely"
            " protected.",
            counts[1],
            group=self.name,
            told=count_range(counts, self.labels),
        )

    def _single(self, column: ColumnComparison, result: GroupResult) -> str:
        """Of the only line: how many answered, and that they are too few."""
        reason = self._reason(column, result)
        if result.n is None or result.n_asked is None:
            return f"{self.name}: {reason}."
        return self.labels.translate.ngettext(
            "%(group)s: %(n)s of %(num)d institution asked gave an answer; %(reason)s.",
            "%(group)s: %(n)s of %(num)d institutions asked gave an answer; %(reason)s.",
            result.n_asked,
            group=self.name,
            n=self.labels.number(result.n),
            reason=reason,
        )

    def _reason(self, column: ColumnComparison, result: GroupResult) -> str:
        """Why a group has no figures."""
        translate, rules = self.labels.translate, self.rules
        least = rules.smallest_sensitive if column.column.is_sensitive else rules.k
        if result.n is not None and result.n < least:
            return translate.ngettext(
                "too few answered (fewer than %(num)d)",
                "too few answered (fewer than %(num)d)",
                least,
            )
        if column.column.counts_people and result.n is not None:
            return translate.gettext("the total would tell too much about one institution")
        return translate.gettext("too few answered")

    def _too_few(self, reason: str, names: Sequence[str], *, is_all: bool) -> str:
        """In which rows of the question, each of which may be several lines of the table."""
        translate = self.labels.translate
        if is_all:
            return translate.gettext(
                "%(group)s, in every row: %(reason)s.", group=self.name, reason=reason
            )
        if len(names) > MOST_NAMED:
            return translate.ngettext(
                "%(group)s, in %(num)d row with a dash in the table: %(reason)s.",
                "%(group)s, in %(num)d rows with a dash in the table: %(reason)s.",
                len(names),
                group=self.name,
                reason=reason,
            )
        return translate.ngettext(
            "%(group)s, in %(num)d row: %(reason)s – %(rows)s.",
            "%(group)s, in %(num)d rows: %(reason)s – %(rows)s.",
            len(names),
            group=self.name,
            reason=reason,
            rows="; ".join(names),
        )


def _row_words(column: Column, labels: Labels) -> str:
    """The row that was answered; its options are lines of the table, and close with it."""
    if column.role is Role.OPTION and column.line_path and column.column_path:
        return labels.wording.text(column.line_path)
    return labels.line(column)


def is_small(result: GroupResult) -> bool:
    """Whether nothing but its size is shown of a group; of an index a range may be."""
    return result.is_hidden and result.mean_band is None


def missing_words(
    columns: Sequence[ColumnComparison],
    groups: Sequence[str],
    labels: Labels,
    rules: DisclosureRules = USUAL_RULES,
) -> str:
    """How many were asked and answered, group by group, and what the ranges of a table are."""
    lines = list({shown.column.cell: shown for shown in columns}.values())
    parts = [
        words
        for place, name in enumerate(groups)
        for words in _Base(name, labels, rules).words(
            [(shown, shown.groups[place]) for shown in lines if len(shown.groups) > place]
        )
    ]
    return " ".join((*parts, *_range_words(columns, labels)))


def _range_words(columns: Iterable[ColumnComparison], labels: Labels) -> Iterator[str]:
    """What a range is; nothing where all figures are numbers."""
    _ = labels.translate.gettext
    shown = [c for c in columns if any(v.band for g in c.groups for v in g.values)]
    if not shown:
        return
    yield _("Closely protected: small numbers stand as a range that holds the figure.")
    if any(difference.band for column in shown for difference in column.differences):
        yield _(
            "Where both ends of a difference have the same sign, it is certain in which group"
            " the share is larger."
        )


def _answers(result: GroupResult) -> tuple[int, int] | None:
    return result.n_band if result.n is None else (result.n, result.n)


def _without_answer(results: Sequence[GroupResult], labels: Labels) -> str:
    """Reasons with their institutions; of closely protected answers their number alone."""
    reasons = Counter[str]()
    for result in results:
        reasons.update(result.missing)
    n_silent = sum(result.n_missing or 0 for result in results if not result.missing)
    words = [*_reasons(reasons, labels)]
    if n_silent:
        words.append(
            labels.translate.ngettext("%(num)d gave no answer", "%(num)d gave no answer", n_silent)
        )
    return "; ".join(words)


def _reasons(counts: Mapping[str, int], labels: Labels) -> Iterator[str]:
    for reason, count in sorted(counts.items()):
        if count:
            words = labels.wording.text(f"code_lists.missing.{reason}")
            yield f"{words} {labels.number(count)}"


def _in_rows(told: str, n: int, n_shown: int, labels: Labels) -> str:
    """In brackets; of several rows an institution may have given a reason each."""
    _ = labels.translate.gettext
    if not told:
        return ""
    if n_shown < n:
        told = _("in all rows that are shown together: %(reasons)s", reasons=told)
    elif n > 1:
        told = _("in all rows together: %(reasons)s", reasons=told)
    return f" ({told})"
