"""Phrases of a file of screening rules: what their signs mean, and that none keeps a text busy."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from surveyapp.fieldwork.phrase import (
    DEEPEST,
    LONGEST_PHRASE,
    SLOTS,
    PhraseRefused,
    phrase_pattern,
)
from tests.fieldwork.counted_matching import Search

LISTS = {"number": r"(?:nr|no)"}
TEXTS = ("a ", "aa", "Aa", "1", "nr nr ", "aaab")
# Twice as many signs need twice the steps, once a text is longer than a phrase looks.
N_SIGNS = (400, 800)
MOST_GROWTH = 2.5


def finds(phrase, text):
    return re.search(phrase_pattern(phrase, LISTS), text, re.IGNORECASE) is not None


@pytest.mark.parametrize(
    ("phrase", "found", "left"),
    [
        ("mama", "her mama said", "mamaliga"),
        ("mama", "Mama", "amama"),
        ("telefon*", "telefonul", "microtelefon"),
        ("*sak 12", "straffesak 12", "straffesaker 12"),
        ("nascut[a] in", "nascuta in", "nascute in"),
        ("nascut[a|i] in", "nascuti in", "nascutai in"),
        ("(her|his) name", "his name", "the name"),
        ("født in", "fodt in", "fod in"),
        ("case {number} #", "case no 5", "case number 5"),
        ("is {name}", "is Ana", "is ana"),
        ("{letter but IOQ}1", "A1", "Q1"),
    ],
)
def test_the_signs_of_a_phrase(phrase, found, left):
    assert (finds(phrase, found), finds(phrase, left)) == (True, False)


def test_what_is_no_sign_stands_for_itself():
    assert finds("a.b+c", "a.b+c")
    assert not finds("a.b+c", "axbbc")


@pytest.mark.parametrize(
    ("phrase", "character"),
    [
        ("born (on", 6),
        ("born [on", 6),
        ("born {name", 6),
        ("born on)", 8),
        ("a|b", 2),
        ("born {nmae}", 7),
        ("born (on|)", 10),
        ("", 1),
        ("*", 2),
        ("[a][b]", 1),
        ("{gap}{end}", 1),
        ("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1), DEEPEST + 1),
        ("a" * (LONGEST_PHRASE + 1), LONGEST_PHRASE),
        ("[a]" * 9, 1),
        ("(a|b|c|d|e|f|g|h)" * 3, 1),
    ],
)
def test_a_phrase_that_cannot_be_read_says_where(phrase, character):
    with pytest.raises(PhraseRefused) as refused:
        phrase_pattern(phrase, LISTS)
    assert refused.value.character == character


signs = st.sampled_from(["a", "b", "1", "#", "*", " ", "-", "[a]", "[a|b]", "(a|b*)", "[ {word}]"])
phrases = st.lists(signs | st.sampled_from([f"{{{slot}}}" for slot in SLOTS]), max_size=6)


@settings(max_examples=40)
@example("**a")
@example("*a{word}{word}")
@example("{word} {word} a")
@given(phrases.map("".join))
def test_any_phrase_is_refused_or_takes_steps_in_proportion_to_a_text(phrase):
    try:
        pattern = re.compile(phrase_pattern(phrase, LISTS))
    except PhraseRefused:
        return
    for unit in TEXTS:
        short, twice = (Search(pattern, (unit * n)[:n]).steps for n in N_SIGNS)
        assert twice <= MOST_GROWTH * short, unit
