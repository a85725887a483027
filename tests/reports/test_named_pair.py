"""A difference of three groups and more says of which two."""

import pytest

from surveyapp.reports.prose.placeholder import (
    PlaceholderNames,
    PlaceholderRefused,
    inspect_placeholder,
    number_wanted,
    read_placeholder,
)

CODES = {"started": {"started": ("yes", "no")}}
THREE = PlaceholderNames(CODES, ("SE", "HU", "FI"), (("HU", "SE"), ("FI", "SE")))
TWO = PlaceholderNames(CODES, ("SE", "HU"), (("HU", "SE"),))
ONE = PlaceholderNames(CODES, ("SE",))


def placeholder(words):
    return read_placeholder(f"{{{{ number started started {words} difference }}}}", 1, 1)


@pytest.mark.parametrize(
    ("known", "words"),
    [(TWO, "yes"), (TWO, ""), (TWO, "yes HU SE"), (THREE, "yes FI SE"), (THREE, "HU SE")],
)
def test_a_pair_that_is_compared_is_taken(known, words):
    inspect_placeholder(placeholder(words), known)


@pytest.mark.parametrize(
    ("known", "words", "mend"),
    [
        (THREE, "yes", "HU SE, FI SE"),
        (THREE, "yes SE HU", "HU SE, FI SE"),
        (THREE, "yes HU FI", "HU SE, FI SE"),
        (TWO, "yes SE HU", "HU SE"),
        (ONE, "yes", "one group"),
    ],
)
def test_another_is_refused_with_those_that_there_are(known, words, mend):
    with pytest.raises(PlaceholderRefused) as refused:
        inspect_placeholder(placeholder(words), known)
    assert refused.value.code == "unknown-pair"
    assert mend in refused.value.mend


def test_the_first_is_what_the_second_is_taken_from():
    wanted = number_wanted(placeholder("yes FI SE"))
    assert (wanted.country, wanted.less, wanted.code) == ("FI", "SE", "yes")
