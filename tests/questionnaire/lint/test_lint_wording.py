"""Letters, placeholders and translations."""

from dataclasses import dataclass

import pytest

from surveyapp.questionnaire.lint import text_places, translations
from surveyapp.questionnaire.lint.inspection import Inspection
from surveyapp.questionnaire.lint.words import letters
from surveyapp.questionnaire.texts import texts_of
from tests.questionnaire.lint.written import ask, code_list, codes, judged, written

COUNTRY = ask("country", choices=[{"code": "RO", "label": "R"}, {"code": "NO", "label": "N"}])


@dataclass
class Entry:
    source: str
    words: str
    is_fuzzy: bool = False


def found_in(words, language="ro"):
    return codes(letters(words, (), language))


def translated(source, words, **more):
    return codes(translations("ro", {"q.label": source}, {"q.label": Entry(source, words, **more)}))


@pytest.mark.parametrize("letter", "ŞşŢţ")
def test_a_cedilla_is_mended_by_the_letter_with_a_comma(letter):
    (found,) = letters(f"{letter}i", (), "ro")
    assert found.code == "cedilla"
    assert found.mend[-1] in "ȘșȚț"


def test_a_letter_without_a_cedilla_is_left_alone():
    assert found_in("Șoimi și țări, Göteborg, Ærø") == []


@pytest.mark.parametrize("language", ["tr", "en", "nb"])
def test_a_cedilla_is_a_letter_of_other_languages(language):
    assert found_in("Şişli, Ţar", language) == []


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\u2066", "\ufeff", "\u0007"])
def test_a_character_that_nobody_sees_is_found(hidden):
    assert found_in(f"some{hidden}thing") == ["hidden-character"]


@pytest.mark.parametrize("wanted", ["\n", "\u00a0", "\u202f", "\u00ad"])
def test_spaces_of_numbers_and_line_ends_are_wanted(wanted):
    assert found_in(f"some{wanted}thing") == []


def decoded(words, encoding):
    return words.encode().decode(encoding, "replace")


@pytest.mark.parametrize("encoding", ["cp1252", "cp1250"])
@pytest.mark.parametrize("words", ["Du bør", "på mandag", "ærlig", "fünf", "déjà", "ține – și"])
def test_letters_that_were_read_in_another_encoding_are_found(words, encoding):
    assert "misread" in found_in(decoded(words, encoding))


@pytest.mark.parametrize(
    "words", ["“BLÅ” – ÆRØ", "CAFÉ”", "SPAẞ…", "Årsak: «Å»", "MĂR, Țară", "Łódź", "NÃO", "Åš"]
)
def test_letters_that_were_meant_are_left_alone(words):
    assert found_in(words) == []


def test_two_spaces_after_each_other_are_found():
    assert found_in("two  spaces") == ["double-space"]


@pytest.mark.parametrize("words", ["{Year}", "{year", "year}", "{year 1}", "{}"])
def test_a_brace_belongs_to_a_placeholder(words):
    assert "stray-brace" in found_in(words)


def test_a_parameter_fills_a_placeholder():
    asked = ask("q", label="Words in {year}")
    assert judged(asked, parameters={"year": "2014"}) == ()


def test_the_other_country_fills_a_placeholder_where_two_are_compared():
    assert judged(COUNTRY, ask("q", label="In {other_country}"), compare_by="country") == ()


def test_nothing_is_the_other_country_where_none_are_compared():
    assert codes(judged(ask("q", label="In {other_country}"))) == ["unknown-placeholder"]


def test_values_fill_placeholders_in_the_words_of_their_own_check_alone():
    check = {"name": "V1", "test": ". > 0", "values": {"given": "."}, "question": "Really {given}?"}
    asked = ask("q", type="integer", label="Not {given}", warnings=[check])
    (found,) = judged(asked)
    assert (found.code, found.path[-1]) == ("unknown-placeholder", "label")


def test_a_shared_list_is_held_against_the_parameters_of_who_uses_it():
    years = code_list("years", "y1")
    labelled = years.model_copy(
        update={"codes": (years.codes[0].model_copy(update={"label": "{year}"}),)}
    )
    assert codes(judged(ask("q", choices="years"), lists=[labelled])) == ["unknown-placeholder"]


def test_every_text_has_a_place_in_the_file():
    check = {"name": "V1", "test": ". > 0", "question": "Right?"}
    rule = {"name": "whole", "test": ". > 0", "message": "No."}
    number = ask("n", type="integer", warnings=[check], constraints=[rule], guidance="Much")
    definition = written(ask("q", variants={"NO": {"hint": "So"}}), number, content_note="Calm")
    places = text_places(Inspection(definition, {}))
    assert {path for path, _ in texts_of(definition)} <= places.keys()


def test_a_sound_translation_has_no_findings():
    assert translated("In {year}", "În {year}") == []


def test_an_empty_translation_is_missing():
    assert translated("Words", "") == ["translation-missing"]


def test_a_fuzzy_translation_is_not_shown():
    assert translated("Words", "Cuvinte", is_fuzzy=True) == ["translation-fuzzy"]


def test_a_translation_of_other_words_is_stale():
    entries = {"q.label": Entry("Old words", "Cuvinte")}
    assert codes(translations("ro", {"q.label": "Words"}, entries)) == ["translation-stale"]


def test_a_translation_keeps_the_placeholders():
    assert translated("In {year}", "În {an}") == ["placeholder-differs"]


def test_a_translation_of_no_text_is_only_a_warning():
    (found,) = translations("ro", {}, {"q.label": Entry("Old", "Vechi")})
    assert (found.code, found.severity) == ("translation-obsolete", "warning")


def test_labels_that_a_translation_makes_equal_are_warned_of():
    texts = {"tiny.q.choices.a": "Big", "tiny.q.choices.b": "Large", "tiny.q.label": "Large"}
    entries = {path: Entry(source, "Mare") for path, source in texts.items()}
    (found,) = translations("ro", texts, entries)
    assert (found.code, found.path) == ("same-label", ("tiny.q.choices.b",))


def test_labels_that_are_equal_in_the_source_are_told_there_alone():
    texts = {"code_lists.size.a": "Big", "code_lists.size.b": "Big"}
    entries = {path: Entry(source, "Mare") for path, source in texts.items()}
    assert tuple(translations("ro", texts, entries)) == ()


@pytest.mark.parametrize("words", ["a <b>c</b>", "a<br/>b", "<!-- a", "a&nbsp;b", "a &#160; b"])
def test_signs_of_html_are_refused(words):
    assert found_in(words) == ["html"]


@pytest.mark.parametrize("words", ["fewer than <5", "a < b > c", "R&D; more", "A & B"])
def test_signs_of_comparison_are_no_html(words):
    assert found_in(words) == []


def test_a_translation_is_bounded_like_its_source():
    assert translated("Words", "W" * 6001) == ["too-long"]
