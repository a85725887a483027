"""Prose files: placeholders are checked with their place, Markdown becomes plain blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.formats.source.prose_file import read_prose
from surveyapp.reports.block import Span
from surveyapp.reports.prose.placeholder import Placeholder, PlaceholderNames
from surveyapp.reports.prose.prose import ProseHeading, ProseListing, ProseParagraph

PAIRS = (("NO", "RO"),)
CODES = {"keeps": {"keeps": ("yes", "no")}, "helps": {"helps.bed": ("1", "0")}}
KNOWN = PlaceholderNames(CODES, ("RO", "NO"), PAIRS)


def read(text):
    return read_prose(text, "numbers.md", KNOWN)


def problem(text):
    [found] = read(text)[1]
    return str(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "See {{ tabel keeps }}.",
            (
                "numbers.md:1:5 unknown-placeholder there is no placeholder 'tabel';"
                " did you mean 'table'?"
            ),
        ),
        (
            "One.\n\n{{ table keep }}",
            (
                "numbers.md:3:1 unknown-comparison there is no comparison 'keep';"
                " did you mean 'keeps'?"
            ),
        ),
        (
            "{{ n SE }} answered",
            "numbers.md:1:1 unknown-country there is no group 'SE'; there are RO, NO",
        ),
        (
            "{{ number keeps keeps yse RO share }}",
            "numbers.md:1:1 unknown-code there is no code of keeps 'yse'; did you mean 'yes'?",
        ),
        (
            "{{ number keeps keeps RO share }}",
            (
                "numbers.md:1:1 placeholder-incomplete a share is written with other words;"
                " write number COMPARISON COLUMN CODE COUNTRY share"
            ),
        ),
        (
            "{{ number keeps keep yes RO share }}",
            (
                "numbers.md:1:1 unknown-column there is no column of keeps 'keep';"
                " did you mean 'keeps'?"
            ),
        ),
        (
            "{{ number keeps keeps RO middle }}",
            (
                "numbers.md:1:1 unknown-measure there is no measure 'middle'; there are share,"
                " count, n, median, mean, difference"
            ),
        ),
        (
            "{{ see }}",
            (
                "numbers.md:1:1 placeholder-incomplete see does not say of what;"
                " add the name of a comparison"
            ),
        ),
        (
            "{{ see keeps helps }}",
            "numbers.md:1:1 placeholder-too-long see takes one word, not 2; remove helps",
        ),
        (
            "As {{ table keeps }} shows.",
            (
                "numbers.md:1:4 placeholder-not-alone a table stands in a paragraph of its own;"
                " put empty lines around it"
            ),
        ),
        ("Then {{ n RO", "numbers.md:1:6 placeholder-open {{ is not closed; add }}"),
    ],
)
def test_a_placeholder_that_is_wrong_is_told_with_its_place(text, expected):
    assert problem(text) == expected


def test_markdown_becomes_headings_paragraphs_and_lists():
    prose, problems = read("# Top\n\nSome *soft* and **loud** words.\n\n- one\n- two\n")
    assert not problems
    assert prose.blocks == (
        ProseHeading(2, "Top"),
        ProseParagraph(
            (
                Span("Some "),
                Span("soft", is_emphasis=True),
                Span(" and "),
                Span("loud", is_strong=True),
                Span(" words."),
            )
        ),
        ProseListing(((Span("one"),), (Span("two"),)), is_numbered=False),
    )


def test_what_looks_like_html_stays_words():
    prose, _ = read("a <script>alert(1)</script> b")
    [paragraph] = prose.blocks
    assert "".join(span.words for span in paragraph.parts) == "a <script>alert(1)</script> b"


def test_a_link_leads_to_https_only():
    prose, _ = read(
        "[good](https://example.org) [bad](javascript:alert(1)) [old](http://a.example)"
    )
    targets = [part.target for part in prose.blocks[0].parts]
    assert [t for t in targets if t] == ["https://example.org"]


def test_a_placeholder_keeps_its_place_in_the_sentence():
    prose, _ = read("Of them {{ n RO }} answered.")
    before, placeholder, after = prose.blocks[0].parts
    assert (before.words, after.words) == ("Of them ", " answered.")
    assert isinstance(placeholder, Placeholder)


def test_a_sentence_is_cut_from_its_neighbours():
    prose, _ = read("One stands alone. Two has {{ n RO }} in\nit, see art. 5. Three is plain.")
    assert [s.words for s in prose.sentences] == ["Two has {{ n RO }} in it, see art. 5."]


def test_a_lone_use_belongs_to_the_sentence_before():
    prose, _ = read("First. It differs. {{ uses keeps }}")
    assert [s.words for s in prose.sentences] == ["It differs. {{ uses keeps }}"]


def test_an_item_of_a_list_is_a_sentence_of_its_own():
    prose, _ = read("- one {{ n RO }}\n- two {{ n NO }}\n")
    assert [s.words for s in prose.sentences] == ["- one {{ n RO }}", "- two {{ n NO }}"]


@given(st.text(alphabet="ab {}\n#*-.[]()<&_nRO", max_size=60))
def test_no_text_is_too_strange_to_be_read(text):
    prose, problems = read(text)
    assert prose.file == "numbers.md"
    assert all(found.line >= 1 and found.column >= 1 for found in problems)
