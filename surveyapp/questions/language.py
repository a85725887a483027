"""Language: what is known of any language from the CLDR: its name, days, lists, percent, plurals.

Nothing here names the languages that there are: those are found from their catalogues
(`formats/languages.py`). Numbers are in `number_text`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal, Protocol

from babel.core import Locale, UnknownLocaleError, get_global
from babel.dates import format_date
from babel.lists import format_list

SOURCE_LANGUAGE = "en"
"""In which the interface is written, and every file that does not say another."""
CODE_PATTERN = r"^[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?$"
"""How a language is named: as gettext names the folder of its catalogues."""
_REGION = {SOURCE_LANGUAGE: "GB"}
"""Where the interface's own words are at home; of others the CLDR knows the likeliest."""
_OWN_LETTERS: Mapping[str, dict[int, str]] = {
    "ro": str.maketrans({"Ş": "Ș", "ş": "ș", "Ţ": "Ț", "ţ": "ț"})
}
"""Language -> letters that its documents are full of by an old fault of keyboards -> its own."""


class Translate(Protocol):
    """The interface's catalogue: gettext's two functions, with named placeholders."""

    def gettext(self, message: str, **values: object) -> str:
        """One text."""

    def ngettext(self, singular: str, plural: str, num: int, **values: object) -> str:
        """One text by a number."""


def is_known(language: str) -> bool:
    """Whether the CLDR knows it."""
    return _found(language) is not None


@cache
def locale_of(language: str) -> Locale:
    """The rules of a language; those of the interface's own where the CLDR does not know it."""
    return _found(language) or Locale(SOURCE_LANGUAGE, _REGION[SOURCE_LANGUAGE])


def _found(language: str) -> Locale | None:
    try:
        found = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None
    region = _REGION.get(language)
    return Locale(found.language, region) if region else found


def own_name(language: str) -> str:
    """What those who speak it call it, such as "Română"."""
    name = str(Locale.parse(language).get_display_name() or language)
    return name[:1].upper() + name[1:]


def web_tag(language: str) -> str:
    """As pages and XML name it: ``pt-BR``."""
    return language.replace("_", "-")


def regional_tag(language: str) -> str:
    """With the region in which it is likeliest spoken, such as ``ro-RO``, for word processors."""
    locale, known = locale_of(language), get_global("likely_subtags")
    likely = str(known.get(language) or known.get(locale.language, "")).split("_")
    region = locale.territory or (likely[-1] if len(likely) > 1 else "")
    return f"{locale.language}-{region}" if region else str(locale.language)


def spoken(wanted: str, offered: Sequence[str]) -> str | None:
    """The offered language that whoever asks for this one reads; None when there is none.

    wanted: a tag as browsers send it, such as ``pt-BR``. Old codes and near kin count: ``mo`` is
    Romanian, and ``no`` and ``nn`` are read as Bokmål where only that is offered.
    """
    parts = wanted.replace("-", "_").split("_")
    language = str(get_global("language_aliases").get(parts[0].lower(), parts[0].lower()))
    near = ("_".join([language, *parts[1:]]), language, *_kin(language))
    return next((each for each in near if each in offered), None)


@cache
def _kin(language: str) -> tuple[str, ...]:
    """Languages with the same parent, and those that are its children."""
    parents: Mapping[str, str] = get_global("parent_exceptions")
    parent = parents.get(language, language)
    return tuple(sorted(each for each, of in parents.items() if of == parent and each.isalpha()))


def long_date(day: date, language: str) -> str:
    """A day as texts write it, such as "7 May 2014"."""
    return str(format_date(day, format="long", locale=locale_of(language)))


def percent_signs(language: str) -> tuple[str, str]:
    """What stands before and behind a number of percent: ("", "%") in English."""
    pattern = locale_of(language).percent_formats[None]
    return str(pattern.prefix[0]), str(pattern.suffix[0])


def listed(items: Sequence[str], language: str, how: Literal["standard", "or"] = "standard") -> str:
    """Items as a sentence joins them: "a, b and c", or with "or"."""
    return str(format_list(list(items), how, locale_of(language)))


def plural_form(number: Decimal, language: str) -> str:
    """The form of words beside a number: zero, one, two, few, many or other."""
    return str(locale_of(language).plural_form(number))


def plural_forms(language: str) -> frozenset[str]:
    """All forms that the language tells apart, `other` always among them."""
    return frozenset({*locale_of(language).plural_form.tags, "other"})


def with_own_letters(words: str, language: str) -> str:
    """Words with the letters that belong to their language; other languages keep every letter."""
    return words.translate(_OWN_LETTERS.get(language, {}))
