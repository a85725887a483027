"""Inspection: a definition with everything that several rules look up, computed once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from surveyapp.questionnaire.build import build_question
from surveyapp.questionnaire.definition import (
    CodeDefinition,
    CodeListDefinition,
    ListSelection,
    ListUse,
    QuestionDefinition,
    QuestionnaireDefinition,
)
from surveyapp.questionnaire.lint.finding import KeyPath
from surveyapp.questions.base import Question
from surveyapp.questions.domain import Domain
from surveyapp.questions.registry import QUESTION_TYPES

LIST_KEYS = ("choices", "rows", "columns")
ONE_ANSWER = ("compare_by", "split_by", "consent")
SEVERAL_ANSWERS = ("strata", "classes")
LISTED = ("identifying", "known_outside")


@dataclass(frozen=True, slots=True)
class PlacedQuestion:
    """A question and its path in the file."""

    path: KeyPath
    question: QuestionDefinition

    @property
    def name(self) -> str:
        """The question's name."""
        return self.question.name

    @property
    def type(self) -> type[Question] | None:
        """Its type; None when there is no such type."""
        return QUESTION_TYPES.get(self.question.type)


@dataclass(frozen=True)
class Inspection:
    """A definition under the linter's eyes. No slots, so that what is derived is computed once.

    code_lists: those that it uses; list_names: all that there are, for suggestions.
    """

    definition: QuestionnaireDefinition
    code_lists: Mapping[str, CodeListDefinition]
    list_names: frozenset[str] = frozenset()

    @cached_property
    def questions(self) -> tuple[PlacedQuestion, ...]:
        """All questions in the order of the form."""
        return tuple(self._placed())

    def _placed(self) -> Iterator[PlacedQuestion]:
        for s, section in enumerate(self.definition.sections):
            for p, page in enumerate(section.pages):
                for q, question in enumerate(page.questions):
                    yield PlacedQuestion(("sections", s, "pages", p, "questions", q), question)

    @cached_property
    def by_name(self) -> Mapping[str, QuestionDefinition]:
        """Name -> question."""
        return {placed.name: placed.question for placed in self.questions}

    @cached_property
    def placed(self) -> Mapping[str, PlacedQuestion]:
        """Name -> the question with its place."""
        return {placed.name: placed for placed in self.questions}

    @cached_property
    def built(self) -> Mapping[str, Question]:
        """Name -> the question as its type sees it; without those of unknown type or list."""
        return {
            placed.name: build_question(self.definition, placed.question, self.code_lists)
            for placed in self.questions
            if placed.type is not None and self.unknown_lists(placed.question) == ()
        }

    @cached_property
    def domains(self) -> Mapping[str, Domain]:
        """Name -> the values that expressions find there; of the questions that could be built."""
        return {name: question.domain() for name, question in self.built.items()}

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The codes that are compared; empty when nothing is."""
        compared = self.placed.get(self.definition.compare_by or "")
        if compared is None or compared.type is None or self.unknown_lists(compared.question):
            return ()
        return build_question(self.definition, compared.question, self.code_lists).codes()

    def unknown_lists(self, question: QuestionDefinition) -> tuple[tuple[str, str], ...]:
        """(key, list) of each use of a list that does not exist."""
        uses = ((key, list_name(getattr(question, key))) for key in LIST_KEYS)
        return tuple((key, name) for key, name in uses if name and name not in self.code_lists)

    def codes_of(self, use: ListUse | None) -> tuple[CodeDefinition, ...]:
        """The codes of a list before any are left out; empty for an unknown list."""
        if use is None or isinstance(use, tuple):
            return use or ()
        found = self.code_lists.get(list_name(use) or "")
        return found.codes if found else ()


def list_name(use: ListUse | None) -> str | None:
    """Name of the shared list that is used; None when the codes are written in place."""
    if isinstance(use, ListSelection):
        return use.list
    return use if isinstance(use, str) else None


def did_you_mean(suggestion: str | None, otherwise: str) -> str:
    """How to mend a name that does not exist."""
    return f"did you mean {suggestion}?" if suggestion else otherwise


def named_questions(definition: QuestionnaireDefinition) -> Iterator[tuple[KeyPath, str]]:
    """(path, name) of each question that the questionnaire as a whole stands on."""
    for key in ONE_ANSWER:
        if getattr(definition, key):
            yield (key,), getattr(definition, key)
    for key in SEVERAL_ANSWERS:
        for place, name in enumerate(getattr(definition, key)):
            yield (key, place), name


def listed_questions(definition: QuestionnaireDefinition) -> Iterator[tuple[KeyPath, str]]:
    """(path, name) of each question of any type that is listed for what is handed out."""
    for key in LISTED:
        for place, name in enumerate(getattr(definition, key)):
            yield (key, place), name
