"""Question words: everything about a question that stays the same from visit to visit.

Looked up once per release, edition, language and country; a page then only fills in answers.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from surveyapp.questionnaire.model import AskedQuestion
from surveyapp.questionnaire.wording import Wording
from surveyapp.questions.base import Code
from surveyapp.web.prose import prose
from surveyapp.web.respondent.table_shape import MOST_OPTIONS, grid_class, groups


@dataclass(frozen=True, slots=True)
class Label:
    """A value and its words; `is_alone`: choosing it excludes the others."""

    value: str
    text: str
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """One question in one language, for one country's institutions.

    kind: name of its type; widget: of what it is shown with; pick_rows: how many rows may be named;
    is_sensitive: it is closely protected, and marked so; is_year: its number is a year;
    is_explained: words may be added to it.
    """

    name: str
    kind: str
    number: str
    label: str
    hint: str | None
    guidance: Markup | None
    terms: tuple[tuple[str, Markup], ...]
    is_required: bool
    choices: tuple[Label, ...]
    reasons: tuple[Label, ...]
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    other: str | None
    max_choices: int | None
    max_length: int | None
    places: tuple[int, ...]
    pick_rows: int | None = None
    beside: str | None = None
    widget: str = ""
    is_sensitive: bool = False
    is_year: bool = False
    is_explained: bool = False

    @property
    def grid_class(self) -> str:
        """The CSS classes of its table, see `table_shape`."""
        return grid_class([head.text for head in self.columns or self.choices + self.reasons])

    @property
    def is_listed(self) -> bool:
        """Whether a row offers one list, for its options are too many for columns."""
        return len(self.choices) + len(self.reasons) > MOST_OPTIONS

    def groups(self, shown: Collection[str]) -> Iterator[list[tuple[int, Label]]]:
        """Its rows among those shown, counted from 1, in the groups in which they stand."""
        return groups([row for row in self.rows if row.value in shown])


def question_words(asked: AskedQuestion, wording: Wording, country: str | None) -> QuestionWords:
    """All words of a question. Raises WordingMissing."""
    question, path = asked.question, asked.path
    guidance = wording.text_or_none(f"{path}.guidance", country)
    return QuestionWords(
        name=asked.name,
        kind=asked.kind,
        number=asked.number,
        label=wording.text(f"{path}.label", country),
        hint=wording.text_or_none(f"{path}.hint", country),
        guidance=prose(guidance) if guidance else None,
        terms=tuple(_terms(asked, wording, country)),
        is_required=asked.is_required,
        choices=_labels(question.choices, wording, country, question.exclusive),
        reasons=tuple(
            Label(code, wording.text(f"code_lists.missing.{code}", country), is_alone=True)
            for code in question.reason_codes()
        ),
        rows=_labels(question.rows, wording, country),
        columns=_labels(question.columns, wording, country),
        other=question.other,
        max_choices=question.max_choices,
        max_length=question.max_length,
        places=tuple(getattr(question, "places", tuple)()),
        pick_rows=question.pick_rows,
        beside=asked.beside,
        widget=question.widget,
        is_sensitive=question.is_sensitive,
        is_year=question.is_year,
        is_explained=question.is_explained,
    )


def _labels(
    codes: Iterable[Code], wording: Wording, country: str | None, alone: Iterable[str] = ()
) -> tuple[Label, ...]:
    exclusive = frozenset(alone)
    return tuple(
        Label(c.code, wording.text(c.text_path, country), c.code in exclusive) for c in codes
    )


def _terms(
    asked: AskedQuestion, wording: Wording, country: str | None
) -> Iterable[tuple[str, Markup]]:
    questionnaire = asked.path.split(".", 1)[0]
    for term in asked.terms:
        path = f"{questionnaire}.terms.{term}"
        yield wording.text(f"{path}.label"), prose(wording.text(f"{path}.definition", country))
