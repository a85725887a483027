"""Publication: everything of a questionnaire that may be published, as its plan declares it.

Made from `questionnaires/<name>/analysis.yaml`. The gate, the pages, the report and the audit read
this and nothing else: there is no free filter outside it. A questionnaire without a plan publishes
every column once, by the widest view and its split (`whole_of`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from surveyapp.analysis.derivation import Base, Index, Item, Merge, Pool
from surveyapp.analysis.disclosure.rules import DisclosureRules
from surveyapp.analysis.pairing import AGAINST_FIRST, Pairing
from surveyapp.questionnaire.model import Questionnaire

__all__ = [
    "Base",
    "Chapter",
    "CombinedCategory",
    "DeclaredComparison",
    "DisseminationPlan",
    "Flag",
    "Index",
    "Item",
    "Merge",
    "Mirror",
    "Pool",
    "PublicPoint",
    "PublicSeries",
    "Show",
    "whole_of",
]


class Show(StrEnum):
    """What a comparison shows of its columns."""

    MEASURES = "measures"  # each column by the measure of its level
    TOTALS = "totals"  # sums side by side, never a ratio
    COMPOSITION = "composition"  # each line's part of the total of all lines
    INDEX = "index"  # one number an institution, made of several answers
    MIRROR = "mirror"  # what each group says of the other
    CROSS = "cross"  # two questions against each other


@dataclass(frozen=True, slots=True)
class CombinedCategory:
    """Several codes as one, such as coverage; a range where the printed counts leave one.

    columns: instead of codes, columns of numbers, such as girls and boys as children. In a
    composition they stand as one line in the place of their own.
    """

    name: str
    codes: tuple[str, ...]
    text_path: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mirror:
    """Two columns or questions side by side: of each group, what its institutions say."""

    question: str
    text_path_by_country: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Flag:
    """Why figures of two groups must not be put in one ratio or difference (C18)."""

    name: str
    text_path: str
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeclaredComparison:
    """One numbered exhibit of the report: a question or several, and how they are shown.

    columns: names of columns in the order shown. merge: for all of them, or None. cross: the
    second question of a cross-table, cross_merge: the merge under which that is published.
    text_path: its title; note_path: what a reader must know. off_scale_codes: codes that have
    no place on the scale, such as "as long as needed" (`apart` in the file): a median is formed of
    the others. edition: shown only for rounds in which this edition was answered; None: for all.
    pools: those of its columns that stand for several rows.
    """

    name: str
    feeds: str
    questions: tuple[str, ...]
    columns: tuple[str, ...]
    show: Show
    text_path: str
    note_path: str | None = None
    merge: Merge | None = None
    base: Base | None = None
    together: tuple[CombinedCategory, ...] = ()
    index: Index | None = None
    mirror: Mirror | None = None
    cross: str | None = None
    flags: tuple[str, ...] = ()
    has_split: bool = False
    series: tuple[str, ...] = ()
    off_scale_codes: tuple[str, ...] = ()
    cross_merge: Merge | None = None
    edition: str | None = None
    pools: tuple[Pool, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the report and its comparisons in order."""

    name: str
    text_path: str
    comparisons: tuple[DeclaredComparison, ...]


@dataclass(frozen=True, slots=True)
class PublicPoint:
    """One figure that others published. seen: the day on which its source was read."""

    year: int
    value: float
    source_path: str
    seen: date


@dataclass(frozen=True, slots=True)
class PublicSeries:
    """Figures of a national body, beside the answers and never added to them (C28)."""

    name: str
    country: str
    text_path: str
    unit_path: str
    points: tuple[PublicPoint, ...]


@dataclass(frozen=True, slots=True)
class DisseminationPlan:
    """The whole plan.

    population: country -> class of the split -> institutions that were asked to take part; empty
    when it is not known. is_sample: the study declares itself a sample, so that intervals for a
    larger population and tests may be shown. version: of the plan. classes: column of numbers ->
    the number with which each of its classes begins; the usual ones where there is none. pairing:
    which groups are compared with which.
    """

    questionnaire: str
    rules: DisclosureRules
    chapters: tuple[Chapter, ...]
    is_sample: bool = False
    population: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    series: tuple[PublicSeries, ...] = ()
    flags: tuple[Flag, ...] = ()
    version: str = ""
    classes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    pairing: Pairing = AGAINST_FIRST

    def comparisons(self) -> Iterator[DeclaredComparison]:
        """All comparisons in the order of the report."""
        for chapter in self.chapters:
            yield from chapter.comparisons

    def of_edition(self, edition: str) -> "DisseminationPlan":
        """The same plan without comparisons that are for answers to another edition."""
        return replace(
            self,
            chapters=tuple(
                replace(
                    chapter,
                    comparisons=tuple(
                        c for c in chapter.comparisons if c.edition in (None, edition)
                    ),
                )
                for chapter in self.chapters
            ),
        )


def whole_of(form: Questionnaire, rules: DisclosureRules | None = None) -> DisseminationPlan:
    """The plan of a questionnaire that declares none: every question, one chapter a section.

    The questions that make the groups are left out: everybody in a group gave the same answer.
    """
    groups = (form.compare_by, form.split_by)
    chapters = tuple(
        Chapter(
            section.name,
            f"{form.name}.sections.{section.name}.label",
            tuple(_as_it_is(form, n) for n in section.questions() if n not in groups),
        )
        for section in form.sections
    )
    return DisseminationPlan(form.name, rules or DisclosureRules(), chapters)


def _as_it_is(form: Questionnaire, name: str) -> DeclaredComparison:
    asked = form.questions[name]
    return DeclaredComparison(
        name=name,
        feeds="",
        questions=(name,),
        columns=tuple(column.name for column in asked.question.variables()),
        show=Show.MEASURES,
        text_path=f"{asked.path}.label",
        has_split=form.split_by is not None,
    )
