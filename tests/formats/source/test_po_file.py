"""Catalogues: found by path, read or refused with the place."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.formats.source.po_file import (
    LARGEST_FILE,
    PoRefused,
    Translation,
    read_translations,
    words_by_path,
)

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def written(tmp_path, text):
    path = tmp_path / "form.po"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path):
    with pytest.raises(PoRefused) as refused:
        read_translations(path)
    return refused.value.problem


def test_a_translation_is_found_by_the_path_of_its_text(tmp_path):
    path = written(tmp_path, HEADER + 'msgctxt "form.q.label"\nmsgid "Yes"\nmsgstr "Da"\n')
    assert read_translations(path) == {"form.q.label": Translation("Yes", "Da", line=5)}


def test_fuzzy_and_empty_words_are_not_shown():
    entries = {"a": Translation("A", "B", is_fuzzy=True), "b": Translation("B", "")}
    assert words_by_path(entries) == {}


def test_a_path_that_stands_twice_is_refused(tmp_path):
    entries = 'msgctxt "a"\nmsgid "One"\nmsgstr ""\n\nmsgctxt "a"\nmsgid "Two"\nmsgstr ""\n'
    assert refusal(written(tmp_path, HEADER + entries)).code == "duplicate-key"


def test_a_broken_catalogue_is_refused_with_its_line(tmp_path):
    problem = refusal(written(tmp_path, HEADER + 'msgctxt "a"\nmsgid "One\nmsgstr ""\n'))
    assert (problem.code, problem.line) == ("po-syntax", 5)


def test_a_catalogue_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "form.po"
    path.write_bytes(b'msgid "\xff"\nmsgstr ""\n')
    assert refusal(path).code == "not-utf-8"


def test_a_byte_order_mark_does_not_matter(tmp_path):
    path = tmp_path / "form.po"
    path.write_bytes(b'\xef\xbb\xbfmsgid ""\nmsgstr ""\n\nmsgctxt "a"\nmsgid "A"\nmsgstr "B"\n')
    assert words_by_path(read_translations(path)) == {"a": "B"}


HEADERS = [
    "Content-Type: text/plain; charset=no-such-charset",
    "Content-Type: text/plain; charset=utf-7",
    "Content-Type: text/plain; charset=",
    "Plural-Forms: nplurals=999999999; plural=0;",
    "Plural-Forms: nplurals=x; plural=((((",
    "Plural-Forms: nplurals=2; plural=" + "(" * 5000,
    "Plural-Forms: nplurals=2; plural=9**9**9**9",
    "POT-Creation-Date: yesterday",
    "PO-Revision-Date: 99999-99-99 99:99+9999",
    "Language: no such language",
    "Content-Transfer-Encoding: base64",
    "no header at all",
]


@pytest.mark.parametrize("header", HEADERS)
def test_nothing_in_a_header_is_believed(tmp_path, header):
    entries = 'msgctxt "a"\nmsgid "One"\nmsgstr "Unu"\n'
    path = written(tmp_path, f'msgid ""\nmsgstr "{header}\\n"\n\n{entries}')
    assert words_by_path(read_translations(path)) == {"a": "Unu"}


PLURALS = 'msgctxt "a"\nmsgid "One"\nmsgid_plural "Many"\nmsgstr[0] "Unu"\nmsgstr[9] "Multe"\n'


@pytest.mark.parametrize("header", HEADERS)
def test_plural_forms_cost_nothing_whatever_the_header_says(tmp_path, header):
    path = written(tmp_path, f'msgid ""\nmsgstr "{header}\\n"\n\n{PLURALS}')
    assert words_by_path(read_translations(path)) == {"a": "Unu"}


BROKEN = [
    'msgctxt "a"\nmsgid "One"\n',
    'msgctxt "a"\nmsgstr "Unu"\n',
    'msgctxt "a"\nmsgid "One"\nmsgid "Two"\nmsgstr "Unu"\n',
    'msgid "One"\nmsgstr "Unu"\nmsgstr "Doi"\n',
    '"words of nothing"\n',
    'msgctxt "a"\nmsgid One\nmsgstr "Unu"\n',
    'msgctxt "a"\nmsgid "One\\"\nmsgstr "Unu"\n',
    'msgctxt "a"\nmsgid "One"\nmsgstr[10] "Unu"\n',
    "\x00\x01\x02",
]


@pytest.mark.parametrize("content", BROKEN)
def test_an_entry_that_is_not_whole_is_refused(tmp_path, content):
    assert refusal(written(tmp_path, content)).code == "po-syntax"


def test_a_catalogue_that_is_too_large_is_not_read_to_its_end(tmp_path):
    path = tmp_path / "form.po"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert refusal(path).code == "too-large"


def test_a_folder_in_the_place_of_a_catalogue_is_a_problem_with_its_place(tmp_path):
    assert refusal(tmp_path).code == "unreadable"


@given(st.text(max_size=200))
def test_whatever_stands_in_a_catalogue_is_read_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("po") / "form.po"
    path.write_text(content, encoding="utf-8")
    with suppress(PoRefused):
        read_translations(path)
