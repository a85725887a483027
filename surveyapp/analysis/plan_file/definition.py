"""Plan definition: ``analysis.yaml`` as it is written, before anything is resolved.

The pydantic models are the structure of the file and the source of its JSON Schema. They know
keys and shapes; names, codes and columns are checked by the linter.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StringConstraints

from surveyapp.questionnaire.definition import (
    AnswerCode,
    Definition,
    LanguageCode,
    Name,
    Number,
    Whole,
    Words,
    is_unset,
)
from surveyapp.questions.language import SOURCE_LANGUAGE

ColumnPattern = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9_]+(\.(\*|[A-Za-z0-9_]+))*$", max_length=120)
]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.-]{1,20}$")]
ShowWord = Literal["measures", "totals", "composition", "index", "mirror", "cross", "ratio"]
NonNegative = Annotated[Whole, Field(ge=0)]


class PlanPart(Definition):
    """Common to all parts of a plan: frozen, and an unknown key is an error."""


class RulesDefinition(PlanPart):
    """Disclosure rules that are stricter than the usual ones; only those that differ."""

    k: Whole | None = None
    quartiles_from: Whole | None = None
    dominance: Number | None = Field(None, ge=0, le=1)
    second_guess: Number | None = Field(None, ge=0, le=1)
    people_step: Whole | None = None


class FlagDefinition(PlanPart):
    """Why the groups' figures of these questions must not be put in one number."""

    label: Words
    questions: tuple[Name, ...] = Field(min_length=1)


class GroupDefinition(PlanPart):
    """Codes that are taken together under a new one."""

    code: AnswerCode
    label: Words
    of: tuple[AnswerCode, ...] = Field(min_length=1)


class MergeDefinition(PlanPart):
    """All codes of a shared list in fewer groups, in the order of the scale."""

    list: Name
    into: tuple[GroupDefinition, ...] = Field(min_length=1)


class FamilyDefinition(PlanPart):
    """Rows of a grid that are published as one."""

    name: Name
    label: Words
    rows: tuple[AnswerCode, ...] = Field(min_length=2)


class PoolDefinition(PlanPart):
    """Families of rows, for all questions that have them; other rows stay as they are."""

    families: tuple[FamilyDefinition, ...] = Field(min_length=1)


class ItemDefinition(PlanPart):
    """An answer that counts zero when another question was answered by one of these codes."""

    item: ColumnPattern
    zero_if: dict[Name, tuple[AnswerCode, ...]] = Field(min_length=1, max_length=1)


class IndexDefinition(PlanPart):
    """The mean score of several answers, 0 to 100, when at least `minimum` were given."""

    label: Words
    low: Words
    high: Words
    items: tuple[ColumnPattern | ItemDefinition, ...] = Field(min_length=1)
    minimum: Whole = Field(ge=1)


class PointDefinition(PlanPart):
    """One figure that others published, where it was read and when."""

    year: Whole = Field(ge=1900, le=2200)
    value: Number = Field(ge=0)
    source: Words
    seen: date


class SeriesDefinition(PlanPart):
    """Figures of a national body, shown beside the answers and never added to them."""

    country: AnswerCode
    label: Words
    unit: Words
    points: tuple[PointDefinition, ...] = Field(min_length=1)


class BaseDefinition(PlanPart):
    """Who counts: institutions whose answer to `question` is not among `without`."""

    question: Name
    without: tuple[AnswerCode, ...] = Field(min_length=1)


class TogetherDefinition(PlanPart):
    """Codes of the answer, or columns of numbers, that are also shown as one."""

    name: Name
    label: Words
    codes: tuple[AnswerCode, ...] = ()
    columns: tuple[ColumnPattern, ...] = ()


class ComparisonDefinition(PlanPart):
    """One exhibit: questions or columns, and how they are shown."""

    name: Name
    feeds: Words | None = None
    title: Words | None = None
    note: Words | None = None
    questions: tuple[Name, ...] = ()
    columns: tuple[ColumnPattern, ...] = ()
    show: ShowWord = "measures"
    merge: Name | None = None
    pool: Name | None = None
    nearest: AnswerCode | None = None
    base: BaseDefinition | None = None
    together: tuple[TogetherDefinition, ...] = ()
    apart: tuple[AnswerCode, ...] = ()
    index: Name | None = None
    mirror: dict[AnswerCode, Words] = Field(default_factory=dict)
    cross: Name | None = None
    flags: tuple[Name, ...] = ()
    series: tuple[Name, ...] = ()
    split: StrictBool = True
    edition: Literal["core", "full"] | None = None


class ChapterDefinition(PlanPart):
    """A chapter of the report."""

    name: Name
    label: Words
    comparisons: tuple[ComparisonDefinition, ...] = Field(min_length=1)


class PlanDefinition(PlanPart):
    """A whole plan. left_out: question -> why it is not published.

    classes: question of numbers -> the number with which each of its classes begins. reference: of
    three groups or more, the one that the others are compared with; compare: each with each.
    limits: what else a reader must know of the study's figures; others: name of all codes of the
    split but the first.
    """

    analysis: Name
    version: Version
    reference: AnswerCode | None = Field(None, exclude_if=is_unset)
    compare: Literal["pairs"] | None = Field(None, exclude_if=is_unset)
    source_language: LanguageCode = Field(SOURCE_LANGUAGE, exclude_if=is_unset)
    sample: StrictBool = False
    population: dict[AnswerCode, dict[AnswerCode, NonNegative]] = Field(default_factory=dict)
    rules: RulesDefinition = RulesDefinition()
    flags: dict[Name, FlagDefinition] = Field(default_factory=dict)
    merges: dict[Name, MergeDefinition] = Field(default_factory=dict)
    pools: dict[Name, PoolDefinition] = Field(default_factory=dict)
    indices: dict[Name, IndexDefinition] = Field(default_factory=dict)
    classes: dict[Name, tuple[NonNegative, ...]] = Field(default_factory=dict)
    public_figures: dict[Name, SeriesDefinition] = Field(default_factory=dict)
    left_out: dict[Name, Words] = Field(default_factory=dict)
    limits: Words | None = Field(None, exclude_if=is_unset)
    others: Words | None = Field(None, exclude_if=is_unset)
    chapters: tuple[ChapterDefinition, ...] = Field(min_length=1)

    def comparisons(self) -> tuple[ComparisonDefinition, ...]:
        """All comparisons in the order of the report."""
        return tuple(each for chapter in self.chapters for each in chapter.comparisons)
