"""Notes for translators: the question, its place, the kind of text, and when it is shown."""

import pytest

from surveyapp.formats.interface_words import translate_in
from surveyapp.formats.source.questionnaire_folder import (
    load_definition,
    load_release,
    load_wording,
    questionnaire_names,
)
from surveyapp.questionnaire.texts import texts_of
from surveyapp.reports.codebook.printed_form import PrintedNames
from surveyapp.reports.codebook.translator_note import TranslatorNotes, list_note
from surveyapp.reports.labels import Labels


def notes_on(name, language="en"):
    labels = Labels(load_wording(name, language), translate_in(language))
    return TranslatorNotes(PrintedNames(load_release(name), labels))


def test_routing_stands_at_the_words_of_the_question_alone():
    notes = notes_on("row_filter")
    said = {path: notes.of_form(path) for path, _ in texts_of(load_definition("row_filter"))}
    shown = [path for path, lines in said.items() if lines[-1].startswith("Lines shown: only if")]
    assert shown
    assert all(path.endswith(".label") for path in shown)


def test_a_variant_says_for_whom_it_is():
    paths = [path for path, _ in texts_of(load_definition("country_variants")) if "@NO" in path]
    assert paths
    for path in paths:
        assert notes_on("country_variants").of_form(path)[-1] == "Shown in NO alone."


def test_a_text_of_the_whole_form_names_no_question():
    assert notes_on("rank").of_form("rank.title") == (
        "Title of the questionnaire. At most 6000 characters.",
    )


def test_a_list_is_named_by_its_title():
    assert list_note("Yes or no", translate_in("en"))[0] == "Shared list “Yes or no”."


@pytest.mark.parametrize("language", ["ro", "nb"])
def test_notes_are_in_the_language_of_the_file(language):
    english, other = notes_on("rank"), notes_on("rank", language)
    for path, _ in texts_of(load_definition("rank")):
        assert set(english.of_form(path)).isdisjoint(other.of_form(path))


@pytest.mark.parametrize("name", questionnaire_names())
def test_every_text_has_its_kind(name):
    notes = notes_on(name)
    for path, _ in texts_of(load_definition(name)):
        lines = notes.of_form(path)
        assert all(line and not line.startswith(".") for line in lines), path
        assert not any(line.startswith("Text of the questionnaire") for line in lines), path
