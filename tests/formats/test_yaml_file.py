"""YAML as people write it: plain scalars, one meaning, a place for everything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.formats import yaml_events
from surveyapp.formats.yaml_events import read_plain
from surveyapp.formats.yaml_file import (
    DEEPEST,
    LARGEST_FILE,
    MOST_NODES,
    YamlRefused,
    _judged,
    _plain,
    parse_yaml,
    read_yaml,
)


def value(text):
    return parse_yaml(text, "file.yaml").value


def refusal(text):
    with pytest.raises(YamlRefused) as refused:
        parse_yaml(text, "file.yaml")
    return refused.value.problem


def place(text, *path, offset=None):
    return parse_yaml(text, "file.yaml").position_of(path, offset)


@pytest.mark.parametrize("word", ["no", "NO", "yes", "on", "Off", "True", "FALSE", "y", "Null"])
def test_a_bare_word_stays_text(word):
    assert value(f"code: {word}") == {"code": word}


@pytest.mark.parametrize("word", ["1:30", "2012-05-01", "1e3", "010", "0x1F", ".inf", "1_000"])
def test_what_other_readers_take_for_a_number_or_date_stays_text(word):
    assert value(f"code: {word}") == {"code": word}


@pytest.mark.parametrize(
    ("written", "read"),
    [("true", True), ("false", False), ("0", 0), ("-12", -12), ("0.5", 0.5), ("~", None)],
)
def test_a_plain_scalar_is_read(written, read):
    assert value(f"key: {written}") == {"key": read}


def test_a_number_of_thousands_of_digits_stays_text():
    assert value("key: " + "9" * 5000) == {"key": "9" * 5000}


def test_a_key_that_stands_twice_is_refused_at_its_second_place():
    problem = refusal("a: 1\nb: 2\na: 3")
    assert (problem.code, problem.line, problem.column) == ("duplicate-key", 3, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x 1", "alias"),
        ("a: *x", "alias"),
        ("a: !!python/name:os.system x", "tag"),
        ("a: !x 1", "tag"),
        ("1: x", "key-not-text"),
        ("true: x", "key-not-text"),
        ("? [a, b]\n: x", "key-not-text"),
        ("a: [", "yaml-syntax"),
        ("a: 1\n---\nb: 2", "yaml-syntax"),
        ("a: \x07", "yaml-syntax"),
        ("[" * 31 + "]" * 31, "too-deep"),
        ("[" * 100_000, "too-deep"),
        ("[" + "1," * MOST_NODES + "]", "too-large"),
        ("#" * (LARGEST_FILE + 1), "too-large"),
        (b"a: \xff", "not-utf-8"),
    ],
)
def test_what_people_do_not_write_is_refused(text, code):
    assert refusal(text).code == code


def test_a_merge_key_is_a_key_like_any_other():
    assert value("<<: {a: 1}") == {"<<": {"a": 1}}


def test_a_problem_says_where_and_how_to_mend_it():
    assert str(refusal("a: 1\na: 2")) == (
        "file.yaml:2:1 duplicate-key the key 'a' stands here twice; keep one of them"
    )


def test_an_empty_file_is_an_empty_mapping():
    assert value("") == {}


def test_a_byte_order_mark_is_not_part_of_the_text():
    assert parse_yaml("\ufeffa: 1".encode(), "file.yaml").value == {"a": 1}


def test_a_value_has_a_line_and_a_column():
    assert place("a:\n  - b: 1\n    c: two\n", "a", 0, "c") == (3, 8)


def test_a_key_has_a_place_of_its_own():
    assert parse_yaml("a:\n  bb:   1\n", "f").position_of_key(("a", "bb")) == (2, 3)


def test_a_path_that_is_not_there_leads_to_what_is_around_it():
    assert place("a:\n  b: 1\n", "a", "missing", 3) == (2, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: one two", (1, 8)),
        ('a: "one two"', (1, 9)),
        ("a: >-\n  one\n  two\n", (3, 3)),
        ("a: |\n  one two\n", (2, 7)),
    ],
)
def test_a_character_within_a_text_has_a_place_however_it_is_written(text, expected):
    assert place(text, "a", offset=5) == expected


def test_a_file_is_shown_under_the_name_that_was_asked_for(tmp_path):
    (tmp_path / "x.yaml").write_text("a: 1")
    assert read_yaml(tmp_path / "x.yaml", "short.yaml").file == "short.yaml"


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("a: {label: Do you agree?}", 'put the text in quotes: label: "…"'),
        ("a: {label: Yes: always}", 'put the text in quotes: label: "…"'),
        ("title: One: two", 'put the text in quotes: title: "…"'),
        ("title: %one", 'put the text in quotes: title: "…"'),
        ("title: *one*", 'put the text in quotes: title: "…"'),
        ("title: !one", 'put the text in quotes: title: "…"'),
        ("title: [one] two", 'put the text in quotes: title: "…"'),
        ("title: {one} two", 'put the text in quotes: title: "…"'),
        ("list:\n  - %one", 'put the text in quotes: - "…"'),
        ("title: “One: two”", 'write straight quotes around the text: title: "…"'),
        (
            "title: 'Don't'",
            "write title in double quotes, or '' for an apostrophe within single ones",
        ),
        (
            'title: "One" two',
            'let the quotes hold the whole text, and write a quote within it as \\"',
        ),
        ("title:\tOne", "write spaces instead of the tab"),
        ("a:\n\tb: 1", "write spaces instead of the tab"),
        ("a:\n  title:One\n  other: two", "write a space after title:"),
        ("a: [1, 2", "mend it at this place or just before it"),
    ],
)
def test_a_text_that_should_stand_in_quotes_is_told_so(text, mend):
    with pytest.raises(YamlRefused) as refused:
        parse_yaml(text, "file.yaml")
    assert refused.value.problem.mend == mend


PARTS = [
    *("a", "b", ": ", ":", "- ", "\n", "\n  ", "\n    ", " ", "{", "}", "[", "]", ", ", '"', "'"),
    *(" #", "?", "? ", "|", ">", "|-\n", "&", "*", "!", "%", "null", "true", "-1", ".5", "\t"),
    *("\u00a0", "\u2028", "\x85", "---", "...", "\r\n", "\\n", "<<: ", "\ufeff"),
]


def read_or_refuse(content):
    """The document, or None when it was refused as it should be."""
    try:
        return parse_yaml(content, "file.yaml")
    except YamlRefused:
        return None


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content):
    read_or_refuse(content)


@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
def test_both_parsers_read_the_same_or_leave_it_to_the_one_that_refuses(text):
    quick = read_plain(text, _plain, DEEPEST, MOST_NODES)
    if quick is not None:
        slow = _judged(text, "file.yaml")
        assert repr(quick.value) == repr(slow.value)
        assert quick.keys == slow.keys
        assert quick.values.keys() == slow.values.keys()


def test_without_the_parser_in_c_a_file_means_the_same(monkeypatch):
    text = "a: [1, yes, 'x', true]\nb: {c: .5, d: ~}\ne: |\n  one\n  two\n"
    quick = parse_yaml(text, "file.yaml")
    monkeypatch.setattr(yaml_events, "PARSER", None)
    assert parse_yaml(text, "file.yaml").value == quick.value


@given(st.text(alphabet="ab:-[]{}&*!?|>'\"# \n1,", max_size=60))
def test_any_part_of_any_document_has_a_place(text):
    document = read_or_refuse(text)
    places = [document.position_of(path, 2) for path in document.values] if document else []
    assert all(line >= 1 and column >= 1 for line, column in places)
