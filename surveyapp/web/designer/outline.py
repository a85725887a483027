"""Outline: a questionnaire to read, with routing in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from surveyapp.questionnaire.expression import Phrases, phrases_in, sentence
from surveyapp.questionnaire.grid_words import cells_in_words, sums_in_words
from surveyapp.questionnaire.model import AskedQuestion, Routing, Section
from surveyapp.questions.base import Code
from surveyapp.questions.cell import NOT_NAMED
from surveyapp.questions.domain import Domain
from surveyapp.web.language import RequestCatalogue
from surveyapp.web.respondent.form_words import FormWords
from surveyapp.web.respondent.question_words import Label, QuestionWords


@dataclass(frozen=True, slots=True)
class OutlineQuestion:
    """One question to read: its words, and when it is asked."""

    words: QuestionWords
    is_core: bool
    core_cells: str
    sums: tuple[str, ...]
    only_if: str | None
    rows_if: str | None


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A section to read."""

    letter: str
    label: str
    questions: tuple[OutlineQuestion, ...]


@dataclass(frozen=True, slots=True)
class FormNames:
    """Names of questions, codes, rows and columns for sentences."""

    words: FormWords

    def question(self, name: str) -> str:
        """Its number, as on the screen."""
        return self.words.form.questions[name].number

    def code(self, question: str, code: str) -> str:
        """Label of an answer code."""
        if code == NOT_NAMED:
            return str(_("Not named"))
        return self._label(self.words.question(question, None).choices, code)

    def row(self, question: str, row: str) -> str:
        """Label of a row."""
        return self._label(self.words.question(question, None).rows, row)

    def column(self, question: str, column: str) -> str:
        """Label of a column."""
        return self._label(self.words.question(question, None).columns, column)

    def domain(self, question: str) -> Domain | None:
        """What its answer can be; None where there is no such question."""
        asked = self.words.form.questions.get(question)
        return asked.question.domain() if asked else None

    def _label(self, labels: tuple[Label, ...], value: str) -> str:
        return next((label.text for label in labels if label.value == value), value)


def outline_of(words: FormWords) -> tuple[OutlineSection, ...]:
    """The whole questionnaire in one language."""
    phrases = phrases_in(RequestCatalogue(), words.wording.language)
    return tuple(_section(words, section, phrases) for section in words.form.sections)


def _section(words: FormWords, section: Section, phrases: Phrases) -> OutlineSection:
    questions = tuple(_questions(words, section, phrases))
    return OutlineSection(section.letter, words.text(f"sections.{section.name}.label"), questions)


def _questions(words: FormWords, section: Section, phrases: Phrases) -> Iterator[OutlineQuestion]:
    names = FormNames(words)

    def said(routing: Routing | None, asked: AskedQuestion) -> str | None:
        if routing is None:
            return None
        return sentence(routing.expression, names, phrases, this=asked.name)

    def label(code: Code) -> str:
        return words.wording.text(code.text_path)

    for name in section.questions():
        asked = words.form.questions[name]
        yield OutlineQuestion(
            words=words.question(name, None),
            is_core=asked.is_core,
            core_cells=cells_in_words(asked.question, asked.core_cells or (), label),
            sums=sums_in_words(asked.question, label),
            only_if=said(asked.relevant, asked),
            rows_if=said(asked.row_filter, asked),
        )
