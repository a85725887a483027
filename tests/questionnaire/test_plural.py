"""Words that depend on a number have the form of their language."""

import pytest

from surveyapp.formats.questionnaire_folder import load_wording
from surveyapp.questionnaire.lint.words import letters
from surveyapp.questionnaire.plural import PluralRefused, plurals_in
from surveyapp.questionnaire.wording import Wording, placeholders
from surveyapp.questions.language import plural_forms
from tests.questionnaire.lint.written import codes

WORDS = {
    "en": "{n, plural, one {# child} other {# children}} in {year}",
    "ro": "{n, plural, one {# copil} few {# copii} other {# de copii}} în {year}",
    "nb": "{n, plural, one {# gutt} other {# gutter}} i {year}",
}
ROMANIAN = "0 copii, 1 copil, 2 copii, 19 copii, 20 de copii, 101 copii, 119 copii, 120 de copii"
ENGLISH = "0 children, 1 child, 2 children, 19 children, 20 children, 101 children, 120 children"
BOKMAL = "0 gutter, 1 gutt, 2 gutter, 19 gutter, 20 gutter, 101 gutter, 119 gutter, 120 gutter"


def filled(language, words, **values):
    return Wording(language, {"q": words}).text("q", None, values)


@pytest.mark.parametrize(("language", "said"), [("ro", ROMANIAN), ("en", ENGLISH), ("nb", BOKMAL)])
def test_a_number_has_the_form_of_its_language(language, said):
    for words in said.split(", "):
        number = words.split()[0]
        assert filled(language, WORDS[language], n=number, year="2013").startswith(f"{words} ")


def test_a_number_is_read_as_its_language_writes_it():
    assert filled("ro", WORDS["ro"], n="1.020", year="2013") == "1.020 de copii în 2013"
    assert filled("en", WORDS["en"], n="1.0", year="2013") == "1.0 children in 2013"


def test_a_number_of_its_own_stands_before_the_forms():
    words = "{n, plural, =0 {nobody} one {# person} other {# people}}"
    assert [filled("en", words, n=n) for n in ("0", "1", "3")] == ["nobody", "1 person", "3 people"]


def test_what_is_no_number_yet_has_the_general_form():
    assert Wording("en", {"q": WORDS["en"]}).text("q") == "{n} children in {year}"
    assert filled("en", WORDS["en"], n="(no number)", year="x") == "(no number) children in x"


def test_two_numbers_stand_in_one_text():
    words = "{a, plural, one {# bed} other {# beds}}, {b, plural, one {# room} other {# rooms}}"
    assert filled("en", words, a="1", b="2") == "1 bed, 2 rooms"


def test_the_words_of_a_form_are_no_placeholder():
    assert placeholders("{n, plural, one {month} other {# of {year}}}") == {"n", "year"}


@pytest.mark.parametrize(
    "words",
    [
        "{n, plural, one {# child}}",
        "{n, plural, other {# children}",
        "{n, plural, other {x} other {y}}",
        "{n, select, yes {x} other {y}}",
        "{n, plural, one {{m, plural, other {x}}} other {y}}",
    ],
)
def test_what_is_written_in_another_way_is_refused(words):
    with pytest.raises(PluralRefused):
        plurals_in(words)
    assert codes(letters(words, (), "en")) == ["plural-ill-formed"]


@pytest.mark.parametrize("language", ["en", "ro", "nb"])
def test_every_form_of_a_language_is_asked_for(language):
    assert codes(letters(WORDS[language], (), language)) == []
    missing = letters("{n, plural, other {x}}", (), language)
    assert len(list(missing)) == len(plural_forms(language)) - 1
    assert "plural-form-unknown" in codes(letters("{n, plural, two {x} other {y}}", (), language))


def test_the_gallery_counts_months_in_every_language():
    path, values = "plural_forms.beds.label", {"months": "24"}
    said = {each: load_wording("plural_forms", each).text(path, None, values) for each in WORDS}
    assert "ultimele 24 de luni" in said["ro"]
    assert "24 months" in said["en"]
    assert "24 månedene" in said["nb"]
