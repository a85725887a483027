"""Code book: the themes that two people look for in the answers to one open question.

A file ``code_books/<question>.yaml`` beside the questionnaire. Coded themes are compared like
several answers: each is a column of its own.
"""

from collections.abc import Iterable, Iterator, Sequence

from pydantic import Field

from surveyapp.questionnaire.definition import (
    AnswerCode,
    Definition,
    LanguageCode,
    Name,
    QuestionnaireDefinition,
    Words,
    is_unset,
)
from surveyapp.questionnaire.lint import Finding, KeyPath
from surveyapp.questionnaire.lint.words import letters
from surveyapp.questionnaire.model import Questionnaire
from surveyapp.questionnaire.texts import Text
from surveyapp.questions.column import NOT_TICKED, TICKED, Column, Level, Role
from surveyapp.questions.language import SOURCE_LANGUAGE
from surveyapp.questions.text import Text as TextQuestion

THEME = "__theme"
"""Stands behind the question in the address of the cell that holds its themes."""

TextPlace = tuple[str, KeyPath, str]
"""(path of the text, path in the file, words in the source language)"""


class CodeBookPart(Definition):
    """Common to the parts of a code book: frozen, and an unknown key is an error."""


class Theme(CodeBookPart):
    """Something that answers speak of. description: when it is coded, and when it is not."""

    code: AnswerCode
    label: Words
    description: Words


class CodeBook(CodeBookPart):
    """The themes of one question; `code_book` is the question's name."""

    code_book: Name
    source_language: LanguageCode = Field(SOURCE_LANGUAGE, exclude_if=is_unset)
    label: Words
    themes: tuple[Theme, ...] = Field(min_length=1, max_length=60)

    @property
    def cell(self) -> str:
        """Address of the cell that holds the themes of a response."""
        return self.code_book + THEME

    @property
    def codes(self) -> tuple[str, ...]:
        """The themes' codes in the order of the book."""
        return tuple(theme.code for theme in self.themes)


def code_books_root(questionnaire: str) -> str:
    """What the paths of all code books' texts begin with, and what their catalogues are called."""
    return f"{questionnaire}_code_books"


def code_book_texts(questionnaire: str, books: Iterable[CodeBook]) -> Iterator[Text]:
    """(path, words in the source language) of every text of the books."""
    for book in books:
        yield from ((path, words) for path, _, words in _placed(questionnaire, book))


def theme_columns(form: Questionnaire, books: Iterable[CodeBook]) -> tuple[Column, ...]:
    """One column a theme, known before fieldwork: ``rec_national__theme.funding``.

    Null where nothing was written, nothing may be shown, or the coding is not complete. The books
    of questions that this edition does not ask have no columns. Those of an attached question lie
    in the rows of responses, all others in rows of texts, see `is_of_texts`.
    """
    return tuple(
        Column(
            name=f"{book.cell}.{theme.code}",
            question=book.code_book,
            cell=book.cell,
            level=Level.NOMINAL,
            role=Role.OPTION,
            codes=(TICKED, NOT_TICKED),
            option=theme.code,
            line_path=f"{theme_path(form.name, book, theme)}.label",
            is_sensitive=form.questions[book.code_book].question.is_sensitive,
        )
        for book in books
        if book.code_book in form.questions
        for theme in book.themes
    )


def is_of_texts(form: Questionnaire, column: Column) -> bool:
    """Whether a column of themes is counted from texts, of which the group is all that is known."""
    return not form.questions[column.question].question.is_attached


def theme_path(questionnaire: str, book: CodeBook, theme: Theme) -> str:
    """Where the words of a theme stand in the wording; ``.label`` and ``.description`` follow."""
    return f"{book_path(questionnaire, book)}.themes.{theme.code}"


def book_path(questionnaire: str, book: CodeBook) -> str:
    """Where the words of a code book stand in the wording."""
    return f"{code_books_root(questionnaire)}.{book.code_book}"


def lint_code_book(book: CodeBook, definition: QuestionnaireDefinition) -> Iterator[Finding]:
    """Everything that is wrong in the file of a code book."""
    yield from _unknown_question(book, definition)
    yield from _twice(book.codes)
    for _, path, words in _placed(definition.questionnaire, book):
        yield from letters(words, path, book.source_language)


def _unknown_question(book: CodeBook, definition: QuestionnaireDefinition) -> Iterator[Finding]:
    open_questions = [q.name for q in definition.questions() if q.type == TextQuestion.kind]
    if book.code_book not in open_questions:
        words = f"{book.code_book} is no open question of {definition.questionnaire}"
        mend = f"there are {', '.join(open_questions) or 'none'}"
        yield Finding(("code_book",), "unknown-question", words, mend)


def _twice(codes: Sequence[str]) -> Iterator[Finding]:
    for place, code in enumerate(codes):
        if code in codes[:place]:
            words = f"the theme {code} stands here twice"
            mend = "give one of them another code"
            yield Finding(("themes", place, "code"), "name-used-twice", words, mend)


def _placed(questionnaire: str, book: CodeBook) -> Iterator[TextPlace]:
    yield f"{book_path(questionnaire, book)}.label", ("label",), book.label
    for place, theme in enumerate(book.themes):
        path = theme_path(questionnaire, book, theme)
        yield f"{path}.label", ("themes", place, "label"), theme.label
        yield f"{path}.description", ("themes", place, "description"), theme.description
