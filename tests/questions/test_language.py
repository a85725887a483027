"""What the CLDR knows of a language is used for any of them."""

from datetime import date

import pytest

from surveyapp.questions.language import (
    listed,
    long_date,
    own_name,
    percent_signs,
    plural_forms,
    regional_tag,
    spoken,
    web_tag,
    with_own_letters,
)

OFFERED = ("en", "nb", "ro", "pt_BR")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("nb-NO", "nb"), ("no", "nb"), ("nn", "nb"), ("mo", "ro"), ("ro-MD", "ro"),
        ("en-US", "en"), ("pt-BR", "pt_BR"), ("sv", None), ("", None), ("*", None),
    ],
)  # fmt: skip
def test_a_browser_is_understood_by_its_language_and_near_kin(wanted, found):
    assert spoken(wanted, OFFERED) == found


def test_days_lists_and_percent_are_as_each_language_has_them():
    day = date(2014, 5, 7)
    assert [long_date(day, each) for each in ("en", "ro", "nb", "hu")] == [
        "7 May 2014", "7 mai 2014", "7. mai 2014", "2014. május 7.",
    ]  # fmt: skip
    assert listed(["a", "b", "c"], "en") == "a, b and c"
    assert listed(["a", "b", "c"], "sv", "or") == "a, b eller c"
    assert [percent_signs(each) for each in ("en", "ro", "tr")] == [
        ("", "%"), ("", "\u00a0%"), ("%", ""),
    ]  # fmt: skip


def test_a_language_is_named_by_those_who_speak_it():
    assert [own_name(each) for each in OFFERED] == [
        "English", "Norsk bokmål", "Română", "Português (Brasil)",
    ]  # fmt: skip


def test_a_tag_is_written_as_its_reader_wants_it():
    assert web_tag("pt_BR") == regional_tag("pt_BR") == "pt-BR"
    assert [regional_tag(each) for each in ("en", "ro", "nb", "sv")] == [
        "en-GB", "ro-RO", "nb-NO", "sv-SE",
    ]  # fmt: skip


def test_every_language_has_its_forms_of_the_plural():
    assert plural_forms("ro") == {"one", "few", "other"}
    assert plural_forms("nb") == {"one", "other"}
    assert plural_forms("ar") == {"zero", "one", "two", "few", "many", "other"}


def test_letters_are_mended_in_their_own_language_alone():
    assert with_own_letters("Şi ţară", "ro") == "Și țară"
    assert with_own_letters("Şişli", "tr") == "Şişli"
