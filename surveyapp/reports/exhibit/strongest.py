"""Strongest: the differences of which most is certain, whatever the silent would have said."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

from surveyapp.analysis.comparison.difference_bounds import difference_bounds
from surveyapp.analysis.dissemination_plan import DeclaredComparison, Show
from surveyapp.analysis.result import (
    Bounds,
    ColumnComparison,
    Difference,
    GroupResult,
    IntervalKind,
    Measure,
)
from surveyapp.questions.column import TICKED, Role
from surveyapp.reports.exhibit.page import Findings, compared_names
from surveyapp.reports.group_pair import pair_of
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.range_words import count_range, percent_range
from surveyapp.reports.sentence.statement import part_of

_COMPARED = frozenset({Show.MEASURES, Show.MIRROR})
_EXACT = 6
"""Decimals of percentage points that are kept before they are cut to whole ones."""


@dataclass(frozen=True, slots=True)
class CertainDifference:
    """The difference of one comparison that stands furthest from nought at its nearest end.

    least: whole percentage points, at least 1, that it cannot fall below. name, chapter: of the
    comparison; what: the answer, words: the shares and what is certain of them.
    """

    name: str
    chapter: str
    title: str
    what: str
    words: str
    least: int


@dataclass(frozen=True, slots=True)
class _Certain:
    declared: DeclaredComparison
    chapter: str
    shown: ColumnComparison
    difference: Difference
    least: int


def strongest(findings: Findings, most: int | None = None) -> tuple[CertainDifference, ...]:
    """At most so many (None: all), one a comparison and one a column, the strongest first."""
    found: dict[str, _Certain] = {}
    for chapter in findings.publication.chapters:
        for declared in chapter.comparisons:
            best = _best(declared, chapter.name, findings)
            if best is not None:
                found.setdefault(best.shown.column.name, best)
    ordered = sorted(found.values(), key=lambda each: -each.least)
    return tuple(_told(each, findings) for each in ordered[:most])


def nothing_certain(findings: Findings) -> str:
    """What is said where no direction is certain, or there is nobody to compare with."""
    labels = findings.labels
    if not findings.pairs:
        return labels.translate.gettext(
            "There is one group: its answers are described and compared with no others."
        )
    return labels.translate.gettext(
        "Of no difference the direction is certain, whatever the institutions without an answer"
        " would say."
    )


def _best(declared: DeclaredComparison, chapter: str, findings: Findings) -> _Certain | None:
    if declared.show not in _COMPARED:
        return None
    certain = (
        _Certain(declared, chapter, shown, difference, least)
        for shown in findings.columns_of(declared)
        for difference in _of_shares(shown)
        if _knows_the_silent(difference, findings) and (least := _least(shown, difference))
    )
    return max(certain, key=lambda each: each.least, default=None)


def _of_shares(shown: ColumnComparison) -> Iterator[Difference]:
    """Differences of shares; of an option its being ticked, of a ranking none."""
    column = shown.column
    for each in shown.differences:
        is_whole = column.role is not Role.OPTION or each.code == TICKED
        if each.measure is Measure.PERCENTAGE_POINTS and column.role is not Role.RANK and is_whole:
            yield each


def _knows_the_silent(difference: Difference, findings: Findings) -> bool:
    """Whether its range allows for those that sent nothing; so it does where nobody counted them.

    How many of them would have been asked a question that only some are asked is not known.
    """
    return not findings.publication.population or None not in difference.n_population


def _least(shown: ColumnComparison, difference: Difference) -> int:
    """Whole points between nought and the nearer end; 0 where the direction is not certain."""
    ends = _ends(shown, difference)
    if ends is None:
        return 0
    low, high = ends
    nearer = max(low, -high, 0.0)
    return floor(round(nearer * 100, _EXACT))


def _ends(shown: ColumnComparison, difference: Difference) -> Bounds | None:
    """Where the difference lies whatever the silent would say, and wherever in its range it is."""
    if difference.band is None:
        is_known = difference.interval_kind is IntervalKind.NONRESPONSE
        return difference.interval if is_known else None
    first, second = (
        next((value.bounds for value in group.values if value.code == difference.code), None)
        for group in pair_of(shown, difference).between(shown).groups
    )
    return None if first is None or second is None else difference_bounds(second, first)


def _told(each: _Certain, findings: Findings) -> CertainDifference:
    labels, pair = findings.labels, pair_of(each.shown, each.difference)
    names = pair.names(compared_names(each.declared, findings))
    first, second = (
        _share(name, group, each.difference.code, labels)
        for name, group in zip(names, pair.between(each.shown).groups, strict=True)
    )
    words = _certain(each, first, second, labels)
    title = labels.wording.text(each.declared.text_path)
    what = _what(each, labels) or title
    return CertainDifference(each.declared.name, each.chapter, title, what, words, each.least)


def _certain(each: _Certain, first: str, second: str, labels: Labels) -> str:
    if None in each.difference.n_population:
        return _certain_of_asked(each, first, second, labels)
    if each.difference.band is not None:
        return labels.translate.ngettext(
            "%(first)s, %(second)s. Wherever in their ranges the figures lie, and whatever the"
            " institutions without an answer would say, at least %(num)d percentage point lies"
            " between them.",
            "%(first)s, %(second)s. Wherever in their ranges the figures lie, and whatever the"
            " institutions without an answer would say, at least %(num)d percentage points lie"
            " between them.",
            each.least,
            first=first,
            second=second,
        )
    return labels.translate.ngettext(
        "%(first)s, %(second)s. Whatever the institutions without an answer would say, at least"
        " %(num)d percentage point lies between them.",
        "%(first)s, %(second)s. Whatever the institutions without an answer would say, at least"
        " %(num)d percentage points lie between them.",
        each.least,
        first=first,
        second=second,
    )


def _certain_of_asked(each: _Certain, first: str, second: str, labels: Labels) -> str:
    """Where nobody counted those that took no part, so that nothing is said of them."""
    if each.difference.band is not None:
        return labels.translate.ngettext(
            "%(first)s, %(second)s. Wherever in their ranges the figures lie, and whatever those"
            " would say who were asked and gave no answer, at least %(num)d percentage point lies"
            " between them.",
            "%(first)s, %(second)s. Wherever in their ranges the figures lie, and whatever those"
            " would say who were asked and gave no answer, at least %(num)d percentage points lie"
            " between them.",
            each.least,
            first=first,
            second=second,
        )
    return labels.translate.ngettext(
        "%(first)s, %(second)s. Whatever those would say who were asked and gave no answer, at"
        " least %(num)d percentage point lies between them.",
        "%(first)s, %(second)s. Whatever those would say who were asked and gave no answer, at"
        " least %(num)d percentage points lie between them.",
        each.least,
        first=first,
        second=second,
    )


def _what(each: _Certain, labels: Labels) -> str:
    column = each.shown.column
    code = each.difference.code or ""
    answer = "" if column.role is Role.OPTION else labels.code(column, code)
    return ": ".join(part for part in (labels.line(column), answer) if part)


def _share(name: str, group: GroupResult, code: str | None, labels: Labels) -> str:
    """Such as ``Sweden 40% (12 of 30)``. group: one of which the share, or its range, is shown."""
    part = part_of(next(value for value in group.values if value.code == code), group)
    if part is None:
        raise ValueError(f"no share of {code} in {group.group}")
    return labels.translate.gettext(
        "%(group)s %(percent)s (%(count)s of %(n)s)",
        group=name,
        percent=percent_range(part.share, labels),
        count=count_range(part.count, labels),
        n=count_range(part.n, labels),
    )
