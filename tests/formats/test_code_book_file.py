"""A code book that does not fit its questionnaire is found, with its place."""

import pytest

from surveyapp.formats.questionnaire_check import check

BOOK = """\
code_book: comment
label: Why
themes:
  - code: far
    label: Too far
    description: The way is long.
  - code: full
    label: Full
    description: No bed was free.
"""
CATALOGUE = "translations/ro/LC_MESSAGES/sound_code_books.po"
ENTRY = 'msgctxt "sound_code_books.comment.{path}"\nmsgid "{source}"\nmsgstr "{words}"\n'
TEXTS = (
    ("label", "Why", "De ce"),
    ("themes.far.label", "Too far", "Prea departe"),
    ("themes.far.description", "The way is long.", "Drumul e lung."),
    ("themes.full.label", "Full", "Plin"),
    ("themes.full.description", "No bed was free.", "Niciun pat liber."),
)


@pytest.fixture
def booked(sound):
    """The sound questionnaire with a code book in two languages."""
    write(sound, BOOK)
    entries = [ENTRY.format(path=p, source=s, words=w) for p, s, w in TEXTS]
    (sound / CATALOGUE).write_text("\n".join(entries), encoding="utf-8")
    return sound


def write(root, text, name="comment"):
    folder = root / "questionnaires/sound/code_books"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def found_in(root):
    problems = check([root / "questionnaires"]).problems
    return [(p.file.rsplit("/", 1)[-1], p.line, p.code) for p in problems]


def test_a_sound_code_book_has_no_problems(booked):
    assert found_in(booked) == []


def test_a_book_without_translation_is_found(booked):
    (booked / CATALOGUE).unlink()
    assert found_in(booked) == [("sound_code_books.po", 1, "translation-missing")]


@pytest.mark.parametrize(
    ("written", "instead", "problem"),
    [
        ("code: full", "code: far", (7, "name-used-twice")),
        ("themes:", "topics:", (3, "unknown-key")),
        ("label: Full", "label: Fu\u200bll", (8, "hidden-character")),
        ("code_book: comment", "code_book: places", (1, "unknown-question")),
        ("code_book: comment", "code_book: places", (1, "other-name")),
    ],
)
def test_a_problem_in_a_book_is_found_at_its_place(booked, written, instead, problem):
    write(booked, BOOK.replace(written, instead, 1))
    assert ("comment.yaml", *problem) in found_in(booked)
