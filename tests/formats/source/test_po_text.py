"""Catalogues: the same texts give the same bytes, and no translation is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.formats.source.po_file import Catalogue, Translation, read_catalogue
from surveyapp.formats.source.po_text import catalogue_text, coverage_of, reviewed

TEXTS = st.dictionaries(
    st.from_regex(r"form\.[a-z]{1,9}", fullmatch=True),
    st.text(alphabet="aăâîșț \n\"\\%{}'–", min_size=1, max_size=120),
    max_size=6,
)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "form.po"


def again(file, texts, text=None, notes=None, language="ro"):
    """What is written over a file; the file holds it afterwards."""
    if text is not None:
        file.write_text(text, encoding="utf-8")
    known = read_catalogue(file) if file.exists() else Catalogue()
    file.write_text(catalogue_text(language, texts, known, notes or {}), encoding="utf-8")
    return file.read_text(encoding="utf-8")


def entry(path, source, words, above=""):
    return f'{above}msgctxt "{path}"\nmsgid "{source}"\nmsgstr "{words}"\n\n'


def test_one_source_has_as_many_translations_as_places(file):
    known = entry("a", "Other", "Altul") + entry("b", "Other", "Alta")
    again(file, {"a": "Other", "b": "Other"}, known)
    assert {p: e.words for p, e in read_catalogue(file).entries.items()} == {
        "a": "Altul",
        "b": "Alta",
    }


def test_a_translation_of_changed_words_is_kept_fuzzy_with_the_words_it_was_made_from(file):
    text = again(file, {"a": "New words"}, entry("a", "Old words", "Gamle ord"))
    assert '# unreviewed\n#, fuzzy\n#| msgid "Old words"\nmsgctxt "a"\nmsgid "New words"' in text
    found = read_catalogue(file).entries["a"]
    assert (found.words, found.is_fuzzy, found.previous) == ("Gamle ord", True, "Old words")


def test_a_source_that_changes_twice_still_shows_what_was_translated(file):
    again(file, {"a": "Second"}, entry("a", "First", "Ord"))
    assert '#| msgid "First"' in again(file, {"a": "Third"})


def test_who_removes_fuzzy_alone_has_confirmed_the_words_of_today(file):
    again(file, {"a": "Second"}, entry("a", "First", "Ord"))
    text = again(file, {"a": "Second"}, file.read_text("utf-8").replace("#, fuzzy\n", ""))
    assert "#|" not in text
    assert "# unreviewed" in text


def test_what_belongs_to_no_text_stays_as_obsolete_and_comes_back_with_it(file):
    first = again(file, {"a": "A", "b": "B"}, entry("a", "A", "Ah") + entry("b", "B", "Be"))
    text = again(file, {"a": "A"})
    assert '#~ msgctxt "b"\n#~ msgid "B"\n#~ msgstr "Be"\n' in text
    assert read_catalogue(file).entries.keys() == {"a"}
    assert again(file, {"a": "A", "b": "B"}) == first


def test_an_obsolete_translation_that_was_fuzzy_comes_back_fuzzy(file):
    again(file, {"a": "New"}, entry("a", "Old", "Ord"))
    again(file, {})
    again(file, {"a": "New"})
    assert read_catalogue(file).entries["a"].is_fuzzy


def test_an_entry_that_lost_its_path_is_kept(file):
    text = again(file, {"a": "A"}, 'msgid "A"\nmsgstr "Words"\n')
    assert '#~ msgid "A"\n#~ msgstr "Words"' in text


def test_comments_of_translators_stay_and_those_of_the_tool_are_made_anew(file):
    known = "# Ask Ana.\n" + 'msgid ""\nmsgstr ""\n\n'
    known += entry("a", "A", "Ah", "# a word of the law\n#. old note\n#: old.py:3\n")
    text = again(file, {"a": "A"}, known, {"a": ("new note",)})
    assert text.startswith("# Ask Ana.\nmsgid")
    assert "# a word of the law\n#. new note\nmsgctxt" in text
    assert "old" not in text


def test_what_is_to_be_translated_waits_for_a_reviewer(file):
    texts = {"a": "A", "b": "B", "c": "C"}
    again(file, texts, entry("c", "C", "Ce"))
    found = coverage_of(texts, read_catalogue(file).entries)
    assert (found.missing, found.stale, found.unreviewed) == (("a", "b"), (), ())
    filled = file.read_text("utf-8").replace('msgid "A"\nmsgstr ""', 'msgid "A"\nmsgstr "Ah"')
    again(file, texts, filled)
    found = coverage_of(texts, read_catalogue(file).entries)
    assert (found.missing, found.stale, found.unreviewed) == (("b",), (), ("a",))


def test_a_reviewer_says_so_of_what_is_translated_and_not_fuzzy(file):
    marked = "# unreviewed\n"
    file.write_text(
        entry("a", "A", "Ah", marked)
        + entry("b", "B", "", marked)
        + entry("c", "C", "Ce", marked + "#, fuzzy\n"),
        encoding="utf-8",
    )
    texts = {"a": "A", "b": "B", "c": "C"}
    text = catalogue_text("ro", texts, reviewed(read_catalogue(file)))
    assert text.count("# unreviewed") == 2
    assert coverage_of(texts, reviewed(read_catalogue(file)).entries).unreviewed == ()


@given(TEXTS, st.sampled_from(["", "# noted\n", "#, fuzzy\n", "# unreviewed\n"]))
def test_a_second_run_changes_no_byte(tmp_path_factory, texts, above):
    file = tmp_path_factory.mktemp("po") / "form.po"
    old = "".join(entry(path, "Old", "Words", above) for path in list(texts)[::2])
    notes = {path: (f"Question 1, {path}",) for path in texts}
    first = again(file, texts, old + entry("gone", "Gone", "Dus", above), notes)
    assert again(file, texts, None, notes) == first
    assert {e.words for _, e in read_catalogue(file).obsolete} == {"Dus"}


@given(TEXTS)
def test_writing_what_was_read_gives_the_same_bytes(tmp_path_factory, texts):
    file = tmp_path_factory.mktemp("po") / "form.po"
    known = {path: Translation(words, words[::-1]) for path, words in texts.items()}
    text = catalogue_text("ro", texts, Catalogue(known))
    assert again(file, texts, text) == text


def test_a_catalogue_names_no_time_and_no_tool():
    text = catalogue_text("nb", {"a": "A"}, Catalogue())
    assert "Date" not in text
    assert "Generated" not in text
