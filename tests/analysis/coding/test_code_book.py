"""Themes of a code book become columns like the options of several answers."""

import pytest

from surveyapp.analysis.coding.code_book import CodeBook, code_book_texts, theme_columns
from surveyapp.formats.source.questionnaire_folder import (
    load_code_books,
    load_release,
    load_wording,
)
from surveyapp.questions.column import Level, Role
from tests.questionnaire.forms import ask, form

FLAGSHIP = load_release("service_provision")
BOOKS = load_code_books("service_provision")


def book(question="advice", *codes):
    themes = [{"code": c, "label": c.title(), "description": "As said."} for c in codes or ("law",)]
    return CodeBook.model_validate({"code_book": question, "label": "Advice", "themes": themes})


def test_every_theme_is_a_column_that_is_ticked_or_not():
    made = theme_columns(form([ask("advice", "text")]), [book("advice", "law", "money")])
    assert [(c.name, c.cell, c.role, c.level) for c in made] == [
        ("advice__theme.law", "advice__theme", Role.OPTION, Level.NOMINAL),
        ("advice__theme.money", "advice__theme", Role.OPTION, Level.NOMINAL),
    ]
    assert made[0].read({"advice__theme": ("law",)}) == "1"
    assert made[1].read({"advice__theme": ("law",)}) == "0"
    assert made[0].read({"advice": "words"}) is None


def test_a_question_that_an_edition_leaves_out_has_no_themes():
    core = FLAGSHIP.in_edition("core")
    assert {c.question for c in theme_columns(core, BOOKS)} == {"rec_national", "rec_transnational"}


def test_a_sensitive_question_has_sensitive_themes():
    made = theme_columns(form([ask("advice", "text", sensitive=True)]), [book()])
    assert made[0].is_sensitive


def test_the_flagship_has_five_books_of_eight_to_twelve_themes():
    assert {each.code_book: 8 <= len(each.themes) <= 12 for each in BOOKS} == dict.fromkeys(
        ("good_practice", "rec_national", "rec_transnational", "rec_victims_voice", "rn_learn"),
        True,
    )


@pytest.mark.parametrize("language", ["ro", "nb"])
def test_every_word_of_the_books_is_translated(language):
    wording = load_wording("service_provision", language)
    source = dict(code_book_texts("service_provision", BOOKS))
    same = [path for path, words in source.items() if wording.text(path) == words]
    assert same == []


def test_no_theme_is_called_like_a_column_of_the_form():
    names = {column.name for column in FLAGSHIP.columns}
    assert names.isdisjoint(column.name for column in theme_columns(FLAGSHIP, BOOKS))
