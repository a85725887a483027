"""One word for one thing: the catalogues and the report's text keep to the glossary.

``translations/glossary.csv`` gives for a term in English the words that a translation may use
(stems, divided by |). ``translations/avoided.csv`` lists words that were mended once and must not
return.
"""

import csv
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.architecture.source import ROOT

TRANSLATIONS = ROOT / "translations"
LANGUAGES = ("ro", "nb")
PLACEHOLDER = re.compile(r"%\(\w+\)\w")


def rows_of(name):
    with (TRANSLATIONS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def forms(words):
    return words if isinstance(words, tuple) else (words,)


def entries(language):
    """(catalogue, English, translation), of plural forms the last."""
    for path in sorted((TRANSLATIONS / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            for entry in read_po(file, locale=language):
                if entry.id:
                    yield path.name, forms(entry.id)[-1], forms(entry.string)[-1]


def prose(language):
    """Text of the reports beside the questionnaires."""
    for path in sorted(Path(ROOT / "questionnaires").glob(f"*/report/{language}/*.md")):
        yield path.name, path.read_text(encoding="utf-8")


def keeps_to(accepted, words):
    return any(stem.casefold() in words.casefold() for stem in accepted.split("|"))


def begins_a_word(stem, words):
    """Whether a word begins so; what is filled in is none of the words."""
    return re.search(rf"\b{re.escape(stem)}", PLACEHOLDER.sub("", words), re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_has_the_words_of_the_glossary(language):
    others = [
        (name, row["en"], english, words)
        for name, english, words in entries(language)
        for row in rows_of("glossary.csv")
        if words and begins_a_word(row["en"], english) and not keeps_to(row[language], words)
    ]
    assert others == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_that_was_mended_does_not_return(language):
    texts = [(name, words) for name, _english, words in entries(language)]
    returned = [
        (name, row["avoided"], row["better"], words)
        for name, words in (*texts, *prose(language))
        for row in rows_of("avoided.csv")
        if row["language"] == language and begins_a_word(row["avoided"], words)
    ]
    assert returned == []


def test_a_term_is_used():
    english = " ".join(english for _name, english, _words in entries("ro"))
    terms = [row["en"] for row in rows_of("glossary.csv")]
    assert [term for term in terms if not begins_a_word(term, english)] == []
