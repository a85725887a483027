"""Markdown without its marks."""

import pytest

from surveyapp.formats.plain_words import one_line, plain_words


@pytest.mark.parametrize(
    ("markdown", "read"),
    [
        ("One.\n\nTwo **strong** and *soft*\nwords.", ("One.", "Two strong and soft words.")),
        ("[ana@example.org](mailto:ana@example.org)", ("ana@example.org",)),
        ("See [the page](https://example.org/a).", ("See the page (https://example.org/a).",)),
        ("<https://example.org>", ("https://example.org",)),
        ("- one\n- two\n\nthree", ("– one", "– two", "three")),
        ("<b>as it is</b>", ("<b>as it is</b>",)),
        ("", ()),
    ],
)
def test_words_are_kept_and_marks_are_not(markdown, read):
    assert plain_words(markdown) == read


def test_a_contact_is_one_line():
    assert one_line("Ana Pop,\n[ana@example.org](mailto:ana@example.org)\n\n9 to 15") == (
        "Ana Pop, ana@example.org 9 to 15"
    )
