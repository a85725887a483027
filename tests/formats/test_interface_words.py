"""Files that are made outside a request speak the interface's three languages."""

import pytest

from surveyapp.formats.interface_words import InterfaceWordsMissing, translate_in


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Receipt"), ("ro", "Confirmare de primire"), ("nb", "Kvittering")],
)
def test_a_text_is_in_its_language(language, words):
    assert translate_in(language).gettext("Receipt") == words


def test_a_placeholder_is_filled_by_name():
    assert translate_in("en").gettext("Part %(part)s", part="3") == "Part 3"


def test_without_values_a_percent_sign_is_kept():
    assert translate_in("en").gettext("100 %") == "100 %"


@pytest.mark.parametrize(("number", "words"), [(1, "1 thing"), (2, "2 things")])
def test_a_text_by_number_knows_the_number(number, words):
    assert translate_in("en").ngettext("%(num)d thing", "%(num)d things", number) == words


def test_a_language_without_a_catalogue_is_refused():
    with pytest.raises(InterfaceWordsMissing, match="translations --interface --language sv"):
        translate_in("sv")
