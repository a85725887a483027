"""Sentences take the plural that the language wants: 0, 1, 2, 19, 20, 101, 119, 120."""

from pathlib import Path

import pytest

from surveyapp.analysis.result import ColumnComparison, Difference, GroupResult, Measure, ValueShare
from surveyapp.formats.interface_words import translate_in
from surveyapp.questionnaire.wording import Wording
from surveyapp.questions.column import Column, Level
from surveyapp.reports.exhibit.base import missing_words
from surveyapp.reports.labels import Labels
from surveyapp.reports.sentence.sentence import sentences

GOLDEN = Path(__file__).parents[1] / "golden"
NUMBERS = (0, 1, 2, 19, 20, 101, 119, 120)
KEEPS = Column(
    "keeps", "keeps", "keeps", Level.NOMINAL, codes=("yes", "no"), text_paths=(("yes", "yes"),)
)


def labels(language):
    return Labels(
        Wording(language, {"yes": "Ja" if language == "nb" else "Da"}), translate_in(language)
    )


def group(country, n):
    """All of n institutions said yes; nought of nought has no share."""
    value = ValueShare("yes", n or None, 1.0 if n else None, None, not n)
    return GroupResult((("country", country),), n, n, {}, (value,))


def compared(n):
    """n institutions in the first country, 20 in the second; a gap of n points, at most 100."""
    gap = Difference(("RO", "NO"), Measure.PERCENTAGE_POINTS, "yes", min(n, 100) / 100)
    return ColumnComparison(KEEPS, (group("RO", n), group("NO", 20)), (gap,))


def said(language):
    words = labels(language)
    countries = ("România", "Norvegia") if language == "ro" else ("Romania", "Norway")
    for n in NUMBERS:
        columns = (compared(n),)
        yield f"{n}: {' '.join(sentences(columns, countries, words))}"
        yield f"{n}: {missing_words(columns, countries, words)}"


@pytest.mark.golden
@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_a_sentence_takes_the_plural_of_its_number(language, rewrites_golden):
    found = "\n".join(said(language)) + "\n"
    path = GOLDEN / f"sentences-{language}.txt"
    if rewrites_golden:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (19, "19 instituții"),
        (20, "20 de instituții"),
        (101, "101 instituții"),
        (119, "119 instituții"),
        (120, "120 de instituții"),
    ],
)
def test_romanian_says_de_from_twenty_on(n, words):
    found = sentences((compared(n),), ("România", "Norvegia"), labels("ro"))
    assert words in found[0]
