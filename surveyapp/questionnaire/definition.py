"""Definition: a questionnaire as it is written, before anything is resolved.

The pydantic models are the structure of the YAML files and the source of the JSON Schema for
editors. They know keys and shapes; names, codes and expressions are checked by the linter.
"""

from operator import not_
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    Strict,
    StrictBool,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from surveyapp.questions.language import CODE_PATTERN, SOURCE_LANGUAGE

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=40)]
# No two underscores together, so that no code can read like `__missing` or `__other`.
AnswerCode = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9]+(_[A-Za-z0-9]+)*$", max_length=40)
]
LONGEST_WORDS = 6000
Words = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_WORDS, strip_whitespace=True)
]
ExpressionText = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
LanguageCode = Annotated[str, StringConstraints(pattern=CODE_PATTERN)]
Letter = Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
CellPattern = Annotated[
    str,
    StringConstraints(
        pattern=r"^(\*|[A-Za-z0-9_]+)(\.(\*|[A-Za-z0-9_]+))?$",
        max_length=81,
    ),
]
"""A row, or ``row.column``; * stands for all."""
Whole = Annotated[int, Strict()]
Number = Annotated[float, Strict()]
"""A number as it is written, without quotes; true and "3" are none."""
Reason = Literal["dk", "na", "nd", "ref", "lt5"]


def is_unset(value: object) -> bool:
    """Whether a key that came later stays out of the version hash, which it must not change."""
    return value is None or value in ({}, SOURCE_LANGUAGE)


