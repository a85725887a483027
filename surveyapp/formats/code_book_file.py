"""Code book file: ``code_books/<question>.yaml`` beside a questionnaire, and its problems."""

from collections.abc import Iterator
from pathlib import Path

from surveyapp.analysis.code_book import (
    CodeBook,
    code_book_texts,
    code_books_root,
    lint_code_book,
)
from surveyapp.formats.check_desk import Desk, check_catalogue, places_of
from surveyapp.formats.placed_problem import other_name, placed_problems
from surveyapp.formats.questionnaire_folder import code_book_paths
from surveyapp.questionnaire.definition import QuestionnaireDefinition


def check_code_books(
    questionnaire: Path, definition: QuestionnaireDefinition, desk: Desk
) -> tuple[CodeBook, ...]:
    """Notes the problems of all code books beside a questionnaire's file, and gives the books."""
    books = tuple(_sound_books(questionnaire, definition, desk))
    name = code_books_root(definition.questionnaire)
    for language in definition.languages:
        others = tuple(book for book in books if book.source_language != language)
        texts = dict(code_book_texts(definition.questionnaire, others))
        if texts:
            catalogue = places_of(questionnaire).catalogue(language, name)
            check_catalogue(catalogue, language, texts, desk)
    return books


def _sound_books(
    questionnaire: Path, definition: QuestionnaireDefinition, desk: Desk
) -> Iterator[CodeBook]:
    """The books that can be read; the problems of each are noted."""
    for path in code_book_paths(questionnaire.parent):
        read = desk.read(path, CodeBook)
        if read is None:
            continue
        book, document = read
        desk.problems.extend(other_name(document, "code_book", book.code_book, path.stem))
        desk.problems.extend(placed_problems(document, lint_code_book(book, definition)))
        yield book
