"""The interface's catalogue as a file: read whole, written without a loss, looked up by gettext."""

import pytest

from surveyapp.formats.source.message_file import (
    Message,
    Messages,
    compiled,
    messages_coverage,
    messages_text,
    n_plurals,
    parsed_messages,
)
from surveyapp.formats.source.po_file import PoRefused

TEXTS = (("%(num)d line", "%(num)d lines"), ("Yes",))
LINES, YES = TEXTS


def parsed(text):
    return parsed_messages(text, "messages.po")


def written(language, *messages, obsolete=()):
    return messages_text(language, TEXTS, Messages(messages, obsolete))


def test_what_is_written_is_read_again_and_written_alike():
    for language, forms in (("sv", ("rad", "rader")), ("hu", ("sor",)), ("pl", ("1", "2", "3"))):
        text = written(
            language, Message(LINES, forms, comments=("of mine",)), Message(YES, ("Ja",))
        )
        assert messages_text(language, TEXTS, parsed(text)) == text
        assert [each.forms for each in parsed(text).messages] == [forms, ("Ja",)]
        assert f"nplurals={n_plurals(language)}" in text


def test_the_plural_is_chosen_by_the_language_and_not_by_the_head_of_the_file():
    text = written("pl", Message(LINES, ("wiersz", "wiersze", "wierszy")))
    found = parsed(text.replace("nplurals=3", "nplurals=1"))
    words = compiled("pl", found.messages)
    assert [words.ngettext(*LINES, n) for n in (1, 3, 5)] == ["wiersz", "wiersze", "wierszy"]


def test_forms_may_stand_in_any_order():
    text = 'msgid "a"\nmsgid_plural "b"\nmsgstr[1] "two"\nmsgstr[0] "one"\n'
    assert parsed(text).messages[0].forms == ("one", "two")


def test_a_text_that_stands_twice_is_refused_with_its_line():
    entry = 'msgid "Yes"\nmsgstr "Ja"\n'
    with pytest.raises(PoRefused) as refused:
        parsed(f"{entry}\n{entry}")
    assert (refused.value.problem.code, refused.value.problem.line) == ("duplicate-key", 4)


def test_words_of_a_text_that_is_gone_stay_below_until_it_comes_back():
    gone = Message(("Gone",), ("Borta",))
    text = written("sv", gone)
    assert '#~ msgid "Gone"\n#~ msgstr "Borta"' in text
    assert parsed(messages_text("sv", (("Gone",),), parsed(text))).messages[0].forms == ("Borta",)


def test_what_is_empty_fuzzy_or_too_short_stays_english_and_is_counted():
    found = (Message(LINES, ("rad",)), Message(YES, ("Ja",), is_fuzzy=True))
    words = compiled("sv", found)
    assert (words.ngettext(*LINES, 2), words.gettext("Yes")) == (LINES[1], "Yes")
    coverage = messages_coverage("sv", found)
    assert (coverage.missing, coverage.stale) == ((LINES[0],), ("Yes",))