class Definition(BaseModel):
    """Frozen, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TextVariant(Definition):
    """Other words for one of the compared groups; the code stays."""

    label: Words | None = None
    hint: Words | None = None
    guidance: Words | None = None


class CodeDefinition(Definition):
    """One answer code, its label, its points in an index and its place in international lists."""

    code: AnswerCode
    label: Words
    score: Number | None = Field(None, ge=0, le=100)
    maps: dict[str, str] = Field(default_factory=dict)
    variants: dict[str, TextVariant] = Field(default_factory=dict)


class CodeListDefinition(Definition):
    """A code list in a file of its own, shared by questionnaires."""

    list: Name
    title: Words
    source_language: LanguageCode = Field(SOURCE_LANGUAGE, exclude_if=is_unset)
    order: StrictBool = False
    source: Words | None = None
    codes: tuple[CodeDefinition, ...] = Field(min_length=1)


class ListSelection(Definition):
    """A shared code list less some codes, or only some of them."""

    list: Name
    without: tuple[AnswerCode, ...] = ()
    only: tuple[AnswerCode, ...] = ()


ListUse = Name | ListSelection | tuple[CodeDefinition, ...]


class ConstraintDefinition(Definition):
    """A further hard rule with its message."""

    name: AnswerCode
    test: ExpressionText
    message: Words
    each: Literal["row", "column", "cell"] | None = None


class WarningDefinition(Definition):
    """A soft check: asked as a question when the test is false.

    each: run once for every row, column or cell of a grid; values: numbers for the question's
    placeholders; explain: sending needs a reason; notice: says something and asks nothing.
    """

    name: AnswerCode
    test: ExpressionText
    question: Words
    each: Literal["row", "column", "cell"] | None = None
    values: dict[str, ExpressionText] = Field(default_factory=dict)
    explain: StrictBool = False
    notice: StrictBool = False


class SharedWarning(Definition):
    """A soft check that several questions use by its name; `.` is each of them."""

    test: ExpressionText
    question: Words
    each: Literal["row", "column", "cell"] | None = None
    values: dict[str, ExpressionText] = Field(default_factory=dict)
    explain: StrictBool = False
    notice: StrictBool = False


class CoreCells(Definition):
    """The cells of a grid that the core edition asks."""

    cells: tuple[CellPattern, ...] = Field(min_length=1)


class SumsDefinition(Definition):
    """Totals that are added up: columns in every row, rows in every column; total -> its parts."""

    columns: dict[AnswerCode, tuple[AnswerCode, ...]] = Field(default_factory=dict)
    rows: dict[AnswerCode, tuple[AnswerCode, ...]] = Field(default_factory=dict)


class QuestionDefinition(Definition):
    """One question; which keys it may have depends on its type."""

    name: Name
    type: str
    label: Words
    hint: Words | None = None
    guidance: Words | None = None
    terms: tuple[Name, ...] = ()
    variants: dict[str, TextVariant] = Field(default_factory=dict)
    choices: ListUse | None = None
    rows: ListUse | None = None
    columns: ListUse | None = None
    row_filter: ExpressionText | None = None
    relevant: ExpressionText | None = None
    required: StrictBool = False
    constraint: ExpressionText | None = None
    constraint_message: Words | None = None
    constraints: tuple[ConstraintDefinition, ...] = ()
    warnings: tuple[AnswerCode | WarningDefinition, ...] = ()
    missing: tuple[Reason, ...] | None = None
    level: Literal["nominal", "ordinal", "interval", "ratio"] | None = None
    exclusive: tuple[AnswerCode, ...] = ()
    other: AnswerCode | None = None
    max_choices: Whole | None = Field(None, ge=1)
    pick_rows: Whole | None = Field(None, ge=1, exclude_if=is_unset)
    beside: Name | None = Field(None, exclude_if=is_unset)
    max_length: Whole | None = Field(None, ge=1, le=10_000)
    screen: StrictBool | None = None
    attached: StrictBool = Field(False, exclude_if=not_)
    counts: Literal["people"] | None = None
    appearance: Literal["year"] | None = Field(None, exclude_if=is_unset)
    sensitive: StrictBool = False
    sums: SumsDefinition | None = Field(None, exclude_if=is_unset)
    explanation: StrictBool | None = Field(None, exclude_if=is_unset)
    core: StrictBool | CoreCells = False

    def in_section(self, sensitive: bool) -> "QuestionDefinition":
        """The question as its section says, unless it says itself; a note has no answers."""
        if self.type == "note" or "sensitive" in self.model_fields_set:
            return self
        return self.model_copy(update={"sensitive": sensitive})


class PageDefinition(Definition):
    """Questions that are answered together."""

    name: Name
    title: Words | None = None
    questions: tuple[QuestionDefinition, ...] = Field(min_length=1)

    def in_section(self, sensitive: bool) -> "PageDefinition":
        """The page with its questions as the section says."""
        questions = tuple(question.in_section(sensitive) for question in self.questions)
        return self.model_copy(update={"questions": questions})


class SectionDefinition(Definition):
    """Pages on one subject; without a letter of its own it has that of its place.

    sensitive: of all its questions that do not say it themselves, which then have it as their own;
    so it stays out of the version hash, in which the questions stand.
    """

    name: Name
    letter: Letter | None = Field(None, exclude_if=is_unset)
    label: Words
    note: Words | None = None
    sensitive: StrictBool | None = Field(None, exclude=True)
    pages: tuple[PageDefinition, ...] = Field(min_length=1)

    @field_validator("pages", mode="after")
    @classmethod
    def _as_said(
        cls, pages: tuple[PageDefinition, ...], section: ValidationInfo
    ) -> tuple[PageDefinition, ...]:
        sensitive = section.data.get("sensitive")
        return pages if sensitive is None else tuple(page.in_section(sensitive) for page in pages)


class EditionDefinition(Definition):
    """A shorter or longer form of the same questionnaire."""

    label: Words
    note: Words | None = None


class TermDefinition(Definition):
    """A word that must mean the same to everybody."""

    label: Words
    definition: Words


class PreparationDefinition(Definition):
    """What one of those who answer together should have at hand. items: name -> what it is."""

    label: Words
    items: dict[Name, Words] = Field(min_length=1)


class QuestionnaireDefinition(Definition):
    """A whole questionnaire file."""

    questionnaire: Name
    version: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.-]{1,20}$")]
    source_language: LanguageCode = SOURCE_LANGUAGE
    languages: Annotated[tuple[LanguageCode, ...], Field(min_length=1)] = (SOURCE_LANGUAGE,)
    title: Words
    purpose: Words
    content_note: Words | None = None
    prepare: dict[Name, PreparationDefinition] = Field(default_factory=dict, exclude_if=is_unset)
    privacy: Words | None = Field(None, exclude_if=is_unset)
    minutes: dict[str, Annotated[Whole, Field(ge=1)]] = Field(default_factory=dict)
    unit: Literal["institution", "individual"] = "institution"
    compare_by: Name | None = None
    strata: tuple[Name, ...] = ()
    classes: tuple[Name, ...] = ()
    identifying: tuple[Name, ...] = ()
    known_outside: tuple[Name, ...] = ()
    split_by: Name | None = None
    consent: Name | None = None
    consent_given: AnswerCode = "yes"
    approval: Literal["required"] | None = Field(None, exclude_if=is_unset)
    parameters: dict[Name, str] = Field(default_factory=dict)
    editions: dict[Name, EditionDefinition] = Field(default_factory=dict)
    missing: tuple[Reason, ...] = ()
    explanation: StrictBool | None = Field(None, exclude_if=is_unset)
    terms: dict[Name, TermDefinition] = Field(default_factory=dict)
    shared_warnings: dict[AnswerCode, SharedWarning] = Field(default_factory=dict)
    sections: tuple[SectionDefinition, ...] = Field(min_length=1, max_length=26)

    def questions(self) -> tuple[QuestionDefinition, ...]:
        """All questions in the order of the form."""
        pages = (page for section in self.sections for page in section.pages)
        return tuple(question for page in pages for question in page.questions)
